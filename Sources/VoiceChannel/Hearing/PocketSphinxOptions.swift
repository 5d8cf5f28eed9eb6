import DialogueEngine
import Foundation
import VoiceLibraries

/// Weights and widths of pocketsphinx's search, and what is kept of its results.
public struct PocketSphinxOptions: Hashable, Sendable, CustomStringConvertible {
    /// Folder with `en-us` and `cmudict-en-us.dict`.
    public var modelFolder = PocketSphinx.defaultModelFolder
    /// Weight of language against sound (`-lw`).
    public var languageWeight = 8.0
    /// Penalty on each word (`-wip`): below 1, fewer words are heard.
    public var wordPenalty = 0.65
    /// Probability of silence between words (`-silprob`).
    public var silenceProbability = 0.005
    /// Probability of a noise between words (`-fillprob`).
    public var fillerProbability = 1e-8
    /// Width of the search at states, as a share of the best (`-beam`).
    public var beam = 1e-48
    /// Width of the search at words (`-wbeam`).
    public var wordBeam = 7e-29
    /// Whether the library takes out steady noise (`-remove_noise`).
    public var removesNoise = false
    /// Whether the library cuts what it holds for silence (`-remove_silence`); then times of words do
    /// not count it.
    public var removesSilence = false
    /// What tells the cepstra that are searched.
    public var features: FeatureEnhancer
    /// Whether words are decoded while they come, where they are wanted.
    public var hearsPartials = true
    /// Most different readings.
    public var readings = 5
    /// Readings of the library's list that are looked at: it repeats itself.
    public var listedReadings = 50

    /// The defaults, which docs/voice.md reports on.
    ///
    /// - Parameter features: What tells the cepstra that are searched.
    public init(features: FeatureEnhancer) { self.features = features }

    /// Mean cepstrum of the speech that the network was fitted to, for live decoding.
    static let telephoneMean: [Float] = [
        41.84, -0.31, -0.51, 10.56, -7.13, -1.57, -3.54, -6.15, -2.16, -1.19, 0.53, -2.14, -0.45,
    ]

    /// The options in a line.
    public var description: String {
        values(dictionary: "").dropFirst(2).map { "\($0.name) \($0.value)" }
            .joined(separator: " ") + " features \(features.digest)"
    }

    private var acousticModel: String { modelFolder + "/en-us" }

    func requireModel() throws(VoiceLibraryError) {
        for path in [acousticModel + "/mdef", modelFolder + "/cmudict-en-us.dict"]
        where !FileManager.default.fileExists(atPath: path) {
            throw .missingFile(path: path, package: "pocketsphinx-en-us")
        }
    }

    func values(dictionary: String) -> [(name: String, value: String)] {
        [
            ("-hmm", acousticModel), ("-dict", dictionary),
            ("-samprate", String(PocketSphinx.sampleRate)), ("-cmn", "batch"),
            ("-bestpath", "yes"), ("-logfn", "/dev/null"),
            ("-lw", String(languageWeight)), ("-wip", String(wordPenalty)),
            ("-silprob", String(silenceProbability)),
            ("-fillprob", String(fillerProbability)), ("-beam", String(beam)),
            ("-wbeam", String(wordBeam)), ("-remove_noise", removesNoise ? "yes" : "no"),
            ("-remove_silence", removesSilence ? "yes" : "no"),
        ]
    }

    func liveValues(dictionary: String) -> [(name: String, value: String)] {
        // The first pass alone, two of a mixture's densities, every second frame's scores: half the cost, and
        // partials need no second look.
        values(dictionary: dictionary) + [("-fwdflat", "no"), ("-topn", "2"), ("-ds", "2")]
    }
}
