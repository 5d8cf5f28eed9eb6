import ContactCenterEvents
import TwinPrimitives

/// What a scope sums over: the contact types, agent groups and intervals of a tally.
struct KPIExtent {
    /// Numbers of the contact types, each once.
    var types: [Int]
    /// Numbers of the agent groups, each once.
    var groups: [Int]
    /// Numbers of the intervals, each once; nil for the whole window.
    var intervals: [Int]?
    /// Whether contact types stand for what is counted by contact.
    var countsContacts: Bool
    /// Whether agent groups stand for what is counted by agents' time.
    var countsAgents: Bool
    /// Whether it is the whole center.
    var isCenter: Bool
    /// Whether the tally holds its intervals one by one; what it lumped together has no value.
    var isCounted = true

    /// Whether an indicator of this attribution has a meaning here.
    func admits(_ attribution: KPIAttribution) -> Bool {
        switch attribution {
        case .contact, .queueTime: countsContacts
        case .contactDistribution: countsContacts && intervals == nil
        case .agentTime: countsAgents
        case .center: isCenter
        case .journey, .need: false
        }
    }
}

extension CenterTally {
    /// What a scope sums over; nil when the tally does not have it.
    func extent(of scope: KPIScope, segments: [SegmentDescription]) -> KPIExtent? {
        guard scope.interval.map(intervals.indices.contains) ?? true, scope.voicePool == nil else {
            return nil
        }
        if let number = scope.segment {
            guard segments.indices.contains(number), scope.contactType == nil,
                scope.agentGroup == nil
            else { return nil }
            return extent(of: segments[number], interval: scope.interval)
        }
        guard scope.contactType.map(contacts.indices.contains) ?? true,
            scope.agentGroup.map(time.signedIn.indices.contains) ?? true
        else { return nil }
        return KPIExtent(
            types: scope.contactType.map { [$0] } ?? Array(contacts.indices),
            groups: scope.agentGroup.map { [$0] } ?? Array(time.signedIn.indices),
            intervals: scope.interval.map { [$0] }, countsContacts: scope.agentGroup == nil,
            countsAgents: scope.contactType == nil, isCenter: scope == .all)
    }

    /// A segment that chooses contact types only says nothing of agents, and one that chooses agent
    /// groups only nothing of contacts.
    private func extent(of segment: SegmentDescription, interval: Int?) -> KPIExtent? {
        let (types, groups) = (segment.contactTypes, segment.agentGroups)
        guard types?.allSatisfy(contacts.indices.contains) ?? true,
            groups?.allSatisfy(time.signedIn.indices.contains) ?? true
        else { return nil }
        var extent = KPIExtent(
            types: types ?? Array(contacts.indices), groups: groups ?? Array(time.signedIn.indices),
            intervals: interval.map { [$0] }, countsContacts: types != nil || groups == nil,
            countsAgents: groups != nil || types == nil, isCenter: false)
        guard let times = segment.times else { return extent }
        guard !intervals.isEmpty, configuration.fits(times) else { return nil }
        if let interval, !times.contains(configuration.secondOfDay(interval)) { return nil }
        if interval == nil {
            extent.intervals = intervals.indices.filter {
                times.contains(configuration.secondOfDay($0))
            }
        }
        extent.isCounted = intervals.count <= configuration.maximumIntervals
        return extent
    }
}

extension CenterFoldConfiguration {
    /// Nanoseconds of a second.
    private static let second: Int64 = 1_000_000_000

    /// Whether every interval lies wholly inside or wholly outside hours of the day.
    func fits(_ times: SegmentDescription.TimesOfDay) -> Bool {
        [SegmentDescription.TimesOfDay.daySeconds, times.fromSeconds, times.toSeconds]
            .allSatisfy { (Int64($0) * Self.second).isMultiple(of: interval.nanoseconds) }
    }

    /// Seconds from local midnight to the beginning of an interval.
    func secondOfDay(_ index: Int) -> Int {
        let day = Int64(SegmentDescription.TimesOfDay.daySeconds) * Self.second
        let start = timeOfDayAtStart.nanoseconds + intervalStart(index).nanoseconds
        return Int(start % day / Self.second)
    }
}

extension SegmentDescription {
    /// Whether a log of this description has what the segment names.
    func fits(_ description: RunDescription) -> Bool {
        func isPart(_ numbers: [Int]?, of count: Int) -> Bool {
            guard let numbers else { return true }
            return numbers.allSatisfy { (0..<count).contains($0) }
                && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
        }
        let day = TimesOfDay.daySeconds
        let isInDay =
            times.map {
                (0..<day).contains($0.fromSeconds) && (1...day).contains($0.toSeconds)
                    && $0.fromSeconds != $0.toSeconds
            } ?? true
        return isInDay && isPart(contactTypes, of: description.contactTypes.count)
            && isPart(agentGroups, of: description.agentGroups.count)
    }
}
