public import QueueingTheory

/// A rise of first contacts for some time.
public struct Spike: Equatable, Sendable {
    /// First contacts per hour while it lasts.
    public var first: Double
    /// How long, in seconds.
    public var seconds: Double

    /// Stores a spike.
    public init(first: Double, seconds: Double) {
        self.first = first
        self.seconds = seconds
    }
}

/// How long first contacts may rise to a rate before the center no longer returns to calm.
public struct TippingSpike: Equatable, Sendable {
    /// First contacts per hour while it lasts.
    public var first: Double
    /// The shortest time that tips the center, in seconds, to 15 s; nil: none up to four hours
    /// does.
    public var seconds: Double?
}

/// What the fluid model says of a center under a constant load.
public struct MeltdownVerdict: Sendable {
    /// The load judged, with its time and staffing.
    public var load: MeltdownModel.Step
    /// A session at the share in use of the state of rest.
    public var session: FluidCenter.Session
    /// Marginal reproduction numbers without feedback by the load: sessions and humans free, humans
    /// full, sessions full, both full; nil where sessions are unlimited.
    public var regimes: [Double?]
    /// The states of rest at the load, ascending in contacts.
    public var rests: [FluidCenter.Rest]
    /// The loads at which states of rest vanish.
    public var folds: [FluidCenter.Fold]
    /// First contacts per hour up to which the center returns to calm after every spike.
    public var safe: Double
    /// First contacts per hour up to which there is a calm state.
    public var brink: Double
    /// Contacts per hour at the end of the calm side.
    public var calmContacts: Double
    /// First contacts per hour at which all human agents are busy; nil if never while calm.
    public var firstAtFullHumans: Double?
    /// First contacts per hour at which all sessions are in use; nil if never while calm.
    public var firstAtFullSessions: Double?
    /// Least defect rate at which the load is not safe; nil if none on a grid of 2 % up to 100 % is
    /// that bad, 0 if the load is not safe without defects.
    public var criticalDefects: Double?
    /// Least defect rate at which the load has no calm state; as above.
    public var brinkDefects: Double?
    /// Defect rate of the scenario.
    public var defects: Double
    /// How long a rise must last to tip the center, for some rates; empty without a calm state.
    public var tipping: [TippingSpike]
    /// The spike whose end is watched.
    public var spike: Spike
    /// Time from its end until contacts, sessions in use and contacts with people or waiting for
    /// one are within 5 % of calm and stay so, in seconds, to a minute; nil: never.
    public var recoverySeconds: Double?

    /// The calm state; nil if the load is beyond the brink.
    public var calm: FluidCenter.Rest? {
        rests.first { $0.isStable && $0.flows.contacts <= calmContacts * (1 + 1e-9) }
    }

    /// The state that a spike may leave behind for good; nil if there is none.
    public var congested: FluidCenter.Rest? {
        rests.last { $0.isStable && $0.flows.contacts > calmContacts * (1 + 1e-9) }
    }
}

/// When the fluid center would tip over a day.
public struct MeltdownDay: Sendable {
    /// A stretch of the day.
    public struct Row: Sendable {
        /// Load and staffing.
        public var step: MeltdownModel.Step
        /// Contacts per hour at its end, returns included.
        public var contacts: Double
        /// First contacts per hour up to which the center returns to calm under this staffing; nil
        /// without agents.
        public var safe: Double?
        /// The same up to which it has a calm state.
        public var brink: Double?
        /// Whether the center, left under this load, would not return to calm.
        public var isTipped: Bool
    }

    /// The stretches in order, of an hour or less.
    public var rows: [Row]

    /// The beginning of the first stretch in which the center would not return to calm, in seconds.
    public var tipsAt: Double? { rows.first(where: \.isTipped)?.step.start }
    /// The beginning of the first stretch whose load is beyond what is safe, in seconds.
    public var unsafeFrom: Double? {
        rows.first { row in row.safe.map { row.step.first > $0 } ?? false }?.step.start
    }
}

/// A course of loads, by the fluid model and by simulation.
public struct MeltdownComparison: Sendable {
    /// What is tried.
    public var name: String
    /// Loads in order; the last is the one whose end is judged.
    public var phases: [Spike]
    /// Whether the fluid center ends in calm.
    public var fluidIsCalm: Bool
    /// Contacts per hour at the end, by the fluid model.
    public var fluidContacts: Double
    /// Simulations at several scales.
    public var simulated: [MeltdownSample]

    /// Stores a comparison.
    package init(
        name: String, phases: [Spike], fluidIsCalm: Bool, fluidContacts: Double,
        simulated: [MeltdownSample]
    ) {
        self.name = name
        self.phases = phases
        self.fluidIsCalm = fluidIsCalm
        self.fluidContacts = fluidContacts
        self.simulated = simulated
    }
}

/// Simulations of a course of loads at one scale.
public struct MeltdownSample: Sendable {
    /// Factor on arrivals, sessions and agents.
    public var scale: Int
    /// Replications.
    public var replications: Int
    /// Replications that did not end in calm.
    public var tipped: Int
    /// 95 % interval of the share of those (Clopper and Pearson).
    public var tippedShare: ClosedRange<Double>
    /// Mean contacts per hour at the end, over the scale.
    public var contacts: Double
    /// Half the width of its 95 % interval; infinite for one replication.
    public var halfWidth: Double

    /// What a fluid limit may miss at this scale, as a share of contacts.
    public var tolerance: Double

    /// Stores simulations.
    package init(
        scale: Int, replications: Int, tipped: Int, tippedShare: ClosedRange<Double>,
        contacts: Double, halfWidth: Double, tolerance: Double
    ) {
        self.scale = scale
        self.replications = replications
        self.tipped = tipped
        self.tippedShare = tippedShare
        self.contacts = contacts
        self.halfWidth = halfWidth
        self.tolerance = tolerance
    }

    /// Whether the simulation agrees with the fluid model.
    ///
    /// `yes`: the share that tipped is on the same side of one half with 95 % confidence (which
    /// takes six replications at least), and contacts differ by no more than the tolerance beyond
    /// the half-width. `no`: the share is on the other side for certain, or contacts differ by
    /// more.
    ///
    /// - Parameter comparison: What the fluid model says.
    /// - Returns: The answer.
    public func agreement(with comparison: MeltdownComparison) -> MeltdownAgreement {
        let gap = abs(contacts - comparison.fluidContacts)
        guard gap <= tolerance * comparison.fluidContacts + halfWidth else { return .no }
        let (less, more) = (tippedShare.upperBound < 0.5, tippedShare.lowerBound > 0.5)
        guard less || more else { return .open }
        return less == comparison.fluidIsCalm ? .yes : .no
    }
}

/// Whether simulations agree with the fluid model.
public enum MeltdownAgreement: String, Sendable {
    /// They do.
    case yes
    /// They do not.
    case no
    /// So many replications do not tell on which side of one half the share lies that tipped.
    case open
}

/// The answer to `project --meltdown`.
public struct MeltdownResult: Sendable {
    /// Name of the scenario.
    public var scenario: String
    /// Name of the pool.
    public var pool: String
    /// Local civil time of simulated time 0; nil without a calendar.
    public var start: String?
    /// Seed of the callers.
    public var seed: UInt64
    /// What the scenario has and the fluid model has not.
    public var leftOut: [MeltdownOmission]
    /// The busiest stretch under the fluid model.
    public var verdict: MeltdownVerdict
    /// The curve of all states of rest: first contacts and contacts per hour.
    public var curve: [(first: Double, contacts: Double)]
    /// The day; nil when load and staffing are constant.
    public var day: MeltdownDay?
    /// Fluid and simulation side by side.
    public var comparisons: [MeltdownComparison]
}
