/// Voice agents without a limit on sessions in front of human agents with exponential patience.
///
/// Departures from an unlimited station are Poisson whatever the length of a session, and so is the
/// share of them that goes on to a human: the human stage is exactly M/M/n+G.
/// Source: Mirasol 1963 (output of M/G/infinity); `DialogueChain`; `ImpatientQueue`.
public struct VoiceGate: Sendable {
    /// The dialogue of one caller.
    public let dialogue: DialogueChain
    /// Contacts per hour that reach the human stage.
    public let humanArrivalsPerHour: Double
    /// The human stage.
    public let humans: ImpatientQueue

    /// Describes both stages.
    ///
    /// - Parameters:
    ///   - arrivalsPerHour: Contacts per hour at the voice agents, above 0.
    ///   - dialogue: The dialogue; some of it must go to humans.
    ///   - agents: Human agents.
    ///   - meanHandlingSeconds: Mean handling time of a human agent, above 0.
    ///   - patience: Patience in the human queue.
    /// - Throws: `TheoryError`.
    public init(
        arrivalsPerHour: Double, dialogue: DialogueChain, agents: Int, meanHandlingSeconds: Double,
        patience: PatienceLaw
    ) throws(TheoryError) {
        self.dialogue = dialogue
        humanArrivalsPerHour = arrivalsPerHour * dialogue.escalated
        humans = try ImpatientQueue(
            traffic: Traffic(
                arrivalsPerHour: humanArrivalsPerHour, meanHandlingSeconds: meanHandlingSeconds),
            agents: agents, patience: patience)
    }

    /// Share of all contacts lost: hung up on the voice agent or abandoned in the human queue.
    ///
    /// - Parameter performance: Result of `humans.performance`.
    /// - Returns: A fraction of the contacts that reach the voice agents.
    public func lostShare(_ performance: ImpatientQueue.Performance) -> Double {
        dialogue.hungUp + dialogue.escalated * performance.abandonment
    }
}
