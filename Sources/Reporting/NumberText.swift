import Foundation

/// Numbers as people read them, the same on every machine.
///
/// Two roundings are in use, and their outputs are part of what users compare: reports of runs round
/// halves away from zero (`fixed`), the calculator's answers round the exact binary number to even
/// (`printed`). So 47.125 with two digits is 47.13 by the first and 47.12 by the second.
public enum NumberText {
    /// A number with a fixed count of digits after the point.
    ///
    /// - Parameters:
    ///   - value: The number.
    ///   - digits: Digits after the point, 0 to 9.
    /// - Returns: The text; `-` for a number that is not finite.
    public static func fixed(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "-" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = (abs(value) * scale).rounded()
        let whole = Int64(scaled / scale)
        let fraction = Int64(scaled - Double(whole) * scale)
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard digits > 0 else { return sign + String(Int64(scaled)) }
        let tail = String(fraction)
        return sign + String(whole) + "."
            + String(repeating: "0", count: max(digits - tail.count, 0)) + tail
    }

    /// A share as a percentage with two digits.
    ///
    /// - Parameters:
    ///   - value: The share.
    ///   - digits: Digits behind the point.
    /// - Returns: The text, with its sign of percent.
    public static func percent(_ value: Double, _ digits: Int = 2) -> String {
        fixed(value * 100, digits) + " %"
    }

    /// A value in the unit of an indicator.
    ///
    /// - Parameters:
    ///   - value: The value; nil gives `-`.
    ///   - unit: Unit of the indicator: `share`, `seconds`, `money`, `contacts` or another.
    /// - Returns: The text without the unit, except for the percent sign of shares.
    public static func value(_ value: Double?, unit: String) -> String {
        guard let value else { return "-" }
        switch unit {
        case "share": return percent(value)
        case "contacts": return fixed(value, value == value.rounded() ? 0 : 1)
        default: return fixed(value, 2)
        }
    }

    /// A number with as few digits as it needs, at most ten: `190`, `0.7`, `47.5`.
    ///
    /// - Parameter value: The number.
    /// - Returns: The text, rounded as C's `%.10g` does.
    public static func plain(_ value: Double) -> String { String(format: "%.10g", value) }

    /// A small number such as an error, with two digits: `3.2e-14`, or `0`.
    ///
    /// - Parameter value: The number.
    /// - Returns: The text, rounded as C's `%.1e` does.
    public static func scientific(_ value: Double) -> String {
        value == 0 ? "0" : String(format: "%.1e", value)
    }

    /// A number with two digits after the point, rounded as C's `%.2f` does.
    ///
    /// - Parameter value: The number.
    /// - Returns: The text.
    public static func printed(_ value: Double) -> String { String(format: "%.2f", value) }

    /// A share in percent with two digits; one that would round to nothing is `< 0.01 %`.
    ///
    /// - Parameter share: The share.
    /// - Returns: The text, with its sign of percent; 0 stays `0.00 %`.
    public static func visiblePercent(_ share: Double) -> String {
        guard share <= 0 || share >= 0.00005 else { return "< 0.01 %" }
        return printed(share * 100) + " %"
    }

    /// Seconds with two digits; a time that would round to nothing is `< 0.01 s`.
    ///
    /// - Parameter value: The time, in seconds.
    /// - Returns: The text, with its unit; 0 stays `0.00 s`.
    public static func visibleSeconds(_ value: Double) -> String {
        guard value <= 0 || value >= 0.005 else { return "< 0.01 s" }
        return printed(value) + " s"
    }

    /// A number of things, such as "1 call" and "12 calls".
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - noun: One of them, whose plural ends in s.
    /// - Returns: Number and noun.
    public static func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)" + (count == 1 ? "" : "s")
    }

    /// A whole number with thin groups of three digits.
    ///
    /// - Parameter value: The number.
    /// - Returns: The text.
    public static func grouped(_ value: Int) -> String {
        var digits = String(abs(value))
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        groups.insert(digits, at: 0)
        return (value < 0 ? "-" : "") + groups.joined(separator: " ")
    }

    /// A number in four digits: enough for a value with an interval beside it.
    ///
    /// - Parameter value: The number.
    /// - Returns: The text.
    public static func rounded(_ value: Double) -> String { String(format: "%.4g", value) }
}
