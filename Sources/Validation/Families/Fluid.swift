import ContactCenter
import Distributions
import Projections
import QueueingTheory
import RandomVariates
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// Voice agents before human agents with callers who return, simulated large and compared with the
/// fluid limit.
///
/// Counts and rates are simulated at `scale` times the case and divided by it. Near saturation the
/// limit misses by about one over the root of the sessions simulated, so an output may differ by 2 %;
/// what follows from the equations alone is compared with `FluidOrbit`.
extension TheoryCase {
    private static let scale = 100.0
    /// Stationary states need no peak to be exact: a smaller scale serves.
    private static let stationaryScale = 30.0
    private static let fluidError = 0.02

    /// A tier under a peak of first contacts.
    static func fluidTier(_ exact: ExactCase) throws(UnsupportedParameters) -> TheoryCase {
        let model = try fluidModel(exact)
        let steps = try rateSteps(exact)
        let base = steps[0].rate
        let warmUp = 16 * model.returnSeconds
        let end = warmUp + (steps.last?.to ?? 0)
        let rate = PiecewiseConstantRate(
            breaks: [0] + steps.dropFirst().map { warmUp + $0.from },
            rates: steps.map { scale * $0.rate / 3600 }, end: end)
        let configuration = try fluidTwin(
            exact, model, scale: scale, arrivals: .piecewisePoisson(rate, busyness: nil),
            length: (end, warmUp))
        let instants = exact.items("at").compactMap { $0.members["t_s"]?.number }
        guard instants.count == exact.items("at").count,
            instants.allSatisfy({ $0 >= 0 && $0 <= steps.last?.to ?? 0 })
        else { throw UnsupportedParameters("an output of 'at' lies outside the steps") }
        let known = steps
        func state(
            _ value: @escaping @Sendable (StateSnapshot, Double) -> Double
        ) -> @Sendable (ReplicationRecord, Int) -> (Double, Double) {
            { record, index in (value(record.state.snapshots[index], instants[index]), 1) }
        }
        var list = MeasureList(exact)
        list.addStates(
            key: "t_s",
            [
                ("ai_sessions", .number, fluidError, state { s, _ in Double(s.sessions) / scale }),
                (
                    "human_in_system", .number, fluidError,
                    state { s, _ in Double(s.withHumans) / scale }
                ),
                ("orbit", .number, fluidError, state { s, _ in Double(s.orbit) / scale }),
                (
                    "total_contact_rate_per_h", .number, fluidError,
                    state { s, t in
                        // A rate is meant just before a step.
                        let first = known.last { $0.from < t || $0.from == 0 }?.rate ?? 0
                        return first + Double(s.orbit) / scale * 3600 / model.returnSeconds
                    }
                ),
            ])
        list.addFluid(model, base: base, peak: steps.map(\.rate).max() ?? base)
        return TheoryCase(
            id: exact.id, configuration: configuration, measures: list.measures,
            questions: StateQuestions(instants: instants.map { warmUp + $0 }))
    }

    /// A tier that has two stable states: first the calm one, then, after a peak, the congested one.
    static func meltdown(_ exact: ExactCase) throws(UnsupportedParameters) -> TheoryCase {
        let model = try fluidModel(exact)
        let first = try exact.needed("lambda0_per_h")
        let equilibria = model.equilibria(first: first)
        let listed = exact.items("equilibria_at_lambda0")
        guard equilibria.count == listed.count else {
            throw UnsupportedParameters(
                "\(listed.count) equilibria are listed, the equations have \(equilibria.count)")
        }
        let settling = 30 * model.returnSeconds
        let peak = 4 * model.returnSeconds
        let looks = (0..<40).map { Double($0) * model.returnSeconds / 4 }
        let calm = looks.map { settling + $0 }
        let congestedFrom = settling + 10 * model.returnSeconds + peak + settling
        let congested = looks.map { congestedFrom + $0 }
        let end = congestedFrom + 11 * model.returnSeconds
        let start = settling + 10 * model.returnSeconds
        let rate = PiecewiseConstantRate(
            breaks: [0, start, start + peak],
            rates: [first, 2.5 * first, first].map { stationaryScale * $0 / 3600 }, end: end)
        let configuration = try fluidTwin(
            exact, model, scale: stationaryScale,
            arrivals: .piecewisePoisson(rate, busyness: nil), length: (end, 0))
        var list = MeasureList(exact)
        func contacts(
            _ range: Range<Int>, over divisor: Double
        ) -> @Sendable (ReplicationRecord) -> (Double, Double) {
            { record in
                let orbits = record.state.snapshots[range].map {
                    Double($0.orbit) / stationaryScale
                }
                let mean = orbits.reduce(0, +) / Double(orbits.count)
                return ((first + mean * 3600 / model.returnSeconds) / divisor, 1)
            }
        }
        for (index, item) in listed.enumerated() {
            let isStable = model.reproduction(equilibria[index]) < 1
            let range = index == 0 ? 0..<looks.count : looks.count..<2 * looks.count
            let name = "equilibria_at_lambda0[\(index)]"
            if isStable, index == 0 || index == listed.count - 1 {
                list.addFluid(
                    name + ".total_contacts_per_h", item.members["total_contacts_per_h"]?.number,
                    error: fluidError, contacts(range, over: 1))
                list.addFluid(
                    name + ".ai_load", item.members["ai_load"]?.number, error: fluidError,
                    contacts(range, over: model.sessionCapacity))
            } else {
                list.addFluid(
                    name + ".total_contacts_per_h", item.members["total_contacts_per_h"]?.number,
                    error: 1e-8
                ) { _ in (equilibria[index], 1) }
                list.addFluid(
                    name + ".ai_load", item.members["ai_load"]?.number, error: 1e-8
                ) { _ in (equilibria[index] / model.sessionCapacity, 1) }
            }
            list.addFluid(name + ".M", item.members["M"]?.number, error: 1e-6) { _ in
                (model.reproduction(equilibria[index]), 1)
            }
        }
        let folds = model.folds(upTo: 2 * model.sessionCapacity)
        list.formula("fold_up_lambda0_per_h", folds.first?.first)
        list.formula("fold_down_lambda0_per_h", folds.dropFirst().first?.first)
        return TheoryCase(
            id: exact.id, configuration: configuration, measures: list.measures,
            questions: StateQuestions(instants: calm + congested))
    }

    static let fluidParameters = """
        ai_concurrency n_humans ai_session_mean_s human_aht_s patience_mean_s return_delay_mean_s \
        p_escalate_given_not_hung p_defect_of_contained p_hangup_in_ai p_return_after_hangup \
        p_return_after_abandon p_return_after_human lambda0_per_h.from_s lambda0_per_h.to_s \
        lambda0_per_h.rate hangup_under_load.law hangup_under_load.h1 hangup_under_load.kappa \
        hangup_under_load.ustar
        """

    private static func fluidModel(
        _ exact: ExactCase
    ) throws(UnsupportedParameters) -> FluidOrbit {
        guard let patience = try exact.optional("patience_mean_s") else {
            throw UnsupportedParameters(
                "'patience_mean_s' is needed: beyond the agents' capacity the fluid limit has an"
                    + " equilibrium only with abandonment")
        }
        let hangup = try exact.needed("p_hangup_in_ai")
        var law: @Sendable (Double) -> Double = { _ in hangup }
        if let load = try hangupUnderLoad(exact) {
            law = { share in
                hangup + (load.full - hangup)
                    / (1 + PortableMath.exp(-load.steepness * (share - load.midpoint)))
            }
        }
        return FluidOrbit(
            sessions: try exact.needed("ai_concurrency"), agents: try exact.needed("n_humans"),
            sessionSeconds: try exact.needed("ai_session_mean_s"),
            talkSeconds: try exact.needed("human_aht_s"), patienceSeconds: patience,
            returnSeconds: try exact.needed("return_delay_mean_s"),
            escalated: try exact.needed("p_escalate_given_not_hung"),
            defects: try exact.needed("p_defect_of_contained"), hangup: law,
            returns: (
                hangup: try exact.needed("p_return_after_hangup"),
                abandonment: try exact.needed("p_return_after_abandon"),
                service: try exact.needed("p_return_after_human")
            ))
    }

    private static func hangupUnderLoad(
        _ exact: ExactCase
    ) throws(UnsupportedParameters) -> HangupUnderLoad? {
        guard exact.parameters.at(["hangup_under_load"])?.members.isEmpty == false else {
            return nil
        }
        return HangupUnderLoad(
            full: try exact.needed("hangup_under_load", "h1"),
            steepness: try exact.needed("hangup_under_load", "kappa"),
            midpoint: try exact.needed("hangup_under_load", "ustar"))
    }

    /// The rate of first contacts step by step, at least one; the first step begins at 0.
    private static func rateSteps(
        _ exact: ExactCase
    ) throws(UnsupportedParameters) -> [(from: Double, to: Double, rate: Double)] {
        if let rate = exact.number("lambda0_per_h") {
            let end = exact.items("at").compactMap { $0.members["t_s"]?.number }.max() ?? 3600
            return [(0, end + 1, rate)]
        }
        let items = exact.parameters.at(["lambda0_per_h"])?.items ?? []
        let steps = items.compactMap { item -> (from: Double, to: Double, rate: Double)? in
            guard let from = item.members["from_s"]?.number, let to = item.members["to_s"]?.number,
                let rate = item.members["rate"]?.number
            else { return nil }
            return (from, to, rate)
        }
        guard steps.count == items.count, let first = steps.first, first.from == 0 else {
            throw UnsupportedParameters(
                "'lambda0_per_h' is neither a number nor steps of from_s, to_s, rate from 0 on")
        }
        return steps
    }

    private static func fluidTwin(
        _ exact: ExactCase, _ model: FluidOrbit, scale: Double, arrivals: Arrivals,
        length: (end: Double, warmUp: Double)
    ) throws(UnsupportedParameters) -> TwinConfiguration {
        let delay = Law.exponential(mean: model.returnSeconds)
        func again(_ probability: Double) -> Redial {
            Redial(probability: probability, delay: delay)
        }
        // One turn is the session; all that is heard is acted on, so wrong is wrongly contained.
        let pool = VoicePoolConfiguration(
            name: "voice", sessions: Int((scale * model.sessions).rounded()),
            tier: .surrogate(
                SurrogateConfiguration(
                    turnsNeeded: .deterministic(1), defects: model.defects,
                    scoreWhenRight: .deterministic(1), scoreWhenWrong: .deterministic(0),
                    fallback: Fallback(accept: 0), latency: Latency(body: .deterministic(0)),
                    hangupPerTurn: try exact.needed("p_hangup_in_ai"),
                    hangupUnderLoad: try hangupUnderLoad(exact),
                    callerSpeech: .deterministic(0),
                    prompt: .exponential(mean: model.sessionSeconds),
                    asksForPerson: model.escalated)))
        return twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: arrivals,
                    patience: .exponential(mean: model.patienceSeconds),
                    returns: Returns(
                        afterAbandon: again(model.returns.abandonment),
                        afterService: again(model.returns.service),
                        afterUnresolved: again(1), afterHangup: again(model.returns.hangup)),
                    firstServedBy: VoicePoolID(0))
            ],
            groups: [
                group(
                    "agents", (scale * model.agents).rounded(),
                    [Skill(talk: .exponential(mean: model.talkSeconds))])
            ], pools: [pool], length: length)
    }
}

extension MeasureList {
    /// An output by its own name and value, which may miss by a share.
    mutating func addFluid(
        _ name: String, _ value: Double?, error: Double,
        _ ratio: @escaping @Sendable (ReplicationRecord) -> (Double, Double)
    ) {
        guard let value else { return }
        append(name, .number, exact: value, modelError: error * abs(value), ratio)
    }

    /// The equilibria of a case, by the equations.
    mutating func addFluid(_ model: FluidOrbit, base: Double, peak: Double) {
        for (name, first) in [
            ("equilibrium_at_base", base), ("equilibrium_if_peak_lasted", peak),
        ] {
            guard let stated = exact.object(name),
                let contacts = model.equilibria(first: first).first
            else { continue }
            let flows = model.flows(contacts)
            let values: [(String, Double)] = [
                ("total_contacts_per_h", contacts), ("amplification", contacts / first),
                ("marginal_reproduction_number", model.reproduction(contacts)),
                ("human_arrivals_per_h", flows.toHumans),
                ("P_ab_human", flows.abandoned / max(flows.toHumans, .leastNormalMagnitude)),
                ("ai_sessions", min(contacts / model.sessionCapacity, 1) * model.sessions),
                ("human_queue", flows.abandoned * model.patienceSeconds / 3600),
                ("orbit", flows.returning * model.returnSeconds / 3600),
            ]
            for (key, value) in values {
                addFluid("\(name)[\(key)]", stated[key]?.number, error: 1e-6) { _ in (value, 1) }
            }
        }
        if let start = exact.object("start"), let contacts = model.equilibria(first: base).first {
            let flows = model.flows(contacts)
            let values: [(String, Double)] = [
                ("ai_sessions", min(contacts / model.sessionCapacity, 1) * model.sessions),
                (
                    "human_in_system",
                    min(flows.toHumans / model.agentCapacity, 1) * model.agents
                        + flows.abandoned * model.patienceSeconds / 3600
                ),
                ("orbit", flows.returning * model.returnSeconds / 3600),
            ]
            for (key, value) in values {
                addFluid("start[\(key)]", start[key]?.number, error: 1e-6) { _ in (value, 1) }
            }
        }
        // Linear regimes: the hang-up share does not depend on the load here.
        let h = model.hangup(0)
        let failed = h * model.returns.hangup + (1 - h) * (1 - model.escalated) * model.defects
        let reproduction = failed + (1 - h) * model.escalated * model.returns.service
        let toHumans = (1 - h) * model.escalated
        formula(
            "lambda0_at_human_overload_per_h",
            model.agentCapacity * (1 - reproduction) / toHumans)
        formula(
            "lambda0_at_AI_full_if_humans_free_per_h",
            model.sessionCapacity * (1 - reproduction))
        let others = reproduction - (1 - h) * (1 - model.escalated) * model.defects
        formula(
            "defect_rate_at_human_overload_for_base_lambda",
            (1 - base * toHumans / model.agentCapacity - others)
                / ((1 - h) * (1 - model.escalated)))
    }
}
