import DialogueEngine
import TelephoneAudio
public import VoiceLibraries

/// Hears by Moonshine: any words, robust in noise, no word confidence and no other readings.
///
/// Its score says only whether words come at a pace at which people speak; calibration makes a probability
/// of it.
public final class MoonshineRecognizer: Recognizer {
    /// Sounds are lengthened by silence to a multiple of this many samples, 0.1 s: the library keeps
    /// memory for each length that it has seen, about 1.5 MB, for as long as it lives.
    private static let lengthSamples = TelephoneFrame.sampleRate / 10
    /// Samples at the end of an utterance that are not read, 0.2 s of the 0.3 s of silence that follow its
    /// speech: in silence it reads what nobody said.
    ///
    /// One that is cut off in speech is read to its end.
    private static let silentSamples = TelephoneFrame.sampleRate / 5
    /// How much longer an utterance is from one partial reading to the next.
    private static let growth = 2

    /// What a result depends on beside sound.
    public let configuration: String
    private let moonshine: Moonshine
    /// Samples before the first partial reading, 0 for none; the next ones come when the sound is twice as
    /// long, since each reads it from its start.
    private let partialSamples: Int
    private var sound: [Float] = []
    private var partial = ""
    private var heardSamples = 0

    /// Makes a recogniser.
    ///
    /// - Parameters:
    ///   - moonshine: The library.
    ///   - partialSeconds: Seconds before the first partial reading, > 0; nil for none. The next ones
    ///     come when the utterance is twice as long, since each reads it from its start.
    public init(
        moonshine: Moonshine, partialSeconds: Double? = nil
    ) {
        self.moonshine = moonshine
        partialSamples = Int((partialSeconds ?? 0) * Double(TelephoneFrame.sampleRate))
        configuration =
            "moonshine 0.0.49 tiny-en whole \(partialSamples) \(Self.lengthSamples) "
            + "\(Self.silentSamples)"
    }

    /// Begins an utterance; the state of the dialogue does not matter.
    public func begin(state: String) {
        sound = []
        partial = ""
        heardSamples = 0
    }

    /// Hears the next stretch.
    public func hear(_ samples: ArraySlice<Float>, wantsPartial: Bool) throws -> String {
        sound += samples
        if wantsPartial, partialSamples > 0,
            sound.count >= max(partialSamples, Self.growth * heardSamples)
        {
            heardSamples = sound.count
            partial = try words(of: sound[...])
        }
        return partial
    }

    /// Reads the utterance as a whole.
    public func finish(inSpeech: Bool) throws -> Recognition {
        defer { begin(state: "") }
        let silent = inSpeech ? 0 : min(Self.silentSamples, sound.count / 2)
        let text = try words(of: sound.dropLast(silent))
        guard !text.isEmpty else { return Recognition(hypotheses: []) }
        let seconds = Double(sound.count) / Double(TelephoneFrame.sampleRate)
        let words = text.split(separator: " ").map(String.init)
        let span = seconds / Double(words.count)
        return Recognition(
            hypotheses: [
                Hypothesis(text: text, confidence: Score(Self.score(words, seconds)))
            ],
            words: words.enumerated().map { place, word in
                RecognizedWord(
                    text: word, posterior: nil, startSeconds: span * Double(place),
                    endSeconds: span * Double(place + 1))
            })
    }

    private func words(of part: ArraySlice<Float>) throws -> String {
        guard !part.isEmpty else { return "" }
        let missing = (Self.lengthSamples - part.count % Self.lengthSamples) % Self.lengthSamples
        let whole = Array(part) + repeatElement(0, count: missing)
        let lines = try moonshine.transcribe(whole, sampleRate: TelephoneFrame.sampleRate)
        return NumberSpelling.words(lines.map(\.text).joined(separator: " "))
    }

    /// What speaks for a reading without any posterior: 0.5, less for what is said faster or slower
    /// than people speak, which inventions often are.
    static func score(_ words: [String], _ seconds: Double) -> Double {
        let pace = Double(words.count) / max(seconds, 0.1)
        return (0.8...4.5).contains(pace) ? 0.5 : 0.25
    }
}
