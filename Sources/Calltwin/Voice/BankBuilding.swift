import Conversations
import DecodeBank
import DialogueEngine
import Foundation
import Synchronization
import TelephoneAudio
import TwinPrimitives
import VoiceChannel
import VoiceLibraries

/// Hears as another ear does, and notes what was said.
final class NotingEar: Ear {
    private let ear: any Ear
    private let noted = Mutex<[HeardSpeech]>([])

    init(_ ear: any Ear) { self.ear = ear }

    func hear(_ speech: HeardSpeech, streams: RandomStreams) -> EarReading {
        if !speech.text.isEmpty { noted.withLock { $0.append(speech) } }
        return ear.hear(speech, streams: streams)
    }

    func hearBeginning(_ speech: HeardSpeech, streams: RandomStreams) -> String {
        ear.hearBeginning(speech, streams: streams)
    }

    /// What was said since the last time.
    func take() -> [HeardSpeech] {
        noted.withLock { noted in
            defer { noted = [] }
            return noted
        }
    }
}

/// Renders utterances, carries them over lines, recognises them, and stores what was heard.
struct BankBuilding {
    let bank: UtteranceBank
    let synthesizer: any SpeechSynthesizer
    let recognizers: RecognizerPool
    /// What makes a recogniser's score a probability on lines of a class.
    let calibration: @Sendable (ConditionClass) -> ConfidenceCalibration
    /// Tells acknowledgements into prompts by their sound, and what they are read as.
    let acknowledgements: (network: AcknowledgementNetwork, text: String)
    /// Lines with the sounds that they need.
    let lines: [(condition: LineCondition, sounds: LineSounds)]
    let workers: Int

    /// Keys whose decodes are stored together.
    private static let batch = 512

    /// Rounds after which a build stops: more than any call has utterances that the one before changes.
    private static let roundLimit = 40

    /// Decodes what callers say, until calls that are heard by the bank say nothing that it lacks.
    ///
    /// What is misheard changes what is said next, so each round holds the calls with the bank as it is.
    ///
    /// - Parameters:
    ///   - keys: What the calls say when they are heard by the bank as it is.
    ///   - progress: Told of each round and batch.
    /// - Returns: How many decodes are new.
    /// - Throws: As `decode(_:progress:)`, and what `keys` throws.
    func close(
        _ keys: () throws -> [DecodeKey],
        progress: (_ round: Int, _ done: Int, _ of: Int) -> Void
    ) throws -> Int {
        var added = 0
        for round in 1...Self.roundLimit {
            let found = try decode(try keys()) { done, all in progress(round, done, all) }
            added += found
            if found == 0 { break }
        }
        return added
    }

    /// Decodes what the bank does not have yet.
    ///
    /// - Parameters:
    ///   - keys: What it is to have; each batch is stored as a whole, so a build can be stopped.
    ///   - progress: Told after each batch how many of the missing ones are done.
    /// - Returns: How many decodes are new.
    /// - Throws: What a voice, a line, the recogniser or the bank throws.
    func decode(
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
        let started = Self.processorSeconds()
        // The line's noise is set against this level.
        let clip = RecognizerBench.utterance(of: speech.clip)
        let (condition, sounds) = lines[place]
        let codec = condition.codecs.contains(.gsmFullRate) ? try GSMLineCodec() : nil
        var line = try TelephoneLine(
            condition, key: Self.lineKey(of: key), sounds: sounds, gsmFullRate: codec)
        let heard = line.carry(clip: clip).samples
        let milliseconds = UInt32(clip.durationSeconds * 1000)
        func cost() -> UInt32 { UInt32(max(Self.processorSeconds() - started, 0) * 1e6) }
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

    /// Processor time of this thread.
    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
