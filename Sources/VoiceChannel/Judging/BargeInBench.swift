public import CallerModel
public import Conversations
import DialogueEngine
public import TwinPrimitives

/// Has callers speak into a prompt, one in each of many short calls, and times how it gives way.
///
/// A trial is a call: the voice agent greets, somebody speaks 0.3 to 1.5 s after the greeting began, and
/// what came of it in the next 5 s is read from the call's events (`InteractionTimes`). Voices, rates, noise
/// and instants are drawn by the number of the trial.
public struct BargeInBench {
    /// Who speaks into the prompt, and why.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Somebody who wants the word.
        case interruption
        /// Somebody who only listens.
        case backchannel
    }

    /// Earliest and latest instant after the prompt's first sound, in seconds.
    private static let instants = (first: 0.3, last: 1.5)

    /// Seconds of a call after somebody spoke into the prompt: a yield and a pause at their longest.
    private static let followedSeconds = 5.0

    private let conversation: Conversation
    private let today: CivilDate

    /// Makes a bench.
    ///
    /// - Parameters:
    ///   - conversation: Voice agent, line and mouth; its callers say nothing of their own.
    ///   - today: The civil date of the calls.
    public init(_ conversation: Conversation, today: CivilDate) {
        self.conversation = conversation
        self.today = today
    }

    /// Callers who say nothing unasked.
    ///
    /// - Parameter profile: Callers of a model.
    /// - Returns: The same, all of the first persona, without impulses.
    public static func patient(_ profile: CallerProfile) -> CallerProfile {
        var profile = profile
        profile.personas = Array(profile.personas.prefix(1))
        for place in profile.personas.indices {
            profile.personas[place].hazards = .none
            profile.personas[place].behaviour = .cooperative
        }
        return profile
    }

    /// What callers say who want the word: utterances that are no acknowledgement.
    ///
    /// - Parameters:
    ///   - utterances: Of a file, in which neighbours are alike.
    ///   - acknowledgements: What the model takes for one.
    /// - Returns: Their texts, every second one first.
    public static func interruptions(
        _ utterances: [TestUtterance], besides acknowledgements: [String]
    ) -> [String] {
        let texts = utterances.map(\.text).filter { !acknowledgements.contains($0) }
        return texts.indices.filter { $0 % 2 == 0 }.map { texts[$0] }
            + texts.indices.filter { $0 % 2 == 1 }.map { texts[$0] }
    }

    /// Runs the call of a trial.
    ///
    /// - Parameters:
    ///   - number: Number of the trial: its voice, its noise and its instant.
    ///   - text: What is said into the prompt.
    ///   - kind: Why.
    /// - Returns: The call.
    public func call(_ number: UInt32, saying text: String, as kind: Kind) -> ConversationRecord {
        let caller = CallerKey(contactType: ContactTypeID(0), ordinal: number)
        let draw = conversation.reducer.streams.uniform(.recognition, caller)
        var turn = RecordedTurns.Turn()
        turn.text = text
        turn.kind = kind == .interruption ? .interruption : .backchannel
        let seconds = Self.instants.first + draw * (Self.instants.last - Self.instants.first)
        turn.prompt = RecordedTurns.Turn.Prompt(text: "", seconds: seconds)
        var options = conversation.options
        options.maximumSeconds = seconds + Self.followedSeconds
        let trial = Conversation(
            reducer: conversation.reducer, profile: conversation.profile, ear: conversation.ear,
            mouth: conversation.mouth, line: conversation.line, latency: conversation.latency,
            world: conversation.world, recorded: RecordedTurns([turn], whenDeparted: .stop),
            options: options)
        return trial.run(CallContext(caller: caller, today: today, minuteOfDay: 600))
    }

    /// Runs trials.
    ///
    /// - Parameters:
    ///   - trials: Numbers of the trials.
    ///   - texts: What is said, in turn; at least one.
    ///   - kind: Why.
    /// - Returns: What became of the prompts.
    /// - Throws: What is wrong with the sound, as words.
    public func run(
        _ trials: Range<UInt32>, saying texts: [String], as kind: Kind
    ) throws(Failure) -> InteractionTimes.Overlaps {
        precondition(!texts.isEmpty, "somebody must say something")
        var times = InteractionTimes()
        for number in trials {
            let record = call(number, saying: texts[Int(number) % texts.count], as: kind)
            for case .line(let reason) in record.defects { throw Failure(reason: reason) }
            times.add(InteractionTimes(record))
        }
        return kind == .interruption ? times.interruptions : times.backchannels
    }

    /// Sound could not be made or heard.
    public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// What the line said.
        public let reason: String
        /// The reason.
        public var description: String { reason }
    }
}
