/// Numbers as readers expect them: fixed places, a thin grouping of thousands, a dash for nothing.
///
/// Every function is exact to the last shown digit: halves are rounded away from zero, after the
/// nearest `Double`, and no locale plays a part.
public enum NumberText {
    /// Stands for a value that does not exist.
    public static let none = "-"

    /// A whole number with a space between groups of three digits: `29 899`.
    public static func whole(_ value: Int64) -> String {
        var digits = String(value.magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.append(String(digits.suffix(3)))
            digits = String(digits.dropLast(3))
        }
        groups.append(digits)
        return (value < 0 ? "-" : "") + groups.reversed().joined(separator: " ")
    }

    /// A number with a fixed number of decimal places, from 0 to 9: `95.21`.
    ///
    /// Values that are nil, not finite or above 1e9 in magnitude give a dash.
    public static func fixed(_ value: Double?, places: Int) -> String {
        precondition((0...9).contains(places), "from 0 to 9 decimal places")
        guard let value, value.magnitude <= 1e9 else { return none }
        var scale: Int64 = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int64((value.magnitude * Double(scale)).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return sign + String(scaled) }
        let fraction = String(scaled % scale)
        let zeros = String(repeating: "0", count: places - fraction.count)
        return "\(sign)\(scaled / scale).\(zeros)\(fraction)"
    }

    /// A share in percent: `23.35 %`.
    public static func percent(_ share: Double?, places: Int = 2) -> String {
        guard let share, share.isFinite else { return none }
        return fixed(share * 100, places: places) + " %"
    }

    /// A duration as `m:ss` or `h:mm:ss`, cut to whole seconds.
    public static func clock(seconds: Double?) -> String {
        guard let seconds, seconds >= 0, seconds <= 1e9 else { return none }
        let whole = Int(seconds)
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        let short = "\(minutes):\(two(whole % 60))"
        return hours == 0 ? short : "\(hours):\(two(minutes)):\(two(whole % 60))"
    }

    static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
