import ContactCenter
import Distributions
public import QueueingTheory
public import Scenarios
import TwinPrimitives
import VoiceAgents

/// The fluid model of a scenario: its voice agents, its human agents and the callers who come back.
public struct MeltdownModel: Sendable {
    /// Load and staffing of a stretch of the scenario.
    public struct Step: Equatable, Sendable {
        /// Its beginning, in seconds from the start.
        public var start: Double
        /// First contacts per hour for the voice agents, after the menu.
        public var first: Double
        /// Human agents for them.
        public var agents: Double
    }

    /// The scenario.
    public let scenario: Scenario
    /// Number of the voice-agent pool.
    public let pool: Int
    /// Load and staffing over the scenario, in stretches of `stepSeconds`.
    public let steps: [Step]
    /// What the scenario has and the model has not.
    public let leftOut: [MeltdownOmission]

    let dialogue: SurrogateConfiguration
    /// Numbers of the contact types that the pool serves first, and the share of each.
    let types: [(number: Int, weight: Double)]
    /// Numbers of the groups that serve them.
    let groups: [Int]
    /// Share of contacts that end in the menu.
    let menuHangup: Double
    private let turns: TurnExpectation
    private let table: SessionTable
    private let patience: FluidPatience
    private let handlingSeconds: Double
    private let returns: [FluidCenter.Failure: FluidCenter.Return]

    /// Length of a stretch of the day, in seconds.
    public static let stepSeconds = 900.0

    /// Derives the model.
    ///
    /// - Parameter scenario: The scenario.
    /// - Throws: What of it the model cannot follow.
    public init(_ scenario: Scenario) throws(MeltdownError) {
        self.scenario = scenario
        pool = try Self.pool(scenario)
        let (pool, center) = (pool, scenario.center)
        guard case .surrogate(let dialogue) = scenario.voicePools[pool].tier else {
            throw .notSurrogate(pool: scenario.voicePools[pool].name)
        }
        self.dialogue = dialogue
        let served = center.contactTypes.indices.filter {
            center.contactTypes[$0].firstServedBy.map { Int($0.rawValue) } == pool
        }
        let parts = MeltdownParts(center, served: served)
        guard parts.volume > 0 else { throw .noArrivals }
        guard !parts.groups.isEmpty else {
            throw .noAgents(contactTypes: served.map { center.contactTypes[$0].name })
        }
        types = parts.types
        groups = parts.groups
        menuHangup = parts.menuHangup
        steps = parts.steps(of: Self.stepSeconds)
        guard steps.contains(where: { $0.agents > 0 }) else {
            throw .noAgents(contactTypes: served.map { center.contactTypes[$0].name })
        }
        handlingSeconds = parts.handlingSeconds(
            talkFactor: scenario.voicePools[pool].handoff.talkFactor)
        returns = parts.returns
        leftOut = parts.leftOut(scenario.voicePools[pool], hasPlan: !scenario.plan.isEmpty)
        let law = parts.patience
        patience = FluidPatience { law.quantile($0) }
        turns = TurnExpectation(dialogue)
        table = SessionTable(dialogue, turns: turns)
    }

    private static func pool(_ scenario: Scenario) throws(MeltdownError) -> Int {
        let used = scenario.voicePools.indices.filter { pool in
            scenario.center.contactTypes.contains {
                $0.firstServedBy.map { Int($0.rawValue) } == pool
            }
        }
        guard used.count == 1, let pool = used.first else {
            throw .pools(used: used.map { scenario.voicePools[$0].name })
        }
        return pool
    }

    /// The busiest stretch: the load that is judged, and the staffing then.
    public var busiest: Step {
        steps.filter { $0.agents > 0 }.max { ($0.first, -$0.start) < ($1.first, -$1.start) }
            ?? steps[0]
    }

    /// Whether load and staffing are the same all the time.
    public var isConstant: Bool {
        steps.allSatisfy {
            abs($0.first - steps[0].first) <= 1e-9 * steps[0].first
                && $0.agents == steps[0].agents
        }
    }

    /// Share of turns wrongly understood, in [0, 1].
    public var defects: Double { dialogue.defects }

    /// The fluid center under a staffing.
    ///
    /// - Parameters:
    ///   - agents: Human agents.
    ///   - defects: Share of turns wrongly understood; the scenario's when left out.
    /// - Returns: The center.
    public func center(agents: Double, defects: Double? = nil) -> FluidCenter {
        var table = table
        if let defects {
            var changed = dialogue
            changed.defects = defects
            table = SessionTable(changed, turns: turns)
        }
        let sessions = scenario.voicePools[pool].sessions.map(Double.init) ?? .infinity
        return FluidCenter(
            sessions: sessions, agents: agents, handlingSeconds: handlingSeconds,
            losesWhenFull: scenario.voicePools[pool].whenFull == .lost, patience: patience,
            returns: returns
        ) { [table] in table.session(share: $0) }
    }
}
