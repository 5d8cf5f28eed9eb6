/// Whole numbers in words.
enum NumberWords {
    static let units: [String: Int] = [
        "zero": 0, "nought": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
        "seven": 7, "eight": 8, "nine": 9,
    ]
    static let teens: [String: Int] = [
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
        "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    ]
    static let tens: [String: Int] = [
        "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
        "seventy": 70, "eighty": 80, "ninety": 90,
    ]

    /// Greatest number that is read.
    static let limit = 999_999_999

    /// A number below 100 at a place of the words.
    ///
    /// - Returns: The number and how many words it takes; nil when there is none.
    static func belowHundred(_ words: [String], at place: Int) -> (value: Int, length: Int)? {
        guard place < words.count else { return nil }
        if let unit = units[words[place]] { return (unit, 1) }
        if let teen = teens[words[place]] { return (teen, 1) }
        guard let ten = tens[words[place]] else { return nil }
        if place + 1 < words.count, let unit = units[words[place + 1]], unit > 0 {
            return (ten + unit, 2)
        }
        return (ten, 1)
    }

    /// A number written in digits, such as `1,500`; nil when it is none or too large.
    static func written(_ word: String) -> Int? {
        let digits = word.filter { $0 != "," }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }),
            digits.utf8.count <= 9
        else { return nil }
        return Int(digits)
    }

    /// A whole number at a place of the words: "a hundred and five", "fifteen hundred", "two
    /// thousand", "1,500", "two grand".
    ///
    /// - Returns: The number and how many words it takes; nil when there is none.
    static func cardinal(_ words: [String], at start: Int) -> (value: Int, length: Int)? {
        var place = start
        var total = 0
        var current: Int?
        var lastScale = Int.max
        while place < words.count {
            let word = words[place]
            if let number = written(word), current == nil {
                current = number
                place += 1
            } else if let (value, length) = belowHundred(words, at: place),
                current == nil || (current ?? 0) % 100 == 0 && (current ?? 0) > 0 && value > 0
            {
                current = (current ?? 0) + value
                place += length
            } else if word == "a" || word == "an", current == nil, place + 1 < words.count,
                ["hundred", "thousand", "million", "grand", "couple"].contains(words[place + 1])
            {
                current = words[place + 1] == "couple" ? 2 : 1
                place += words[place + 1] == "couple" ? 2 : 1
            } else if word == "hundred", let value = current, value > 0, value < 100 {
                current = value * 100
                place += 1
            } else if word == "thousand" || word == "grand" || word == "million" || word == "k",
                let value = current, value > 0
            {
                let scale = word == "million" ? 1_000_000 : 1000
                guard scale < lastScale, value <= limit / scale else { return nil }
                total += value * scale
                lastScale = scale
                current = nil
                place += 1
                if !continues(words, at: place) { break }
            } else if word == "and", (current.map { $0 % 100 == 0 && $0 > 0 } ?? (total > 0)),
                belowHundred(words, at: place + 1) != nil
            {
                place += 1
            } else {
                break
            }
        }
        let value = total + (current ?? 0)
        guard place > start, current != nil || total > 0, value <= limit else { return nil }
        return (value, place - start)
    }

    /// Whether a number goes on after a thousand.
    private static func continues(_ words: [String], at place: Int) -> Bool {
        guard place < words.count else { return false }
        return words[place] == "and" || belowHundred(words, at: place) != nil
            || words[place] == "a"
    }

    /// The last number in words.
    static func match(_ words: [String], range: ClosedRange<Int>) -> SlotMatch? {
        var found: SlotMatch?
        var place = 0
        while place < words.count {
            if let (value, length) = cardinal(words, at: place) {
                found = SlotMatch(
                    .number(value), place..<place + length, isInvalid: !range.contains(value))
                place += length
            } else {
                place += 1
            }
        }
        return found
    }

    /// How a number below a thousand million is said.
    static func spoken(_ number: Int) -> String {
        if number < 0 { return "minus " + spoken(-number) }
        if let word = name(number) { return word }
        if number < 100 {
            return (name(number / 10 * 10) ?? "") + "-" + (name(number % 10) ?? "")
        }
        for (scale, word) in [(1_000_000, "million"), (1000, "thousand"), (100, "hundred")]
        where number >= scale {
            let rest = number % scale
            let head = spoken(number / scale) + " " + word
            if rest == 0 { return head }
            return head + (rest < 100 ? " and " : " ") + spoken(rest)
        }
        return ""
    }

    private static let names = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
        "nineteen",
    ]
    private static let tensNames = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]

    private static func name(_ number: Int) -> String? {
        if number < 20 { return names[number] }
        if number < 100, number % 10 == 0 { return tensNames[number / 10 - 2] }
        return nil
    }
}
