public import Scenarios

/// What an estimate by two fidelities is asked for.
public struct MultiFidelityRequest: Sendable {
    /// The scenario at its cheap fidelity.
    public var scenario: Scenario
    /// The same scenario whose pool has the costly fidelity.
    public var costly: Scenario
    /// Number of the pool.
    public var pool: Int
    /// Names of the pool's fidelities, for reports: cheap, costly.
    public var fidelities: (cheap: String, costly: String)
    /// Costly sessions, at least 20.
    public var budget: Int
    /// Replications of the center at the cheap fidelity, at least 2.
    public var cheapReplications: Int
    /// How often each cheap session is heard, from 1 to `mostHearings`; once where its ear draws nothing.
    public var hearings: Int
    /// A second cheap fidelity, whose figures of a call foretell the costly one beside those of the first; nil: none.
    public var beside: Beside?
    /// Least and most replications of the center with the costly sessions.
    public var replications: ClosedRange<Int>
    /// Half-width of the abandonment rate, as a share, that simulation alone should leave.
    public var halfWidth: Double
    /// Decks of the bootstrap, at least 2.
    public var decks: Int
    /// Replications of each of them, at least 2.
    public var deckReplications: Int
    /// Largest share of contacts seeking a person that may abandon; nil: no staffing is searched.
    public var largestAbandonment: Double?
    /// Numbers of the agent groups that are planned.
    public var groups: [Int]
    /// Replications in each round of the staffing search.
    public var staffingReplications: Int
    /// Seed of the callers.
    public var seed: UInt64
    /// Most replications or sessions at one time.
    public var jobs: Int

    /// Least budget: pairs of two strata, and some to choose with.
    public static let leastBudget = 20

    /// Hearings where nothing else is asked for: half of a figure's variance is the ear's own chance, so ten
    /// leave a twentieth of it; twice as many correlate hardly better with sound (docs/fidelity.md).
    public static let usualHearings = 10

    /// A second cheap fidelity, at which each call is held alone.
    public struct Beside: Sendable {
        /// The scenario whose pool has it.
        public var scenario: Scenario
        /// Its name.
        public var fidelity: String
        /// How often each call is heard, from 1 to `mostHearings`.
        public var hearings: Int

        /// Hearings where nothing else is asked for: ten foretell sound little better than four, and cost of a small budget
        /// more than they gain (docs/fidelity.md).
        public static let usualHearings = 4

        /// Stores a fidelity.
        ///
        /// - Parameters:
        ///   - scenario: The scenario whose pool has it.
        ///   - fidelity: Its name.
        ///   - hearings: How often each call is heard, from 1 to `mostHearings`.
        public init(scenario: Scenario, fidelity: String, hearings: Int = Self.usualHearings) {
            self.scenario = scenario
            self.fidelity = fidelity
            self.hearings = min(max(hearings, 1), MultiFidelityRequest.mostHearings)
        }
    }

    /// Most hearings of a session: the field of a random address that numbers them has 16 bits.
    public static let mostHearings = 65_535

    /// Stores a request.
    ///
    /// - Parameters:
    ///   - scenario: The scenario at its cheap fidelity.
    ///   - costly: The same scenario whose pool has the costly fidelity.
    ///   - pool: Number of the pool.
    ///   - fidelities: Names of the pool's fidelities: cheap, costly.
    ///   - budget: Costly sessions, at least 20.
    ///   - cheapReplications: Replications of the center at the cheap fidelity, at least 2.
    ///   - hearings: How often each cheap session is heard, from 1 to `mostHearings`.
    ///   - beside: A second cheap fidelity; nil: none.
    ///   - replications: Least and most replications of the center with the costly sessions.
    ///   - halfWidth: Half-width of the abandonment rate that simulation alone should leave, as a share.
    ///   - decks: Decks of the bootstrap, at least 2.
    ///   - deckReplications: Replications of each of them, at least 2.
    ///   - largestAbandonment: Largest share of contacts seeking a person that may abandon; nil: no
    ///     staffing is searched.
    ///   - groups: Numbers of the agent groups that are planned.
    ///   - staffingReplications: Replications in each round of the staffing search.
    ///   - seed: Seed of the callers.
    ///   - jobs: Most replications or sessions at one time.
    public init(
        scenario: Scenario, costly: Scenario, pool: Int,
        fidelities: (cheap: String, costly: String), budget: Int, cheapReplications: Int = 4,
        hearings: Int = MultiFidelityRequest.usualHearings, beside: Beside? = nil,
        replications: ClosedRange<Int> = 20...1000, halfWidth: Double = 0.005, decks: Int = 40,
        deckReplications: Int = 10, largestAbandonment: Double? = nil, groups: [Int] = [],
        staffingReplications: Int = 40, seed: UInt64, jobs: Int
    ) {
        self.scenario = scenario
        self.costly = costly
        self.pool = pool
        self.fidelities = fidelities
        self.budget = max(budget, Self.leastBudget)
        self.cheapReplications = max(cheapReplications, 2)
        self.hearings = min(max(hearings, 1), Self.mostHearings)
        self.beside = beside
        self.replications = replications
        self.halfWidth = halfWidth
        self.decks = max(decks, 2)
        self.deckReplications = max(deckReplications, 2)
        self.largestAbandonment = largestAbandonment
        self.groups = groups
        self.staffingReplications = staffingReplications
        self.seed = seed
        self.jobs = max(jobs, 1)
    }
}

/// Parts of the work, in their order.
public enum MultiFidelityPhase: Int, Sendable, CaseIterable {
    /// The center at the cheap fidelity.
    case cheap
    /// Sessions at the costly one.
    case costly
    /// The center with the costly sessions.
    case center
    /// The center with the sessions of bootstrap samples.
    case bootstrap
    /// The staffing search.
    case staffing
}
