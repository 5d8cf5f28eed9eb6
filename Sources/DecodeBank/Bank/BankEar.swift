public import Conversations
public import DialogueEngine
import Synchronization
public import TwinPrimitives

/// Hears what a recogniser really made of the same words in the same voice over the same line.
///
/// The channel draw is keyed by the caller, the attempt and the utterance; decodes are remembered, so
/// each is read from the file once. Utterances that the bank does not have are counted, and heard by
/// another ear.
public final class BankEar: Ear {
    /// What a bank is asked for, beside words and speaker.
    public struct Configuration: Sendable {
        /// Channel draws of each utterance in the bank, > 0.
        public var draws: UInt32
        /// The recogniser of each dialogue state.
        public var recogniser: @Sendable (_ state: String) -> RecogniserSetup
        /// Name of the dialogue state in which a question is answered.
        public var state: @Sendable (Question?) -> String

        /// Stores a configuration.
        public init(
            draws: UInt32, recogniser: @escaping @Sendable (_ state: String) -> RecogniserSetup,
            state: @escaping @Sendable (Question?) -> String
        ) {
            precondition(draws > 0, "a bank has at least one draw of the channel")
            self.draws = draws
            self.recogniser = recogniser
            self.state = state
        }
    }

    /// Lookups so far.
    public struct Usage: Equatable, Sendable {
        /// Utterances that were looked up.
        public var lookups = 0
        /// Those that the bank did not have.
        public var misses = 0
        /// The first few of their texts in the order of the alphabet.
        public var examples: [String] = []
        /// Why the bank could not be read, the first time that it could not.
        public var failure: DecodeBankError?
    }

    /// Share of misses above which a run says nothing about the bank.
    public static let missLimit = 0.01
    private static let exampleLimit = 3

    private struct Place: Hashable {
        var text: String
        var speaker: Int
        var draw: UInt32
        var state: String
    }

    private struct Memory {
        var decodes: [Place: DecodeEntry?] = [:]
        var usage = Usage()
    }

    private let bank: UtteranceBank
    private let speakers: any SpeakerSource
    private let configuration: Configuration
    private let fallback: any Ear
    private let memory = Mutex(Memory())

    /// Makes an ear.
    ///
    /// - Parameters:
    ///   - bank: Where decodes are.
    ///   - speakers: Who speaks.
    ///   - configuration: What the bank is asked for.
    ///   - fallback: Hears what the bank does not have, and the beginnings of utterances.
    public init(
        bank: UtteranceBank, speakers: any SpeakerSource, configuration: Configuration,
        fallback: any Ear
    ) {
        self.bank = bank
        self.speakers = speakers
        self.configuration = configuration
        self.fallback = fallback
    }

    /// The readings of a real decode.
    public func hear(_ speech: HeardSpeech, streams: RandomStreams) -> EarReading {
        guard !speech.text.isEmpty else { return EarReading(.hypotheses([])) }
        guard let entry = decode(speech, streams) else {
            return fallback.hear(speech, streams: streams)
        }
        return EarReading(.hypotheses(entry.hypotheses))
    }

    /// What the other ear hears: a bank knows only whole utterances.
    public func hearBeginning(_ speech: HeardSpeech, streams: RandomStreams) -> String {
        fallback.hearBeginning(speech, streams: streams)
    }

    /// Lookups so far.
    public var usage: Usage { memory.withLock { $0.usage } }

    /// Refuses a run that the bank does not cover.
    ///
    /// - Throws: `DecodeBankError.tooManyMisses` with examples when more than 1 % of the lookups failed,
    ///   or why the bank could not be read.
    public func checkCoverage() throws(DecodeBankError) {
        let usage = usage
        if let failure = usage.failure { throw failure }
        guard Double(usage.misses) > Self.missLimit * Double(usage.lookups) else { return }
        throw .tooManyMisses(
            path: bank.path, misses: usage.misses, lookups: usage.lookups, examples: usage.examples)
    }

    /// The key under which an utterance is looked up.
    ///
    /// - Parameters:
    ///   - speech: The utterance.
    ///   - streams: Random numbers of the run.
    /// - Returns: What a bank must hold to serve it.
    public func key(of speech: HeardSpeech, streams: RandomStreams) -> DecodeKey {
        key(of: place(of: speech, streams))
    }

    private func place(of speech: HeardSpeech, _ streams: RandomStreams) -> Place {
        let draw = streams.uniform(
            .lineNoise, speech.caller, attempt: speech.attempt, turn: speech.utterance)
        return Place(
            text: speech.text,
            speaker: speakers.speakerIndex(
                of: speech.caller, attempt: speech.attempt, streams: streams),
            draw: min(UInt32(draw * Double(configuration.draws)), configuration.draws - 1),
            state: configuration.state(speech.question))
    }

    private func key(of place: Place) -> DecodeKey {
        DecodeKey(
            text: place.text, speaker: speakers.speakers[place.speaker], channelDraw: place.draw,
            recogniser: configuration.recogniser(place.state), state: place.state)
    }

    private func decode(_ speech: HeardSpeech, _ streams: RandomStreams) -> DecodeEntry? {
        let place = place(of: speech, streams)
        if let known = memory.withLock({ $0.decodes[place] }) {
            return count(known, of: place)
        }
        let found: Result<DecodeEntry?, DecodeBankError>
        do throws(DecodeBankError) {
            found = .success(try bank.entry(for: key(of: place)))
        } catch {
            found = .failure(error)
        }
        switch found {
        case .success(let entry):
            memory.withLock { $0.decodes[place] = .some(entry) }
            return count(entry, of: place)
        case .failure(let failure):
            memory.withLock { $0.usage.failure = $0.usage.failure ?? failure }
            return count(nil, of: place)
        }
    }

    private func count(_ entry: DecodeEntry?, of place: Place) -> DecodeEntry? {
        memory.withLock { memory in
            memory.usage.lookups += 1
            guard entry == nil else { return }
            memory.usage.misses += 1
            guard !memory.usage.examples.contains(place.text) else { return }
            // The least texts, so that the order of workers does not reach the message.
            memory.usage.examples.append(place.text)
            memory.usage.examples.sort()
            if memory.usage.examples.count > Self.exampleLimit {
                memory.usage.examples.removeLast()
            }
        }
        return entry
    }
}
