public import Conversations
public import DialogueEngine
public import TwinPrimitives

/// Where in a bank utterances are looked up.
public struct BankAddress: Sendable {
    /// Who speaks.
    public var speakers: any SpeakerSource
    /// Channel draws of each utterance in the bank, > 0.
    public var draws: UInt32
    /// What hears.
    public var recogniser: RecogniserSetup
    /// Name of the dialogue state in which a question is answered.
    public var state: @Sendable (Question?) -> String

    /// Stores an address.
    public init(
        speakers: any SpeakerSource, draws: UInt32, recogniser: RecogniserSetup,
        state: @escaping @Sendable (Question?) -> String
    ) {
        precondition(draws > 0, "a bank has at least one draw of the channel")
        self.speakers = speakers
        self.draws = draws
        self.recogniser = recogniser
        self.state = state
    }

    /// What a key has of an utterance and its speaker.
    struct Place: Hashable {
        var text: String
        var speaker: Int
        var draw: UInt32
        var state: String
    }

    /// The draw is keyed by the caller, the attempt and the utterance.
    func place(of speech: HeardSpeech, _ streams: RandomStreams) -> Place {
        var draw: UInt32 = 0
        if draws > 1 {
            let uniform = streams.uniform(
                .lineNoise, speech.caller, attempt: speech.attempt, turn: speech.utterance)
            draw = min(UInt32(uniform * Double(draws)), draws - 1)
        }
        let state = state(speech.question)
        return Place(
            text: speech.text,
            speaker: speakers.speakerIndex(
                of: speech.caller, attempt: speech.attempt, streams: streams),
            draw: draw, state: speech.isIntoPrompt ? ListeningState.intoPrompt(state) : state)
    }

    /// The key under which an utterance is looked up.
    ///
    /// - Parameters:
    ///   - speech: The utterance.
    ///   - streams: Random numbers of the run.
    /// - Returns: What a bank must hold to serve it.
    public func key(of speech: HeardSpeech, streams: RandomStreams) -> DecodeKey {
        let place = place(of: speech, streams)
        return DecodeKey(
            text: place.text, speaker: speakers.speakers[place.speaker], channelDraw: place.draw,
            recogniser: recogniser, state: place.state)
    }
}
