import ContactCenter
import Distributions
import Projections
import QueueingTheory
import RandomVariates
import TwinSimulation

extension TheoryCase {
    static let redialParameters = """
        n lambda_first_calls_per_h aht_s patience_mean_s p_redial_after_abandon redial_delay_mean_s \
        rule
        """

    /// Callers who abandon call again, without limit; with patience that never ends nobody does.
    static func redialling(_ exact: ExactCase) throws(UnsupportedParameters) -> TheoryCase {
        let (agents, rate) = (
            try exact.needed("n"), try exact.needed("lambda_first_calls_per_h")
        )
        let (talk, patience) = (
            try exact.needed("aht_s"), try exact.optional("patience_mean_s")
        )
        let again = try exact.needed("p_redial_after_abandon")
        let delay = try exact.needed("redial_delay_mean_s")
        let law = Law.exponential(mean: talk)
        // Who calls again for certain is lost to nobody either.
        if patience == nil || again >= 1 {
            try exact.requireStable(load: rate / 3600 * talk, agents: agents)
        }
        let length = length(
            perHour: rate,
            relaxation: max(
                2 * delay,
                relaxation(perHour: rate, talk: law, agents: agents, isPatient: patience == nil)))
        let configuration = twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: poisson(perHour: rate, until: length.end),
                    patience: patience.map { .exponential(mean: $0) } ?? .never,
                    returns: Returns(
                        afterAbandon: Redial(
                            probability: again, delay: .exponential(mean: delay))))
            ],
            groups: [group("agents", agents, [Skill(talk: law)])],
            length: length)
        var list = MeasureList(exact)
        list.addPerHour("total_attempts_per_h") { $0.arrived }
        list.addPerHour("redials_per_h") { $0.repeated }
        list.addCounts("P_ab_per_attempt", .probability, { $0.abandoned }, { $0.arrived })
        list.addCounts(
            "P_customer_lost", .probability, { $0.abandoned - $0.redialsAfterAbandonment },
            { $0.arrived - $0.repeated })
        list.share("P_wait_first_call", of: { $0.queued }, among: { $0.isFirst })
        list.share("P_wait_any_attempt", of: { $0.queued }, among: { _ in true })
        list.meanWait("E_W_per_attempt_s", among: { _ in true })
        list.addTime(agents: agents)
        list.addOrbit()
        list.add("Var_orbit", .number) { ($0.state.orbitSquares, $0.state.observed) }
        return TheoryCase(
            id: exact.id, configuration: configuration, measures: list.measures,
            questions: StateQuestions(orbitMean: exact.output("E_orbit") ?? 0))
    }

    static let busyDaysParameters = """
        n lambda_mean_per_h aht_s patience_mean_s busyness.law busyness.shape busyness.cv
        """

    /// Days whose rate has a gamma factor, each stationary: one replication is one day.
    static func busyDays(_ exact: ExactCase) throws(UnsupportedParameters) -> TheoryCase {
        let (agents, rate) = (try exact.needed("n"), try exact.needed("lambda_mean_per_h"))
        let (talk, patience) = (try exact.needed("aht_s"), try exact.needed("patience_mean_s"))
        let cv = try exact.needed("busyness", "cv")
        if let law = exact.text("busyness", "law"), !law.hasPrefix("gamma, mean 1") {
            throw UnsupportedParameters(
                "the busyness.law '\(law)' is not known; known: gamma, mean 1, one draw per day")
        }
        if let shape = try exact.optional("busyness", "shape"), abs(shape * cv * cv - 1) > 1e-6 {
            throw UnsupportedParameters("'busyness.shape' is not 1 / 'busyness.cv'^2")
        }
        // Days are short, since what differs is the days; the warm-up is 16 conversations.
        let warmUp = 16 * talk
        let end = warmUp + max(20_000 / rate * 3600, 4 * 3600)
        var configuration = twin(
            types: [
                ContactTypeConfiguration(
                    name: "call",
                    arrivals: .piecewisePoisson(
                        PiecewiseConstantRate(breaks: [0], rates: [rate / 3600], end: end),
                        busyness: Busyness(dayCV: cv)),
                    patience: .exponential(mean: patience))
            ],
            groups: [group("agents", agents, [Skill(talk: .exponential(mean: talk))])],
            length: (end, warmUp))
        configuration.center.daySeconds = end
        var list = MeasureList(exact)
        list.share("P_ab_call_weighted", of: { !$0.served }, among: { _ in true })
        list.share("P_wait_call_weighted", of: { $0.queued }, among: { _ in true })
        list.whole("P_ab_mean_over_days", .probability) { record in
            let all = record.tally.allContacts
            return Double(all.abandoned) / Double(max(all.waitsEnded, 1))
        }
        addHourlyCounts(&list, perHour: rate)
        let steady = try? ImpatientQueue(
            traffic: Traffic(arrivalsPerHour: rate, meanHandlingSeconds: talk),
            agents: Int(agents), patience: .exponential(mean: patience)
        ).performance()
        list.formula("P_ab_without_busyness", steady?.abandonment)
        list.formula("P_wait_without_busyness", steady?.delayProbability)
        return TheoryCase(
            id: exact.id, configuration: configuration, measures: list.measures,
            questions: StateQuestions())
    }

    /// How the counts of single hours vary from day to day, about their known mean.
    private static func addHourlyCounts(_ list: inout MeasureList, perHour rate: Double) {
        @Sendable func squares(_ record: ReplicationRecord) -> Double {
            record.state.hourlyCounts.reduce(0) { $0 + (Double($1) - rate) * (Double($1) - rate) }
        }
        list.add("var_to_mean_of_hourly_count", .number) { record in
            (squares(record), rate * Double(record.state.hourlyCounts.count))
        }
        list.add("corr_between_two_hourly_counts", .number) { record in
            let counts = record.state.hourlyCounts
            var products = 0.0
            for (first, second) in zip(counts, counts.dropFirst()) {
                products += (Double(first) - rate) * (Double(second) - rate)
            }
            let pairs = Double(max(counts.count - 1, 1))
            return (products / pairs, squares(record) / Double(max(counts.count, 1)))
        }
    }
}
