public import ContactCenterEvents
public import TwinPrimitives

/// Turns instants of a log into local civil time and back, by the calendar in its description.
public struct CivilClock: Equatable, Sendable {
    /// Seconds from 1970-01-01T00:00:00 local time to simulated time 0; nil without a calendar.
    public let origin: Int64?

    /// Takes the calendar of a log; a log without one, or with an unreadable one, has none.
    public init(_ description: RunDescription) {
        origin = description.start.flatMap(Self.seconds)
    }

    /// The instant as `YYYY-MM-DD hh:mm:ss` (fractions cut), or in seconds without a calendar.
    public func text(_ time: SimulationTime) -> String {
        guard let origin else { return NumberText.fixed(time.seconds, 0) + " s" }
        let (quotient, remainder) = time.nanoseconds.quotientAndRemainder(
            dividingBy: 1_000_000_000)
        let seconds = origin + quotient - (remainder < 0 ? 1 : 0)
        let day = Self.floor(seconds, 86_400)
        let second = Int(seconds - day * 86_400)
        return Self.date(day) + " \(ClockText.two(second / 3600)):"
            + "\(ClockText.two(second / 60 % 60)):\(ClockText.two(second % 60))"
    }

    /// The day of an instant as `YYYY-MM-DD ddd`, or its number from 0 without a calendar.
    public func day(_ time: SimulationTime) -> String {
        let seconds = (origin ?? 0) + Self.floor(time.nanoseconds, 1_000_000_000)
        let day = Self.floor(seconds, 86_400)
        guard origin != nil else { return "day \(day)" }
        let names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        return Self.date(day) + " " + names[Int(day - Self.floor(day, 7) * 7)]
    }

    /// Reads an instant: `YYYY-MM-DDThh:mm[:ss]` (or with a blank for `T`) by the calendar, or
    /// seconds since time 0; nil if it is neither, or lies out of range.
    public func instant(_ text: String) -> SimulationTime? {
        if let seconds = Double(text), seconds.isFinite, seconds >= 0, seconds <= 9e9 {
            return SimulationTime(seconds: seconds)
        }
        guard let origin else { return nil }
        let full = text.utf8.count == 16 ? text + ":00" : text
        guard let seconds = Self.seconds(full), seconds >= origin, seconds - origin <= 9_000_000_000
        else { return nil }
        return SimulationTime(nanoseconds: (seconds - origin) * 1_000_000_000)
    }

    /// Seconds since 1970 of `YYYY-MM-DDThh:mm:ss`, or nil.
    private static func seconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count == 19, bytes[10] == 0x54 || bytes[10] == 0x20,
            [4, 7].allSatisfy({ bytes[$0] == 0x2D }), [13, 16].allSatisfy({ bytes[$0] == 0x3A })
        else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            var value: Int64 = 0
            for byte in bytes[range] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            year >= 1, (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60,
            second < 60
        else { return nil }
        let shifted = month > 2 ? year : year - 1
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + ofYear - 719_468
        guard date(days) == String(decoding: bytes[0..<10], as: UTF8.self) else { return nil }
        return days * 86_400 + hour * 3600 + minute * 60 + second
    }

    /// The proleptic Gregorian date of a day number since 1970-01-01.
    private static func date(_ day: Int64) -> String {
        let shifted = day + 719_468
        let era = floor(shifted, 146_097)
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fifth = (5 * ofYear + 2) / 153
        let month = Int(fifth < 10 ? fifth + 3 : fifth - 9)
        let year = String(yearOfEra + era * 400 + (month <= 2 ? 1 : 0))
        let zeros = String(repeating: "0", count: max(0, 4 - year.count))
        let dayOfMonth = Int(ofYear - (153 * fifth + 2) / 5 + 1)
        return "\(zeros)\(year)-\(ClockText.two(month))-\(ClockText.two(dayOfMonth))"
    }

    private static func floor(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }
}
