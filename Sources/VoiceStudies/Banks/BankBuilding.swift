import Conversations
public import DecodeBank
import DialogueEngine
import Experiments
import Foundation
public import TelephoneAudio
public import VoiceChannel
import VoiceLibraries

/// Renders utterances, carries them over lines, recognises them, and stores what was heard.
public struct BankBuilding: Sendable {
    /// Rounds after which a build stops: more than any call has utterances that the one before changes.
    public static let mostRounds = 40

    private let bank: UtteranceBank
    private let synthesizer: any SpeechSynthesizer
    private let recognizers: RecognizerPool
    private let calibration: @Sendable (ConditionClass) -> ConfidenceCalibration
    private let acknowledgements: (network: AcknowledgementNetwork, text: String)
    private let lines: [(condition: LineCondition, sounds: LineSounds)]
    private let workers: Int
    private let processorSeconds: @Sendable () -> Double

    /// Keys whose decodes are stored together.
    private static let batch = 512
    /// Texts that an error names.
    private static let exampleLimit = 3

    /// Stores what a bank is built by.
    ///
    /// - Parameters:
    ///   - bank: The bank, open for writing.
    ///   - synthesizer: What speaks.
    ///   - recognizers: What hears; scores are not calibrated.
    ///   - calibration: What makes a recogniser's score a probability on lines of a class.
    ///   - acknowledgements: Tells acknowledgements into prompts by their sound, and what they are read as.
    ///   - lines: Lines with the sounds that they need.
    ///   - workers: Decodes at one time, at least 1.
    ///   - processorSeconds: Processor time of the calling thread so far.
    public init(
        bank: UtteranceBank, synthesizer: any SpeechSynthesizer, recognizers: RecognizerPool,
        calibration: @escaping @Sendable (ConditionClass) -> ConfidenceCalibration,
        acknowledgements: (network: AcknowledgementNetwork, text: String),
        lines: [(condition: LineCondition, sounds: LineSounds)], workers: Int,
        processorSeconds: @escaping @Sendable () -> Double
    ) {
        self.bank = bank
        self.synthesizer = synthesizer
        self.recognizers = recognizers
        self.calibration = calibration
        self.acknowledgements = acknowledgements
        self.lines = lines
        self.workers = workers
        self.processorSeconds = processorSeconds
    }

    /// Decodes what callers say, until calls that are heard by the bank say nothing that it lacks.
    ///
    /// What is misheard changes what is said next, so each round holds the calls with the bank as it is.
    ///
    /// - Parameters:
    ///   - rounds: Rounds after which it stops, at least 1.
    ///   - keys: What the calls say when they are heard by the bank as it is.
    ///   - progress: Told of each round and batch.
    /// - Returns: How many decodes are new.
    /// - Throws: `VoiceStudyError.notClosed` when the calls still say what the bank lacks after the last
    ///   round, of which the decodes are stored; as `decode(_:progress:)`, and what `keys` throws.
    public func close(
        rounds: Int = mostRounds, _ keys: () throws -> [DecodeKey],
        progress: (_ round: Int, _ done: Int, _ of: Int) -> Void
    ) throws -> Int {
        var added = 0
        for round in 1...rounds {
            let found = try decode(try keys()) { done, all in progress(round, done, all) }
            added += found
            if found == 0 { return added }
        }
        let open = try bank.missing(of: try keys())
        guard !open.isEmpty else { return added }
        throw VoiceStudyError.notClosed(
            path: bank.path, rounds: rounds, open: open.count,
            examples: Array(Set(open.map(\.text)).sorted().prefix(Self.exampleLimit)))
    }

    /// Decodes what the bank does not have yet.
    ///
    /// - Parameters:
    ///   - keys: What it is to have; each batch is stored as a whole, so a build can be stopped.
    ///   - progress: Told after each batch how many of the missing ones are done.
    /// - Returns: How many decodes are new.
    /// - Throws: What a voice, a line, the recogniser or the bank throws.
    public func decode(
        _ keys: [DecodeKey], progress: (_ done: Int, _ of: Int) -> Void
    ) throws -> Int {
        let missing = try bank.missing(of: keys)
        var added = 0
        for start in stride(from: 0, to: missing.count, by: Self.batch) {
            let batch = Array(missing[start..<min(start + Self.batch, missing.count)])
            added += try bank.put(try decoded(batch))
            progress(start + batch.count, missing.count)
        }
        return added
    }

    /// Decodes in the order of their keys, whatever worker made them.
    private func decoded(_ keys: [DecodeKey]) throws -> [BankRecord] {
        let entries = ParallelWork.results(keys.count, workers: workers) { place in
            Result { try entry(for: keys[place]) }
        }
        return try zip(keys, entries).map { BankRecord(key: $0, entry: try $1.get()) }
    }

    private func entry(for key: DecodeKey) throws -> DecodeEntry {
        let named = key.speaker.voice
        guard let engine = Voice.Engine(rawValue: named.engine),
            let place = lines.firstIndex(where: { $0.condition.name == key.speaker.condition })
        else {
            throw VoiceLibraryError.refused(library: named.engine, reason: "no such voice or line")
        }
        let voice = Voice(
            engine: engine, name: named.name, rate: named.rate, pitch: named.pitch)
        let speech = try synthesizer.speak(key.text, voice: voice)
        let started = processorSeconds()
        // The line's noise is set against this level.
        let clip = RecognizerBench.utterance(of: speech.clip)
        let (condition, sounds) = lines[place]
        let codec = condition.codecs.contains(.gsmFullRate) ? try GSMLineCodec() : nil
        var line = try TelephoneLine(
            condition, key: Self.lineKey(of: key), sounds: sounds, gsmFullRate: codec)
        let heard = line.carry(clip: clip).samples
        let milliseconds = UInt32(clip.durationSeconds * 1000)
        func cost() -> UInt32 { UInt32(max(processorSeconds() - started, 0) * 1e6) }
        let (state, isIntoPrompt) = ListeningState.parts(of: key.state)
        if isIntoPrompt,
            LineHearing.verdict(on: heard, acknowledgements.network) == .acknowledgement
        {
            return .acknowledgement(
                acknowledgements.text, soundMilliseconds: milliseconds, costMicroseconds: cost())
        }
        let recognizer = try recognizers.lend()
        defer { recognizers.giveBack(recognizer) }
        let recognition = try recognizer.hear(
            whole: heard, state: state, wantsPartials: false
        ).calibrated(by: calibration(ConditionClass(condition)))
        return DecodeEntry(
            hypotheses: recognition.hypotheses, words: recognition.words.map(Self.word),
            soundMilliseconds: milliseconds, costMicroseconds: cost())
    }

    /// The line's random numbers: the same for every recogniser, so that they hear the same sound.
    private static func lineKey(of key: DecodeKey) -> UInt64 {
        let sound = DecodeKey(
            text: key.text, speaker: key.speaker, channelDraw: key.channelDraw,
            recogniser: RecogniserSetup(
                acousticModel: "", languageModelHash: "", options: ""), state: "")
        return sound.hash.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func word(_ word: RecognizedWord) -> DecodedWord {
        let start = UInt32(max(word.startSeconds, 0) * 1000)
        return DecodedWord(
            text: word.text, posterior: word.posterior.map { Score($0) },
            startMilliseconds: start,
            endMilliseconds: max(UInt32(max(word.endSeconds, 0) * 1000), start))
    }
}
