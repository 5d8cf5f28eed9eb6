public import DialogueEngine
import TelephoneAudio

/// A word of the best hypothesis.
public struct RecognizedWord: Hashable, Sendable {
    /// The word, lower case.
    public var text: String
    /// Probability that it was said, from 0 to 1; nil where the recogniser gives none.
    public var posterior: Double?
    /// Seconds from the start of the utterance's sound to the word's start.
    public var startSeconds: Double
    /// Seconds from the start of the utterance's sound to the word's end.
    public var endSeconds: Double

    /// Stores a word.
    public init(text: String, posterior: Double?, startSeconds: Double, endSeconds: Double) {
        self.text = text
        self.posterior = posterior
        self.startSeconds = startSeconds
        self.endSeconds = endSeconds
    }
}

/// What a recogniser heard of one utterance.
public struct Recognition: Hashable, Sendable {
    /// Distinct readings, best first, with calibrated confidence; empty when nothing was said.
    public var hypotheses: [Hypothesis]
    /// Words of the best reading, in order.
    public var words: [RecognizedWord]

    /// Stores what was heard.
    public init(hypotheses: [Hypothesis], words: [RecognizedWord] = []) {
        self.hypotheses = hypotheses
        self.words = words
    }
}

/// Turns the sound of utterances into words, one utterance at a time.
///
/// The same sound gives the same words, whatever was heard before.
public protocol Recognizer: AnyObject {
    /// Engine, acoustic model, language models and options: what a result depends on beside sound.
    var configuration: String { get }

    /// Begins an utterance.
    ///
    /// - Parameter state: Name of the dialogue state whose language is expected; an unknown one means
    ///   the language of all states.
    /// - Throws: `VoiceLibraryError` where the engine refuses.
    func begin(state: String) throws

    /// Hears the next stretch of the utterance.
    ///
    /// - Parameters:
    ///   - samples: Telephone sound, 8 kHz, full scale from -1 to 1, any length.
    ///   - wantsPartial: Whether words so far are of use; they cost a second, live reading.
    /// - Returns: Words so far; empty when there are none yet or none are wanted.
    /// - Throws: `VoiceLibraryError` where the engine refuses.
    func hear(_ samples: ArraySlice<Float>, wantsPartial: Bool) throws -> String

    /// Ends the utterance, and reads it as a whole.
    ///
    /// - Parameter inSpeech: Whether it was cut off while somebody spoke, as long utterances are; otherwise it ends in
    ///   silence.
    /// - Returns: What was heard.
    /// - Throws: `VoiceLibraryError` where the engine refuses.
    func finish(inSpeech: Bool) throws -> Recognition
}

extension Recognizer {
    /// Ends an utterance that ends in silence, and reads it as a whole.
    ///
    /// - Returns: What was heard.
    /// - Throws: `VoiceLibraryError` where the engine refuses.
    public func finish() throws -> Recognition { try finish(inSpeech: false) }
}

extension Recognizer {
    /// Reads a whole utterance, frame by frame as a line brings it.
    ///
    /// - Parameters:
    ///   - sound: Telephone sound, 8 kHz, full scale from -1 to 1.
    ///   - state: Name of the dialogue state.
    ///   - wantsPartials: Whether words so far are read too, which are thrown away.
    /// - Returns: What was heard.
    /// - Throws: `VoiceLibraryError` where the engine refuses.
    public func hear(
        whole sound: [Float], state: String, wantsPartials: Bool = true
    ) throws -> Recognition {
        try begin(state: state)
        for first in stride(from: 0, to: sound.count, by: TelephoneFrame.sampleCount) {
            let next = min(first + TelephoneFrame.sampleCount, sound.count)
            _ = try hear(sound[first..<next], wantsPartial: wantsPartials)
        }
        return try finish()
    }
}
