public import ContactCenterEvents
public import TwinPrimitives

/// What a fold over the events of a center has to know beforehand: sizes, the calendar's grid of
/// intervals, and what is counted.
///
/// Contacts and time count inside the window [warm-up, horizon). Intervals lie on a grid from local
/// midnight of the day of time 0; interval 0 is the one that holds time 0. Local time is taken to
/// run evenly: a change of the clock for summer time inside a log shifts the grid by that hour.
public struct CenterFoldConfiguration: Equatable, Sendable {
    /// Number of contact types.
    public var contactTypes: Int
    /// Number of agent groups.
    public var agentGroups: Int
    /// Number of voice-agent pools.
    public var voicePools: Int
    /// Length of a reporting interval.
    public var interval: SimulationDuration
    /// Time of day at simulated time 0.
    public var timeOfDayAtStart: SimulationDuration
    /// Start of the window; never before time 0.
    public var warmUp: SimulationTime
    /// End of the window; `distantFuture` for a recorded log.
    public var horizon: SimulationTime
    /// Acceptable waiting time of the service levels; "within" is `<=`.
    public var acceptableWait: SimulationDuration
    /// Further waiting times whose service levels are counted, over the whole window only.
    public var furtherAcceptableWaits: [SimulationDuration]
    /// Whether intervals are kept apart; off costs nothing per event.
    public var perInterval: Bool
    /// Contacts that one agent serves at once, by contact type; empty: one of each.
    ///
    /// Each counts its share of an agent's time.
    public var contactsAtOnce: [Int] = []
    /// Stages of voice agents' turns by number; empty: none.
    public var stages: [StageDescription] = []
    /// Stations that serve them by number.
    public var stations: [StationDescription] = []
    /// Flows of their dialogues that are told apart.
    public var flows = 0
    /// What is kept; closed, so that every part has what it stands on.
    public let parts: FoldParts

    /// Most intervals that are kept apart; what comes later is added to the last one.
    ///
    /// It bounds memory when a damaged log jumps far ahead: 65 536 half hours are 3.7 years, and a
    /// million rows of contact type and interval are 400 MB.
    public var maximumIntervals: Int { max(1, min(65_536, (1 << 20) / max(1, contactTypes))) }

    /// Stores a configuration that is known to be sound.
    public init(
        contactTypes: Int, agentGroups: Int, voicePools: Int,
        interval: SimulationDuration = SimulationDuration(seconds: 1800),
        timeOfDayAtStart: SimulationDuration = .zero, warmUp: SimulationTime = .zero,
        horizon: SimulationTime = .distantFuture,
        acceptableWait: SimulationDuration = SimulationDuration(seconds: 20),
        furtherAcceptableWaits: [SimulationDuration] = [], perInterval: Bool = false,
        parts: FoldParts = .all
    ) {
        self.contactTypes = contactTypes
        self.agentGroups = agentGroups
        self.voicePools = voicePools
        self.interval = interval
        self.timeOfDayAtStart = timeOfDayAtStart
        self.warmUp = warmUp
        self.horizon = horizon
        self.acceptableWait = acceptableWait
        self.furtherAcceptableWaits = furtherAcceptableWaits
        self.perInterval = perInterval
        self.parts = parts.closure
    }

    /// Takes the configuration of a fold from the description of a log.
    ///
    /// - Parameters:
    ///   - description: The log's own description; it may come from a damaged file.
    ///   - perInterval: Whether intervals are kept apart.
    ///   - furtherAcceptableWaits: Waiting times beside the description's own.
    ///   - parts: What is kept; a part brings those that it stands on.
    /// - Throws: What of the description makes no sense.
    public init(
        _ description: RunDescription, perInterval: Bool,
        furtherAcceptableWaits: [SimulationDuration] = [], parts: FoldParts = .all
    ) throws(ProjectionError) {
        try Self.check(description)
        var timeOfDay = SimulationDuration.zero
        if let start = description.start {
            timeOfDay = try Self.timeOfDay(start)
        }
        self.init(
            contactTypes: description.contactTypes.count,
            agentGroups: description.agentGroups.count,
            voicePools: description.voicePools.count,
            interval: SimulationDuration(seconds: Double(description.intervalSeconds)),
            timeOfDayAtStart: timeOfDay,
            warmUp: SimulationTime(seconds: description.warmUpSeconds),
            horizon: description.horizonSeconds.map(SimulationTime.init(seconds:))
                ?? .distantFuture,
            acceptableWait: SimulationDuration(seconds: description.serviceLevelSeconds),
            furtherAcceptableWaits: furtherAcceptableWaits, perInterval: perInterval,
            parts: parts)
        contactsAtOnce = description.contactsAtOnce ?? []
        stages = description.stages ?? []
        stations = description.stations ?? []
        flows = description.flows?.count ?? 0
    }

    private static func check(_ description: RunDescription) throws(ProjectionError) {
        guard (1...RunDescription.longestInterval).contains(description.intervalSeconds) else {
            throw .intervalSeconds(description.intervalSeconds)
        }
        let horizon = description.horizonSeconds ?? .infinity
        guard horizon > 0 else { throw .horizonSeconds(horizon) }
        let warmUp = description.warmUpSeconds
        guard warmUp >= 0, warmUp.isFinite, warmUp < horizon else { throw .warmUpSeconds(warmUp) }
        let threshold = description.serviceLevelSeconds
        guard threshold >= 0, threshold.isFinite else { throw .serviceLevelSeconds(threshold) }
        let types = description.contactTypes.count
        guard (1...65_535).contains(types) else {
            throw .count(of: "contact types", got: types)
        }
        let groups = description.agentGroups.count
        if let atOnce = description.contactsAtOnce {
            guard atOnce.count == types, atOnce.allSatisfy({ $0 >= 1 }) else {
                throw .count(of: "numbers of contacts at once", got: atOnce.count)
            }
        }
        guard groups < 65_535 else { throw .count(of: "agent groups", got: groups) }
        let pools = description.voicePools.count
        guard pools < 65_535 else { throw .count(of: "voice pools", got: pools) }
        let stations = description.stations?.count ?? 0
        for stage in description.stages ?? []
        where !(0..<pools).contains(stage.pool)
            || !(0..<max(stations, 1)).contains(stage.station ?? 0)
        {
            throw .count(of: "pools or stations for stage '\(stage.name)'", got: pools)
        }
        for segment in description.segments ?? [] where !segment.fits(description) {
            throw .segment(segment.name)
        }
    }

    private static func timeOfDay(_ start: String) throws(ProjectionError) -> SimulationDuration {
        let bytes = Array(start.utf8)
        let colon = UInt8(ascii: ":")
        guard bytes.count >= 19, bytes[10] == UInt8(ascii: "T"), bytes[13] == colon,
            bytes[16] == colon
        else { throw .start(start) }
        var parts = [0, 0, 0]
        for (part, at) in [11, 14, 17].enumerated() {
            for byte in bytes[at..<at + 2] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
                    throw .start(start)
                }
                parts[part] = parts[part] * 10 + Int(byte - UInt8(ascii: "0"))
            }
        }
        guard parts[0] < 24, parts[1] < 60, parts[2] < 60 else { throw .start(start) }
        return SimulationDuration(seconds: Double(parts[0] * 3600 + parts[1] * 60 + parts[2]))
    }
}

extension CenterFoldConfiguration {
    /// Time by which interval 0 began before time 0.
    var gridOffset: Int64 {
        let rest = timeOfDayAtStart.nanoseconds % interval.nanoseconds
        return rest < 0 ? rest + interval.nanoseconds : rest
    }

    /// The number of the interval that holds an instant at or after time 0.
    ///
    /// - Parameter time: The instant; earlier instants count as time 0.
    /// - Returns: The number, at most `maximumIntervals`.
    public func intervalIndex(of time: SimulationTime) -> Int {
        let since = max(0, time.nanoseconds)
        let (sum, overflow) = since.addingReportingOverflow(gridOffset)
        let index = (overflow ? Int64.max : sum) / interval.nanoseconds
        return min(Int(index), maximumIntervals)
    }

    /// The instant at which an interval begins; negative for interval 0 unless time 0 lies on the
    /// grid.
    ///
    /// - Parameter index: Number of the interval, from 0.
    /// - Returns: Its left end.
    public func intervalStart(_ index: Int) -> SimulationTime {
        let (product, overflow) = Int64(index).multipliedReportingOverflow(
            by: interval.nanoseconds)
        return SimulationTime(nanoseconds: overflow ? .max : product - gridOffset)
    }
}
