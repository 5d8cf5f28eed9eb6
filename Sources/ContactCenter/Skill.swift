public import Distributions
public import TwinPrimitives

/// How a group serves a contact type.
public struct Skill: Equatable, Sendable {
    /// Conversation time, in seconds.
    public var talk: Law
    /// After-contact work, in seconds; nil: none.
    public var afterContact: Law?
    /// Level for the contact's choice of agent: 1 is asked first; a contact looks at the next level
    /// only when nobody is idle at the one before.
    public var level: Int
    /// Rank for the agent's choice of contact: 1 is looked at first, by policies that know ranks.
    public var rank: Int
    /// Seconds that a contact must have waited before the group may take it, >= 0.
    public var afterSeconds: Double
    /// The group takes the type only while at least this many of it wait, the one in hand counted.
    public var whenWaiting: Int
    /// The group takes the type only while more of its agents than this are idle.
    public var reserve: Int
    /// Weight of the pair for policies that weigh waits or idle times, > 0; times the weight of the
    /// type, or of the group.
    public var weight: Double
    /// Whether conversations are put on hold; nil: never.
    public var hold: Hold?
    /// Whether contacts are passed on; nil: never.
    public var transfer: Transfer?

    /// Stores a skill.
    public init(
        talk: Law, afterContact: Law? = nil, level: Int = 1, rank: Int = 1,
        afterSeconds: Double = 0, whenWaiting: Int = 0, reserve: Int = 0, weight: Double = 1,
        hold: Hold? = nil,
        transfer: Transfer? = nil
    ) {
        self.talk = talk
        self.afterContact = afterContact
        self.level = level
        self.rank = rank
        self.afterSeconds = afterSeconds
        self.whenWaiting = whenWaiting
        self.reserve = reserve
        self.weight = weight
        self.hold = hold
        self.transfer = transfer
    }
}

/// A pause in a conversation while the agent does something for the caller; part of handling time.
public struct Hold: Equatable, Sendable {
    /// Share of conversations with one hold, in [0, 1].
    public var probability: Double
    /// Its length, in seconds, on top of the conversation time.
    public var duration: Law

    /// Stores a hold; it begins at a uniformly distributed point of the conversation.
    public init(probability: Double, duration: Law) {
        self.probability = probability
        self.duration = duration
    }
}

/// Passing a contact on to another queue, with or without staying until the next agent answers.
public struct Transfer: Equatable, Sendable {
    /// Share of conversations that end in a transfer, in [0, 1].
    public var probability: Double
    /// Contact type in whose queue the contact goes on.
    public var to: ContactTypeID
    /// Share of the drawn conversation time that the first agent serves, in [0, 1].
    public var served: Double
    /// Time that the transfer itself takes the first agent, in seconds; nil: none.
    public var delay: Law?
    /// Share of transfers in which the first agent stays with the caller (consultation), in [0, 1].
    public var stays: Double
    /// Time that both agents talk with the caller, in seconds; adds to the next agent's time.
    public var conference: Law?
    /// Time that the next agent needs for what the first one has not told, in seconds.
    public var briefing: Law?

    /// Stores a transfer.
    public init(
        probability: Double, to: ContactTypeID, served: Double = 1, delay: Law? = nil,
        stays: Double = 0, conference: Law? = nil, briefing: Law? = nil
    ) {
        self.probability = probability
        self.to = to
        self.served = served
        self.delay = delay
        self.stays = stays
        self.conference = conference
        self.briefing = briefing
    }
}
