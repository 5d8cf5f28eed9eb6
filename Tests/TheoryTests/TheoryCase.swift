import ContactCenter
import Distributions
import Projections
import RandomVariates
import TestSupport
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// What is compared: a ratio of two sums over a replication, with its exact value.
struct Measure: Sendable {
    enum Kind { case probability, seconds, count }
    let name: String
    let kind: Kind
    let exact: Double
    let numerator: @Sendable (CenterTally) -> Double
    let denominator: @Sendable (CenterTally) -> Double

    /// Largest half-width at which a comparison counts: 1 % of the value, or 2e-4 for a
    /// probability and 0.05 s for a wait where that is more.
    var largestHalfWidth: Double {
        let relative = 0.01 * abs(exact)
        switch kind {
        case .probability: return max(relative, 2e-4)
        case .seconds: return max(relative, 0.05)
        case .count: return relative
        }
    }
}

/// An exact case as an ordinary configuration of the simulator, with what is measured on it.
struct TheoryCase: Sendable {
    let id: String
    let configuration: TwinConfiguration
    let measures: [Measure]
    /// Contacts that one replication holds, about.
    static let contactsPerReplication = 200_000.0

    static func make(_ exact: ExactCase) -> TheoryCase? {
        switch exact.family {
        case "erlangA", "mmn_plus_G": singleQueue(exact)
        case "n_design": nDesign(exact)
        case "dialogue_fallback": dialogue(exact)
        case "ai_gate_to_erlangA": gate(exact)
        default: nil
        }
    }

    /// Hours that hold the contacts of a replication at a rate, and the warm-up before them.
    private static func length(perHour: Double) -> (hours: Double, warmUpSeconds: Double) {
        let hours = contactsPerReplication / perHour
        return (hours, max(0.02 * hours * 3600, 4 * 3600))
    }

    private static func patience(_ exact: ExactCase) -> (law: Law, balk: Double)? {
        let p = exact.patience
        switch exact.texts["patience.law"] {
        case "exponential": return (.exponential(mean: p["mean_s"] ?? 0), 0)
        case "weibull": return (.weibull(shape: p["shape"] ?? 0, scale: p["scale_s"] ?? 0), 0)
        case "lognormal":
            return (.lognormal(mu: p["mu_log"] ?? 0, sigma: p["sigma_log"] ?? 0), 0)
        case "det": return (.deterministic(p["value_s"] ?? 0), 0)
        case "uniform": return (.uniform(lower: 0, upper: p["max_s"] ?? 0), 0)
        case "hyperexp":
            let first = p["p1"] ?? 0
            return (
                .hyperexponential(
                    probabilities: [first, 1 - first],
                    means: [p["mean1_s"] ?? 0, p["mean2_s"] ?? 0]), 0
            )
        case "balk_exp": return (.exponential(mean: p["mean_s"] ?? 0), p["p_balk"] ?? 0)
        default: return nil
        }
    }

    private static func singleQueue(_ exact: ExactCase) -> TheoryCase? {
        guard let patience = patience(exact), let agents = exact.numbers["n"],
            let rate = exact.numbers["lambda_per_h"], let talk = exact.numbers["aht_s"]
        else { return nil }
        let (hours, warmUp) = length(perHour: rate)
        let end = hours * 3600 + warmUp
        let configuration = SmallCenter.twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: SmallCenter.poisson(perHour: rate, hours: end / 3600),
                    patience: patience.law, balk: patience.balk)
            ],
            groups: [
                SmallCenter.group(
                    "agents", size: agents, skills: [Skill(talk: .exponential(mean: talk))])
            ],
            horizonSeconds: end, warmUpSeconds: warmUp)
        return TheoryCase(
            id: exact.id, configuration: configuration,
            measures: humanStage(exact, prefix: "", types: [0], agents: agents))
    }

    /// Measures of a human stage; outputs that a case does not list are left out.
    private static func humanStage(
        _ exact: ExactCase, prefix: String, types: [Int], agents: Double
    ) -> [Measure] {
        func sum(_ value: @escaping @Sendable (ContactTally) -> Double)
            -> @Sendable (CenterTally) -> Double
        {
            { tally in types.reduce(0) { $0 + value(tally.contacts[$1]) } }
        }
        let sought = sum { Double($0.soughtHuman) }
        let lost = sum { Double($0.abandoned + $0.balked) }
        let answered = sum { Double($0.answered) }
        let wait = sum { (Double($0.waitOfAnswered) + Double($0.waitOfAbandoned)) / 1e9 }
        let busy: @Sendable (CenterTally) -> Double = { Double($0.time.talking[0]) / agents }
        let all: [Measure?] = [
            measure(exact, prefix + "P_wait", .probability, sum { Double($0.queued) }, sought),
            measure(exact, prefix + "P_ab", .probability, lost, sought),
            measure(exact, prefix + "E_W_s", .seconds, wait, sought),
            measure(
                exact, prefix + "E_W_served_s", .seconds,
                sum { Double($0.waitOfAnswered) / 1e9 }, answered),
            measure(
                exact, prefix + "P_served_within_20s", .probability,
                sum { Double($0.answeredWithin) }, sought),
            measure(
                exact, prefix + "occupancy", .probability, busy, { Double($0.time.observed) }),
        ]
        return all.compactMap { $0 }
    }

    private static func measure(
        _ exact: ExactCase, _ name: String, _ kind: Measure.Kind,
        _ numerator: @escaping @Sendable (CenterTally) -> Double,
        _ denominator: @escaping @Sendable (CenterTally) -> Double
    ) -> Measure? {
        exact.outputs[name].map {
            Measure(
                name: name, kind: kind, exact: $0, numerator: numerator, denominator: denominator)
        }
    }

    /// Type 1 asks group 1 first, then group 2, whose own type 2 goes first.
    private static func nDesign(_ exact: ExactCase) -> TheoryCase? {
        let n = exact.numbers
        guard let rate1 = n["lambda1_per_h"], let rate2 = n["lambda2_per_h"] else { return nil }
        let (hours, warmUp) = length(perHour: rate1 + rate2)
        let end = hours * 3600 + warmUp
        let talk1 = Law.exponential(mean: n["aht_group1_s"] ?? 0)
        let talk2 = Law.exponential(mean: n["aht_group2_s"] ?? 0)
        func type(_ name: String, _ rate: Double, _ patience: String, priority: Int8)
            -> ContactTypeConfiguration
        {
            ContactTypeConfiguration(
                name: name, arrivals: SmallCenter.poisson(perHour: rate, hours: end / 3600),
                patience: .exponential(mean: n[patience] ?? 0), priority: priority)
        }
        let configuration = SmallCenter.twin(
            types: [
                type("one", rate1, "patience1_mean_s", priority: 0),
                type("two", rate2, "patience2_mean_s", priority: 1),
            ],
            groups: [
                SmallCenter.group(
                    "first", size: n["n1"] ?? 0, skills: [Skill(talk: talk1, level: 1), nil]),
                SmallCenter.group(
                    "second", size: n["n2"] ?? 0,
                    skills: [Skill(talk: talk2, level: 2), Skill(talk: talk2, level: 1)]),
            ],
            horizonSeconds: end, warmUpSeconds: warmUp)
        var measures: [Measure?] = []
        for type in 0..<2 {
            let number = type + 1
            measures += [
                measure(
                    exact, "P_wait\(number)", .probability,
                    { Double($0.contacts[type].queued) },
                    { Double($0.contacts[type].soughtHuman) }),
                measure(
                    exact, "P_ab\(number)", .probability,
                    { Double($0.contacts[type].abandoned) },
                    { Double($0.contacts[type].soughtHuman) }),
                measure(
                    exact, "E_W\(number)_s", .seconds,
                    {
                        Double(
                            $0.contacts[type].waitOfAnswered + $0.contacts[type].waitOfAbandoned)
                            / 1e9
                    }, { Double($0.contacts[type].soughtHuman) }),
                measure(
                    exact, "occupancy_G\(number)", .probability,
                    { Double($0.time.talking[type]) / (n["n\(number)"] ?? 0) },
                    { Double($0.time.observed) }),
            ]
        }
        return TheoryCase(
            id: exact.id, configuration: configuration, measures: measures.compactMap { $0 })
    }

    private static func fallback(_ exact: ExactCase) -> Fallback? {
        guard let rule = exact.texts["escalate_rule"], let last = rule.split(separator: " ").last,
            let limit = Int(last)
        else { return nil }
        return rule.hasPrefix("consecutive")
            ? Fallback(accept: 0.5, consecutiveFailures: limit)
            : Fallback(accept: 0.5, totalFailures: limit)
    }

    /// Perfect scores: a wrong turn scores 0, a right one 1.
    private static func gatedCenter(
        _ exact: ExactCase, rate: Double, agents: Double, talk: Law, patience: Law
    ) -> TwinConfiguration? {
        guard let fallback = fallback(exact), let turns = exact.numbers["turns_needed"],
            let defects = exact.numbers["p_turn_defect"]
        else { return nil }
        let (hours, warmUp) = length(perHour: rate)
        let end = hours * 3600 + warmUp
        return SmallCenter.twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: SmallCenter.poisson(perHour: rate, hours: end / 3600),
                    patience: patience, firstServedBy: VoicePoolID(0))
            ],
            groups: [SmallCenter.group("agents", size: agents, skills: [Skill(talk: talk)])],
            pools: [
                SmallCenter.pool(
                    turns: turns, defects: defects, fallback: fallback,
                    hangupPerTurn: exact.numbers["p_hangup_per_turn"] ?? 0)
            ],
            horizonSeconds: end, warmUpSeconds: warmUp)
    }

    private static func dialogueMeasures(_ exact: ExactCase, prefix: String) -> [Measure] {
        let sessions: @Sendable (CenterTally) -> Double = { Double($0.contacts[0].sessionsEnded) }
        return [
            measure(
                exact, prefix + "P_completed", .probability, { Double($0.contacts[0].resolved) },
                sessions),
            measure(
                exact, prefix + "P_escalated", .probability,
                { Double($0.contacts[0].escalated) }, sessions),
            measure(
                exact, prefix + "P_hangup", .probability,
                { Double($0.contacts[0].hungUpInSession) }, sessions),
            measure(
                exact, prefix + "E_turns", .count,
                { Double($0.contacts[0].turns + $0.contacts[0].hungUpInSession) }, sessions),
        ].compactMap { $0 }
    }

    private static func dialogue(_ exact: ExactCase) -> TheoryCase? {
        gatedCenter(
            exact, rate: 3000, agents: 2000, talk: .deterministic(60), patience: .never
        ).map {
            TheoryCase(
                id: exact.id, configuration: $0, measures: dialogueMeasures(exact, prefix: ""))
        }
    }

    private static func gate(_ exact: ExactCase) -> TheoryCase? {
        guard let rate = exact.numbers["lambda_per_h"], let agents = exact.numbers["n_humans"],
            let talk = exact.numbers["human_aht_s"], let patience = exact.numbers["patience_mean_s"]
        else { return nil }
        return gatedCenter(
            exact, rate: rate, agents: agents, talk: .exponential(mean: talk),
            patience: .exponential(mean: patience)
        ).map {
            TheoryCase(
                id: exact.id, configuration: $0,
                measures: dialogueMeasures(exact, prefix: "ai_")
                    + humanStage(exact, prefix: "human_", types: [0], agents: agents))
        }
    }
}
