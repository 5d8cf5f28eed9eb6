import CallerModel
import ContactCenter
import Conversations
import DecodeBank
import DialogueEngine
import DialogueModels
import Scenarios
import Synchronization
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// A bank of decodes that covers a scenario's first replication, for the cost of the bank tier.
///
/// Real decodes of a day would take a recogniser days. These are drawn from the channel of words that
/// was fitted to real ones: what they cost is what real ones would cost, what they say is no truth.
enum StandInBank {
    private static let callers = "models/callers/bank.yaml"
    private static let path = "voiceAgents.voice.fidelity"

    /// Writes a bank.
    ///
    /// - Parameters:
    ///   - bank: Where; nothing may be there.
    ///   - scenario: A scenario whose first pool has conversations of the bank model.
    /// - Returns: Number of decodes.
    /// - Throws: What reading the scenario, running it or writing the bank throws.
    static func write(_ bank: String, covering scenario: String) throws -> Int {
        let words = try Scenario(path: scenario).varying(path: path, to: "channel-words")
        var configuration = TwinConfiguration(
            center: words.center, voicePools: words.voicePools, description: words.description)
        guard case .conversation(let tier) = configuration.voicePools[0].tier else {
            throw BenchError.usage("\(scenario): the first pool has no conversations")
        }
        let condition = words.writtenValues.first { $0.path == "voiceAgents.voice.line" }?.value
        let channels = try FittedChannels(
            path: try CallerFile(path: callers).channelsPath ?? "")
        guard let panel = channels.provenance[SpeakerPanel.fact],
            let speakers = SpeakerPanel(text: panel)
        else { throw BenchError.usage("\(callers): its channels name no voices") }
        let model = tier.conversation.reducer.model
        let address = BankAddress(
            speakers: speakers.over(condition ?? "clean"), draws: 1,
            recogniser: RecogniserSetup(
                acousticModel: "channel of words", languageModelHash: "none", options: "none"),
            state: { ListeningState.name(for: $0, in: model) })
        let ear = RecordingEar(address: address, words: tier.conversation.ear)
        configuration.voicePools[0].tier = .conversation(tier.hearing(by: ear))
        var simulation = try CenterSimulation(
            configuration, seed: words.seed, replication: 0, receivers: [])
        try simulation.runToEnd()
        let made = try UtteranceBank.create(
            path: bank, provenance: [UtteranceBank.ProvenanceItem(SpeakerPanel.fact, panel)])
        return try made.put(ear.records)
    }
}

extension ConversationTier {
    /// The same sessions heard by another ear.
    fileprivate func hearing(by ear: any Ear) -> ConversationTier {
        let known = conversation
        return ConversationTier(
            conversation: Conversation(
                reducer: known.reducer, profile: known.profile, ear: ear, mouth: known.mouth,
                latency: known.latency, world: known.world, options: known.options),
            firstDay: firstDay, fingerprint: fingerprint + " recorded")
    }
}

/// Hears each key as it was heard the first time, as a bank does.
private final class RecordingEar: Ear {
    private let address: BankAddress
    private let words: any Ear
    private let heard = Mutex<[DecodeKey: [Hypothesis]]>([:])

    init(address: BankAddress, words: any Ear) {
        self.address = address
        self.words = words
    }

    func hear(_ speech: HeardSpeech, streams: RandomStreams) -> EarReading {
        guard !speech.text.isEmpty else { return EarReading(.hypotheses([])) }
        let key = address.key(of: speech, streams: streams)
        if let known = heard.withLock({ $0[key] }) { return EarReading(.hypotheses(known)) }
        let reading = words.hear(speech, streams: streams)
        guard case .hypotheses(let hypotheses) = reading.content else { return reading }
        heard.withLock { $0[key] = hypotheses }
        return reading
    }

    func hearBeginning(_ speech: HeardSpeech, streams: RandomStreams) -> String { speech.text }

    /// What was heard, in the order of the words.
    var records: [BankRecord] {
        heard.withLock { heard in
            heard.sorted {
                ($0.key.text, $0.key.state, $0.key.speaker.voice.identity)
                    < ($1.key.text, $1.key.state, $1.key.speaker.voice.identity)
            }.map { key, hypotheses in
                BankRecord(
                    key: key,
                    entry: DecodeEntry(
                        hypotheses: hypotheses, soundMilliseconds: 0, costMicroseconds: 0))
            }
        }
    }
}
