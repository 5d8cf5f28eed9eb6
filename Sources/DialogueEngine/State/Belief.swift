/// How firmly a value is believed.
public enum BeliefStatus: UInt8, Hashable, Sendable, CaseIterable {
    /// Nothing is known.
    case unknown
    /// It was heard.
    case proposed
    /// It was heard well enough to act on.
    case accepted
    /// The caller said that it is right, or let it stand.
    case confirmed
    /// The caller replaced an earlier value by it.
    case corrected
    /// The caller said that it is wrong.
    case rejected

    /// Name in logs.
    public var name: String { String(describing: self) }
    /// Whether steps may build on it.
    public var isUsable: Bool { self == .accepted || self == .confirmed || self == .corrected }
}

/// What is believed of one slot.
public struct Belief: Hashable, Sendable {
    /// The value; nil when nothing is known.
    public var value: SlotValue?
    /// How firmly.
    public var status: BeliefStatus
    /// With what probability.
    public var probability: Score
    /// Turn in which it was said.
    public var turn: UInt16
    /// The beginning of a value that is said in several turns.
    public var partial: SlotValue?
    /// A value that the caller rejected; hearing it again is no news.
    public var rejected: SlotValue?
    /// Times it was asked for in the current flow.
    public var asked: UInt8
    /// Whether it was firm once and then forgotten.
    public var wasForgotten: Bool
    /// Whether a tool or a step of the flow gave it, not the caller.
    public var isFromTool: Bool
    /// Whether the caller left it out in the current flow: it is not asked for again.
    public var isSkipped: Bool

    /// Stores the parts.
    public init(
        value: SlotValue?, status: BeliefStatus, probability: Score, turn: UInt16,
        partial: SlotValue?, rejected: SlotValue?, asked: UInt8, wasForgotten: Bool,
        isFromTool: Bool, isSkipped: Bool
    ) {
        self.value = value
        self.status = status
        self.probability = probability
        self.turn = turn
        self.partial = partial
        self.rejected = rejected
        self.asked = asked
        self.wasForgotten = wasForgotten
        self.isFromTool = isFromTool
        self.isSkipped = isSkipped
    }

    /// Nothing known.
    public static let none = Belief(
        value: nil, status: .unknown, probability: .zero, turn: 0, partial: nil, rejected: nil,
        asked: 0, wasForgotten: false, isFromTool: false, isSkipped: false)

    /// The value when steps may build on it.
    public var usable: SlotValue? { status.isUsable ? value : nil }
}
