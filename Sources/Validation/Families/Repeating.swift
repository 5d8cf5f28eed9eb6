import ContactCenter
import Distributions
import Projections
import QueueingTheory
import RandomVariates
import TwinSimulation

extension TheoryCase {
    /// Callers who abandon call again, without limit.
    static func redialling(_ exact: ExactCase) -> TheoryCase? {
        guard let agents = exact.number("n"), let rate = exact.number("lambda_first_calls_per_h"),
            let talk = exact.number("aht_s"), let patience = exact.number("patience_mean_s"),
            let again = exact.number("p_redial_after_abandon"),
            let delay = exact.number("redial_delay_mean_s")
        else { return nil }
        let length = length(perHour: rate, relaxation: 2 * max(talk, delay))
        let configuration = twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: poisson(perHour: rate, until: length.end),
                    patience: .exponential(mean: patience),
                    returns: Returns(
                        afterAbandon: Redial(
                            probability: again, delay: .exponential(mean: delay))))
            ],
            groups: [group("agents", agents, [Skill(talk: .exponential(mean: talk))])],
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

    /// Days whose rate has a gamma factor, each stationary: one replication is one day.
    static func busyDays(_ exact: ExactCase) -> TheoryCase? {
        guard let agents = exact.number("n"), let rate = exact.number("lambda_mean_per_h"),
            let talk = exact.number("aht_s"), let patience = exact.number("patience_mean_s"),
            let cv = exact.number("busyness", "cv")
        else { return nil }
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
