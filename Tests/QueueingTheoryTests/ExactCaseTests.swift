import Foundation
import QueueingTheory
import Testing

@Suite("Exact cases") struct ExactCaseTests {
    @Test("Erlang B", arguments: ExactCaseFile.family("erlangB"))
    func erlangB(item: ExactCase) throws {
        let model = try ErlangB(
            offeredLoad: try item.number("offered_load_erl"), agents: try item.agents)
        item.expect(["P_block": model.blocking, "carried_erl": model.carriedLoad])
    }

    @Test("Erlang C", arguments: ExactCaseFile.family("erlangC"))
    func erlangC(item: ExactCase) throws {
        let model = try ErlangC(traffic: try item.traffic, agents: try item.agents)
        item.expect([
            "P_wait": model.delayProbability, "E_W_s": model.meanWait,
            "E_W_given_wait_s": model.meanWaitOfDelayed,
            "SL": model.serviceLevel(within: try item.number("sl_threshold_s")),
            "E_Lq": model.meanQueueLength, "occupancy": model.occupancy,
            "W_p50_s": model.waitQuantile(0.5), "W_p90_s": model.waitQuantile(0.9),
            "W_p95_s": model.waitQuantile(0.95), "W_p99_s": model.waitQuantile(0.99),
        ])
    }

    @Test("Erlang A", arguments: ExactCaseFile.family("erlangA"))
    func erlangA(item: ExactCase) throws {
        item.expect(try impatientOutputs(item))
    }

    @Test("M/M/n+G", arguments: ExactCaseFile.family("mmn_plus_G"))
    func anyPatience(item: ExactCase) throws {
        item.expect(try impatientOutputs(item))
    }

    @Test("M/G/1", arguments: ExactCaseFile.family("mg1"))
    func singleServer(item: ExactCase) throws {
        let law = try handlingLaw(item)
        let model = try SingleServerQueue(
            arrivalsPerHour: try item.number("lambda_per_h"), handling: law)
        var computed = [
            "occupancy": model.occupancy, "E_W_s": model.meanWait, "E_Lq": model.meanQueueLength,
            "SD_W_s": model.waitDeviation, "P_wait": model.delayProbability,
        ]
        if case .deterministic(let value) = law {
            let queue = try DeterministicHandlingQueue(
                traffic: try Traffic(
                    arrivalsPerHour: try item.number("lambda_per_h"), meanHandlingSeconds: value),
                agents: 1)
            for seconds in [60.0, 240, 600] {
                computed["P_W_le_\(Int(seconds))s"] = queue.serviceLevel(within: seconds)
            }
        }
        item.expect(computed)
    }

    @Test("M/D/n", arguments: ExactCaseFile.family("mdn"))
    func deterministicHandling(item: ExactCase) throws {
        guard case .deterministic(let value) = try handlingLaw(item) else {
            throw MissingField(description: "\(item.id): handling is not deterministic")
        }
        let queue = try DeterministicHandlingQueue(
            traffic: try Traffic(
                arrivalsPerHour: try item.number("lambda_per_h"), meanHandlingSeconds: value),
            agents: try item.agents)
        var computed = [
            "occupancy": queue.occupancy, "P_wait": queue.delayProbability,
            "E_Lq": queue.meanQueueLength, "E_W_s": queue.meanWait,
        ]
        for seconds in [20.0, 60, 120] {
            computed["P_W_le_\(Int(seconds))s"] = queue.serviceLevel(within: seconds)
        }
        item.expect(computed)
    }

    @Test("least staffing", arguments: ExactCaseFile.family("staffing_min_n"))
    func staffing(item: ExactCase) throws {
        let target: StaffingTarget
        let name: String
        switch try item.text("target") {
        case "SL(20s)>=0.8":
            target = .serviceLevel(kind: .offered, seconds: 20, atLeast: 0.8)
            name = "SL"
        case "P_ab<=0.03":
            target = .abandonment(atMost: 0.03)
            name = "P_ab"
        case "P_ab<=0.02":
            target = .abandonment(atMost: 0.02)
            name = "P_ab"
        case let other: throw MissingField(description: "\(item.id): target \(other)")
        }
        let model: StaffingModel =
            try item.text("model") == "erlangC"
            ? .erlangC : .impatient(.exponential(mean: try item.number("patience_mean_s")))
        let least = try LeastStaffing(target: target, traffic: try item.traffic, model: model)
        let fewer = try #require(least.valueWithOneFewer)
        item.expect([
            "n_min": Double(least.agents), "\(name)_at_n": least.value,
            "\(name)_at_n_minus_1": fewer, "offered_load_erl": try item.traffic.offeredLoad,
        ])
    }

    @Test("square-root staffing", arguments: ExactCaseFile.family("sqrt_staffing_functions"))
    func squareRoot(item: ExactCase) throws {
        func compare(_ name: String, _ computed: [Double]) throws {
            let wanted = try #require(item.outputs[name]?.numbers)
            #expect(wanted.count == computed.count)
            for (got, wanted) in zip(computed, wanted) {
                #expect(abs(got - wanted) <= item.tolerance(wanted), "\(item.id) \(name)")
            }
        }
        if let betas = item.params["beta"]?.numbers {
            let ratio = try item.number("r")
            try compare(
                "P_wait",
                betas.map { Garnett.delayProbability(safetyFactor: $0, patienceRatio: ratio) })
            try compare(
                "sqrtn_P_ab",
                betas.map { Garnett.scaledAbandonment(safetyFactor: $0, patienceRatio: ratio) })
        } else {
            try compare(
                "beta",
                try [0.05, 0.2, 0.5, 0.8].map { try HalfinWhitt.safetyFactor(delayProbability: $0) }
            )
        }
    }

    @Test("dialogue with fallback", arguments: ExactCaseFile.family("dialogue_fallback"))
    func dialogue(item: ExactCase) throws {
        let chain = try dialogueChain(item)
        item.expect([
            "P_completed": chain.completed, "P_escalated": chain.escalated,
            "P_hangup": chain.hungUp, "E_turns": chain.meanTurns, "SD_turns": chain.turnsDeviation,
        ])
    }

    @Test("hang-ups on latency", arguments: ExactCaseFile.family("latency_hangup"))
    func latency(item: ExactCase) throws {
        let law = try #require(item.params["latency"]?.object)
        let patience = try #require(item.params["silence_patience"]?.object)
        let result = try LatencyHangUp(
            latency: .lognormal(
                median: try #require(law["median_s"]?.number),
                logDeviation: try #require(law["sigma_log"]?.number)),
            patience: .weibull(
                shape: try #require(patience["shape"]?.number),
                scale: try #require(patience["scale_s"]?.number)),
            turns: Int(try item.number("turns")))
        item.expect([
            "p_hangup_per_turn": result.perTurn, "P_hangup_in_call": result.perCall,
        ])
    }

    @Test("voice gate", arguments: ExactCaseFile.family("ai_gate_to_erlangA"))
    func gate(item: ExactCase) throws {
        let chain = try dialogueChain(item)
        let gate = try VoiceGate(
            arrivalsPerHour: try item.number("lambda_per_h"), dialogue: chain,
            agents: Int(try item.number("n_humans")),
            meanHandlingSeconds: try item.number("human_aht_s"),
            patience: .exponential(mean: try item.number("patience_mean_s")))
        let performance = try gate.humans.performance(thresholds: [20])
        var computed = block(performance).reduce(into: [String: Double]()) {
            $0["human_" + $1.key] = $1.value
        }
        computed["ai_P_completed"] = chain.completed
        computed["ai_P_escalated"] = chain.escalated
        computed["ai_P_hangup"] = chain.hungUp
        computed["ai_E_turns"] = chain.meanTurns
        computed["ai_SD_turns"] = chain.turnsDeviation
        computed["human_lambda_per_h"] = gate.humanArrivalsPerHour
        computed["P_lost_overall"] = gate.lostShare(performance)
        item.expect(computed)
    }

    @Test("unlimited voice agents", arguments: ExactCaseFile.family("ai_infinite_then_erlangA"))
    func unlimitedVoiceAgents(item: ExactCase) throws {
        let queue = try ImpatientQueue(
            traffic: try Traffic(
                arrivalsPerHour: try item.number("lambda_per_h") * item.number("p_escalate"),
                meanHandlingSeconds: try item.number("human_aht_s")),
            agents: Int(try item.number("n_humans")),
            patience: .exponential(mean: try item.number("patience_mean_s")))
        item.expect(block(try queue.performance(thresholds: [20])))
    }
}

private func impatientOutputs(_ item: ExactCase) throws -> [String: Double] {
    let queue = try ImpatientQueue(
        traffic: try item.traffic, agents: try item.agents, patience: try patienceLaw(item))
    let names = item.outputs.keys.filter { $0.hasPrefix("P_V_gt_") }
    let thresholds = names.compactMap { Double($0.dropFirst(7).dropLast()) }.sorted()
    try #require(!thresholds.isEmpty && thresholds.count == names.count)
    return block(try queue.performance(thresholds: thresholds))
}

/// The block of outputs that every case with impatience has.
private func block(_ result: ImpatientQueue.Performance) -> [String: Double] {
    var computed = [
        "P_V_pos": result.allBusyProbability, "P_wait": result.delayProbability,
        "P_ab": result.abandonment, "E_V_s": result.meanVirtualWait, "E_W_s": result.meanWait,
        "E_W_served_s": result.meanWaitOfServed, "E_Lq": result.meanQueueLength,
        "occupancy": result.occupancy,
    ]
    computed["E_W_abandoned_s"] = result.meanWaitOfAbandoned
    for threshold in result.thresholds {
        let t = "\(Int(threshold.seconds))s"
        computed["P_V_gt_\(t)"] = threshold.virtualWaitExceeds
        computed["P_W_gt_\(t)"] = threshold.waitExceeds
        computed["P_served_within_\(t)"] = threshold.servedWithin
        computed["SL_served_within_\(t)_over_served"] = threshold.servedWithinOfServed
        computed["P_ab_within_\(t)"] = threshold.abandonedWithin
        computed["SL_excl_short_ab_\(t)"] = threshold.servedWithinExcludingShortAbandons
    }
    return computed
}

private func patienceLaw(_ item: ExactCase) throws -> PatienceLaw {
    let object = try #require(item.params["patience"]?.object)
    func number(_ key: String) throws -> Double { try #require(object[key]?.number) }
    switch try #require(object["law"]?.text) {
    case "exponential": return .exponential(mean: try number("mean_s"))
    case "weibull":
        return .weibull(shape: try number("shape"), scale: try number("scale_s"))
    case "lognormal":
        return .lognormal(logMean: try number("mu_log"), logDeviation: try number("sigma_log"))
    case "det": return .deterministic(try number("value_s"))
    case "uniform": return .uniform(upTo: try number("max_s"))
    case "hyperexp":
        return .hyperexponential(
            probability: try number("p1"), firstMean: try number("mean1_s"),
            secondMean: try number("mean2_s"))
    case "balk_exp":
        return .balkingExponential(balk: try number("p_balk"), mean: try number("mean_s"))
    case let other: throw MissingField(description: "\(item.id): law \(other)")
    }
}

private func handlingLaw(_ item: ExactCase) throws -> HandlingLaw {
    let object = try #require(item.params["service"]?.object)
    func number(_ key: String) throws -> Double { try #require(object[key]?.number) }
    switch try #require(object["law"]?.text) {
    case "lognormal":
        return .lognormal(mean: try number("mean_s"), variation: try number("cv"))
    case "deterministic": return .deterministic(try number("value_s"))
    case "erlang-k":
        let shape = try number("k")
        return .gamma(shape: shape, scale: try number("mean_s") / shape)
    case "hyperexponential-2":
        return .hyperexponential(
            probability: try number("p1"), firstMean: try number("mean1_s"),
            secondMean: try number("mean2_s"))
    case let other: throw MissingField(description: "\(item.id): law \(other)")
    }
}

private func dialogueChain(_ item: ExactCase) throws -> DialogueChain {
    let words = try item.text("escalate_rule").split(separator: " ")
    let limit = try #require(words.last.flatMap { Int($0) })
    let rule: DialogueChain.FallbackRule =
        try #require(words.first) == "consecutive" ? .consecutive(limit) : .total(limit)
    return try DialogueChain(
        turnsNeeded: Int(try item.number("turns_needed")),
        defect: try item.number("p_turn_defect"), rule: rule,
        hangUp: try item.number("p_hangup_per_turn"))
}
