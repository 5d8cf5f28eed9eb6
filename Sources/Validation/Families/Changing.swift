import ContactCenter
import Distributions
import Projections
import RandomVariates
import TwinSimulation

extension TheoryCase {
    static let sinusoidalDayParameters = """
        n lambda_bar_per_h alpha period_h horizon_h aht_s patience_mean_s threshold_s phase_h rate
        """

    /// A day whose rate swings, from an empty start (M_t/M/n+M).
    static func sinusoidalDay(_ exact: ExactCase) throws(UnsupportedParameters) -> TheoryCase {
        let (agents, mean) = (try exact.needed("n"), try exact.needed("lambda_bar_per_h"))
        let (amplitude, period) = (try exact.needed("alpha"), try exact.needed("period_h"))
        let (horizon, talk) = (try exact.needed("horizon_h"), try exact.needed("aht_s"))
        let threshold = try exact.optional("threshold_s") ?? 20
        guard try exact.optional("phase_h") ?? 0 == 0 else {
            throw UnsupportedParameters("only 'phase_h' 0 is known")
        }
        let end = horizon * 3600
        let patience = try exact.optional("patience_mean_s")
        let sinusoid = RateSinusoid(
            mean: mean / 3600, amplitude: amplitude, period: period * 3600, phase: 0)
        let configuration = twin(
            types: [
                ContactTypeConfiguration(
                    name: "call",
                    arrivals: Arrivals(
                        SinusoidalPoisson(sinusoid: sinusoid, openings: [0..<end])),
                    patience: patience.map { .exponential(mean: $0) } ?? .never)
            ],
            groups: [group("agents", agents, [Skill(talk: .exponential(mean: talk))])],
            length: (end, 0))
        let instants = exact.items("at").compactMap { $0.members["t_h"]?.number }
        guard instants.count == exact.items("at").count,
            instants.allSatisfy({ (0...horizon).contains($0) })
        else { throw UnsupportedParameters("an output of 'at' lies outside the day") }
        return TheoryCase(
            id: exact.id, configuration: configuration,
            measures: sinusoidalMeasures(
                exact, agents: agents, threshold: threshold, sinusoid, end: end),
            questions: StateQuestions(
                instants: instants.map { $0 * 3600 }, agents: Int(agents)))
    }

    private static func sinusoidalMeasures(
        _ exact: ExactCase, agents: Double, threshold: Double, _ sinusoid: RateSinusoid,
        end: Double
    ) -> [Measure] {
        var list = MeasureList(exact)
        func state(
            _ value: @escaping @Sendable (StateSnapshot) -> Double
        ) -> @Sendable (ReplicationRecord, Int) -> (Double, Double) {
            { record, index in (value(record.state.snapshots[index]), 1) }
        }
        let hours = exact.items("at").map { $0.members["t_h"]?.number ?? 0 }
        list.addStates(
            key: "t_h",
            [
                ("P_all_busy", .probability, 0, state { Double($0.busy) >= agents ? 1 : 0 }),
                ("E_in_system", .number, 0, state { Double($0.withHumans) }),
                ("E_Lq", .number, 0, state { Double($0.waiting) }),
                (
                    "P_V_gt", .probability, 0,
                    state { $0.virtualWait ?? .infinity > threshold ? 1 : 0 }
                ),
                ("occupancy", .probability, 0, state { Double($0.busy) / agents }),
                (
                    "lambda_per_h", .number, 1e-9,
                    { _, index in
                        (3600 * RateFormula.sinusoid(sinusoid).rate(at: 3600 * hours[index]), 1)
                    }
                ),
            ])
        list.share("P_wait", of: { $0.queued }, among: { _ in true })
        list.virtual("P_V_le_thr", .probability) { 1 - $0.survival(at: threshold) }
        list.share(
            "P_served_within_thr", of: { $0.served && $0.seconds <= threshold },
            among: { _ in true })
        list.share("P_ab_cohort", of: { !$0.served }, among: { _ in true })
        list.meanWait("E_W_cohort_s", among: { _ in true })
        list.addTime(agents: agents, occupancy: "mean_occupancy")
        list.addQueueLength("time_avg_Lq")
        list.formula("expected_arrivals", RateFormula.sinusoid(sinusoid).integral(from: 0, to: end))
        return list.measures
    }

    static let staffingDropParameters =
        "n_before n_after lambda_per_h aht_s patience_mean_s rule"

    /// A stationary queue that loses agents, who finish the call in hand.
    ///
    /// One replication is a row of changes: agents return for `settling` seconds, long enough to forget
    /// (12 conversations and patiences), and some leave again.
    static func staffingDrop(_ exact: ExactCase) throws(UnsupportedParameters) -> TheoryCase {
        let (before, after) = (try exact.needed("n_before"), try exact.needed("n_after"))
        let (rate, talk) = (try exact.needed("lambda_per_h"), try exact.needed("aht_s"))
        let patience = try exact.optional("patience_mean_s")
        guard after < before else {
            throw UnsupportedParameters("'n_after' is not below 'n_before'")
        }
        let offsets = exact.items("at").compactMap { $0.members["t_s"]?.number }
        guard let latest = offsets.max(), offsets.count == exact.items("at").count,
            offsets.allSatisfy({ $0 >= 0 })
        else { throw UnsupportedParameters("an output of 'at' has no 't_s' from 0 on") }
        let load = rate / 3600 * talk
        if patience == nil {
            try exact.requireStable(
                load: load, agents: before, of: "the queue before the change")
        }
        let settling =
            patience.map { 12 * max(talk, $0) }
            ?? settlingWithoutPatience(
                perHour: rate, talk: talk, agents: before,
                queued: max(load - after, 0) * latest)
        let cycle = settling + latest + 1
        let cycles = max(Int(contactsPerReplication / (rate / 3600 * cycle)), 1)
        var breaks: [Double] = []
        var counts: [Double] = []
        var instants: [Double] = []
        for number in 0..<cycles {
            let start = Double(number) * cycle
            breaks += [start, start + settling]
            counts += [before, after]
            // The state just after the change comes first: abandonments count from there.
            instants += ([0] + offsets).map { start + settling + $0 }
        }
        let end = Double(cycles) * cycle
        let configuration = twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: poisson(perHour: rate, until: end),
                    patience: patience.map { .exponential(mean: $0) } ?? .never)
            ],
            groups: [
                AgentGroupConfiguration(
                    name: "agents", staffing: Staffing(breaks: breaks, counts: counts),
                    skills: [Skill(talk: .exponential(mean: talk))])
            ], length: (end, 0))
        return TheoryCase(
            id: exact.id, configuration: configuration,
            measures: dropMeasures(exact, after: after, cycles: cycles, rows: offsets.count + 1),
            questions: StateQuestions(instants: instants))
    }

    /// How long a queue that nobody abandons takes to forget: 12 conversations or 8 relaxation times,
    /// and twice the time that clears what has queued up before.
    ///
    /// - Parameters:
    ///   - rate: Contacts per hour.
    ///   - talk: Mean conversation, in seconds.
    ///   - agents: Agents, more than the offered load.
    ///   - queued: Agent-seconds that could not be served.
    /// - Returns: Seconds.
    private static func settlingWithoutPatience(
        perHour rate: Double, talk: Double, agents: Double, queued: Double
    ) -> Double {
        let relaxation = relaxation(
            perHour: rate, talk: .exponential(mean: talk), agents: agents, isPatient: true)
        let clearing = queued / (agents - rate / 3600 * talk)
        return max(12 * talk, 8 * relaxation) + 2 * clearing
    }

    /// The outputs of a drop, each a mean over the cycles of a replication.
    private static func dropMeasures(
        _ exact: ExactCase, after: Double, cycles: Int, rows: Int
    ) -> [Measure] {
        func mean(
            _ value: @escaping @Sendable (StateSnapshot, StateSnapshot) -> Double
        ) -> @Sendable (ReplicationRecord, Int) -> (Double, Double) {
            { record, index in
                let all = record.state.snapshots
                var sum = 0.0
                for cycle in 0..<cycles {
                    sum += value(all[cycle * rows], all[cycle * rows + 1 + index])
                }
                return (sum, Double(cycles))
            }
        }
        var list = MeasureList(exact)
        list.addStates(
            key: "t_s",
            [
                ("E_busy", .number, 0, mean { Double($1.busy) }),
                ("E_Lq", .number, 0, mean { Double($1.waiting) }),
                (
                    "expected_abandons_since_change", .number, 0,
                    mean { Double($1.abandoned - $0.abandoned) }
                ),
                ("P_busy_gt_n2", .probability, 0, mean { Double($1.busy) > after ? 1 : 0 }),
            ])
        return list.measures
    }
}
