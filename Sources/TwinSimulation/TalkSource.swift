import ContactCenter
import Distributions
import RandomVariates
import TwinPrimitives

/// The conversation times of one contact type's first attempts, drawn in blocks.
///
/// A conversation time depends on the caller alone when every group talks by the same law. Drawn for
/// many callers in a row, the generator and the logarithm of one do not wait for those of another.
/// The streams are counter-based, so the values are the same as when drawn one by one.
struct TalkSource: ~Copyable {
    /// Callers drawn at once.
    private static var block: UInt32 { 64 }
    /// Callers remembered, a power of two; one who waits longer is drawn anew.
    private static var window: UInt32 { 1024 }

    /// Nil when the type's conversations are drawn one by one.
    private let law: LawSampler?
    private let isUsed: Bool
    private let type: ContactTypeID
    private let seconds: UnsafeMutablePointer<Double>
    /// One past the last caller drawn.
    private var end: UInt32

    /// Looks whether a type's conversations can be drawn in blocks.
    ///
    /// Not behind a voice agent, who keeps most callers from a human agent.
    init(_ type: Int, _ center: CenterConfiguration) {
        let laws = center.agentGroups.compactMap { $0.skills[type]?.talk }
        let isCommon = laws.allSatisfy { $0 == laws.first }
        let direct = center.contactTypes[type].firstServedBy == nil
        law = isCommon && direct ? laws.first.map { LawSampler($0) } : nil
        isUsed = law != nil
        self.type = ContactTypeID(UInt16(type))
        seconds = .allocate(capacity: Int(Self.window))
        end = 0
    }

    deinit { seconds.deallocate() }

    /// The conversation time of a caller's first attempt, in seconds; nil when it is not at hand.
    @inline(__always)
    mutating func talk(_ ordinal: UInt32, _ streams: RandomStreams) -> Double? {
        guard isUsed else { return nil }
        if ordinal >= end { drawBlock(from: ordinal, streams) }
        guard end &- ordinal <= Self.window else { return nil }
        return seconds[Int(ordinal & (Self.window &- 1))]
    }

    /// Draws whole blocks up to the one that holds a caller.
    @inline(never)
    private mutating func drawBlock(from ordinal: UInt32, _ streams: RandomStreams) {
        guard let law else { return }
        let last = (ordinal | (Self.block &- 1)) &+ 1
        // The window has no gap: after a jump all of it is drawn.
        let first = last &- end > Self.window ? last &- Self.window : end
        let sampler = law.unowned
        for place in first..<last {
            let key = CallerKey(contactType: type, ordinal: place)
            let uniform = streams.uniform(.service, key)
            seconds[Int(place & (Self.window &- 1))] = sampler.draw(uniform: uniform)
        }
        end = last
    }
}
