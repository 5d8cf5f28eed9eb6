public import Conversations
public import DialogueEngine
public import TelephoneAudio
public import TwinPrimitives

/// Makes the sound of calls: voices, a line's condition, and a recogniser for each call.
public struct SoundLineProvider: SpeechLineProvider {
    /// What speaks for callers and voice agent.
    public let synthesizer: any SpeechSynthesizer
    /// The callers' voices.
    public let voices: VoicePanel
    /// The voice agent's voice.
    public let promptVoice: Voice
    /// What happens to sound between the caller's telephone and the voice agent.
    public let condition: LineCondition
    /// Recordings that the condition names.
    public let sounds: LineSounds
    /// A recorded caller whose utterances are played where segments name them.
    public var recorded: RecordedCaller?
    /// Tells acknowledgements into prompts by their sound; without it their words have to.
    public var acknowledgements: AcknowledgementNetwork?
    /// Told at the end of a call whose sound could not be made or heard.
    public var tellFailure: (@Sendable (String) -> Void)?
    let state: @Sendable (Question?) -> String
    let recognizers: RecognizerPool
    let keep: (@Sendable (CallContext, SoundRecording) -> Void)?

    /// Stores what calls sound like.
    ///
    /// - Parameters:
    ///   - synthesizer: What speaks.
    ///   - voices: The callers' voices; each caller keeps one.
    ///   - promptVoice: The voice agent's voice.
    ///   - condition: What happens between the caller's telephone and the voice agent.
    ///   - sounds: Recordings that the condition names.
    ///   - recognizers: What hears.
    ///   - state: Names the recogniser's state in which a question is answered; see
    ///     `StateLanguage.state(for:in:)`.
    ///   - keep: Takes both directions of each call at its end; nil keeps no sound.
    public init(
        synthesizer: any SpeechSynthesizer, voices: VoicePanel,
        promptVoice: Voice, condition: LineCondition, sounds: LineSounds = LineSounds(),
        recognizers: RecognizerPool, state: @escaping @Sendable (Question?) -> String,
        keep: (@Sendable (CallContext, SoundRecording) -> Void)? = nil
    ) {
        self.synthesizer = synthesizer
        self.voices = voices
        self.promptVoice = promptVoice
        self.condition = condition
        self.sounds = sounds
        self.recognizers = recognizers
        self.keep = keep
        self.state = state
    }

    /// A line of the condition, with the random numbers of a key.
    ///
    /// - Throws: What the condition needs and is not there.
    func telephoneLine(key: UInt64) throws -> TelephoneLine {
        let codec = condition.codecs.contains(.gsmFullRate) ? try GSMLineCodec() : nil
        return try TelephoneLine(condition, key: key, sounds: sounds, gsmFullRate: codec)
    }

    /// The line of one call.
    public func line(
        for context: CallContext, at time: SimulationTime, streams: RandomStreams
    ) -> any SpeechLine {
        SoundLine(self, context: context, streams: streams, start: time)
    }

    /// Name of the voice that speaks for a caller.
    public func voice(of caller: CallerKey, streams: RandomStreams) -> String? {
        voices.voice(of: caller, streams: streams).name
    }
}
