import ContactCenter
import Distributions
import Projections
import RandomVariates
import TwinSimulation

extension TheoryCase {
    /// A day whose rate swings, from an empty start (M_t/M/n+M).
    static func sinusoidalDay(_ exact: ExactCase) -> TheoryCase? {
        guard let agents = exact.number("n"), let mean = exact.number("lambda_bar_per_h"),
            let amplitude = exact.number("alpha"), let period = exact.number("period_h"),
            let horizon = exact.number("horizon_h"), let talk = exact.number("aht_s")
        else { return nil }
        guard exact.number("phase_h") ?? 0 == 0 else { return nil }
        let end = horizon * 3600
        let patience = exact.number("patience_mean_s")
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
        else { return nil }
        return TheoryCase(
            id: exact.id, configuration: configuration,
            measures: sinusoidalMeasures(exact, agents: agents, sinusoid, end: end),
            questions: StateQuestions(
                instants: instants.map { $0 * 3600 }, agents: Int(agents)))
    }

    private static func sinusoidalMeasures(
        _ exact: ExactCase, agents: Double, _ sinusoid: RateSinusoid, end: Double
    ) -> [Measure] {
        let threshold = exact.number("threshold_s") ?? 20
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

    /// A stationary queue that loses agents, who finish the call in hand.
    ///
    /// One replication is a row of changes: agents return for `settling` seconds, long enough to forget
    /// (12 conversations and patiences), and some leave again.
    static func staffingDrop(_ exact: ExactCase) -> TheoryCase? {
        guard let before = exact.number("n_before"), let after = exact.number("n_after"),
            let rate = exact.number("lambda_per_h"), let talk = exact.number("aht_s"),
            let patience = exact.number("patience_mean_s"), after < before
        else { return nil }
        let offsets = exact.items("at").compactMap { $0.members["t_s"]?.number }
        guard let latest = offsets.max(), offsets.count == exact.items("at").count,
            offsets.allSatisfy({ $0 >= 0 })
        else { return nil }
        let settling = 12 * max(talk, patience)
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
                    patience: .exponential(mean: patience))
            ],
            groups: [
                AgentGroupConfiguration(
                    name: "agents", staffing: Staffing(breaks: breaks, counts: counts),
                    skills: [Skill(talk: .exponential(mean: talk))])
            ], length: (end, 0))
        let rows = offsets.count + 1
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
        return TheoryCase(
            id: exact.id, configuration: configuration, measures: list.measures,
            questions: StateQuestions(instants: instants))
    }
}
