public import Conversations
import DialogueEngine
import Synchronization
public import TwinPrimitives

/// Hears what a recogniser really made of the same words in the same voice over the same line.
///
/// All decodes of the speakers' conditions are read when the ear is made, so that calls read no file.
/// Utterances that the bank does not have are counted, and heard by another ear. Of the beginnings of
/// utterances all words are heard: a bank knows only whole ones, and they only tell how much was said.
public final class BankEar: Ear {
    /// Lookups so far.
    public struct Usage: Equatable, Sendable {
        /// Utterances that were looked up.
        public var lookups = 0
        /// Those that the bank did not have.
        public var misses = 0
        /// The first few of their texts in the order of the alphabet.
        public var examples: [String] = []

        /// Share of misses; 0 without lookups.
        public var missRate: Double { lookups > 0 ? Double(misses) / Double(lookups) : 0 }
    }

    /// Share of misses above which a run says nothing about the bank.
    public static let missLimit = 0.01
    private static let exampleLimit = 3

    private let path: String
    private let address: BankAddress
    private let decodes: [BankAddress.Place: [Hypothesis]]
    private let fallback: any Ear
    private let counted = Mutex(Usage())

    /// Makes an ear of a bank.
    ///
    /// - Parameters:
    ///   - bank: Where decodes are.
    ///   - address: Where in it they are.
    ///   - fallback: Hears what the bank does not have.
    /// - Throws: What reading the bank throws.
    public convenience init(
        bank: UtteranceBank, address: BankAddress, fallback: any Ear
    ) throws(DecodeBankError) {
        var records: [BankRecord] = []
        for condition in Set(address.speakers.speakers.map(\.condition)).sorted() {
            records += try bank.records(condition: condition)
        }
        self.init(records: records, path: bank.path, address: address, fallback: fallback)
    }

    /// Makes an ear of decodes; those that no speaker of the address can need are left out.
    init(
        records: [BankRecord], path: String, address: BankAddress, fallback: any Ear
    ) {
        var numbers: [Speaker: Int] = [:]
        for (number, speaker) in address.speakers.speakers.enumerated() {
            numbers[speaker] = number
        }
        var decodes: [BankAddress.Place: [Hypothesis]] = [:]
        for record in records {
            let key = record.key
            guard key.recogniser == address.recogniser, let speaker = numbers[key.speaker] else {
                continue
            }
            decodes[
                BankAddress.Place(
                    text: key.text, speaker: speaker, draw: key.channelDraw, state: key.state)] =
                record.entry.hypotheses
        }
        self.decodes = decodes
        self.path = path
        self.address = address
        self.fallback = fallback
    }

    /// The readings of a real decode.
    public func hear(_ speech: HeardSpeech, streams: RandomStreams) -> EarReading {
        guard !speech.text.isEmpty else { return EarReading(.hypotheses([])) }
        var place = address.place(of: speech, streams)
        if let known = decodes[place] {
            counted.withLock { $0.lookups += 1 }
            return EarReading(.hypotheses(known))
        }
        // Keys have texts in one form; most callers' words are in it already.
        place.text = Words(speech.text).text
        if let known = decodes[place] {
            counted.withLock { $0.lookups += 1 }
            return EarReading(.hypotheses(known))
        }
        // A bank that was built before speech into prompts stood apart has it among the rest.
        place.state = ListeningState.parts(of: place.state).language
        if speech.isIntoPrompt, let known = decodes[place] {
            counted.withLock { $0.lookups += 1 }
            return EarReading(.hypotheses(known))
        }
        countMiss(of: place.text)
        return fallback.hear(speech, streams: streams)
    }

    /// The words so far.
    public func hearBeginning(_ speech: HeardSpeech, streams: RandomStreams) -> String {
        speech.text
    }

    /// What a bank has is looked up; chance is left to what serves what it has not.
    public var hearsByChance: Bool { false }

    /// The voice of the speaker that the caller is.
    public func voice(
        of caller: CallerKey, attempt: UInt16, streams: RandomStreams
    ) -> String? {
        address.speakers.voiceName(of: caller, attempt: attempt, streams: streams)
    }

    /// Lookups so far.
    public var usage: Usage { counted.withLock { $0 } }

    /// Refuses a run that the bank does not cover.
    ///
    /// - Throws: `DecodeBankError.tooManyMisses` with examples when more than 1 % of the lookups failed.
    public func checkCoverage() throws(DecodeBankError) {
        let usage = usage
        guard usage.missRate > Self.missLimit else { return }
        throw .tooManyMisses(
            path: path, misses: usage.misses, lookups: usage.lookups, examples: usage.examples)
    }

    private func countMiss(of text: String) {
        counted.withLock { usage in
            usage.lookups += 1
            usage.misses += 1
            guard !usage.examples.contains(text) else { return }
            // The least texts, so that the order of workers does not reach the message.
            usage.examples.append(text)
            usage.examples.sort()
            if usage.examples.count > Self.exampleLimit { usage.examples.removeLast() }
        }
    }
}
