/// A second of local civil time; every day has 24 hours, and there is no time zone.
public struct CivilInstant: Hashable, Comparable, Sendable {
    /// Seconds since 1 January 1970, 00:00:00 local time; negative before it.
    public let secondNumber: Int

    /// Seconds of a day.
    public static let secondsPerDay = 86_400

    /// Names a second by its number.
    public init(secondNumber: Int) { self.secondNumber = secondNumber }

    /// Reads `YYYY-MM-DDThh:mm:ss`, years 0001 to 9999; nil when it is not of this form or no such
    /// second exists.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - allowingBlank: Whether a blank may stand in the place of the `T`.
    public init?(_ text: String, allowingBlank: Bool = false) {
        let bytes = Array(text.utf8)
        let colon = UInt8(ascii: ":")
        guard bytes.count == 19, bytes[13] == colon, bytes[16] == colon,
            bytes[10] == UInt8(ascii: "T") || (allowingBlank && bytes[10] == UInt8(ascii: " ")),
            let date = CivilDate(ascii: bytes[..<10]),
            let hour = CivilDate.number(bytes[11..<13]), hour < 24,
            let minute = CivilDate.number(bytes[14..<16]), minute < 60,
            let second = CivilDate.number(bytes[17..<19]), second < 60
        else { return nil }
        secondNumber =
            date.dayNumber * Self.secondsPerDay + hour * 3600 + minute * 60 + second
    }

    /// The day.
    public var date: CivilDate {
        CivilDate(dayNumber: CivilDate.floor(secondNumber, Self.secondsPerDay))
    }

    /// Seconds since midnight, 0 to 86 399.
    public var secondOfDay: Int { secondNumber - date.dayNumber * Self.secondsPerDay }

    /// The time of day as `hh:mm:ss`.
    public var timeOfDay: String {
        let second = secondOfDay
        return "\(CivilDate.padded(second / 3600)):\(CivilDate.padded(second / 60 % 60)):"
            + CivilDate.padded(second % 60)
    }

    /// The civil time of a simulated instant, where `self` is that of simulated time 0.
    ///
    /// - Parameter time: The instant; fractions of a second are rounded down.
    /// - Returns: Its second.
    public func at(_ time: SimulationTime) -> CivilInstant {
        CivilInstant(
            secondNumber: secondNumber + CivilDate.floor(Int(time.nanoseconds), 1_000_000_000))
    }

    /// Orders by the axis of time.
    public static func < (left: Self, right: Self) -> Bool {
        left.secondNumber < right.secondNumber
    }
}

extension CivilInstant: CustomStringConvertible {
    /// The second as `YYYY-MM-DDThh:mm:ss`.
    public var description: String { "\(date)T\(timeOfDay)" }
}
