public import ContactCenterEvents
public import TwinPrimitives

/// Turns instants of a log into local civil time and back, by the calendar in its description.
public struct CivilClock: Equatable, Sendable {
    /// Local civil time of simulated time 0; nil without a calendar.
    public let origin: CivilInstant?

    /// Takes the calendar of a log; a log without one, or with an unreadable one, has none.
    public init(_ description: RunDescription) {
        origin = description.start.flatMap { CivilInstant($0, allowingBlank: true) }
    }

    /// The instant as `YYYY-MM-DD hh:mm:ss` (fractions cut), or in seconds without a calendar.
    public func text(_ time: SimulationTime) -> String {
        guard let instant = origin?.at(time) else {
            return NumberText.fixed(time.seconds, 0) + " s"
        }
        return "\(instant.date) \(instant.timeOfDay)"
    }

    /// The day of an instant as `YYYY-MM-DD ddd`, or its number from 0 without a calendar.
    public func day(_ time: SimulationTime) -> String {
        guard let date = origin?.at(time).date else {
            return "day \(CivilInstant(secondNumber: 0).at(time).date.dayNumber)"
        }
        return "\(date) \(date.weekday.shortName)"
    }

    /// Reads an instant: `YYYY-MM-DDThh:mm[:ss]` (or with a blank for `T`) by the calendar, or
    /// seconds since time 0; nil if it is neither, or lies out of range.
    public func instant(_ text: String) -> SimulationTime? {
        if let seconds = Double(text), seconds.isFinite, seconds >= 0, seconds <= 9e9 {
            return SimulationTime(seconds: seconds)
        }
        let full = text.utf8.count == 16 ? text + ":00" : text
        guard let origin, let instant = CivilInstant(full, allowingBlank: true) else { return nil }
        let seconds = instant.secondNumber - origin.secondNumber
        guard seconds >= 0, seconds <= 9_000_000_000 else { return nil }
        return SimulationTime(nanoseconds: Int64(seconds) * 1_000_000_000)
    }
}
