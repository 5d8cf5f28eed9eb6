import ContactCenter
import ContactCenterEvents
import Distributions
import RandomVariates
public import TwinSimulation
import VoiceAgents

/// An exact case as an ordinary configuration of the simulator, with what is measured on it.
public struct TheoryCase: Sendable {
    /// The case's id.
    public let id: String
    /// What is simulated.
    public var configuration: TwinConfiguration
    /// What is compared.
    public let measures: [Measure]
    /// What is asked of the state, where a measure looks at it.
    var questions: StateQuestions?

    /// Contacts that one replication holds, about.
    static let contactsPerReplication = 200_000.0

    /// States a case.
    ///
    /// - Parameter exact: The case.
    /// - Returns: The configuration and its measures.
    /// - Throws: What the simulator does not know of the case: its family, a parameter or a rule; or
    ///   that it has no steady state to compare.
    public static func make(_ exact: ExactCase) throws(UnsupportedParameters) -> TheoryCase {
        guard let family = families[exact.family] else {
            throw UnsupportedParameters(
                "the family or rule '\(exact.family)' cannot be built; known: "
                    + families.keys.sorted().joined(separator: ", "))
        }
        try exact.allow(family.parameters)
        return try family.build(exact)
    }

    private static let families: [String: CaseFamily] = {
        let queue = CaseFamily(singleQueueParameters, singleQueue)
        let classes = CaseFamily(twoClassesParameters, twoClasses)
        let tier = CaseFamily(voiceTierParameters, voiceTier)
        let dialogues = CaseFamily(dialogueParameters, dialogue)
        return [
            "erlangB": queue, "erlangC": queue, "erlangA": queue, "mmn_plus_G": queue,
            "mmnK_balking": queue, "mg1": queue, "mdn": queue,
            "priority_np_same_mu": classes, "priority_abandon_same_mu": classes,
            "v_design": classes,
            "n_design": CaseFamily(designParameters(groups: 2), nDesign),
            "w_design": CaseFamily(designParameters(groups: 3), wDesign),
            "busyness_gamma_mixture": CaseFamily(busyDaysParameters, busyDays),
            "abandon_redial": CaseFamily(redialParameters, redialling),
            "mm1_retrial": CaseFamily(retryParameters, retrying),
            "feedback_jackson": CaseFamily(repeatParameters, repeating),
            "callback_option": CaseFamily(callbackParameters, callingBack),
            "time_varying_sin": CaseFamily(sinusoidalDayParameters, sinusoidalDay),
            "staffing_drop_exhaustive": CaseFamily(staffingDropParameters, staffingDrop),
            "fluid_ai_human_orbit": CaseFamily(fluidParameters, fluidTier),
            "ai_meltdown_hysteresis": CaseFamily(fluidParameters, meltdown),
            "ai_tier_overflow": tier, "ai_infinite_then_erlangA": tier,
            "hybrid_ai_human_orbit": tier,
            "dialogue_fallback": dialogues, "ai_gate_to_erlangA": dialogues,
            "latency_hangup": dialogues,
        ]
    }()

    /// Length of a replication and of the warm-up before it, in seconds.
    ///
    /// The state of a queue is forgotten within its relaxation time. The warm-up is eight of them,
    /// so that an empty start is forgotten to e^-8; the rest is at least twenty.
    ///
    /// - Parameters:
    ///   - rate: Contacts per hour.
    ///   - relaxation: Relaxation time in seconds.
    /// - Returns: End of the replication, and of its warm-up, in seconds.
    static func length(
        perHour rate: Double, relaxation: Double
    ) -> (end: Double, warmUp: Double) {
        let warmUp = 8 * relaxation
        return (max(contactsPerReplication / rate * 3600, 20 * relaxation) + warmUp, warmUp)
    }

    /// The relaxation time of a queue, about.
    ///
    /// Without abandonment that of M/M/1 in heavy traffic, 4 / (1 - load)^2 services, over the number
    /// of agents (diffusion limit); with it, or where nobody waits, the mean conversation time.
    ///
    /// - Parameters:
    ///   - rate: Contacts per hour.
    ///   - talk: Law of conversation, in seconds.
    ///   - agents: Agents.
    ///   - isPatient: Whether nobody leaves the queue.
    /// - Returns: Seconds.
    static func relaxation(
        perHour rate: Double, talk: Law, agents: Double, isPatient: Bool
    ) -> Double {
        let idle = 1 - rate / 3600 * talk.mean / agents
        guard isPatient, idle > 0 else { return 2 * talk.mean }
        let spread = (1 + talk.variance / (talk.mean * talk.mean)) / 2
        return talk.mean * max(2, 4 * spread / (idle * idle * agents))
    }

    static func twin(
        types: [ContactTypeConfiguration], groups: [AgentGroupConfiguration],
        pools: [VoicePoolConfiguration] = [], trunks: Int? = nil,
        length: (end: Double, warmUp: Double), serviceLevelSeconds: Double = 20
    ) -> TwinConfiguration {
        TwinConfiguration(
            center: CenterConfiguration(
                contactTypes: types, agentGroups: groups, trunks: trunks,
                horizonSeconds: length.end),
            voicePools: pools,
            description: RunDescription(
                name: "exact case", start: nil, warmUpSeconds: length.warmUp,
                horizonSeconds: length.end, contactTypes: types.map(\.name),
                agentGroups: groups.map(\.name), voicePools: pools.map(\.name),
                serviceLevelSeconds: serviceLevelSeconds))
    }

    static func poisson(perHour rate: Double, until end: Double) -> Arrivals {
        .piecewisePoisson(
            PiecewiseConstantRate(breaks: [0], rates: [rate / 3600], end: end), busyness: nil)
    }

    static func group(_ name: String, _ agents: Double, _ skills: [Skill?])
        -> AgentGroupConfiguration
    {
        AgentGroupConfiguration(
            name: name, staffing: Staffing(breaks: [0], counts: [agents]), skills: skills)
    }
}

extension TheoryCase {
    /// Outputs of the case that no measure compares, as `case output`.
    ///
    /// - Parameter exact: The case.
    /// - Returns: Their names, in alphabetical order.
    public func outputsNotMeasured(_ exact: ExactCase) -> [String] {
        // Of a list such as `at`, its elements are measured one by one: `at[60.0].E_busy`.
        let measured = Set(
            measures.map { $0.name.split(separator: "[").first.map(String.init) ?? "" })
        return exact.outputNames.filter { !measured.contains($0) }.map { "\(exact.id) \($0)" }
    }
}
