import ContactCenter
import Distributions
import QueueingTheory
import VoiceAgents

/// Averages over the contact types and agent groups that take part in a meltdown.
struct MeltdownParts {
    let center: CenterConfiguration
    /// Types that the pool serves first, with the share of each in first contacts after the menu.
    let types: [(number: Int, weight: Double)]
    /// Expected first contacts after the menu, over the scenario.
    let volume: Double
    /// Groups that serve some of them.
    let groups: [Int]
    /// Share of contacts that end in the menu.
    let menuHangup: Double
    /// Types that go straight to those groups.
    private let direct: [Int]

    init(_ center: CenterConfiguration, served: [Int]) {
        self.center = center
        let horizon = center.horizonSeconds
        let volumes = served.map { number in
            center.contactTypes[number].arrivals.process.expectedCount(from: 0, to: horizon)
        }
        let kept = zip(served, volumes).map { number, volume in
            volume * (1 - (center.contactTypes[number].menu?.hangup ?? 0))
        }
        let all = kept.reduce(0, +)
        volume = all
        menuHangup = all > 0 ? 1 - all / volumes.reduce(0, +) : 0
        types = zip(served, kept).map { ($0, all > 0 ? $1 / all : 0) }
        groups = center.agentGroups.indices.filter { group in
            served.contains { center.agentGroups[group].skills[$0] != nil }
        }
        let groups = groups
        direct = center.contactTypes.indices.filter { type in
            !served.contains(type)
                && groups.contains { center.agentGroups[$0].skills[type] != nil }
        }
    }

    /// A mean over the types by their shares.
    private func mean(_ value: (ContactTypeConfiguration) -> Double) -> Double {
        types.reduce(0) { $0 + $1.weight * value(center.contactTypes[$1.number]) }
    }

    /// Load and staffing in stretches of a length in seconds.
    func steps(of length: Double) -> [MeltdownModel.Step] {
        let count = max(Int((center.horizonSeconds / length).rounded(.up)), 1)
        return (0..<count).map { index in
            let start = Double(index) * length
            let end = min(start + length, center.horizonSeconds)
            let hours = (end - start) / 3600
            let arrivals = types.reduce(0) { sum, type in
                let one = center.contactTypes[type.number]
                return sum + one.arrivals.process.expectedCount(from: start, to: end)
                    * (1 - (one.menu?.hangup ?? 0))
            }
            return MeltdownModel.Step(
                start: start, first: arrivals / hours,
                agents: max(agents(at: (start + end) / 2) - straight(from: start, to: end), 0))
        }
    }

    private func agents(at time: Double) -> Double {
        groups.reduce(0) { sum, group in
            let group = center.agentGroups[group]
            let step = group.staffing.breaks.lastIndex { $0 <= time } ?? 0
            return sum + group.staffing.counts[step] * (group.presence?.mean ?? 1)
        }
    }

    /// Agents that contacts straight to the same groups keep busy.
    private func straight(from start: Double, to end: Double) -> Double {
        direct.reduce(0) { sum, type in
            let arrivals = center.contactTypes[type].arrivals.process
            return sum + arrivals.expectedCount(from: start, to: end) / (end - start)
                * handling(of: type, talkFactor: 1)
        }
    }

    /// Mean handling time of what the voice agents pass on, in seconds.
    func handlingSeconds(talkFactor: Double) -> Double {
        types.reduce(0) { $0 + $1.weight * handling(of: $1.number, talkFactor: talkFactor) }
    }

    /// Mean handling time over the groups that serve a type, by their size.
    private func handling(of type: Int, talkFactor: Double) -> Double {
        var (sum, weights) = (0.0, 0.0)
        for group in groups {
            let group = center.agentGroups[group]
            guard let skill = group.skills[type] else { continue }
            let weight = max(group.staffing.counts.reduce(0, +), 1e-9)
            let work =
                skill.talk.mean * talkFactor + (skill.afterContact?.mean ?? 0)
                + (skill.hold.map { $0.probability * $0.duration.mean } ?? 0)
            sum += weight * (group.pace?.mean ?? 1) * work
            weights += weight
        }
        return weights > 0 ? sum / weights : 0
    }

    /// The patience of a contact, whatever its type; who does not join a queue has none.
    var patience: Law {
        if types.count == 1, let type = types.first {
            let one = center.contactTypes[type.number]
            if one.balk == 0 { return one.patience }
        }
        var weights: [Double] = []
        var laws: [Law] = []
        for type in types where type.weight > 0 {
            let one = center.contactTypes[type.number]
            weights.append(type.weight * (1 - one.balk))
            laws.append(one.patience)
        }
        let balk = mean(\.balk)
        return .mixture(
            weights: weights + (balk > 0 ? [balk] : []),
            components: laws + (balk > 0 ? [.deterministic(0)] : []))
    }

    /// Who comes back after each failure, and goes through the menu again.
    var returns: [FluidCenter.Failure: FluidCenter.Return] {
        func back(_ redial: (Returns) -> Redial?) -> FluidCenter.Return {
            var (share, time) = (0.0, 0.0)
            for type in types {
                let one = center.contactTypes[type.number]
                guard let redial = redial(one.returns) else { continue }
                let stays = 1 - (one.menu?.hangup ?? 0)
                share += type.weight * redial.probability * stays
                time += type.weight * redial.probability * stays * redial.delay.mean
            }
            // At least a second: a return at once is a longer visit, which the model has not.
            return FluidCenter.Return(share: share, seconds: share > 0 ? max(time / share, 1) : 0)
        }
        return [
            .hangup: back { $0.afterHangup ?? $0.afterUnresolved },
            .unresolved: back(\.afterUnresolved), .abandonment: back(\.afterAbandon),
            .service: back(\.afterService), .refusal: back(\.afterBlocked),
        ]
    }

    /// What the scenario has and the fluid model has not.
    func leftOut(_ pool: VoicePoolConfiguration) -> [String] {
        let list = types.map { center.contactTypes[$0.number] }
        func any(_ holds: (ContactTypeConfiguration) -> Bool) -> Bool {
            list.contains(where: holds)
        }
        func limited(_ type: ContactTypeConfiguration) -> Bool {
            let all = [
                type.returns.afterAbandon, type.returns.afterService, type.returns.afterUnresolved,
                type.returns.afterHangup, type.returns.afterBlocked,
            ]
            return all.contains { $0?.limit != nil }
        }
        let straightTypes = direct.map { center.contactTypes[$0].name }
        let found: [(Bool, String)] = [
            (types.count > 1, "differences between contact types: means over them are used"),
            (groups.count > 1, "who serves what: the agents of all groups serve everything"),
            (any(limited), "limits on further attempts: callers try without end"),
            (any { $0.returns.keepsDraws }, "redial.keepsDraws"),
            (
                !direct.isEmpty,
                "returns and queues of contacts straight to the same agents ("
                    + straightTypes.joined(separator: ", ") + "): their load is taken off"
            ),
            (center.trunks != nil || center.queueCapacity != nil, "trunks and queueCapacity"),
            (
                any { $0.queueCapacity != nil || $0.balkPerWaiting > 0 },
                "queueCapacity and balkPerWaiting"
            ),
            (any { $0.callback != nil || $0.announcement != nil }, "callbacks and announcements"),
            (any { $0.arrivals.process.busyness != nil }, "busyness: mean rates are used"),
            (pool.defectDays != nil, "defectsDayCorrelation: the mean rate is used"),
            (
                pool.handoff.talkFactor != 1 && pool.sessions != nil && pool.whenFull != .lost,
                "contacts that find no session free take as long as escalated ones"
            ),
            (
                pool.share < 1 || pool.hours != nil,
                "share and hours of the pool: every caller is offered to it at all times"
            ),
            (pool.turn != nil, "stations: answers take no time"),
            (
                !pool.toolStations.isEmpty,
                "stations of tools: tools take the time of those that wait nowhere"
            ),
            (
                center.agentGroups.contains { group in
                    group.skills.contains { $0?.transfer != nil }
                }, "transfers"
            ),
        ]
        return found.filter(\.0).map(\.1)
    }
}
