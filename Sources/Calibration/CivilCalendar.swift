public import TwinPrimitives

/// Days, weekdays and intervals of a log in local civil time; a day has 24 hours.
public struct CivilCalendar: Equatable, Sendable {
    /// Civil time of simulated time 0.
    public let origin: CivilInstant
    /// Length of an interval in seconds; divides a day.
    public let intervalSeconds: Int

    /// Reads a calendar.
    ///
    /// - Parameters:
    ///   - start: Local civil time of simulated time 0, `YYYY-MM-DDThh:mm:ss`.
    ///   - intervalSeconds: Length of an interval; divides 86 400.
    /// - Throws: `CalibrationError` for a start or interval of another form.
    public init(start: String?, intervalSeconds: Int) throws(CalibrationError) {
        guard intervalSeconds > 0, CivilInstant.secondsPerDay % intervalSeconds == 0 else {
            throw .badSetting(
                what: "interval", got: Double(intervalSeconds), allowed: "a divisor of 86 400 s")
        }
        guard let origin = CivilInstant(start ?? "") else { throw .noCalendar(start: start) }
        self.origin = origin
        self.intervalSeconds = intervalSeconds
    }

    /// Intervals in a day.
    public var intervalsPerDay: Int { CivilInstant.secondsPerDay / intervalSeconds }

    /// The day of an instant: 0 for the day of simulated time 0.
    public func day(of time: SimulationTime) -> Int {
        origin.at(time).date.dayNumber - origin.date.dayNumber
    }

    /// The interval of an instant within its day, from 0.
    public func interval(of time: SimulationTime) -> Int {
        origin.at(time).secondOfDay / intervalSeconds
    }

    /// The weekday of a day: 0 is Sunday, 6 Saturday.
    public func weekday(ofDay day: Int) -> Int { origin.date.adding(days: day).weekday.rawValue }

    /// The start of a day.
    public func start(ofDay day: Int) -> SimulationTime {
        let second = day * CivilInstant.secondsPerDay - origin.secondOfDay
        return SimulationTime(nanoseconds: Int64(second) * 1_000_000_000)
    }
}
