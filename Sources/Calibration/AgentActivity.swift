public import Statistics
public import TwinPrimitives

/// When agents were present, as far as their contacts show it.
///
/// Recorded logs of calls have no roster: an agent counts as present from the first contact to the
/// last, gaps longer than a limit left out. Idle agents before the first contact, after the last and
/// in long gaps are missed, which is what a scenario's presence factor is for.
public struct AgentActivity: Equatable, Sendable {
    /// A stretch of presence.
    public struct Stretch: Equatable, Sendable {
        /// The agent.
        public let agent: AgentID
        /// Start of the first contact.
        public let start: SimulationTime
        /// End of the last contact.
        public let end: SimulationTime
    }

    /// The stretches in order of agent and time.
    public let stretches: [Stretch]
    /// Seconds from the end of a contact to the agent's next one, while somebody was waiting: work
    /// after contacts, ringing and short absences, up to the limit.
    public let gapsWhileOthersWait: [Double]
    /// Seconds from the end of a contact to the next one while nobody was waiting, up to the limit.
    public let gapsWhileNobodyWaits: [Double]
    /// Contacts answered by an agent whom the log does not name.
    public let answeredByUnknown: Int
    /// Contacts answered by a named agent.
    public let answeredByKnown: Int
    /// Gaps longer than this count as absence, in seconds.
    public let absentAfterSeconds: Double

    /// Work after contacts as a law with the mean of the gaps while others wait.
    ///
    /// - Returns: The law; nil if the log shows no such work.
    /// - Throws: `CalibrationError.statistics` when the fit fails.
    public func afterContactWork() throws(CalibrationError) -> FittedEmpiricalLaw? {
        // Agents who always take the next contact at once have no such work.
        let gaps = gapsWhileOthersWait
        guard gaps.count > 1, gaps.contains(where: { $0 > 0 }) else { return nil }
        return try CalibrationError.estimating("work after contacts") {
            () throws(StatisticsError) in
            try EmpiricalLawFitter().fit(gapsWhileOthersWait)
        }
    }

    /// Mean number of agents present in each interval of each day.
    ///
    /// - Parameters:
    ///   - calendar: The log's calendar.
    ///   - days: Days, 0 for that of simulated time 0.
    /// - Returns: Time averages in [day][interval].
    public func present(calendar: CivilCalendar, days: Range<Int>) -> [[Double]] {
        let length = Int64(calendar.intervalSeconds) * 1_000_000_000
        let perDay = calendar.intervalsPerDay
        let origin = calendar.start(ofDay: days.lowerBound).nanoseconds
        let count = days.count * perDay
        var sums = [Int64](repeating: 0, count: count)
        for stretch in stretches {
            let start = max(stretch.start.nanoseconds - origin, 0)
            let end = min(stretch.end.nanoseconds - origin, Int64(count) * length)
            guard end > start else { continue }
            for slot in Int(start / length)...Int((end - 1) / length) {
                let left = max(start, Int64(slot) * length)
                let right = min(end, Int64(slot + 1) * length)
                sums[slot] += right - left
            }
        }
        return days.indices.map { day in
            let first = (day - days.lowerBound) * perDay
            return sums[first..<(first + perDay)].map { Double($0) / Double(length) }
        }
    }

    /// Mean number present by weekday and interval.
    ///
    /// - Parameters:
    ///   - calendar: The log's calendar.
    ///   - days: Days to average over.
    /// - Returns: In [weekday][interval]; 0 on weekdays without a day.
    public func planned(calendar: CivilCalendar, days: Range<Int>) -> [[Double]] {
        var sums = [[Double]](
            repeating: [Double](repeating: 0, count: calendar.intervalsPerDay), count: 7)
        var counts = [Double](repeating: 0, count: 7)
        for (day, row) in zip(days, present(calendar: calendar, days: days)) {
            let weekday = calendar.weekday(ofDay: day)
            counts[weekday] += 1
            for (interval, value) in row.enumerated() { sums[weekday][interval] += value }
        }
        return zip(sums, counts).map { row, count in
            count > 0 ? row.map { $0 / count } : row
        }
    }
}

/// Infers when agents were present.
public struct AgentActivityFitter: Equatable, Sendable {
    /// Gaps longer than this count as absence, in seconds.
    public let absentAfterSeconds: Double

    /// Stores the limit.
    public init(absentAfterSeconds: Double = 600) {
        self.absentAfterSeconds = absentAfterSeconds
    }

    /// Reads the contacts of every named agent in order.
    ///
    /// - Parameter contacts: All contacts of the log by number.
    /// - Returns: The activity.
    /// - Throws: `CalibrationError.nothing` if no answer names an agent.
    public func activity(
        of contacts: [ObservedContact]
    ) throws(CalibrationError) -> AgentActivity {
        var byAgent: [AgentID: [(start: SimulationTime, end: SimulationTime)]] = [:]
        var (known, unknown) = (0, 0)
        for contact in contacts where contact.ending == .served {
            guard contact.agent != .unknown else {
                unknown += 1
                continue
            }
            known += 1
            if let start = contact.waitEnd, let end = contact.serviceEnd {
                byAgent[contact.agent, default: []].append((start, end))
            }
        }
        guard !byAgent.isEmpty else { throw .nothing(what: "answer that names its agent") }
        let waiting = WaitingCount(contacts)
        var stretches: [AgentActivity.Stretch] = []
        var (busy, idle): ([Double], [Double]) = ([], [])
        for agent in byAgent.keys.sorted() {
            let services = (byAgent[agent] ?? []).sorted {
                $0.start == $1.start ? $0.end < $1.end : $0.start < $1.start
            }
            guard let first = services.first else { continue }
            var (start, end) = first
            for service in services.dropFirst() {
                let gap = (service.start - end).seconds
                if gap > absentAfterSeconds {
                    stretches.append(AgentActivity.Stretch(agent: agent, start: start, end: end))
                    start = service.start
                } else if gap >= 0 {
                    if waiting.isAnyone(justAfter: end) {
                        busy.append(gap)
                    } else {
                        idle.append(gap)
                    }
                }
                end = max(end, service.end)
            }
            stretches.append(AgentActivity.Stretch(agent: agent, start: start, end: end))
        }
        return AgentActivity(
            stretches: stretches, gapsWhileOthersWait: busy, gapsWhileNobodyWaits: idle,
            answeredByUnknown: unknown, answeredByKnown: known,
            absentAfterSeconds: absentAfterSeconds)
    }
}

/// How many contacts were waiting at any instant.
private struct WaitingCount {
    /// Instants at which the number changes, ascending.
    private var instants: [SimulationTime] = []
    /// The number from each instant on.
    private var counts: [Int] = []

    init(_ contacts: [ObservedContact]) {
        var steps: [(time: SimulationTime, change: Int)] = []
        for contact in contacts where contact.queued {
            guard let seek = contact.seek, let end = contact.waitEnd else { continue }
            steps.append((seek, 1))
            steps.append((end, -1))
        }
        steps.sort { $0.time == $1.time ? $0.change < $1.change : $0.time < $1.time }
        var count = 0
        for step in steps {
            count += step.change
            if instants.last == step.time {
                counts[counts.count - 1] = count
            } else {
                instants.append(step.time)
                counts.append(count)
            }
        }
    }

    /// Whether anyone waits a second after an instant, when the agent who became free then has
    /// answered nobody yet.
    func isAnyone(justAfter time: SimulationTime) -> Bool {
        let later = time + SimulationDuration(nanoseconds: 1_000_000_000)
        var (low, high) = (0, instants.count)
        while low < high {
            let middle = (low + high) / 2
            if instants[middle] <= later { low = middle + 1 } else { high = middle }
        }
        return low > 0 && counts[low - 1] > 0
    }
}
