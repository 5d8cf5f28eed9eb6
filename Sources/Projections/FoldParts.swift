/// Parts of a center's statistics that cost something per event and that no other part stands for.
///
/// Counts of contacts from arrival to answer or abandonment, their waits, sessions and signed-in
/// time are always kept. A part that is left out costs nothing: its events are passed over, and its
/// members of the tally stay zero or empty.
@frozen
public struct FoldParts: OptionSet, Hashable, Sendable {
    /// One bit per part.
    public let rawValue: UInt8

    /// Names parts by their bits.
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Distribution of waits (quantiles).
    @inlinable public static var waitDistribution: FoldParts { FoldParts(rawValue: 1 << 0) }
    /// Integral of the number of waiting contacts over time.
    @inlinable public static var queueTime: FoldParts { FoldParts(rawValue: 1 << 1) }
    /// What follows the answer of a human agent: conversations and after-contact work.
    ///
    /// Left out, a contact is done with once a human agent has answered it.
    @inlinable public static var service: FoldParts { FoldParts(rawValue: 1 << 2) }
    /// Distribution of handling times; stands on `service`.
    @inlinable public static var handlingDistribution: FoldParts { FoldParts(rawValue: 1 << 3) }
    /// Time of agents in conversation and after-contact work by group; stands on `service`.
    @inlinable public static var agentTime: FoldParts { FoldParts(rawValue: 1 << 4) }
    /// Turns and answers of voice agents.
    @inlinable public static var turns: FoldParts { FoldParts(rawValue: 1 << 5) }
    /// Distribution of response latencies; stands on `turns`.
    @inlinable public static var latencyDistribution: FoldParts { FoldParts(rawValue: 1 << 6) }

    /// Everything.
    @inlinable public static var all: FoldParts { FoldParts(rawValue: 0x7F) }

    /// The parts together with those that they stand on.
    public var closure: FoldParts {
        var whole = self
        if !isDisjoint(with: [.handlingDistribution, .agentTime]) { whole.insert(.service) }
        if contains(.latencyDistribution) { whole.insert(.turns) }
        return whole
    }
}
