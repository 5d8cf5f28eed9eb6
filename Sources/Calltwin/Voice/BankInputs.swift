import CallerModel
import Conversations
import DecodeBank
import DialogueEngine
import DialogueModels
import Foundation
import TelephoneAudio
import TwinPrimitives
import VoiceChannel
import VoiceLibraries

/// What a bank is built of: callers, a model, lines and a recogniser.
struct BankInputs {
    let model: DialogueModel
    let profile: CallerProfile
    let today: CivilDate
    let seed: UInt64
    let panel = VoicePanel.standard

    init(callers path: String, today: CivilDate, seed: UInt64) throws {
        let file = try CallerFile(path: path)
        model = try DialogueModelFile(path: file.modelPath).trained()
        profile = try file.profile(for: model)
        self.today = today
        self.seed = seed
    }

    var streams: RandomStreams { RandomStreams(seed: seed, replication: 0) }

    /// Where in a bank the callers' utterances over a line are.
    func address(condition: String, draws: UInt32, setup: RecogniserSetup) -> BankAddress {
        BankAddress(
            speakers: SpeakerPanel(panel).over(condition), draws: draws, recogniser: setup,
            state: { state($0) })
    }

    /// Name of the dialogue state in which a question is answered.
    func state(_ question: Question?) -> String { ListeningState.name(for: question, in: model) }

    /// What the first callers say to the model when an ear hears them, call by call.
    func utterances(calls: Int, heardBy ear: any Ear) -> [HeardSpeech] {
        let noting = NotingEar(ear)
        let conversation = Conversation(
            reducer: DialogueReducer(model: model, streams: streams), profile: profile,
            ear: noting)
        return (0..<calls).flatMap { ordinal in
            let caller = CallerKey(
                contactType: ContactTypeID(0), ordinal: UInt32(truncatingIfNeeded: ordinal))
            _ = conversation.run(CallContext(caller: caller, today: today, minuteOfDay: 600))
            return noting.take()
        }
    }

    /// What the first callers say over a line when they are heard by a bank as far as it goes.
    func utterances(
        calls: Int, over address: BankAddress, of bank: UtteranceBank
    ) throws -> [HeardSpeech] {
        utterances(
            calls: calls,
            heardBy: try BankEar(bank: bank, address: address, fallback: PerfectEar()))
    }

    /// The keys of what the first callers say over lines, those of the same words together.
    func keys(
        calls: Int, over addresses: [BankAddress], of bank: UtteranceBank
    ) throws -> [DecodeKey] {
        var keys: Set<DecodeKey> = []
        for address in addresses {
            for speech in try utterances(calls: calls, over: address, of: bank) {
                keys.insert(address.key(of: speech, streams: streams))
            }
        }
        return Self.sorted(keys)
    }

    /// Keys in a fixed order, those of the same words together.
    static func sorted(_ keys: Set<DecodeKey>) -> [DecodeKey] {
        keys.sorted {
            let (left, right) = ($0.speaker, $1.speaker)
            return (
                $0.text, $0.state, left.voice.identity, left.voice.rate, left.condition,
                $0.channelDraw
            )
                < (
                    $1.text, $1.state, right.voice.identity, right.voice.rate, right.condition,
                    $1.channelDraw
                )
        }
    }
}

extension RecognizerSource {
    /// What tells acknowledgements into prompts, and what a voice agent of a model reads them as.
    func acknowledged(
        in model: DialogueModel
    ) -> (network: AcknowledgementNetwork, text: String) {
        (acknowledgements, model.timing.acknowledgements.first ?? "")
    }

    /// What readings depend on beside sound and the recogniser.
    var identity: String {
        "calibrations \(calibrations.digest) acknowledgements \(acknowledgements.digest)"
    }

    /// Recognisers of a bank, with what names them; their score is calibrated line by line.
    func bankPool(_ name: String) throws -> (pool: RecognizerPool, setup: RecogniserSetup) {
        let pool = RecognizerPool { try raw(name, hearsPartials: false) }
        // Whatever is missing shows before the first decode.
        let first = try pool.lend()
        let options = "\(first.configuration) \(identity)"
        pool.giveBack(first)
        let files = try RecognizerFiles.prepare(language, cache: folders.languages)
        return (
            pool,
            RecogniserSetup(
                acousticModel: name, languageModelHash: files.digest, options: options)
        )
    }
}
