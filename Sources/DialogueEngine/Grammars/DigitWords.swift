/// How the last digit of a number follows from the others.
public enum CheckDigit: UInt8, Hashable, Sendable, CaseIterable {
    /// It does not.
    case none
    /// ISO/IEC 7812-1, annex B (Luhn): cards.
    case luhn
    /// Weights 2, 3, 4 … from the right, modulo 11; a remainder of 10 is never issued.
    case mod11
    /// ISO/IEC 7064 MOD 97-10: the number modulo 97 is 1.
    case mod97

    /// Whether a string of digits obeys it.
    public func holds(_ digits: String) -> Bool {
        let values = digits.utf8.map { Int($0) - 48 }
        guard !values.isEmpty, values.allSatisfy({ (0...9).contains($0) }) else { return false }
        switch self {
        case .none: return true
        case .luhn:
            let sum = values.reversed().enumerated().reduce(0) { sum, item in
                let doubled = item.element * (item.offset % 2 == 1 ? 2 : 1)
                return sum + (doubled > 9 ? doubled - 9 : doubled)
            }
            return sum % 10 == 0
        case .mod11:
            let sum = values.dropLast().reversed().enumerated().reduce(0) { sum, item in
                sum + item.element * (item.offset + 2)
            }
            return (11 - sum % 11) % 11 == values[values.count - 1]
        case .mod97: return values.reduce(0) { ($0 * 10 + $1) % 97 } == 1
        }
    }
}

/// Digit strings as people say them.
enum DigitWords {
    private static let single: [String: String] = [
        "zero": "0", "oh": "0", "o": "0", "nought": "0", "nil": "0", "one": "1", "two": "2",
        "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
        "nine": "9", "niner": "9",
    ]
    /// Words that recognisers write for digits; they count only between digits.
    private static let homophones: [String: String] = [
        "to": "2", "too": "2", "for": "4", "fore": "4", "ate": "8", "won": "1", "tree": "3",
        "free": "3", "sex": "6", "know": "0",
    ]
    /// Words that may stand between digits.
    private static let between: Set<String> = [
        "uh", "um", "er", "erm", "dash", "and", "then", "hyphen", "space", "hm", "mm", "so",
    ]
    /// Words after which the caller begins anew.
    private static let restarts: [[String]] = [
        ["no"], ["sorry"], ["wait"], ["i", "mean"], ["actually"], ["scratch", "that"],
        ["let", "me", "start", "again"], ["correction"], ["rather"],
    ]

    /// One piece of a digit string.
    private static func piece(
        _ words: [String], at place: Int, inside: Bool
    ) -> (digits: String, length: Int)? {
        let word = words[place]
        if word == "double" || word == "triple" || word == "treble", place + 1 < words.count,
            let digit = single[words[place + 1]]
        {
            return (String(repeating: digit, count: word == "double" ? 2 : 3), 2)
        }
        if let digit = single[word] {
            if place + 1 < words.count, words[place + 1] == "hundred", digit != "0" {
                return (digit + "00", 2)
            }
            if place + 1 < words.count, words[place + 1] == "thousand", digit != "0" {
                return (digit + "000", 2)
            }
            return (digit, 1)
        }
        if let (value, length) = NumberWords.belowHundred(words, at: place) {
            if place + length < words.count, words[place + length] == "hundred" {
                return (String(value) + "00", length + 1)
            }
            return (String(value), length)
        }
        let stripped = word.filter { $0 != "-" && $0 != "/" && $0 != "." && $0 != "," }
        if !stripped.isEmpty, stripped.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) {
            return (stripped, 1)
        }
        if inside, let digit = homophones[word] { return (digit, 1) }
        return nil
    }

    /// Strings of digits in the words, in order, split where the caller begins anew.
    private static func runs(_ words: [String]) -> [(digits: String, words: Range<Int>)] {
        var runs: [(digits: String, words: Range<Int>)] = []
        var digits = ""
        var start = 0
        var end = 0
        func close() {
            if !digits.isEmpty { runs.append((digits, start..<end)) }
            digits = ""
        }
        var place = 0
        while place < words.count {
            if let (piece, length) = piece(words, at: place, inside: !digits.isEmpty) {
                if digits.isEmpty { start = place }
                digits += piece
                place += length
                end = place
            } else if !digits.isEmpty, between.contains(words[place]) {
                place += 1
            } else {
                close()
                place += 1
            }
        }
        close()
        return runs
    }

    /// Whether the caller begins anew just before a place.
    private static func restartsBefore(_ words: [String], _ place: Int, after end: Int) -> Bool {
        restarts.contains { marker in
            guard place - marker.count >= end else { return false }
            return (end...(place - marker.count)).contains { at in
                Array(words[at..<at + marker.count]) == marker
            }
        }
    }

    static func match(
        _ words: [String], lengths: ClosedRange<Int>, check: CheckDigit
    ) -> SlotMatch? {
        let runs = runs(words)
        guard !runs.isEmpty else { return nil }
        // Pieces that are no new beginning belong together when that makes the length right.
        var joined: [(digits: String, words: Range<Int>)] = []
        for run in runs {
            if let last = joined.last,
                !restartsBefore(words, run.words.lowerBound, after: last.words.upperBound),
                !lengths.contains(last.digits.utf8.count),
                last.digits.utf8.count + run.digits.utf8.count <= lengths.upperBound
            {
                joined[joined.count - 1] = (
                    last.digits + run.digits, last.words.lowerBound..<run.words.upperBound
                )
            } else {
                joined.append(run)
            }
        }
        // A correction of the tail ("four five six no seven"): the new piece replaces as much.
        if joined.count > 1, let last = joined.last, !lengths.contains(last.digits.utf8.count) {
            let before = joined[joined.count - 2]
            if last.digits.utf8.count < before.digits.utf8.count,
                lengths.contains(before.digits.utf8.count),
                restartsBefore(words, last.words.lowerBound, after: before.words.upperBound)
            {
                let kept = before.digits.dropLast(last.digits.utf8.count)
                joined[joined.count - 1] = (
                    kept + last.digits, before.words.lowerBound..<last.words.upperBound
                )
            }
        }
        let fitting = joined.filter { lengths.contains($0.digits.utf8.count) }
        let right = fitting.filter { check.holds($0.digits) }
        if let best = right.last ?? fitting.last {
            let isWrong = !check.holds(best.digits)
            return SlotMatch(
                .digits(best.digits), best.words, strength: isWrong ? Score(0.5) : .one,
                isInvalid: isWrong)
        }
        guard let longest = joined.max(by: { $0.digits.utf8.count < $1.digits.utf8.count }) else {
            return nil
        }
        let isShort = longest.digits.utf8.count < lengths.lowerBound
        return SlotMatch(
            .digits(longest.digits), longest.words, strength: Score(0.8), isPartial: isShort,
            isInvalid: !isShort)
    }

    /// How digits are said back: singly, in groups, equal pairs doubled.
    static func spoken(_ digits: String) -> String {
        let names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
        var words: [String] = []
        for (place, byte) in digits.utf8.enumerated() {
            guard byte >= 48, byte <= 57 else { continue }
            if place > 0, place % 4 == 0 { words[words.count - 1] += "," }
            words.append(names[Int(byte) - 48])
        }
        return words.joined(separator: " ")
    }
}
