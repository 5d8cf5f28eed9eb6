/// Whole numbers in words.
enum NumberWords {
    /// Greatest number that is read.
    static let limit = 999_999_999

    /// A number below 100 at a place of the words: "five", "fifteen", "forty five", "forty-five".
    ///
    /// - Returns: The number and how many words it takes; nil when there is none.
    static func belowHundred(_ tokens: [Token], at place: Int) -> (value: Int, length: Int)? {
        guard place >= 0, place < tokens.count, let number = tokens[place].number else {
            return nil
        }
        if number >= 20, place + 1 < tokens.count, let unit = tokens[place + 1].number,
            (1...9).contains(unit)
        {
            return (number + unit, 2)
        }
        return (number, 1)
    }

    /// A number written in digits, such as `1,500` or `2k`; nil when it is none or too large.
    static func written(_ word: String) -> Int? {
        var value = 0
        var digits = 0
        var scale = 1
        for byte in word.utf8 {
            guard scale == 1 else { return nil }
            switch byte {
            case 48...57:
                value = value * 10 + Int(byte) - 48
                digits += 1
                guard digits <= 9 else { return nil }
            case UInt8(ascii: ",") where digits > 0: continue
            case UInt8(ascii: "k") where digits > 0: scale = 1000
            case UInt8(ascii: "m") where digits > 0: scale = 1_000_000
            default: return nil
            }
        }
        guard digits > 0, value <= limit / scale else { return nil }
        return value * scale
    }

    /// A number below a thousand, or written, or up to "ninety nine hundred": what a scale follows.
    private static func group(_ tokens: [Token], at start: Int) -> (value: Int, length: Int)? {
        guard start < tokens.count else { return nil }
        let token = tokens[start]
        var head: (value: Int, length: Int)
        if let read = belowHundred(tokens, at: start) {
            head = read
        } else if token.isWritten, let number = written(token.text) {
            head = (number, 1)
        } else if token.text == "a" || token.text == "couple", start + 1 < tokens.count {
            guard let read = article(tokens, at: start) else { return nil }
            head = read
        } else {
            return nil
        }
        var end = start + head.length
        guard end < tokens.count, tokens[end].facts.scale == 100, (1...99).contains(head.value)
        else { return head }
        end += 1
        var value = head.value * 100
        let joint = tokens.word(end) == "and" ? end + 1 : end
        if let rest = belowHundred(tokens, at: joint), rest.value > 0,
            !isScaled(tokens, joint, rest)
        {
            value += rest.value
            end = joint + rest.length
        }
        return (value, end - start)
    }

    /// "a" or "a couple of" before a scale word.
    private static func article(_ tokens: [Token], at start: Int) -> (value: Int, length: Int)? {
        var end = start
        if tokens[end].text == "a" { end += 1 }
        var value = 1
        if tokens.word(end) == "couple" {
            value = 2
            end += 1
            if tokens.word(end) == "of" { end += 1 }
        }
        guard end < tokens.count, tokens[end].facts.scale > 0, tokens[end].text != "k" else {
            return nil
        }
        return (value, end - start)
    }

    /// Whether a number is the head of hundreds of its own, as in "one hundred two hundred".
    private static func isScaled(
        _ tokens: [Token], _ place: Int, _ read: (value: Int, length: Int)
    ) -> Bool {
        let end = place + read.length
        return end < tokens.count && tokens[end].facts.scale == 100
    }

    /// A whole number at a place of the words: "a hundred and five", "fifteen hundred", "two
    /// thousand", "1,500", "two grand".
    ///
    /// - Returns: The number and how many words it takes; nil when there is none.
    static func cardinal(_ tokens: [Token], at start: Int) -> (value: Int, length: Int)? {
        guard let first = group(tokens, at: start) else { return nil }
        var total = 0
        var current = first.value
        var end = start + first.length
        var lastScale = Int.max
        while end < tokens.count, tokens[end].facts.scale >= 1000 {
            let scale = Int(tokens[end].facts.scale)
            guard scale < lastScale, current <= limit / scale, current > 0 else { break }
            total += current * scale
            guard total <= limit else { return nil }
            current = 0
            lastScale = scale
            end += 1
            let joint = tokens.word(end) == "and" ? end + 1 : end
            guard joint < tokens.count, tokens[joint].number != nil || tokens[joint].text == "a",
                let rest = group(tokens, at: joint), rest.value > 0, rest.value < lastScale
            else { break }
            current = rest.value
            end = joint + rest.length
        }
        guard total + current <= limit else { return nil }
        return (total + current, end - start)
    }

    static func matches(_ tokens: [Token], range: ClosedRange<Int>) -> [SlotMatch] {
        var found: [SlotMatch] = []
        var place = 0
        while place < tokens.count {
            guard let (value, length) = quantity(tokens, at: place),
                MarkerPhrases.holdOn.match(tokens, at: place) == nil
            else {
                place += 1
                continue
            }
            let isNegative = ["minus", "negative"].contains(tokens.word(place - 1) ?? "")
            let signed = isNegative ? -value : value
            let isWeak = length == 1 && tokens[place].text == "one" && tokens.count > 2
            found.append(
                SlotMatch(
                    .number(signed), (isNegative ? place - 1 : place)..<place + length,
                    strength: isWeak ? Score(0.8) : .one, isInvalid: !range.contains(signed)))
            place += length
        }
        return Selection.ranked(found, in: tokens)
    }

    /// A cardinal, or a word that counts: "a dozen", "none", "a couple", "twice".
    private static func quantity(_ tokens: [Token], at place: Int) -> (value: Int, length: Int)? {
        if let read = cardinal(tokens, at: place) { return read }
        return counted.match(tokens, at: place).map { ($0.value, $0.length) }
    }

    private static let counted = PhraseTable([
        ("a dozen", 12), ("dozen", 12), ("half a dozen", 6), ("none", 0), ("a couple", 2),
        ("once", 1), ("twice", 2), ("a pair", 2), ("a single one", 1), ("just the one", 1),
    ])
}
