/// Numbers as people read them: fixed digits, the same on every machine.
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
}
