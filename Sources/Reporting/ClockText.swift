/// Durations and times of day as people read them.
public enum ClockText {
    /// A duration as `m:ss` or `h:mm:ss`, cut to whole seconds.
    ///
    /// - Parameter seconds: The duration; nil, negative or not finite gives `-`.
    /// - Returns: The text.
    public static func duration(seconds: Double?) -> String {
        guard let seconds, seconds >= 0, seconds <= 1e9 else { return "-" }
        let whole = Int(seconds)
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        guard hours > 0 else { return "\(minutes):\(two(whole % 60))" }
        return "\(hours):\(two(minutes)):\(two(whole % 60))"
    }

    /// A time of day as `hh:mm`.
    ///
    /// - Parameter seconds: Seconds after midnight, 0 or more; whole days are cut off.
    /// - Returns: The text.
    public static func timeOfDay(seconds: Int) -> String {
        "\(two(seconds / 3600 % 24)):\(two(seconds / 60 % 60))"
    }

    static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
