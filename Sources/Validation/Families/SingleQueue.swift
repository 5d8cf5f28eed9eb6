import ContactCenter
import Distributions
import Projections
import TwinSimulation

extension TheoryCase {
    /// One type, one group: Erlang B, C, A, M/M/n+G, M/M/n/K, M/G/1, M/D/n.
    static func singleQueue(_ exact: ExactCase) -> TheoryCase? {
        let load = exact.number("offered_load_erl")
        // A case that states only a load may have any conversation time.
        let mean = exact.number("aht_s") ?? (load == nil ? nil : 300)
        // Of rules of balking at the queue's length the simulator knows the exponential one.
        let balks = exact.parameters.at(["balk"])?.members.isEmpty == false
        let balkPerWaiting = balks ? exact.number("balk", "alpha") : 0
        guard let agents = exact.number("n"),
            let balkPerWaiting,
            !balks || exact.text("balk", "rule")?.contains("exp(-alpha*(q+1))") ?? true,
            let law = talkLaw(exact) ?? mean.map({ .exponential(mean: $0) }),
            let rate = exact.number("lambda_per_h") ?? load.map({ $0 / law.mean * 3600 }),
            let patience = patienceLaw(exact)
        else { return nil }
        let trunks = load != nil ? agents : exact.number("system_capacity_K")
        let length = length(
            perHour: rate,
            relaxation: relaxation(
                perHour: rate, talk: law, agents: agents,
                isPatient: patience.law == .never && trunks == nil))
        let configuration = twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: poisson(perHour: rate, until: length.end),
                    patience: patience.law, balk: patience.balk,
                    balkPerWaiting: balkPerWaiting)
            ],
            groups: [group("agents", agents, [Skill(talk: law)])],
            trunks: trunks.map { Int($0) }, length: length,
            serviceLevelSeconds: exact.number("sl_threshold_s") ?? 20)
        return TheoryCase(
            id: exact.id, configuration: configuration,
            measures: singleQueueMeasures(exact, agents: agents, patience: patience.law))
    }

    private static func singleQueueMeasures(
        _ exact: ExactCase, agents: Double, patience: Law
    ) -> [Measure] {
        var list = MeasureList(exact)
        list.longestPatience = patience.quantile(1)
        list.addWaiting()
        list.addTime(agents: agents)
        list.addQueueLength()
        let threshold = exact.number("sl_threshold_s") ?? 20
        list.share("SL", of: { $0.served && $0.seconds <= threshold }, among: { _ in true })
        list.addCounts("P_block", .probability, { $0.blocked }, { $0.arrived })
        list.addCounts("P_trunk_block", .probability, { $0.blocked }, { $0.arrived })
        list.addCounts("P_balk", .probability, { $0.balked }, { $0.arrived })
        list.addCounts(
            "P_joined", .probability, { $0.arrived - $0.blocked - $0.balked }, { $0.arrived })
        list.addCounts("P_ab_of_offered", .probability, { $0.abandoned }, { $0.arrived })
        list.share(
            "P_wait_given_joined", of: { $0.queued }, among: { $0.queued || $0.served })
        list.meanWait("E_W_given_joined_s", among: { $0.queued || $0.served })
        list.add("carried_erl", .number) { record in
            (Double(record.tally.time.talking[0]), Double(record.tally.time.observed))
        }
        return list.measures
    }

    /// The law of conversation that a case states; nil if it states only a mean or none.
    private static func talkLaw(_ exact: ExactCase) -> Law? {
        guard let name = exact.text("service", "law") else { return nil }
        func value(_ key: String) -> Double { exact.number("service", key) ?? .nan }
        switch name {
        case "exponential": return .exponential(mean: value("mean_s"))
        case "lognormal": return .lognormal(mu: value("mu_log"), sigma: value("sigma_log"))
        case "deterministic": return .deterministic(value("value_s"))
        case "erlang-k":
            return .gamma(shape: value("k"), scale: value("mean_s") / value("k"))
        case "hyperexponential-2":
            let first = value("p1")
            return .hyperexponential(
                probabilities: [first, 1 - first], means: [value("mean1_s"), value("mean2_s")])
        default: return nil
        }
    }

    /// The law of patience that a case states, with the share that balks; `never` where it is silent.
    private static func patienceLaw(_ exact: ExactCase) -> (law: Law, balk: Double)? {
        if let mean = exact.number("patience_mean_s") { return (.exponential(mean: mean), 0) }
        guard let name = exact.text("patience", "law") else { return (.never, 0) }
        func value(_ key: String) -> Double { exact.number("patience", key) ?? .nan }
        switch name {
        case "exponential": return (.exponential(mean: value("mean_s")), 0)
        case "weibull": return (.weibull(shape: value("shape"), scale: value("scale_s")), 0)
        case "lognormal": return (.lognormal(mu: value("mu_log"), sigma: value("sigma_log")), 0)
        case "det": return (.deterministic(value("value_s")), 0)
        case "uniform": return (.uniform(lower: 0, upper: value("max_s")), 0)
        case "hyperexp":
            let first = value("p1")
            return (
                .hyperexponential(
                    probabilities: [first, 1 - first],
                    means: [value("mean1_s"), value("mean2_s")]), 0
            )
        case "balk_exp": return (.exponential(mean: value("mean_s")), value("p_balk"))
        default: return nil
        }
    }
}
