public import TelephoneAudio

/// A voice: who speaks, and how.
public struct Voice: Hashable, Sendable {
    /// Engines of speech; each is a class of voices, within which recognisers err alike.
    public enum Engine: String, Hashable, Sendable, CaseIterable {
        /// flite, in process.
        case flite
        /// espeak-ng, by a worker process.
        case espeak
        /// Piper, rendered offline.
        case piper
        /// Words of a person, put together.
        case recorded
    }

    /// The engine.
    public var engine: Engine
    /// Name within the engine, such as slt or en-scottish.
    public var name: String
    /// Speed relative to the voice's own, from 0.5 to 2.
    public var rate: Double
    /// Pitch relative to the voice's own, from 0.5 to 2.
    public var pitch: Double

    /// Stores a voice.
    public init(engine: Engine, name: String, rate: Double = 1, pitch: Double = 1) {
        self.engine = engine
        self.name = name
        self.rate = rate
        self.pitch = pitch
    }
}

/// Speech as sound.
public struct RenderedSpeech: Hashable, Sendable {
    /// The sound at the engine's own rate.
    public var clip: AudioClip
    /// Seconds from the sound's start to the end of each word, ascending, one for each word of the
    /// text (words are parted by blanks).
    public var wordEnds: [Double]

    /// Stores speech.
    public init(clip: AudioClip, wordEnds: [Double]) {
        self.clip = clip
        self.wordEnds = wordEnds
    }

    /// Silence that `trimmed` keeps before the first audible sample and after the last: 5 ms, in
    /// which soft beginnings rise.
    public static let keptSilenceSeconds = 0.005

    /// The speech without the silence before its first audible sample and after its last.
    ///
    /// Audible is what is at most 40 dB below the highest sample. Silence alone stays as it is.
    var trimmed: RenderedSpeech {
        let audible = WordTimes.audiblePart(of: clip.samples)
        let rate = Double(clip.sampleRate)
        let kept = Int(Self.keptSilenceSeconds * rate)
        let first = max(0, audible.lowerBound - kept)
        let last = min(clip.samples.count, audible.upperBound + kept)
        let seconds = Double(last - first) / rate
        return RenderedSpeech(
            clip: AudioClip(
                samples: Array(clip.samples[first..<last]), sampleRate: clip.sampleRate),
            wordEnds: wordEnds.map { min(seconds, max(0, $0 - Double(first) / rate)) })
    }
}

/// Makes speech of text.
public protocol SpeechSynthesizer: Sendable {
    /// Speaks a text.
    ///
    /// The same text and voice give the same samples, in every process.
    ///
    /// - Parameters:
    ///   - text: Words parted by single blanks.
    ///   - voice: The voice.
    /// - Returns: Sound with the ends of its words; it begins with its first sound.
    /// - Throws: `VoiceLibraryError` where an engine or a voice is missing.
    func speak(_ text: String, voice: Voice) throws -> RenderedSpeech
}
