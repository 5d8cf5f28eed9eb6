public import TwinPrimitives

/// A voice agent interpreted one utterance of the caller.
@frozen
public struct UtteranceUnderstood: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// Number of the caller's turn in the session, from 0.
    public var turn: UInt16
    /// Whether the interpretation is what the caller meant.
    public var right: Bool
    /// Whether the score met the acceptance threshold; a wrong one accepted is a wrong action.
    public var accepted: Bool
    /// Confidence in 1/1024, from 0 to 1024.
    public var score: UInt16

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, turn: UInt16, right: Bool, accepted: Bool, score: UInt16) {
        self.contact = contact
        self.turn = turn
        self.right = right
        self.accepted = accepted
        self.score = score
    }
}
