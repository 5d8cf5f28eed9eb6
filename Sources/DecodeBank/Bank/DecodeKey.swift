import Crypto
import DialogueEngine

/// A synthetic voice, as a key of what it says.
public struct SpeakingVoice: Hashable, Sendable {
    /// The engine, such as flite.
    public var engine: String
    /// Name within the engine.
    public var name: String
    /// Speed relative to the voice's own.
    public var rate: Double
    /// Pitch relative to the voice's own.
    public var pitch: Double

    /// Stores a voice.
    public init(engine: String, name: String, rate: Double = 1, pitch: Double = 1) {
        self.engine = engine
        self.name = name
        self.rate = rate
        self.pitch = pitch
    }

    /// Who speaks, whatever the rate and the pitch: those do not make another voice.
    public var identity: String { engine + "/" + name }
}

/// Who speaks, and over what line.
public struct Speaker: Hashable, Sendable {
    /// The voice.
    public var voice: SpeakingVoice
    /// Class of voices that error channels are fitted for, such as accented.
    public var voiceClass: String
    /// Condition of the line, such as babble-20.
    public var condition: String

    /// Stores a speaker.
    public init(voice: SpeakingVoice, voiceClass: String, condition: String) {
        self.voice = voice
        self.voiceClass = voiceClass
        self.condition = condition
    }
}

/// What a recogniser's result depends on, beside the sound.
public struct RecogniserSetup: Hashable, Sendable {
    /// Engine and acoustic model.
    public var acousticModel: String
    /// Hash of the language model of the dialogue state.
    public var languageModelHash: String
    /// Decoder options in one written form.
    public var options: String

    /// Stores a setup.
    public init(acousticModel: String, languageModelHash: String, options: String) {
        self.acousticModel = acousticModel
        self.languageModelHash = languageModelHash
        self.options = options
    }
}

/// All that one decode depends on.
public struct DecodeKey: Hashable, Sendable {
    /// The words said, in the form of `Words`: lower case, single blanks, no tags.
    public let text: String
    /// Who says them, and over what line.
    public let speaker: Speaker
    /// Which draw of the line's noise and losses, from 0.
    public let channelDraw: UInt32
    /// What hears them.
    public let recogniser: RecogniserSetup
    /// The dialogue state whose language the recogniser expects.
    public let state: String

    /// Makes a key; the text is brought into its one form.
    public init(
        text: String, speaker: Speaker, channelDraw: UInt32, recogniser: RecogniserSetup,
        state: String
    ) {
        self.text = Words(text).text
        self.speaker = speaker
        self.channelDraw = channelDraw
        self.recogniser = recogniser
        self.state = state
    }

    /// SHA-256 of all fields: texts with their lengths, numbers by their bits.
    public var hash: [UInt8] {
        var digest = SHA256()
        func add(_ text: String) {
            withUnsafeBytes(of: UInt32(text.utf8.count).littleEndian) {
                digest.update(bufferPointer: $0)
            }
            var text = text
            text.withUTF8 { digest.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        }
        func add(_ number: UInt64) {
            withUnsafeBytes(of: number.littleEndian) { digest.update(bufferPointer: $0) }
        }
        for part in [
            text, speaker.voice.engine, speaker.voice.name, speaker.voiceClass, speaker.condition,
            recogniser.acousticModel, recogniser.languageModelHash, recogniser.options, state,
        ] {
            add(part)
        }
        add(speaker.voice.rate.bitPattern)
        add(speaker.voice.pitch.bitPattern)
        add(UInt64(channelDraw))
        return Array(digest.finalize())
    }
}
