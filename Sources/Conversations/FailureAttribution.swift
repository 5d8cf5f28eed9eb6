import CallerModel
public import DialogueEngine
import Distributions
public import TwinPrimitives

/// What a call failed by first.
///
/// Raw values are the order in which causes are looked for.
public enum FailureCause: UInt8, Hashable, Sendable, CaseIterable {
    /// What was heard: the sound, the line, the recogniser.
    case hearing
    /// What was made of the words.
    case understanding
    /// Time until the answer.
    case timing
    /// Systems behind the dialogue: they failed, or answered late.
    case tool
    /// The rest: what the dialogue is made to do, and what callers want that it cannot do.
    case policy

    /// Name in tables and JSON.
    public var name: String { String(describing: self) }
}

/// Attributes failed calls to their first cause by substitution.
///
/// The same call is held again, with the same random numbers: first with every word heard as it was
/// said, then with every meaning understood as it was meant too, then without the stages of latency,
/// then with systems that answer at once and never fail. The first of these with which the call is
/// served names the cause; what no substitution cures is `policy`. Errors of the method: a call
/// changes its course with each substitution, so one that fails by one cause of two that would each
/// do alone is put down to the later one; and a call may be served by a lucky turn of the new course.
public struct FailureAttribution: Sendable {
    private let original: Conversation
    private let substitutions: [(cause: FailureCause, conversation: Conversation)]

    /// Prepares the substitutions of a conversation.
    public init(_ conversation: Conversation) {
        original = conversation
        let model = conversation.reducer.model
        let heard = PerfectEar()
        let understood = StubEar(model: model, errorRate: 0)
        let records = RecordsWorld(model: model, delay: .deterministic(0))
        substitutions = [
            (.hearing, conversation.substituting(ear: heard)),
            (.understanding, conversation.substituting(ear: understood)),
            (.timing, conversation.substituting(ear: understood, latency: LatencyLaw.none)),
            (
                .tool,
                conversation.substituting(
                    ear: understood, latency: LatencyLaw.none, world: records)
            ),
        ]
    }

    /// The same substitutions with the random numbers of another run.
    public func drawing(from streams: RandomStreams) -> FailureAttribution {
        FailureAttribution(original.drawing(from: streams))
    }

    /// Whether a call is served: it was completed with every wish done and no wrong action.
    ///
    /// - Parameters:
    ///   - context: Whose call it is.
    ///   - start: When it begins.
    /// - Returns: Whether it is.
    public func isServed(_ context: CallContext, at start: SimulationTime = .zero) -> Bool {
        original.isServed(context, at: start)
    }

    /// Name of the goal that the caller of a call has.
    public func goal(of context: CallContext) -> String {
        Caller(
            profile: original.profile, streams: original.reducer.streams, key: context.caller,
            attempt: context.attempt, today: context.today, at: .zero
        ).goal.name
    }

    /// The first cause of a call's failure.
    ///
    /// - Parameters:
    ///   - context: Whose call it is; the call is known to fail.
    ///   - start: When it begins.
    /// - Returns: The cause.
    public func cause(of context: CallContext, at start: SimulationTime = .zero) -> FailureCause {
        substitutions.first { $0.conversation.isServed(context, at: start) }?.cause ?? .policy
    }
}

extension Conversation {
    /// The same conversation without sound, with another ear, latency and world.
    fileprivate func substituting(
        ear: any Ear, latency: LatencyLaw? = nil, world: (any World)? = nil
    ) -> Conversation {
        Conversation(
            reducer: reducer, profile: profile, ear: ear,
            mouth: line == nil ? mouth : nil, latency: latency ?? self.latency,
            world: world ?? self.world, options: options)
    }

    /// Whether a call is served: it was completed with every wish done and no wrong action.
    ///
    /// - Parameters:
    ///   - context: Whose call it is.
    ///   - start: When it begins.
    /// - Returns: Whether it is.
    public func isServed(_ context: CallContext, at start: SimulationTime = .zero) -> Bool {
        var course = ConversationCourse(
            self, context: context, start: start, keepsRecord: false)
        course.begin()
        while !course.isOver { course.advance() }
        guard
            case .sessionEnded(_, let isServed, let wrongActions)? = course.takeNotices().last?
                .notice
        else { return false }
        return isServed && wrongActions == 0
    }
}
