/// A time until an event that may not have been seen, such as a caller's patience.
public struct CensoredTime: Hashable, Sendable {
    /// Time under observation in seconds, 0 or more.
    public var seconds: Double
    /// True if the event (an abandonment) ended it; false if it was cut off (an answer).
    public var isEvent: Bool

    /// Stores an observation.
    public init(seconds: Double, isEvent: Bool) {
        self.seconds = seconds
        self.isEvent = isEvent
    }
}

/// Right-censored times, equal ones counted together.
///
/// Recorded waits are whole seconds, so that some thousand distinct times stand for any number of
/// contacts.
public struct CensoredSample: Equatable, Sendable {
    /// What ended at one time.
    public struct Group: Equatable, Sendable {
        /// The time in seconds.
        public let seconds: Double
        /// Observations that an event ended.
        public let events: Int
        /// Observations that were cut off.
        public let censored: Int
    }

    /// The distinct times, ascending.
    public let groups: [Group]
    /// Number of observations.
    public let count: Int
    /// Number of events.
    public let events: Int
    /// Sum of all times in seconds, whatever ended them.
    public let exposure: Double

    /// Sorts and counts observations.
    ///
    /// - Parameter times: Observations in any order.
    /// - Returns: The sample.
    /// - Throws: `StatisticsError.outOfRange` for a time that is negative or not finite.
    public static func sorting(_ times: [CensoredTime]) throws(StatisticsError) -> CensoredSample {
        for time in times where !(time.seconds >= 0 && time.seconds.isFinite) {
            throw .outOfRange(what: "censored time", got: time.seconds, allowed: "0 s or more")
        }
        let sorted = times.sorted { $0.seconds < $1.seconds }
        var groups: [Group] = []
        var index = 0
        while index < sorted.count {
            let seconds = sorted[index].seconds
            var (events, censored) = (0, 0)
            while index < sorted.count, sorted[index].seconds == seconds {
                if sorted[index].isEvent { events += 1 } else { censored += 1 }
                index += 1
            }
            groups.append(Group(seconds: seconds, events: events, censored: censored))
        }
        return CensoredSample(groups: groups)
    }

    /// Stores distinct times in ascending order.
    init(groups: [Group]) {
        self.groups = groups
        count = groups.reduce(0) { $0 + $1.events + $1.censored }
        events = groups.reduce(0) { $0 + $1.events }
        exposure = groups.reduce(0) { $0 + $1.seconds * Double($1.events + $1.censored) }
    }

    /// Events at time 0: callers who did not wait at all.
    public var eventsAtZero: Int {
        groups.first.map { $0.seconds == 0 ? $0.events : 0 } ?? 0
    }

    /// The observations with a time above 0.
    public var positive: CensoredSample {
        CensoredSample(groups: groups.filter { $0.seconds > 0 })
    }

    /// Share of events at 0 among those who had to wait or left at once.
    ///
    /// Observations cut off at 0, served at once, carry nothing and are left out.
    public var balkShare: Double {
        let atZero = eventsAtZero
        let rest = positive.count
        return atZero + rest > 0 ? Double(atZero) / Double(atZero + rest) : 0
    }
}
