import ContactCenter
import Distributions
import Projections
import TwinPrimitives
import TwinSimulation
import VoiceAgents

extension TheoryCase {
    /// A tier of voice agents with sessions of one law, before human agents.
    static func voiceTier(_ exact: ExactCase) -> TheoryCase? {
        guard
            let rate = exact.number("lambda_per_h") ?? exact.number("lambda_first_calls_per_h"),
            let escalate = exact.number("p_escalate"), let agents = exact.number("n_humans"),
            let talk = exact.number("human_aht_s"), let patience = exact.number("patience_mean_s")
        else { return nil }
        let cap = exact.number("ai_concurrency")
        let back = exact.number("return_delay_mean_s") ?? 0
        let length = length(perHour: rate, relaxation: 2 * max(talk, back))
        let delay = Law.exponential(mean: exact.number("return_delay_mean_s") ?? 600)
        let redial = exact.number("p_redial_after_abandon").map {
            Redial(probability: $0, delay: delay)
        }
        let defects = exact.number("p_defect_of_contained")
        // One turn is the session; all that is heard is acted on, so wrong is wrongly contained.
        let pool = VoicePoolConfiguration(
            name: "voice", sessions: cap.map { Int($0) },
            losesWhenFull: (exact.text("ai_full_rule") ?? "").contains("lost"),
            turnsNeeded: .deterministic(1), defects: defects ?? 0,
            scoreWhenRight: .deterministic(1),
            scoreWhenWrong: .deterministic(0), fallback: Fallback(accept: 0),
            latency: Latency(body: .deterministic(0)), silencePatience: .never,
            hangupPerTurn: 0, callerSpeech: .deterministic(0),
            prompt: .exponential(mean: exact.number("ai_session_mean_s") ?? 140),
            inScope: 1, asksForPerson: escalate, handoffTalkFactor: 1)
        let configuration = twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: poisson(perHour: rate, until: length.end),
                    patience: .exponential(mean: patience),
                    returns: Returns(
                        afterAbandon: redial,
                        afterUnresolved: defects.map { _ in
                            Redial(probability: 1, delay: delay)
                        }), firstServedBy: VoicePoolID(0))
            ],
            groups: [group("agents", agents, [Skill(talk: .exponential(mean: talk))])],
            pools: [pool], length: length)
        return TheoryCase(
            id: exact.id, configuration: configuration,
            measures: tierMeasures(exact, cap: cap, agents: agents))
    }

    private static func tierMeasures(
        _ exact: ExactCase, cap: Double?, agents: Double
    ) -> [Measure] {
        var list = MeasureList(exact)
        list.addWaiting()
        list.addTime(agents: agents)
        list.addTime(agents: agents, occupancy: "human_occupancy")
        list.addQueueLength()
        list.addQueueLength("E_Lq_human")
        list.addCounts("P_ai_block", .probability, { $0.sessionsRefused }, { $0.arrived })
        list.addCounts(
            "P_ai_full_per_attempt", .probability, { $0.sessionsRefused }, { $0.arrived })
        if let cap {
            list.add("ai_occupancy", .probability) { record in
                (Double(record.tally.time.sessions[0]) / cap, Double(record.tally.time.observed))
            }
        }
        list.addPerHour("total_contacts_per_h") { $0.arrived }
        list.addOrbit()
        list.addPerHour("human_arrivals_per_h") { $0.soughtHuman }
        list.share("P_wait_human", of: { $0.queued }, among: { _ in true })
        list.share("P_wait_escalated", of: { $0.queued }, among: { $0.escalated })
        list.share("P_ab_human", of: { !$0.served }, among: { _ in true })
        list.meanWait("E_W_human_s", among: { _ in true })
        return list.measures
    }

    /// Dialogues turn by turn: fallback after failures, hang-ups in the silence, a human stage.
    static func dialogue(_ exact: ExactCase) -> TheoryCase? {
        guard let turns = exact.number("turns_needed") ?? exact.number("turns") else { return nil }
        let rate = exact.number("lambda_per_h") ?? 3000
        let agents = exact.number("n_humans") ?? 2000
        let length = length(
            perHour: rate, relaxation: 2 * max(exact.number("human_aht_s") ?? 60, 300))
        var fallback = Fallback(accept: 0.5)
        if let rule = exact.text("escalate_rule") {
            guard let limit = rule.split(separator: " ").last.flatMap({ Int($0) }) else {
                return nil
            }
            fallback =
                rule.hasPrefix("consecutive")
                ? Fallback(accept: 0.5, consecutiveFailures: limit)
                : Fallback(accept: 0.5, totalFailures: limit)
        }
        let pool = VoicePoolConfiguration(
            name: "voice", sessions: nil, turnsNeeded: .deterministic(turns),
            defects: exact.number("p_turn_defect") ?? 0, scoreWhenRight: .deterministic(1),
            scoreWhenWrong: .deterministic(0), fallback: fallback,
            latency: Latency(body: latency(exact)), silencePatience: silence(exact),
            hangupPerTurn: exact.number("p_hangup_per_turn") ?? 0,
            callerSpeech: .deterministic(2), prompt: .deterministic(4), inScope: 1,
            asksForPerson: 0, handoffTalkFactor: 1)
        let configuration = twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: poisson(perHour: rate, until: length.end),
                    patience: exact.number("patience_mean_s").map { .exponential(mean: $0) }
                        ?? .never, firstServedBy: VoicePoolID(0))
            ],
            groups: [
                group(
                    "agents", agents,
                    [Skill(talk: .exponential(mean: exact.number("human_aht_s") ?? 60))])
            ], pools: [pool], length: length)
        return TheoryCase(
            id: exact.id, configuration: configuration,
            measures: dialogueMeasures(exact, prefix: "") + dialogueMeasures(exact, prefix: "ai_")
                + humanMeasures(exact, agents: agents),
            questions: StateQuestions(
                turnsMean: exact.output("E_turns") ?? exact.output("ai_E_turns") ?? 0))
    }

    private static func latency(_ exact: ExactCase) -> Law {
        guard let median = exact.number("latency", "median_s"),
            let sigma = exact.number("latency", "sigma_log")
        else { return .deterministic(1) }
        return .lognormal(mu: PortableMath.log(median), sigma: sigma)
    }

    private static func silence(_ exact: ExactCase) -> Law {
        guard let shape = exact.number("silence_patience", "shape"),
            let scale = exact.number("silence_patience", "scale_s")
        else { return .never }
        return .weibull(shape: shape, scale: scale)
    }

    private static func dialogueMeasures(_ exact: ExactCase, prefix: String) -> [Measure] {
        var list = MeasureList(exact, prefix: prefix)
        list.addCounts("P_completed", .probability, { $0.resolved }, { $0.sessionsEnded })
        list.addCounts("P_escalated", .probability, { $0.escalated }, { $0.sessionsEnded })
        list.addCounts("P_hangup", .probability, { $0.hungUpInSession }, { $0.sessionsEnded })
        // A turn that ends in a hang-up counts as a turn.
        list.addCounts(
            "E_turns", .number, { $0.turns + $0.hungUpInSession }, { $0.sessionsEnded })
        list.root("SD_turns", .number) { record in
            (record.state.turnSquares, Double(record.state.sessionsEnded))
        }
        if prefix.isEmpty {
            list.addCounts(
                "P_hangup_in_call", .probability, { $0.hungUpInSession }, { $0.sessionsEnded })
            list.addCounts(
                "p_hangup_per_turn", .probability, { $0.hungUpInSession },
                { $0.turns + $0.hungUpInSession })
        }
        return list.measures
    }

    private static func humanMeasures(_ exact: ExactCase, agents: Double) -> [Measure] {
        var list = MeasureList(exact, prefix: "human_")
        list.addWaiting()
        list.addTime(agents: agents)
        list.addQueueLength()
        list.addPerHour("lambda_per_h") { $0.soughtHuman }
        var overall = MeasureList(exact)
        overall.addCounts(
            "P_lost_overall", .probability, { $0.hungUpInSession + $0.abandoned },
            { $0.arrived })
        return list.measures + overall.measures
    }
}
