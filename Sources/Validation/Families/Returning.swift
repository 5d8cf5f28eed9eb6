import ContactCenter
import Distributions
import Projections
import TwinSimulation

extension TheoryCase {
    static let retryParameters = "n lambda_per_h aht_s retry_mean_s rule"

    /// Callers who find all lines taken try again for ever (M/M/n/n with retrials).
    static func retrying(_ exact: ExactCase) throws(UnsupportedParameters) -> TheoryCase {
        let (rate, talk) = (try exact.needed("lambda_per_h"), try exact.needed("aht_s"))
        let delay = try exact.needed("retry_mean_s")
        let agents = try exact.optional("n") ?? 1
        try exact.requireStable(load: rate / 3600 * talk, agents: agents)
        let load = rate / 3600 * talk / agents
        // As a queue of the same load, whose customers also spend their retries.
        let length = length(
            perHour: rate, relaxation: 4 * (talk + delay) / ((1 - load) * (1 - load)))
        let configuration = twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: poisson(perHour: rate, until: length.end),
                    returns: Returns(
                        afterBlocked: Redial(probability: 1, delay: .exponential(mean: delay))))
            ],
            groups: [group("agents", agents, [Skill(talk: .exponential(mean: talk))])],
            trunks: Int(agents), length: length)
        var list = MeasureList(exact)
        list.addTime(agents: agents, occupancy: "P_busy")
        list.add("E_orbit", .number) { ($0.state.orbit, $0.state.observed) }
        list.add("Var_orbit", .number) { ($0.state.orbitSquares, $0.state.observed) }
        list.add("P_idle_and_orbit_empty", .probability) {
            ($0.state.allIdle, $0.state.observed)
        }
        list.add("E_time_in_orbit_s", .seconds) {
            ($0.state.orbit, Double($0.state.firstArrivals))
        }
        return TheoryCase(
            id: exact.id, configuration: configuration, measures: list.measures,
            questions: StateQuestions(orbitMean: exact.output("E_orbit") ?? 0))
    }

    static let repeatParameters = """
        n lambda_first_calls_per_h aht_s p_repeat repeat_delay_mean_s patience patience_mean_s \
        sl_threshold_s rule
        """

    /// Customers who need further contacts after service (a Jackson network with feedback).
    static func repeating(_ exact: ExactCase) throws(UnsupportedParameters) -> TheoryCase {
        let (agents, rate) = (
            try exact.needed("n"), try exact.needed("lambda_first_calls_per_h")
        )
        let (talk, again) = (try exact.needed("aht_s"), try exact.needed("p_repeat"))
        try exact.expect("patience", "infinite")
        guard try exact.optional("patience_mean_s") == nil else {
            throw UnsupportedParameters(
                "with 'patience_mean_s' the network has no product form; known: null")
        }
        guard again < 1 else {
            throw UnsupportedParameters("unstable: 'p_repeat' is \(again), nobody is ever done")
        }
        let delay = try exact.optional("repeat_delay_mean_s") ?? 0
        let law = Law.exponential(mean: talk)
        let effective = rate / (1 - again)
        try exact.requireStable(load: effective / 3600 * talk, agents: agents)
        let length = length(
            perHour: effective,
            relaxation: relaxation(perHour: effective, talk: law, agents: agents, isPatient: true)
                / (1 - again) + delay)
        let configuration = twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: poisson(perHour: rate, until: length.end),
                    returns: Returns(
                        afterService: Redial(
                            probability: again,
                            delay: delay > 0 ? .exponential(mean: delay) : .deterministic(0))))
            ],
            groups: [group("agents", agents, [Skill(talk: law)])], length: length)
        var list = MeasureList(exact)
        list.addPerHour("lambda_eff_per_h") { $0.arrived }
        list.addCounts(
            "contacts_per_customer", .number, { $0.arrived }, { $0.arrived - $0.repeated })
        list.share("P_wait", of: { $0.queued }, among: { _ in true })
        list.meanWait("E_W_per_contact_s", among: { _ in true })
        let threshold = try exact.optional("sl_threshold_s") ?? 20
        list.share("SL", of: { $0.seconds <= threshold }, among: { _ in true })
        list.addTime(agents: agents)
        list.add("E_in_orbit", .number) { ($0.state.orbit, $0.state.observed) }
        list.add("E_total_wait_per_customer_s", .seconds) { record in
            (
                record.waits.reduce(0) { $0 + $1.seconds },
                Double(record.waits.count { $0.isFirst })
            )
        }
        list.formula("critical_p_repeat", 1 - rate / 3600 * talk / agents)
        return TheoryCase(
            id: exact.id, configuration: configuration, measures: list.measures,
            questions: StateQuestions())
    }

    static let callbackParameters = """
        n idle_reserve lambda_per_h aht_s patience_mean_s offer_when_waiting_at_least p_accept rule
        """

    /// Callers who meet a queue may be called back; patience that never ends keeps the others there.
    static func callingBack(_ exact: ExactCase) throws(UnsupportedParameters) -> TheoryCase {
        let (agents, rate) = (try exact.needed("n"), try exact.needed("lambda_per_h"))
        let (talk, patience) = (
            try exact.needed("aht_s"), try exact.optional("patience_mean_s")
        )
        let accept = try exact.needed("p_accept")
        let waiting = try exact.needed("offer_when_waiting_at_least")
        let reserve = try exact.optional("idle_reserve") ?? 0
        try CallbackDrift(
            agents: agents, load: rate / 3600 * talk, impatience: patience.map { talk / $0 } ?? 0,
            accept: accept, from: waiting, reserve: reserve
        ).requireStable()
        // The list has no end but service: it relaxes like a queue without abandonment.
        let law = Law.exponential(mean: talk)
        let length = length(
            perHour: rate,
            relaxation: relaxation(perHour: rate, talk: law, agents: agents, isPatient: true))
        let configuration = twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: poisson(perHour: rate, until: length.end),
                    patience: patience.map { .exponential(mean: $0) } ?? .never,
                    callback: CallbackOffer(
                        whenWaiting: Int(waiting), accept: accept, reserve: Int(reserve)))
            ],
            groups: [group("agents", agents, [Skill(talk: law)])], length: length)
        var list = MeasureList(exact)
        list.add("P_wait", .probability) {
            (Double($0.state.metQueue), Double($0.state.arrivals))
        }
        list.add("P_offered_callback", .probability) {
            (Double($0.state.callbackOffers), Double($0.state.arrivals))
        }
        list.add("callbacks_per_h", .number) {
            (Double($0.state.callbacksAccepted), $0.state.observed / 3600)
        }
        list.addCounts("P_ab_of_all", .probability, { $0.abandoned }, { $0.arrived })
        list.meanWait("E_W_online_s", among: { _ in true })
        list.add("E_time_to_callback_s", .seconds) {
            ($0.state.callbackSeconds, Double($0.state.callbacksMade))
        }
        list.addQueueLength("E_Lq_online")
        list.add("E_callback_backlog", .number) { ($0.state.callbacks, $0.state.observed) }
        list.addTime(agents: agents)
        return TheoryCase(
            id: exact.id, configuration: configuration, measures: list.measures,
            questions: StateQuestions())
    }
}
