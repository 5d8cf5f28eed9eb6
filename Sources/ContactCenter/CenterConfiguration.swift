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
    /// Most contacts in all queues together; nil: unlimited.
    public var queueCapacity: Int?
    /// What happens at closing time to those who wait.
    public var closing: Closing
    /// Who gets whom.
    public var routing: RoutingConfiguration
    /// End of arrivals, in seconds from the start.
    public var horizonSeconds: Double
    /// Factor on the rate of all random arrivals, > 0.
    public var load: Double
    /// Length of a day in seconds; day factors change at its multiples.
    ///
    /// 86 400 with a calendar.
    public var daySeconds: Double

    /// Stores a configuration.
    public init(
        contactTypes: [ContactTypeConfiguration], agentGroups: [AgentGroupConfiguration],
        trunks: Int? = nil, queueCapacity: Int? = nil, closing: Closing = .serveOut,
        routing: RoutingConfiguration = RoutingConfiguration(), horizonSeconds: Double,
        daySeconds: Double = 86_400, load: Double = 1
    ) {
        self.load = load
        self.contactTypes = contactTypes
        self.agentGroups = agentGroups
        self.trunks = trunks
        self.queueCapacity = queueCapacity
        self.closing = closing
        self.routing = routing
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
    /// By what customers write or speak.
    public var channel: Channel
    /// The menu before service; nil: none.
    public var menu: Menu?
    /// Time a caller would wait in the queue, in seconds.
    public var patience: Law
    /// Share of callers who hang up at once when they meet a queue, in [0, 1).
    public var balk: Double
    /// How the length of the queue makes callers hang up when they meet it; 0: not at all.
    ///
    /// A caller who would be behind q others joins with probability exp(-`balkPerWaiting` (q + 1)).
    public var balkPerWaiting: Double
    /// What callers who must wait are told; nil: nothing.
    public var announcement: Announcement?
    /// Most contacts of the type in the queue; nil: unlimited.
    public var queueCapacity: Int?
    /// The offer to be called back; nil: none.
    public var callback: CallbackOffer?
    /// Whether and when callers come back.
    public var returns: Returns
    /// Priority; the highest number is served first.
    public var priority: Int8
    /// Priorities after some time in the queue: waits ascending.
    public var prioritySteps: [PriorityStep]
    /// Weight of its waiting time for policies that weigh, > 0.
    public var weight: Double
    /// Share of the total queue that the type should have for the policy `queueRatio`, >= 0.
    public var queueShare: Double
    /// Region it belongs to for the policy `localSpecialist`; nil: everywhere.
    public var region: String?
    /// How the center calls customers itself; nil: it does not.
    public var outbound: Outbound?
    /// Contacts of the type that are there when the run begins.
    public var initialContacts: Int
    /// Contacts of the type that one agent serves at once (chats), from 1.
    public var atOnce: Int
    /// By how much a conversation is longer for each other contact that the agent has in hand when it
    /// begins, as a share of its time, >= 0.
    public var slowdown: Double
    /// Seconds that a contact counts as having waited already when it joins the queue, >= 0.
    public var headStartSeconds: Double
    /// Voice-agent pool that serves it first; nil: straight to the queue.
    public var firstServedBy: VoicePoolID?

    /// Stores a contact type.
    public init(
        name: String, arrivals: Arrivals, channel: Channel = .call, menu: Menu? = nil,
        patience: Law = .never,
        balk: Double = 0, balkPerWaiting: Double = 0, announcement: Announcement? = nil,
        queueCapacity: Int? = nil, callback: CallbackOffer? = nil, returns: Returns = Returns(),
        priority: Int8 = 0, prioritySteps: [PriorityStep] = [], weight: Double = 1,
        queueShare: Double = 0, region: String? = nil, outbound: Outbound? = nil,
        initialContacts: Int = 0, atOnce: Int = 1,
        slowdown: Double = 0,
        headStartSeconds: Double = 0,
        firstServedBy: VoicePoolID? = nil
    ) {
        self.name = name
        self.arrivals = arrivals
        self.channel = channel
        self.menu = menu
        self.patience = patience
        self.balk = balk
        self.balkPerWaiting = balkPerWaiting
        self.announcement = announcement
        self.queueCapacity = queueCapacity
        self.callback = callback
        self.returns = returns
        self.priority = priority
        self.prioritySteps = prioritySteps
        self.weight = weight
        self.queueShare = queueShare
        self.region = region
        self.outbound = outbound
        self.initialContacts = initialContacts
        self.atOnce = atOnce
        self.slowdown = slowdown
        self.headStartSeconds = headStartSeconds
        self.firstServedBy = firstServedBy
    }
}

/// By what a contact reaches the center.
public enum Channel: String, CaseIterable, Sendable {
    /// A telephone call, which takes a line (trunk).
    case call
    /// A chat; it takes no line.
    case chat
    /// A message that waits; it takes no line, and nobody hangs up.
    case email
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

/// One group of like human agents.
public struct AgentGroupConfiguration: Equatable, Sendable {
    /// Name in the scenario.
    public var name: String
    /// Agents planned over time; of a group with shifts, how many these plan.
    public var staffing: Staffing
    /// Shifts, each of agents of its own; nil: agents come and go with `staffing`.
    public var shifts: [Shift]?
    /// Share of the planned agents who are present.
    public var presence: Presence?
    /// What the group can serve, by contact type number; nil where it cannot.
    public var skills: [Skill?]
    /// Cost of one agent per present hour, in the scenario's money.
    public var costPerHour: Double
    /// Law of the personal factor on an agent's conversation times and after-contact work; nil: 1.
    public var pace: Law?
    /// Weight of its agents' idle time for policies that weigh, > 0.
    public var weight: Double
    /// Share of all idle agents that the group should have for the policy `queueRatio`, >= 0.
    public var idleShare: Double
    /// Region it works in for the policy `localSpecialist`; nil: everywhere.
    public var region: String?

    /// Stores a group; `skills` has one entry per contact type.
    public init(
        name: String, staffing: Staffing, shifts: [Shift]? = nil, presence: Presence? = nil,
        skills: [Skill?],
        costPerHour: Double = 0, pace: Law? = nil, weight: Double = 1, idleShare: Double = 0,
        region: String? = nil
    ) {
        self.name = name
        self.staffing = staffing
        self.shifts = shifts
        self.presence = presence
        self.skills = skills
        self.costPerHour = costPerHour
        self.pace = pace
        self.weight = weight
        self.idleShare = idleShare
        self.region = region
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
