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
    private var isListening = false
    private var heardLive = 0
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
        try stopListening()
        self.state = states.contains(state) ? state : Self.allStates
        sound = []
    }

    /// Hears the next stretch; live reading begins when words are first wanted, with all that was heard.
    public func hear(_ samples: ArraySlice<Float>, wantsPartial: Bool) throws -> String {
        sound += samples
        guard wantsPartial, let live else { return "" }
        if !isListening {
            try live.expect(state)
            try live.assumeMean(PocketSphinxOptions.telephoneMean)
            try live.begin()
            isListening = true
            heardLive = 0
            doubler = RateDoubler()
        }
        let doubled = doubler.double(sound[heardLive...])
        heardLive = sound.count
        if !doubled.isEmpty { try live.hear(Self.pcm(doubled), isWhole: false) }
        return Readings.plain(live.hypothesis ?? "")
    }

    private func stopListening() throws(VoiceLibraryError) {
        guard isListening else { return }
        isListening = false
        try live?.end()
    }

    /// Reads the utterance as a whole.
    public func finish() throws -> Recognition {
        try stopListening()
        defer { sound = [] }
        guard !sound.isEmpty else { return Recognition(hypotheses: []) }
        try whole.expect(state)
        try whole.begin()
        if let features = options.features {
            try whole.hear(cepstra: features.cepstra(sound))
        } else {
            try whole.hear(Self.pcm(prepared()), isWhole: true)
        }
        try whole.end()
        return recognition()
    }

    /// The whole utterance without steady noise, at twice the rate.
    private func prepared() -> [Float] {
        let clean = options.enhancement.map { SpectralEnhancer(leastGain: $0).enhance(sound) }
        var doubler = RateDoubler()
        return doubler.double((clean ?? sound)[...]) + doubler.finish()
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
            hypotheses: Hypothesis.ranked(texts, best: Score(min(1, max(0, posterior)))),
            words: words)
    }

    private static func pcm(_ samples: [Float]) -> [Int16] {
        AudioClip(samples: samples, sampleRate: PocketSphinx.sampleRate).pcm
    }
}
