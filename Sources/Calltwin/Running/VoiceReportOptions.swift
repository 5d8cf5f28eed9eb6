import ArgumentParser
import ContactCenterEvents
import Conversations
import DialogueEngine
import Experiments
import Planning
import Projections
import Reporting
import Scenarios
import Statistics
import TwinPrimitives
import VoiceAgents

/// What is told of the contacts of voice agents.
struct VoiceReportOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Name so many contacts for each kind of friction, of the first replication.",
            valueName: "number"))
    var showContacts: Int?

    @Option(
        help: ArgumentHelp(
            "Time within which a caller who calls again has come back; 24h when left out.",
            valueName: "time"))
    var returnWithin: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Say what so many failed sessions of the first replication failed by first.",
            discussion: """

                Each session of a pool that runs its dialogue is held again by itself: with every word \
                heard, then with every meaning understood too, then without latency, then with tools \
                that work. The first that cures it names the cause.
                """, valueName: "number"))
    var attribute: Int?

    /// Contacts that JSON and pages name for each kind of friction.
    private static let usuallyNamed = 10
    /// Most contacts that are named.
    private static let mostNamed = 100_000

    /// Whether any of the options is given.
    var isGiven: Bool { showContacts != nil || returnWithin != nil || attribute != nil }

    func validate() throws {
        if let attribute, !(1...Self.mostNamed).contains(attribute) {
            throw ValidationError("--attribute \(attribute): known: 1 to \(Self.mostNamed)")
        }
        if let showContacts, !(1...Self.mostNamed).contains(showContacts) {
            throw ValidationError(
                "--show-contacts \(showContacts): known: 1 to \(Self.mostNamed)")
        }
    }

    /// What a fold of journeys is told; nil for a center without voice agents.
    func request(
        _ scenario: Scenario, _ fold: CenterFoldConfiguration, _ selection: KPISelection
    ) throws(CommandFailure) -> JourneyFold.Request? {
        guard !scenario.voicePools.isEmpty else {
            if isGiven {
                throw .usage(
                    "--show-contacts, --return-within and --attribute have no effect: the scenario has"
                        + " no voice agents")
            }
            guard selection.namesJourneys else { return nil }
            var request = JourneyFold.Request(fold)
            request.followsNeeds = selection.namesNeeds
            return request
        }
        guard selection.hasJourneys || isGiven || selection.contains("turnDefectRate") else {
            return nil
        }
        return try followed(fold, selection)
    }

    private func followed(
        _ fold: CenterFoldConfiguration, _ selection: KPISelection
    ) throws(CommandFailure) -> JourneyFold.Request {
        var request = JourneyFold.Request(
            fold, returnWithin: try returnTime(),
            namedContacts: showContacts ?? Self.usuallyNamed)
        request.followsNeeds = selection.namesNeeds
        return request
    }

    /// What a fold of journeys is told of a log; nil for one without voice agents.
    func request(
        _ log: RunDescription, _ fold: CenterFoldConfiguration, _ selection: KPISelection
    ) throws(CommandFailure) -> JourneyFold.Request? {
        if log.voicePools.isEmpty, isGiven {
            throw .usage("the log has no voice agents to tell contacts of")
        }
        guard !log.voicePools.isEmpty || selection.namesJourneys else { return nil }
        return try followed(fold, selection)
    }

    /// The tables of voice agents of a log.
    func report(_ log: RunDescription, _ journeys: JourneyResult?) -> VoiceReport {
        VoiceReport(
            journeys: journeys, pools: log.voicePools,
            patterns: RepairPattern.allCases.map(\.name), namesContacts: showContacts != nil)
    }

    private func returnTime() throws(CommandFailure) -> SimulationDuration {
        guard let returnWithin else { return JourneyFold.Request.day }
        let seconds = try Quantity.seconds(returnWithin)
        guard seconds > 0 else {
            throw .usage("--return-within '\(returnWithin)': a time above 0 is needed, such as 24h")
        }
        return SimulationDuration(seconds: seconds)
    }

    /// The tables of voice agents.
    func report(_ scenario: Scenario, _ journeys: JourneyResult?) -> VoiceReport {
        VoiceReport(
            setRates: journeys == nil ? [] : scenario.voicePools.compactMap(Self.setRate),
            populations: Self.populations(scenario),
            journeys: journeys,
            pools: scenario.voicePools.map(\.name),
            patterns: RepairPattern.allCases.map(\.name),
            namesContacts: showContacts != nil)
    }

    /// What failed sessions of the first replication failed by first; nil unless asked for.
    func attribution(
        _ scenario: Scenario, _ runner: ReplicationRunner, workers: Int
    ) throws(CommandFailure) -> AttributionTable? {
        guard let attribute else { return nil }
        let streams = RandomStreams(seed: runner.seed, replication: 0)
        let tiers = scenario.voicePools.map { pool -> ConversationTier? in
            guard case .conversation(let tier) = pool.tier else { return nil }
            return tier.drawing(from: streams)
        }
        guard tiers.contains(where: { $0 != nil }) else {
            throw .usage(
                "--attribute has no effect: no pool runs its dialogue (fidelity surrogate)")
        }
        let listener = SinkReceiver(
            FailedSessions(window: runner.fold.warmUp..<runner.fold.horizon))
        _ = runner.tally(0, alsoTo: [listener])
        return AttributionTable(
            listener.sink, sample: attribute, tiers: tiers, workers: workers)
    }

    /// Pools whose callers are drawn from few.
    static func populations(_ scenario: Scenario) -> [VoiceReport.Population] {
        scenario.voicePools.compactMap(population)
    }

    /// The few callers that a pool's are drawn from.
    private static func population(_ pool: VoicePoolConfiguration) -> VoiceReport.Population? {
        guard case .conversation(let tier) = pool.tier, let population = tier.population else {
            return nil
        }
        return VoiceReport.Population(
            pool: pool.name, callers: Int(population.callers),
            halfWidth95: { population.halfWidth95(of: $0) })
    }

    /// The defect rate that is set for a pool.
    private static func setRate(_ pool: VoicePoolConfiguration) -> VoiceReport.SetRate? {
        switch pool.tier {
        case .surrogate(let surrogate):
            return VoiceReport.SetRate(
                pool: pool.name, rate: surrogate.defects, means: "draws, turn by turn")
        case .conversation(let tier):
            guard let set = tier.defects else { return nil }
            let share = NumberText.percent(set.found.mix.worseShare, 1)
            return VoiceReport.SetRate(
                pool: pool.name, rate: set.rate,
                means: "\(share) of callers over \(set.worseLine), the rest over"
                    + " \(set.betterLine)",
                halfWidth95: set.found.halfWidth95)
        case .deck: return nil
        }
    }
}
