import ContactCenter
import Distributions
import Projections
import TwinSimulation

extension TheoryCase {
    static let singleQueueParameters = """
        n lambda_per_h offered_load_erl aht_s service.law service.mean_s service.cv service.mu_log \
        service.sigma_log service.k service.value_s service.p1 service.mean1_s service.mean2_s \
        patience.law patience.mean_s patience.shape patience.scale_s patience.mu_log \
        patience.sigma_log patience.value_s patience.max_s patience.p1 patience.mean1_s \
        patience.mean2_s patience.p_balk patience_mean_s system_capacity_K balk.rule balk.alpha \
        sl_threshold_s
        """

    /// One type, one group: Erlang B, C, A, M/M/n+G, M/M/n/K, M/G/1, M/D/n.
    static func singleQueue(_ exact: ExactCase) throws(UnsupportedParameters) -> TheoryCase {
        let load = try exact.optional("offered_load_erl")
        let agents = try exact.needed("n")
        let balkPerWaiting = try balking(exact)
        let law = try talkLaw(exact, hasLoad: load != nil)
        let stated = try exact.optional("lambda_per_h")
        if load != nil, stated != nil {
            throw UnsupportedParameters("'lambda_per_h' beside 'offered_load_erl'")
        }
        let rate =
            if let load { load / law.mean * 3600 } else { try exact.needed("lambda_per_h") }
        let patience = try patienceLaw(exact)
        let capacity = try exact.optional("system_capacity_K")
        let trunks = load != nil ? agents : capacity
        if patience.law == .never, trunks == nil, balkPerWaiting == 0 {
            try exact.requireStable(load: rate / 3600 * law.mean, agents: agents)
        }
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
            serviceLevelSeconds: try exact.optional("sl_threshold_s") ?? 20)
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

    /// Of rules of balking at the queue's length the simulator knows the exponential one.
    private static func balking(_ exact: ExactCase) throws(UnsupportedParameters) -> Double {
        guard exact.parameters.at(["balk"])?.members.isEmpty == false else {
            guard try exact.optional("balk") == nil else {
                throw UnsupportedParameters("'balk' is no object and not null")
            }
            return 0
        }
        if let rule = exact.text("balk", "rule"), !rule.contains("exp(-alpha*(q+1))") {
            throw UnsupportedParameters(
                "the balk.rule '\(rule)' is not known; known: join probability exp(-alpha*(q+1))")
        }
        return try exact.needed("balk", "alpha")
    }

    /// The law of conversation: an object with its law, or exponential with `aht_s`; a case that
    /// states only a load may have any.
    private static func talkLaw(
        _ exact: ExactCase, hasLoad: Bool
    ) throws(UnsupportedParameters) -> Law {
        try exact.expect("service", "exponential")
        let mean = try exact.optional("aht_s")
        guard let name = exact.text("service", "law") else {
            if let mean { return .exponential(mean: mean) }
            return .exponential(mean: hasLoad ? 300 : try exact.needed("aht_s"))
        }
        if mean != nil { throw UnsupportedParameters("'aht_s' beside 'service.law'") }
        func value(_ key: String) throws(UnsupportedParameters) -> Double {
            try exact.needed("service", key)
        }
        switch name {
        case "exponential": return .exponential(mean: try value("mean_s"))
        case "lognormal":
            return .lognormal(mu: try value("mu_log"), sigma: try value("sigma_log"))
        case "deterministic": return .deterministic(try value("value_s"))
        case "erlang-k":
            return .gamma(shape: try value("k"), scale: try value("mean_s") / value("k"))
        case "hyperexponential-2":
            let first = try value("p1")
            return .hyperexponential(
                probabilities: [first, 1 - first],
                means: [try value("mean1_s"), try value("mean2_s")])
        default:
            throw UnsupportedParameters(
                "the law '\(name)' of 'service' is not known; known: exponential, lognormal,"
                    + " deterministic, erlang-k, hyperexponential-2")
        }
    }

    /// The law of patience that a case states, with the share that balks; `never` where it is silent.
    private static func patienceLaw(
        _ exact: ExactCase
    ) throws(UnsupportedParameters) -> (law: Law, balk: Double) {
        try exact.expect("patience", "infinite")
        let mean = try exact.optional("patience_mean_s")
        guard let name = exact.text("patience", "law") else {
            return (mean.map { .exponential(mean: $0) } ?? .never, 0)
        }
        if mean != nil { throw UnsupportedParameters("'patience_mean_s' beside 'patience.law'") }
        func value(_ key: String) throws(UnsupportedParameters) -> Double {
            try exact.needed("patience", key)
        }
        switch name {
        case "exponential": return (.exponential(mean: try value("mean_s")), 0)
        case "weibull":
            return (.weibull(shape: try value("shape"), scale: try value("scale_s")), 0)
        case "lognormal":
            return (.lognormal(mu: try value("mu_log"), sigma: try value("sigma_log")), 0)
        case "det": return (.deterministic(try value("value_s")), 0)
        case "uniform": return (.uniform(lower: 0, upper: try value("max_s")), 0)
        case "hyperexp":
            let first = try value("p1")
            return (
                .hyperexponential(
                    probabilities: [first, 1 - first],
                    means: [try value("mean1_s"), try value("mean2_s")]), 0
            )
        case "balk_exp": return (.exponential(mean: try value("mean_s")), try value("p_balk"))
        default:
            throw UnsupportedParameters(
                "the law '\(name)' of 'patience' is not known; known: exponential, weibull,"
                    + " lognormal, det, uniform, hyperexp, balk_exp")
        }
    }
}
