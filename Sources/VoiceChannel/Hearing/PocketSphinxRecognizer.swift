import DialogueEngine
import TelephoneAudio
public import VoiceLibraries

/// Hears by pocketsphinx with one language model for each dialogue state.
///
/// An utterance is decoded twice: word by word as it comes, for interruptions, and as a whole when it
/// has ended, with its own mean spectrum taken off. Neither depends on what was heard before.
public final class PocketSphinxRecognizer: Recognizer {
    /// Name of the language of all states.
    public static let allStates = "all"

    /// Acoustic model, options and what is kept: see `PocketSphinxOptions`.
    public let options: PocketSphinxOptions
    /// What a result depends on beside sound.
    public let configuration: String
    private let files: RecognizerFiles
    private let whole: PocketSphinx
    private let live: PocketSphinx?
    private let states: Set<String>

    private var sound: [Float] = []
    private var doubler = RateDoubler()
    /// Samples of `sound` that were decoded live; nil while nobody wants words so far.
    private var decodedLive: Int?
    private var state = PocketSphinxRecognizer.allStates

    /// Makes a recogniser.
    ///
    /// - Parameters:
    ///   - files: Dictionary and language models.
    ///   - options: Weights and widths of the search.
    /// - Throws: What is missing or refused.
    public init(files: RecognizerFiles, options: PocketSphinxOptions) throws(VoiceLibraryError) {
        try options.requireModel()
        self.files = files
        self.options = options
        configuration = "pocketsphinx \(options.description) \(files.digest)"
        whole = try PocketSphinx(options: options.values(dictionary: files.dictionaryPath))
        live =
            options.hearsPartials
            ? try PocketSphinx(options: options.liveValues(dictionary: files.dictionaryPath)) : nil
        for language in files.languages {
            try whole.addLanguage(language.state, path: language.path)
            try live?.addLanguage(language.state, path: language.path)
        }
        states = Set(files.languages.map(\.state))
    }

    /// Begins an utterance.
    public func begin(state: String) throws {
        self.state = states.contains(state) ? state : Self.allStates
        sound = []
        doubler = RateDoubler(imageGain: Float(options.imageGain))
        if decodedLive != nil { try live?.end() }
        decodedLive = nil
    }

    /// Hears the next stretch; live decoding begins with the first that wants words so far.
    public func hear(_ samples: ArraySlice<Float>, wantsPartial: Bool) throws -> String {
        sound += doubler.double(samples)
        guard let live, wantsPartial, sound.count > decodedLive ?? 0 else { return "" }
        if decodedLive == nil {
            try live.expect(state)
            try live.assumeMean(PocketSphinxOptions.telephoneMean)
            try live.begin()
        }
        try live.hear(Self.pcm(Array(sound[(decodedLive ?? 0)...])), isWhole: false)
        decodedLive = sound.count
        return Readings.plain(live.hypothesis ?? "")
    }

    /// Reads the utterance as a whole.
    public func finish() throws -> Recognition {
        if decodedLive != nil { try live?.end() }
        decodedLive = nil
        sound += doubler.finish()
        defer { sound = [] }
        guard !sound.isEmpty else { return Recognition(hypotheses: []) }
        try whole.expect(state)
        try whole.begin()
        try whole.hear(Self.pcm(sound), isWhole: true)
        try whole.end()
        return recognition()
    }

    private func recognition() -> Recognition {
        let frames = Double(PocketSphinx.framesPerSecond)
        let words = whole.segments().compactMap { segment in
            Readings.word(segment.word[...]).map {
                RecognizedWord(
                    text: String($0), posterior: segment.posterior,
                    startSeconds: Double(segment.firstFrame) / frames,
                    endSeconds: Double(segment.lastFrame + 1) / frames)
            }
        }
        guard !words.isEmpty else { return Recognition(hypotheses: []) }
        let best = words.map(\.text).joined(separator: " ")
        let listed = whole.readings(limit: options.listedReadings).map(\.text)
        let texts = Readings.distinct(listed, best: best, limit: options.readings)
        let posterior = words.reduce(0) { $0 + ($1.posterior ?? 0) } / Double(words.count)
        return Recognition(
            hypotheses: texts.enumerated().map { place, text in
                Hypothesis(text: text, confidence: options.confidence(posterior, place: place))
            }, words: words)
    }

    private static func pcm(_ samples: [Float]) -> [Int16] {
        AudioClip(samples: samples, sampleRate: PocketSphinx.sampleRate).pcm
    }
}
