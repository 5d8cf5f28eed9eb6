import DialogueEngine
import TelephoneAudio
public import VoiceLibraries

/// Hears by pocketsphinx with one language model for each dialogue state.
///
/// An utterance is decoded as a whole when it has ended, with its own loudness and mean spectrum taken
/// off, and where words so far are wanted also word by word as it comes. Neither depends on what was
/// heard before. Both hear the cepstra that a network tells of the telephone's sound.
public final class PocketSphinxRecognizer: Recognizer {
    /// Name of the language of all states.
    public static let allStates = "all"
    /// Samples of an utterance, 10 s, above which its language is loaded anew: one turn in a thousand.
    private static let usualSamples = 10 * TelephoneFrame.sampleRate

    /// Acoustic model, options and what is kept: see `PocketSphinxOptions`.
    public let options: PocketSphinxOptions
    /// What a result depends on beside sound.
    public let configuration: String
    private let files: RecognizerFiles
    private let whole: PocketSphinx
    /// Loaded when words so far are first wanted.
    private var live: PocketSphinx?
    private let states: Set<String>

    private var sound: [Float] = []
    /// Logarithms of the sound's mel energies, as far as they were needed.
    private var energies: [Float] = []
    private var isListening = false
    /// Frames that the live reading has heard.
    private var framesHeard = 0
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
        whole = try Self.decoder(options.values(dictionary: files.dictionaryPath), files)
        states = Set(files.languages.map(\.state))
    }

    private static func decoder(
        _ values: [(name: String, value: String)], _ files: RecognizerFiles
    ) throws(VoiceLibraryError) -> PocketSphinx {
        let decoder = try PocketSphinx(options: values)
        for language in files.languages {
            try decoder.addLanguage(language.state, path: language.path)
        }
        return decoder
    }

    /// Begins an utterance.
    public func begin(state: String) throws {
        try stopListening()
        self.state = states.contains(state) ? state : Self.allStates
        sound = []
        energies = []
    }

    /// Hears the next stretch; live reading begins when words are first wanted, with all that was heard.
    public func hear(_ samples: ArraySlice<Float>, wantsPartial: Bool) throws -> String {
        sound += samples
        guard wantsPartial, options.hearsPartials else { return "" }
        let live = try listen()
        addEnergies()
        let cepstra = options.features.cepstra(soFar: energies, from: framesHeard)
        framesHeard += cepstra.count / PocketSphinx.cepstrumSize
        if !cepstra.isEmpty { try live.hear(cepstra: cepstra, isWhole: false) }
        return Readings.plain(live.hypothesis ?? "")
    }

    private func addEnergies() {
        let known = energies.count / MelCepstra.telephone.filterCount
        energies += MelCepstra.telephone.logEnergies(sound, from: known)
    }

    /// The live decoder, with an utterance open.
    private func listen() throws(VoiceLibraryError) -> PocketSphinx {
        let decoder: PocketSphinx
        if let live {
            decoder = live
        } else {
            decoder = try Self.decoder(
                options.liveValues(dictionary: files.dictionaryPath), files)
            live = decoder
        }
        guard !isListening else { return decoder }
        try decoder.expect(state)
        try decoder.assumeMean(PocketSphinxOptions.telephoneMean)
        try decoder.begin()
        isListening = true
        framesHeard = 0
        return decoder
    }

    private func stopListening() throws(VoiceLibraryError) {
        guard isListening else { return }
        isListening = false
        try live?.end()
    }

    /// Reads the utterance as a whole.
    public func finish(inSpeech: Bool) throws -> Recognition {
        try stopListening()
        defer { (sound, energies) = ([], []) }
        let recognition = try read()
        if sound.count > Self.usualSamples { try renewLanguage() }
        return recognition
    }

    /// Loads the language of the utterance anew: a search keeps the room that its longest utterance took, up to
    /// 9 MB for 20 s, and there is one for each language.
    private func renewLanguage() throws(VoiceLibraryError) {
        for language in files.languages where language.state == state {
            try whole.addLanguage(language.state, path: language.path)
            try live?.addLanguage(language.state, path: language.path)
        }
    }

    private func read() throws -> Recognition {
        guard !sound.isEmpty else { return Recognition(hypotheses: []) }
        addEnergies()
        try whole.expect(state)
        try whole.begin()
        do {
            try whole.hear(cepstra: options.features.cepstra(of: energies), isWhole: true)
        } catch {
            // Whoever is lent the decoder next meets no open utterance.
            try? whole.end()
            throw error
        }
        try whole.end()
        let recognition = recognition()
        try whole.forget()
        return recognition
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
}
