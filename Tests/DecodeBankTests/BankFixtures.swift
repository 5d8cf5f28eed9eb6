import DecodeBank
import DialogueEngine
import Foundation
import TwinPrimitives

/// Records and files for tests of banks.
enum BankFixtures {
    static let setup = RecogniserSetup(
        acousticModel: "acoustic", languageModelHash: "0f", options: "beam=1")

    static func speaker(
        _ name: String = "slt", condition: String = "clean", voiceClass: String = "plain",
        rate: Double = 1
    ) -> Speaker {
        Speaker(
            voice: SpeakingVoice(engine: "flite", name: name, rate: rate), voiceClass: voiceClass,
            condition: condition)
    }

    static func key(
        _ text: String, _ speaker: Speaker = speaker(), draw: UInt32 = 0, state: String = "wish"
    ) -> DecodeKey {
        DecodeKey(
            text: text, speaker: speaker, channelDraw: draw, recogniser: setup, state: state)
    }

    /// An entry with one reading, and its words 100 ms apart.
    static func entry(_ text: String, confidence: Double = 0.9) -> DecodeEntry {
        var words: [DecodedWord] = []
        for (place, word) in text.split(separator: " ").enumerated() {
            let start = UInt32(place * 100)
            words.append(
                DecodedWord(
                    text: String(word), posterior: Score(confidence), startMilliseconds: start,
                    endMilliseconds: start + 90))
        }
        return DecodeEntry(
            hypotheses: text.isEmpty ? [] : [Hypothesis(text: text, confidence: Score(confidence))],
            words: words, soundMilliseconds: UInt32(words.count * 100), costMicroseconds: 4000)
    }

    /// Records that differ in everything a record has, drawn from a seed.
    static func records(_ count: Int, seed: UInt64 = 1) -> [BankRecord] {
        let streams = RandomStreams(seed: seed, replication: 0)
        let vocabulary = WordErrorVocabulary.words
        return (0..<count).map { index in
            func draw(_ place: UInt32, below limit: Int) -> Int {
                let caller = CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(index))
                return Int(streams.uniform(.testing, caller, draw: place) * Double(limit))
            }
            let words = (0..<1 + draw(0, below: 9)).map {
                vocabulary[draw(UInt32($0) + 1, below: vocabulary.count)]
            }
            let text = words.joined(separator: " ")
            var entry = entry(text, confidence: Double(draw(20, below: 1000)) / 1000)
            for place in 0..<draw(21, below: 4) {
                entry.hypotheses.append(
                    Hypothesis(
                        text: (words + [vocabulary[place]]).joined(separator: " "),
                        confidence: Score(0.1)))
            }
            entry.costMicroseconds = UInt32(draw(22, below: 1_000_000))
            let speaker = speaker(
                ["slt", "rms", "awb"][draw(23, below: 3)],
                condition: ["clean", "babble-10"][draw(24, below: 2)],
                rate: draw(25, below: 2) == 0 ? 1 : 1.15)
            return BankRecord(
                key: key(
                    text + " \(index)", speaker, draw: UInt32(draw(26, below: 5)),
                    state: ["wish", "amount"][draw(27, below: 2)]),
                entry: entry)
        }
    }

    /// Runs a body with the path of a file that is not there, in a folder that is removed after it.
    static func withPath(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "decode-bank-" + ProcessInfo.processInfo.globallyUniqueString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.appendingPathComponent("bank.sqlite").path)
    }
}

/// Words that records are made of.
enum WordErrorVocabulary {
    static let words = [
        "i", "want", "to", "pay", "my", "bill", "account", "number", "four", "five", "two", "one",
        "please", "check", "the", "balance", "of", "card", "stolen", "transfer",
    ]
}
