/// All ways to read a run of words as digits, and the cheapest for each number of digits.
///
/// "Forty five" is 45, or 405 when two more digits are wanted than words allow; "to" is passed over,
/// or a 2. Each reading that is less usual costs more; dynamic programming over (word, digits so far)
/// finds the cheapest string of every length. Exact; words x digits x pieces steps.
struct DigitLattice {
    /// One reading of a run.
    struct Reading {
        var digits: String
        var cost: Int
    }

    /// Most digits that are followed.
    static let limit = 40
    /// What reading "forty five" as 40 and 5 costs.
    private static let splitCost = 3
    /// What reading a word that only sounds like a digit costs.
    private static let soundCost = 2
    /// What passing over such a word between digits costs.
    private static let skipCost = 1

    private struct Piece {
        var digits: String
        var words: Int
        var cost: Int
    }

    private struct Cell {
        var cost = Int.max
        var word = 0
        var piece: Piece?
    }

    /// The cheapest readings of words, one for each number of digits, cheapest first.
    static func readings(_ tokens: ArraySlice<Token>) -> [Reading] {
        let words = Array(tokens)
        if let plain = plain(words) { return [Reading(digits: plain, cost: 0)] }
        var table = [[Cell]](
            repeating: [Cell](repeating: Cell(), count: limit + 1), count: words.count + 1)
        table[0][0].cost = 0
        for word in words.indices {
            let pieces = pieces(words, at: word)
            for length in 0...limit where table[word][length].cost < Int.max {
                for piece in pieces {
                    let next = length + piece.digits.utf8.count
                    guard next <= limit else { continue }
                    let cost = table[word][length].cost + piece.cost
                    if cost < table[word + piece.words][next].cost {
                        table[word + piece.words][next] = Cell(
                            cost: cost, word: word, piece: piece)
                    }
                }
            }
        }
        return (1...limit).filter { table[words.count][$0].cost < Int.max }.map { length in
            Reading(
                digits: string(table, words.count, length), cost: table[words.count][length].cost)
        }.sorted { ($0.cost, $0.digits.utf8.count) < ($1.cost, $1.digits.utf8.count) }
    }

    /// The digits when every word is one.
    private static func plain(_ words: [Token]) -> String? {
        var text = ""
        for (place, word) in words.enumerated() {
            guard let digit = word.digit,
                place + 1 == words.count
                    || words[place + 1].facts.scale == 0
                        && words[place + 1].facts.plural < 0
            else { return nil }
            text.unicodeScalars.append(Unicode.Scalar(UInt8(48 + digit)))
        }
        return text
    }

    private static func string(_ table: [[Cell]], _ word: Int, _ length: Int) -> String {
        var parts: [String] = []
        var word = word
        var length = length
        while word > 0, let piece = table[word][length].piece {
            parts.append(piece.digits)
            let before = table[word][length].word
            length -= piece.digits.utf8.count
            word = before
        }
        return parts.reversed().joined()
    }

    private static func pieces(_ words: [Token], at place: Int) -> [Piece] {
        let token = words[place]
        var pieces: [Piece] = []
        if token.facts.isGlue || token.facts.isHesitation {
            pieces.append(Piece(digits: "", words: 1, cost: 0))
        }
        if token.facts.isOh { pieces.append(Piece(digits: "0", words: 1, cost: 0)) }
        if let number = token.number { pieces += numbers(words, at: place, number) }
        if token.facts.times > 0, place + 1 < words.count {
            let next = words[place + 1]
            let sound = next.facts.homophone >= 0 ? Int(next.facts.homophone) : nil
            if let digit = next.digit ?? sound {
                pieces.append(
                    Piece(
                        digits: String(repeating: String(digit), count: Int(token.facts.times)),
                        words: 2, cost: next.digit == nil ? soundCost : 0))
            }
        }
        if token.isWritten, let digits = DigitWords.typed(token.text) {
            pieces.append(Piece(digits: digits, words: 1, cost: 0))
        }
        if token.facts.homophone >= 0 {
            pieces.append(
                Piece(digits: String(token.facts.homophone), words: 1, cost: soundCost))
            let isOutside = place == 0 || place + 1 == words.count
            pieces.append(Piece(digits: "", words: 1, cost: isOutside ? 0 : skipCost))
        }
        return pieces
    }

    private static func numbers(_ words: [Token], at place: Int, _ number: Int) -> [Piece] {
        var pieces = [Piece(digits: String(number), words: 1, cost: 0)]
        if (2...6).contains(number), place + 1 < words.count, words[place + 1].facts.plural >= 0 {
            let digit = String(words[place + 1].facts.plural)
            return [Piece(digits: String(repeating: digit, count: number), words: 2, cost: 0)]
        }
        guard let below = NumberWords.belowHundred(words, at: place) else { return pieces }
        if below.length == 2 {
            pieces[0].cost = splitCost
            pieces.append(Piece(digits: String(below.value), words: 2, cost: 0))
        }
        let end = place + below.length
        guard end < words.count, words[end].facts.scale > 0, below.value > 0 else { return pieces }
        let scale = Int(words[end].facts.scale)
        pieces.append(
            Piece(digits: String(below.value * scale), words: below.length + 1, cost: 0))
        if let whole = NumberWords.cardinal(words, at: place), whole.length > below.length + 1 {
            pieces[pieces.count - 1].cost = 1
            pieces.append(Piece(digits: String(whole.value), words: whole.length, cost: 0))
        }
        return pieces
    }
}
