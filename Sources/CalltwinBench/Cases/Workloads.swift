import ContactCenter
import ContactCenterEvents
import Distributions
import Glibc
import RandomVariates
import TwinSimulation

/// Two centers of fixed definition, so that figures of different days can be compared.
enum Workload {
    /// Erlang A: 100 contacts a minute, service 5 minutes, patience 2 minutes, 500 agents.
    static func erlangA(contacts: Double) -> TwinConfiguration {
        let horizon = contacts / 100 * 60
        let rate = PiecewiseConstantRate(breaks: [0], rates: [100.0 / 60], end: horizon)
        return twin(
            "A", horizon: horizon,
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: .piecewisePoisson(rate, busyness: nil),
                    patience: .exponential(mean: 120))
            ],
            groups: [
                AgentGroupConfiguration(
                    name: "agents", staffing: Staffing(breaks: [0], counts: [500]),
                    skills: [Skill(talk: .exponential(mean: 300))])
            ])
    }

    /// Four types and six groups, 960 agents, days with a peak of 200 contacts a minute at noon.
    ///
    /// An agent who frees takes the contact that has waited longest among the group's types.
    static func multiSkill(contacts: Double) -> TwinConfiguration {
        let slot = 1800.0
        let days = (contacts / 125_661).rounded(.up)
        let slots = Int(days) * 48
        let breaks = (0..<slots).map { Double($0) * slot }
        let perMinute = (0..<slots).map { number -> Double in
            let distance = (Double(number % 48) - 24) / 8
            return 200 * (0.2 + 0.8 * exp(-distance * distance))
        }
        let horizon = Double(slots) * slot * contacts / (days * 125_661)
        let mean = [4.0, 5, 6, 8]
        let sigma = [0.6, 0.7, 0.8, 0.8]
        let shape = [0.9, 1.1, 1.3, 0.8]
        let scale = [2.0, 3, 4, 1.5]
        let share = [0.40, 0.30, 0.20, 0.10]
        let talks = (0..<4).map { type -> Law in
            .lognormal(
                mu: log(mean[type] * 60) - sigma[type] * sigma[type] / 2, sigma: sigma[type])
        }
        let types = (0..<4).map { type in
            ContactTypeConfiguration(
                name: "type \(type)",
                arrivals: .piecewisePoisson(
                    PiecewiseConstantRate(
                        breaks: breaks, rates: perMinute.map { $0 * share[type] / 60 },
                        end: Double(slots) * slot),
                    busyness: nil),
                patience: .weibull(shape: shape[type], scale: scale[type] * 60))
        }
        let serves = [[0], [1], [2], [3], [0, 1, 2], [1, 2, 3]]
        let sizes = [240.0, 180, 120, 80, 200, 140]
        let groups = zip(serves, sizes).enumerated().map { number, group in
            AgentGroupConfiguration(
                name: "group \(number)", staffing: Staffing(breaks: [0], counts: [group.1]),
                skills: (0..<4).map { group.0.contains($0) ? Skill(talk: talks[$0]) : nil })
        }
        return twin("B", horizon: horizon, types: types, groups: groups)
    }

    private static func twin(
        _ name: String, horizon: Double, types: [ContactTypeConfiguration],
        groups: [AgentGroupConfiguration]
    ) -> TwinConfiguration {
        TwinConfiguration(
            center: CenterConfiguration(
                contactTypes: types, agentGroups: groups, horizonSeconds: horizon),
            description: RunDescription(
                name: name, start: nil, horizonSeconds: horizon, contactTypes: types.map(\.name),
                agentGroups: groups.map(\.name), voicePools: []))
    }
}
