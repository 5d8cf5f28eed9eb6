import ContactCenter
import Distributions
import Projections
import QueueingTheory
import TwinPrimitives
import TwinSimulation
import VoiceAgents

extension TheoryCase {
    static let voiceTierParameters = """
        ai_concurrency ai_full_rule ai_session ai_session_mean_s n_humans lambda_per_h \
        lambda_first_calls_per_h p_escalate p_defect_of_contained human_aht_s patience_mean_s \
        p_redial_after_abandon return_delay_mean_s laws rule
        """

    /// A tier of voice agents with sessions of one law, before human agents.
    static func voiceTier(_ exact: ExactCase) throws(UnsupportedParameters) -> TheoryCase {
        try exact.expect("laws", "all exponential")
        let rate = try exact.needed(firstOf: "lambda_per_h", "lambda_first_calls_per_h")
        let (escalate, agents) = (try exact.needed("p_escalate"), try exact.needed("n_humans"))
        let (talk, patience) = (
            try exact.needed("human_aht_s"), try exact.optional("patience_mean_s")
        )
        let cap = try sessions(exact)
        let isLost = try losesWhenFull(exact)
        // Without a limit of sessions their length does not matter to the humans.
        let stated = try exact.optional("ai_session_mean_s")
        let session = if cap == nil { stated ?? 140 } else { try exact.needed("ai_session_mean_s") }
        let again = try exact.optional("p_redial_after_abandon")
        let defects = try exact.optional("p_defect_of_contained")
        let hasReturns = again != nil || defects != nil
        let back = hasReturns ? try exact.needed("return_delay_mean_s") : 0
        if patience == nil || again ?? 0 >= 1 {
            try exact.requireStable(
                load: humanRate(
                    rate, cap: cap, session: session, isLost: isLost, escalate: escalate,
                    defects: defects ?? 0) / 3600 * talk,
                agents: agents, of: "the human stage")
        }
        let length = length(
            perHour: rate,
            relaxation: max(
                2 * back,
                relaxation(
                    perHour: rate, talk: .exponential(mean: talk), agents: agents,
                    isPatient: patience == nil)))
        let delay = Law.exponential(mean: back)
        let redial = again.map { Redial(probability: $0, delay: delay) }
        // One turn is the session; all that is heard is acted on, so wrong is wrongly contained.
        let pool = VoicePoolConfiguration(
            name: "voice", sessions: cap.map { Int($0) },
            whenFull: isLost ? .lost : .human,
            tier: .surrogate(
                SurrogateConfiguration(
                    turnsNeeded: .deterministic(1), defects: defects ?? 0,
                    scoreWhenRight: .deterministic(1), scoreWhenWrong: .deterministic(0),
                    fallback: Fallback(accept: 0), latency: Latency(body: .deterministic(0)),
                    callerSpeech: .deterministic(0), prompt: .exponential(mean: session),
                    asksForPerson: escalate)))
        let configuration = twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: poisson(perHour: rate, until: length.end),
                    patience: patience.map { .exponential(mean: $0) } ?? .never,
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

    /// Sessions at once; nil for any number.
    private static func sessions(_ exact: ExactCase) throws(UnsupportedParameters) -> Double? {
        if exact.text("ai_concurrency") != nil {
            try exact.expect("ai_concurrency", "unlimited")
            return nil
        }
        return try exact.optional("ai_concurrency")
    }

    private static func losesWhenFull(_ exact: ExactCase) throws(UnsupportedParameters) -> Bool {
        let lost = "caller is lost (busy signal)"
        try exact.expect("ai_full_rule", "goes straight to the human queue", lost)
        return exact.text("ai_full_rule") == lost
    }

    /// Contacts per hour that reach human agents when all of them are served there in the end.
    ///
    /// Error: with returns, the calls at the tier count as a Poisson process; the load of the case
    /// then misses by what that misses.
    private static func humanRate(
        _ rate: Double, cap: Double?, session: Double, isLost: Bool, escalate: Double,
        defects: Double
    ) -> Double {
        var total = rate
        var refused = 0.0
        // The share of refused calls and the returns depend on one another: a contraction.
        for _ in 0..<200 {
            if let cap, cap >= 1 {
                let load = total / 3600 * session
                refused =
                    (try? ErlangB(offeredLoad: load, agents: Int(cap)))?.blocking ?? 0
            }
            total = rate + total * (1 - refused) * (1 - escalate) * defects
        }
        return total * ((1 - refused) * escalate + (isLost ? 0 : refused))
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

    static let dialogueParameters = """
        lambda_per_h turns_needed turns p_turn_defect escalate_rule p_hangup_per_turn turn rule \
        ai_concurrency n_humans human_aht_s patience_mean_s latency.law latency.median_s \
        latency.sigma_log latency.mean_s latency.p99_s silence_patience.law silence_patience.shape \
        silence_patience.scale_s
        """

    /// Dialogues turn by turn: fallback after failures, hang-ups in the silence, a human stage.
    static func dialogue(_ exact: ExactCase) throws(UnsupportedParameters) -> TheoryCase {
        let turns = try exact.needed(firstOf: "turns_needed", "turns")
        let rate = try exact.optional("lambda_per_h") ?? 3000
        let agents = try exact.optional("n_humans") ?? 2000
        let talk = try exact.optional("human_aht_s") ?? 60
        let patience = try exact.optional("patience_mean_s")
        let defects = try exact.optional("p_turn_defect") ?? 0
        let hangup = try exact.optional("p_hangup_per_turn") ?? 0
        try exact.expect("ai_concurrency", "unlimited")
        let (fallback, rule) = try fallbackRule(exact)
        if patience == nil, let rule {
            let chain = try? DialogueChain(
                turnsNeeded: Int(turns), defect: defects, rule: rule, hangUp: hangup)
            try exact.requireStable(
                load: rate / 3600 * talk * (chain?.escalated ?? 1), agents: agents,
                of: "the human stage")
        }
        let length = length(perHour: rate, relaxation: 2 * max(talk, 300))
        let pool = VoicePoolConfiguration(
            name: "voice",
            tier: .surrogate(
                SurrogateConfiguration(
                    turnsNeeded: .deterministic(turns), defects: defects,
                    scoreWhenRight: .deterministic(1), scoreWhenWrong: .deterministic(0),
                    fallback: fallback, latency: Latency(body: try latency(exact)),
                    silencePatience: try silence(exact), hangupPerTurn: hangup,
                    callerSpeech: .deterministic(2), prompt: .deterministic(4))))
        let configuration = twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: poisson(perHour: rate, until: length.end),
                    patience: patience.map { .exponential(mean: $0) } ?? .never,
                    firstServedBy: VoicePoolID(0))
            ],
            groups: [group("agents", agents, [Skill(talk: .exponential(mean: talk))])],
            pools: [pool], length: length)
        return TheoryCase(
            id: exact.id, configuration: configuration,
            measures: dialogueMeasures(exact, prefix: "") + dialogueMeasures(exact, prefix: "ai_")
                + humanMeasures(exact, agents: agents),
            questions: StateQuestions(
                turnsMean: exact.output("E_turns") ?? exact.output("ai_E_turns") ?? 0))
    }

    /// When a dialogue falls back, as the simulator and as the theory says it; nothing where it never
    /// does.
    private static func fallbackRule(
        _ exact: ExactCase
    ) throws(UnsupportedParameters) -> (Fallback, DialogueChain.FallbackRule?) {
        guard let rule = exact.text("escalate_rule") else { return (Fallback(accept: 0.5), nil) }
        let words = rule.split(separator: " ").map(String.init)
        guard words.count == 4, Array(words[1...2]) == ["failures", "reach"],
            let limit = Int(words[3]), ["consecutive", "total"].contains(words[0])
        else {
            throw UnsupportedParameters(
                "the escalate_rule '\(rule)' is not known; known: consecutive failures reach N,"
                    + " total failures reach N")
        }
        return words[0] == "consecutive"
            ? (Fallback(accept: 0.5, consecutiveFailures: limit), .consecutive(limit))
            : (Fallback(accept: 0.5, totalFailures: limit), .total(limit))
    }

    /// Whether a case states a law, which must be the known one.
    private static func hasLaw(
        _ exact: ExactCase, _ name: String, _ known: String
    ) throws(UnsupportedParameters) -> Bool {
        guard exact.parameters.members[name] != nil else { return false }
        let law = try exact.neededText(name, "law")
        guard law == known else {
            throw UnsupportedParameters(
                "the law '\(law)' of '\(name)' is not known; known: \(known)")
        }
        return true
    }

    private static func latency(_ exact: ExactCase) throws(UnsupportedParameters) -> Law {
        guard try hasLaw(exact, "latency", "lognormal") else { return .deterministic(1) }
        return .lognormal(
            mu: PortableMath.log(try exact.needed("latency", "median_s")),
            sigma: try exact.needed("latency", "sigma_log"))
    }

    private static func silence(_ exact: ExactCase) throws(UnsupportedParameters) -> Law {
        guard try hasLaw(exact, "silence_patience", "weibull") else { return .never }
        return .weibull(
            shape: try exact.needed("silence_patience", "shape"),
            scale: try exact.needed("silence_patience", "scale_s"))
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
