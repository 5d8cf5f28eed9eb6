public import CallerModel
public import DialogueEngine
public import TwinPrimitives

/// What is found in the sound of a line.
public enum LineFinding: Hashable, Sendable {
    /// Somebody began to speak, as far as the sound tells.
    case speechStarted
    /// It has become silent.
    case speechStopped
    /// Words heard so far of what is being said.
    case partial(String)
    /// What it sounds like so far, said into a prompt.
    case sound(SpeechSound)
}

/// The sound between one caller and the engine during one call.
///
/// Where a conversation has a line, the engine learns of speech only by what is found in sound: when
/// it starts, when it stops and which words it has. Without one, speech is known to the instant.
public protocol SpeechLine: AnyObject {
    /// Seconds between two looks at the line, > 0.
    var frameSeconds: Double { get }

    /// Whether it tells by sound who wants the word; words so far are not needed for it then.
    var judgesSounds: Bool { get }

    /// What went wrong, for example a voice that is missing; nil while all is well.
    ///
    /// The conversation stops with it as a defect.
    var failure: String? { get }

    /// The caller begins to speak, to press keys or to make a sound.
    ///
    /// - Returns: How long the segment sounds, and when its words end.
    func callerStarts(_ segment: CallerSegment, at time: SimulationTime) -> SpokenPrompt

    /// A prompt begins to sound.
    func promptStarts(_ utterance: Utterance, at time: SimulationTime)

    /// The prompt that sounds is cut, or has come to its end.
    func promptStops(at time: SimulationTime)

    /// Carries and hears all sound up to an instant.
    ///
    /// - Parameters:
    ///   - time: The instant; a frame after the last one.
    ///   - question: What the engine waits for an answer to.
    ///   - wantsPartials: Whether words so far are of use.
    /// - Returns: What was found, in order.
    func listen(
        until time: SimulationTime, question: Question?, wantsPartials: Bool
    ) -> [LineFinding]

    /// Reads what was heard since speech started, or since the last reading.
    ///
    /// - Parameter question: What the engine waits for an answer to.
    /// - Returns: Readings; none when there were no words.
    func read(question: Question?) -> EarReading

    /// The call is over.
    func callEnds()
}

/// Makes the lines of calls.
public protocol SpeechLineProvider: Sendable {
    /// The line of one call.
    ///
    /// - Parameters:
    ///   - context: Names the caller and the attempt, whose voice, place and telephone it is.
    ///   - time: When the call begins.
    ///   - streams: Random numbers of the run.
    /// - Returns: A line for this call alone.
    func line(
        for context: CallContext, at time: SimulationTime, streams: RandomStreams
    ) -> any SpeechLine

    /// Name of a caller's voice; nil where all have one.
    ///
    /// - Parameters:
    ///   - caller: The caller.
    ///   - streams: Random numbers of the run.
    /// - Returns: The name.
    func voice(of caller: CallerKey, streams: RandomStreams) -> String?
}

extension SpeechLineProvider {
    /// One voice.
    public func voice(of caller: CallerKey, streams: RandomStreams) -> String? { nil }
}
