import DialogueEngine
import TwinPrimitives

/// What was heard of an utterance, while the work on it is done outside.
struct HeldReading: Sendable {
    /// Number of the utterance in its call.
    var utterance: UInt16
    /// When it was over.
    var closedAt: SimulationTime
    /// What was heard.
    var reading: EarReading
    /// Whether the work is done, though that on an earlier one may not be.
    var isDone = false
    /// Whether the work failed.
    var isLost = false
}

/// What the world answers to a request, while the work on it is done outside.
struct HeldRequest: Sendable {
    /// Number of the request in its call.
    var number: UInt16
    /// What was asked.
    var matter: WorldRequest.Matter
    /// The engine's name for it.
    var call: CallID
    /// What the world will answer.
    var reply: WorldReply.Content
}
