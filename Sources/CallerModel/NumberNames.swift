/// Numbers in words, as callers say them: no hyphens.
enum NumberNames {
    static let units = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ]
    private static let teens = [
        "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
        "eighteen", "nineteen",
    ]
    private static let tens = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]
    private static let ordinals = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
        "seventeenth", "eighteenth", "nineteenth", "twentieth",
    ]

    /// A whole number; negative ones with "minus".
    static func cardinal(_ number: Int) -> String {
        switch number {
        case ..<0: return "minus " + cardinal(-number)
        case 0...9: return units[number]
        case 10...19: return teens[number - 10]
        case 20...99:
            let rest = number % 10
            return tens[number / 10 - 2] + (rest == 0 ? "" : " " + units[rest])
        default: break
        }
        for (scale, name) in [(1_000_000, "million"), (1000, "thousand"), (100, "hundred")]
        where number >= scale {
            let rest = number % scale
            let head = cardinal(number / scale) + " " + name
            if rest == 0 { return head }
            return head + (rest < 100 ? " and " : " ") + cardinal(rest)
        }
        return ""
    }

    /// A day of a month, 1 to 31.
    static func ordinal(_ day: Int) -> String {
        switch day {
        case 1...20: ordinals[day - 1]
        case 21...29: "twenty " + ordinals[day - 21]
        case 30: "thirtieth"
        default: "thirty first"
        }
    }

    /// A year from 1900 to 2099.
    static func year(_ year: Int) -> String {
        let rest = year % 100
        if year / 100 == 20, rest < 10 {
            return rest == 0 ? "two thousand" : "two thousand and " + units[rest]
        }
        let century = cardinal(year / 100)
        if rest == 0 { return century + " hundred" }
        return century + (rest < 10 ? " oh " + units[rest] : " " + cardinal(rest))
    }
}
