import CVoiceLibraries

/// A word of pocketsphinx's best reading.
public struct PocketSphinxSegment: Hashable, Sendable {
    /// The word as the dictionary writes it: fillers such as `<sil>`, and marks such as `to(2)`.
    public var word: String
    /// Posterior probability of the word in its lattice, from 0 to 1.
    public var posterior: Double
    /// First frame of 10 ms.
    public var firstFrame: Int
    /// Last frame of 10 ms.
    public var lastFrame: Int
}

/// A decoder of pocketsphinx (Debian's 0.8+5prealpha), opened when it is first used.
///
/// Not safe for concurrent use: one decoder, one utterance at a time. Several decoders are independent.
public final class PocketSphinx {
    /// Sound per second that it hears: its acoustic model knows 16 kHz only.
    public static let sampleRate = 16_000
    /// Frames of a segment in a second.
    public static let framesPerSecond = 100
    /// Values of a cepstrum.
    public static let cepstrumSize = calltwin_ps_cepstrum_size
    /// Where Debian's package puts the English model.
    public static let defaultModelFolder = "/usr/share/pocketsphinx/model/en-us"

    private static let library = "pocketsphinx"
    private static let package = "libpocketsphinx3 pocketsphinx-en-us"
    private let functions: calltwin_ps_functions
    private let decoder: OpaquePointer
    private var isOpen = false

    /// Whether the library is on this machine.
    public static var isInstalled: Bool {
        var functions = calltwin_ps_functions()
        return calltwin_ps_open(&functions) == nil
    }

    /// Makes a decoder.
    ///
    /// - Parameter options: Names and values of the library's options, such as `-lw` and `8`. Files that
    ///   they name must be there: the library ends the process over some that are not.
    /// - Throws: What is missing or refused.
    public init(options: [(name: String, value: String)]) throws(VoiceLibraryError) {
        var functions = calltwin_ps_functions()
        if let missing = calltwin_ps_open(&functions) {
            let name = String(cString: missing)
            throw name.isEmpty
                ? .missing(library: Self.library, package: Self.package)
                : .unknownVersion(library: Self.library, function: name)
        }
        self.functions = functions
        let texts = options.flatMap { [$0.name, $0.value] }
        guard let decoder = Self.make(functions, texts) else {
            throw .refused(
                library: Self.library, reason: "options " + texts.joined(separator: " "))
        }
        self.decoder = decoder
    }

    deinit { _ = functions.free_decoder(decoder) }

    private static func make(
        _ functions: calltwin_ps_functions, _ texts: [String]
    ) -> OpaquePointer? {
        var functions = functions
        let bytes = texts.flatMap { $0.utf8CString }
        return bytes.withUnsafeBufferPointer { all in
            var pointers: [UnsafePointer<CChar>?] = []
            var start = 0
            for text in texts {
                pointers.append(all.baseAddress.map { $0 + start })
                start += text.utf8.count + 1
            }
            return calltwin_ps_make_decoder(&functions, pointers, Int32(pointers.count))
        }
    }

    private func check(_ result: Int32, _ what: @autoclosure () -> String)
        throws(VoiceLibraryError)
    {
        guard result >= 0 else { throw .refused(library: Self.library, reason: what()) }
    }

    /// Adds a language under a name, in place of one of that name, which must be expected anew.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - path: A file in ARPA form.
    /// - Throws: `refused` where the file cannot be read.
    public func addLanguage(_ name: String, path: String) throws(VoiceLibraryError) {
        try check(functions.set_lm_file(decoder, name, path), "language model \(path)")
    }

    /// Expects a language in the utterances that follow.
    public func expect(_ name: String) throws(VoiceLibraryError) {
        try check(functions.set_search(decoder, name), "no language named \(name)")
    }

    /// Begins an utterance as if nothing had been heard before.
    public func begin() throws(VoiceLibraryError) {
        try check(functions.start_stream(decoder), "the audio stream does not start")
        try check(functions.start_utterance(decoder), "an utterance is open already")
        isOpen = true
    }

    /// Sets the mean cepstrum that `hear` takes off sound that is not whole, so that it does not
    /// depend on what was heard before.
    ///
    /// - Parameter mean: 13 values, as the option `-cmninit` has them.
    /// - Throws: `refused` where the decoder takes off no mean.
    public func assumeMean(_ mean: [Float]) throws(VoiceLibraryError) {
        precondition(mean.count == Self.cepstrumSize, "a cepstrum has 13 values")
        var functions = functions
        try check(calltwin_ps_set_mean(&functions, decoder, mean), "no mean is taken off")
    }

    /// Hears sound.
    ///
    /// - Parameters:
    ///   - samples: Sound at 16 kHz.
    ///   - isWhole: Whether this is all of the utterance: then its mean spectrum is taken off before it
    ///     is searched.
    /// - Throws: `refused` where no utterance is open.
    public func hear(_ samples: [Int16], isWhole: Bool) throws(VoiceLibraryError) {
        guard isOpen else {
            throw .refused(
                library: Self.library, reason: "\(samples.count) samples outside an utterance")
        }
        try check(
            functions.process_raw(decoder, samples, samples.count, 0, isWhole ? 1 : 0),
            "\(samples.count) samples cannot be searched")
    }

    /// Hears cepstra that were taken elsewhere.
    ///
    /// - Parameters:
    ///   - cepstra: 13 values for each frame of 10 ms.
    ///   - isWhole: Whether this is all of the utterance: then its own mean is taken off.
    /// - Throws: `refused` where no utterance is open.
    public func hear(cepstra: [Float], isWhole: Bool) throws(VoiceLibraryError) {
        precondition(cepstra.count % Self.cepstrumSize == 0, "a cepstrum has 13 values")
        let count = cepstra.count / Self.cepstrumSize
        guard isOpen else {
            throw .refused(library: Self.library, reason: "\(count) frames outside an utterance")
        }
        var cepstra = cepstra
        var functions = functions
        let result = cepstra.withUnsafeMutableBufferPointer { values in
            calltwin_ps_hear_cepstra(
                &functions, decoder, values.baseAddress, Int32(count), isWhole ? 1 : 0)
        }
        try check(result, "\(count) frames cannot be searched")
    }

    /// Ends the utterance.
    public func end() throws(VoiceLibraryError) {
        isOpen = false
        try check(functions.end_utterance(decoder), "no utterance is open")
    }

    /// Lets go of what the library keeps of the utterance that has ended: each language holds the graph of its
    /// last words, a hundred kilobytes or more, until an utterance begins in it again.
    ///
    /// - Throws: `refused` where an utterance is open.
    public func forget() throws(VoiceLibraryError) {
        try begin()
        try end()
    }

    /// The best reading, so far or of the utterance that has ended; nil when there is none.
    public var hypothesis: String? {
        functions.hypothesis(decoder, nil).map { String(cString: $0) }
    }

    /// The words of the best reading, with fillers.
    public func segments() -> [PocketSphinxSegment] {
        guard let mathematics = functions.log_mathematics(decoder) else { return [] }
        var segments: [PocketSphinxSegment] = []
        var place = functions.first_segment(decoder)
        while let segment = place {
            var first: Int32 = 0
            var last: Int32 = 0
            functions.segment_frames(segment, &first, &last)
            let probability = functions.segment_probability(segment, nil, nil, nil)
            segments.append(
                PocketSphinxSegment(
                    word: functions.segment_word(segment).map { String(cString: $0) } ?? "",
                    posterior: min(1, functions.log_exponential(mathematics, probability)),
                    firstFrame: Int(first), lastFrame: Int(last)))
            place = functions.next_segment(segment)
        }
        return segments
    }

    /// Readings of the utterance that has ended, best first, as the library lists them: with fillers
    /// taken out, and repeating itself.
    ///
    /// - Parameter limit: Readings to look at.
    /// - Returns: At most so many readings with their scores.
    public func readings(limit: Int) -> [(text: String, score: Int)] {
        var readings: [(text: String, score: Int)] = []
        var place = functions.nbest(decoder)
        while let list = place {
            if readings.count == limit {
                functions.free_nbest(list)
                break
            }
            var score: Int32 = 0
            if let text = functions.nbest_hypothesis(list, &score) {
                readings.append((String(cString: text), Int(score)))
            }
            place = functions.next_nbest(list)
        }
        return readings
    }
}
