import ContactCenter
import Distributions
import QueueingTheory
import RandomVariates
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
    let direct: [Int]

    init(_ center: CenterConfiguration, served: [Int]) {
        self.center = center
        let horizon = center.horizonSeconds
        let volumes = served.map { number in
            Self.firstContacts(of: number, in: center, from: 0, to: horizon)
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

    /// Expected first contacts of a type between two instants in seconds, under the scenario's
    /// load.
    ///
    /// The load is a factor on the rate of all random arrivals; recorded ones come as they came.
    private static func firstContacts(
        of type: Int, in center: CenterConfiguration, from start: Double, to end: Double
    ) -> Double {
        let process = center.contactTypes[type].arrivals.process
        let factor = process.sequence(.one).isRandom ? center.load : 1
        return factor * process.expectedCount(from: start, to: end)
    }

    /// The same, of those who get through the menu.
    private func kept(_ type: Int, from start: Double, to end: Double) -> Double {
        Self.firstContacts(of: type, in: center, from: start, to: end)
            * (1 - (center.contactTypes[type].menu?.hangup ?? 0))
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
                sum + kept(type.number, from: start, to: end)
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
    ///
    /// Where other groups serve a type too, these groups take their part of it by their size.
    private func straight(from start: Double, to end: Double) -> Double {
        direct.reduce(0) { sum, type in
            let serving = center.agentGroups.indices.filter {
                center.agentGroups[$0].skills[type] != nil
            }
            let all = serving.reduce(0) { $0 + size(of: $1) }
            let own = serving.filter(groups.contains).reduce(0) { $0 + size(of: $1) }
            return sum + kept(type, from: start, to: end) / (end - start)
                * handling(of: type, talkFactor: 1) * own / all
        }
    }

    /// Weight of a group among others: its planned agents, summed over the plan's steps.
    private func size(of group: Int) -> Double {
        max(center.agentGroups[group].staffing.counts.reduce(0, +), 1e-9)
    }

    /// Mean handling time of what the voice agents pass on, in seconds.
    func handlingSeconds(talkFactor: Double) -> Double {
        types.reduce(0) { $0 + $1.weight * handling(of: $1.number, talkFactor: talkFactor) }
    }

    /// Mean handling time over the groups that serve a type, by their size.
    private func handling(of type: Int, talkFactor: Double) -> Double {
        var (sum, weights) = (0.0, 0.0)
        for number in groups {
            let group = center.agentGroups[number]
            guard let skill = group.skills[type] else { continue }
            let weight = size(of: number)
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
}
