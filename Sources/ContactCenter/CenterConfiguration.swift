public import Distributions
public import TwinPrimitives

/// A contact center as plain values: what a scenario says, with every name resolved to a number.
public struct CenterConfiguration: Equatable, Sendable {
    /// Contact types by number.
    public var contactTypes: [ContactTypeConfiguration]
    /// Agent groups by number.
    public var agentGroups: [AgentGroupConfiguration]
    /// Lines into the center (menu, voice sessions, queue and service); nil: unlimited.
    public var trunks: Int?
    /// End of arrivals, in seconds from the start.
    public var horizonSeconds: Double
    /// Length of a day in seconds; day factors change at its multiples.
    ///
    /// 86 400 with a calendar.
    public var daySeconds: Double

    /// Stores a configuration.
    public init(
        contactTypes: [ContactTypeConfiguration], agentGroups: [AgentGroupConfiguration],
        trunks: Int? = nil, horizonSeconds: Double, daySeconds: Double = 86_400
    ) {
        self.contactTypes = contactTypes
        self.agentGroups = agentGroups
        self.trunks = trunks
        self.horizonSeconds = horizonSeconds
        self.daySeconds = daySeconds
    }
}

/// One type of contact.
public struct ContactTypeConfiguration: Equatable, Sendable {
    /// Name in the scenario.
    public var name: String
    /// How first contacts arrive.
    public var arrivals: Arrivals
    /// The menu before service; nil: none.
    public var menu: Menu?
    /// Time a caller would wait in the queue, in seconds.
    public var patience: Law
    /// Share of callers who hang up at once when they meet a queue, in [0, 1).
    public var balk: Double
    /// Behaviour after abandonment.
    public var redialAfterAbandon: Redial?
    /// Behaviour after a voice agent did not resolve the contact.
    public var redialAfterUnresolved: Redial?
    /// Priority; the highest number is served first.
    public var priority: Int8
    /// Seconds that a contact counts as having waited already when it joins the queue, >= 0.
    public var headStartSeconds: Double
    /// Voice-agent pool that serves it first; nil: straight to the queue.
    public var firstServedBy: VoicePoolID?

    /// Stores a contact type.
    public init(
        name: String, arrivals: Arrivals, menu: Menu? = nil, patience: Law = .never,
        balk: Double = 0, redialAfterAbandon: Redial? = nil, redialAfterUnresolved: Redial? = nil,
        priority: Int8 = 0, headStartSeconds: Double = 0, firstServedBy: VoicePoolID? = nil
    ) {
        self.name = name
        self.arrivals = arrivals
        self.menu = menu
        self.patience = patience
        self.balk = balk
        self.redialAfterAbandon = redialAfterAbandon
        self.redialAfterUnresolved = redialAfterUnresolved
        self.priority = priority
        self.headStartSeconds = headStartSeconds
        self.firstServedBy = firstServedBy
    }
}

/// The menu (interactive voice response) before service.
public struct Menu: Equatable, Sendable {
    /// Time spent in the menu, in seconds.
    public var duration: Law
    /// Share of contacts that end inside the menu, in [0, 1].
    public var hangup: Double

    /// Stores a menu.
    public init(duration: Law, hangup: Double) {
        self.duration = duration
        self.hangup = hangup
    }
}

/// Whether and when a caller tries again.
public struct Redial: Equatable, Sendable {
    /// Probability of another attempt, in [0, 1], drawn anew each time.
    public var probability: Double
    /// Time until the next attempt, in seconds.
    public var delay: Law
    /// Largest number of further attempts of one caller; nil: unlimited.
    public var limit: Int?

    /// Stores a redial behaviour.
    public init(probability: Double, delay: Law, limit: Int? = nil) {
        self.probability = probability
        self.delay = delay
        self.limit = limit
    }
}

/// One group of like human agents.
public struct AgentGroupConfiguration: Equatable, Sendable {
    /// Name in the scenario.
    public var name: String
    /// Agents planned over time.
    public var staffing: Staffing
    /// Share of the planned agents who are present.
    public var presence: Presence?
    /// What the group can serve, by contact type number; nil where it cannot.
    public var skills: [Skill?]
    /// Cost of one agent per present hour, in the scenario's money.
    public var costPerHour: Double

    /// Stores a group; `skills` has one entry per contact type.
    public init(
        name: String, staffing: Staffing, presence: Presence? = nil, skills: [Skill?],
        costPerHour: Double = 0
    ) {
        self.name = name
        self.staffing = staffing
        self.presence = presence
        self.skills = skills
        self.costPerHour = costPerHour
    }
}

/// Planned agents: constant between breaks; the last count holds until the run ends.
public struct Staffing: Equatable, Sendable {
    /// Left ends in seconds from the start, ascending from 0.
    public var breaks: [Double]
    /// Planned agents from each break on; a fraction is realised in time, as the part of the step
    /// for which one more agent is there.
    public var counts: [Double]

    /// Stores a plan; `breaks` and `counts` have one length.
    public init(breaks: [Double], counts: [Double]) {
        self.breaks = breaks
        self.counts = counts
    }
}

/// The share of planned agents who are present on a day: a mean times a day factor.
public struct Presence: Equatable, Sendable {
    /// Mean share; may exceed 1 when a plan inferred from activity misses idle agents.
    public var mean: Double
    /// Coefficient of variation between days (normal, cut at 0), >= 0.
    public var dayCV: Double

    /// Stores a presence.
    public init(mean: Double, dayCV: Double = 0) {
        self.mean = mean
        self.dayCV = dayCV
    }
}

/// How a group serves a contact type.
public struct Skill: Equatable, Sendable {
    /// Conversation time, in seconds.
    public var talk: Law
    /// After-contact work, in seconds; nil: none.
    public var afterContact: Law?
    /// Skill level: 1 is asked first; a contact looks at the next level only when nobody is idle
    /// at the one before.
    public var level: Int

    /// Stores a skill.
    public init(talk: Law, afterContact: Law? = nil, level: Int = 1) {
        self.talk = talk
        self.afterContact = afterContact
        self.level = level
    }
}
