public import TwinPrimitives

/// Days, weekdays and intervals of a log in local civil time; a day has 24 hours.
public struct CivilCalendar: Equatable, Sendable {
    /// Civil day of simulated time 0, in days since 1 January 1970.
    public let firstDay: Int
    /// Seconds from local midnight to simulated time 0.
    public let offset: Int
    /// Length of an interval in seconds; divides a day.
    public let intervalSeconds: Int

    /// Reads a calendar.
    ///
    /// - Parameters:
    ///   - start: Local civil time of simulated time 0, `YYYY-MM-DDThh:mm:ss`.
    ///   - intervalSeconds: Length of an interval; divides 86 400.
    /// - Throws: `CalibrationError` for a start or interval of another form.
    public init(start: String?, intervalSeconds: Int) throws(CalibrationError) {
        guard intervalSeconds > 0, 86_400 % intervalSeconds == 0 else {
            throw .badSetting(
                what: "interval", got: Double(intervalSeconds), allowed: "a divisor of 86 400 s")
        }
        let parts = (start ?? "").split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2,
            let date = Self.numbers(parts[0], separator: "-", widths: [4, 2, 2]),
            let time = Self.numbers(parts[1], separator: ":", widths: [2, 2, 2]),
            (1...12).contains(date[1]), (1...31).contains(date[2]), time[0] < 24, time[1] < 60,
            time[2] < 60
        else { throw .noCalendar(start: start) }
        firstDay = Self.dayNumber(year: date[0], month: date[1], day: date[2])
        offset = time[0] * 3600 + time[1] * 60 + time[2]
        self.intervalSeconds = intervalSeconds
    }

    /// Intervals in a day.
    public var intervalsPerDay: Int { 86_400 / intervalSeconds }

    /// The day of an instant: 0 for the day of simulated time 0.
    public func day(of time: SimulationTime) -> Int { Self.floor(second(of: time), 86_400) }

    /// The interval of an instant within its day, from 0.
    public func interval(of time: SimulationTime) -> Int {
        let second = second(of: time)
        return (second - Self.floor(second, 86_400) * 86_400) / intervalSeconds
    }

    /// The weekday of a day: 0 is Sunday, 6 Saturday.
    public func weekday(ofDay day: Int) -> Int {
        // 1 January 1970 was a Thursday.
        let number = firstDay + day + 4
        return number - Self.floor(number, 7) * 7
    }

    /// The start of a day.
    public func start(ofDay day: Int) -> SimulationTime {
        SimulationTime(nanoseconds: (Int64(day) * 86_400 - Int64(offset)) * 1_000_000_000)
    }

    /// Whole seconds since the midnight of the first day, rounded down.
    private func second(of time: SimulationTime) -> Int {
        Self.floor(Int(time.nanoseconds), 1_000_000_000) + offset
    }

    private static func floor(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }

    private static func numbers(
        _ text: Substring, separator: Character, widths: [Int]
    ) -> [Int]? {
        let fields = text.split(separator: separator, omittingEmptySubsequences: false)
        guard fields.map(\.count) == widths else { return nil }
        let numbers = fields.compactMap { field in
            field.utf8.allSatisfy { (48...57).contains($0) } ? Int(field) : nil
        }
        return numbers.count == widths.count ? numbers : nil
    }

    /// Days from 1 January 1970 in the Gregorian calendar (March-based years, eras of 400 years).
    private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = floor(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
