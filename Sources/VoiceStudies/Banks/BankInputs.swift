public import CallerModel
import Conversations
public import DecodeBank
public import DialogueEngine
import DialogueModels
public import TwinPrimitives
import VoiceAgents
public import VoiceChannel
import VoiceLibraries

/// What a bank is built of: callers, a model, lines and a recogniser.
public struct BankInputs: Sendable {
    /// The dialogue, with its classifier.
    public let model: DialogueModel
    /// The callers.
    public let profile: CallerProfile
    /// The day of the calls.
    public let today: CivilDate
    /// Seed of callers, voices and lines.
    public let seed: UInt64
    /// The callers' voices.
    public let panel = VoicePanel.standard

    /// Reads callers and model.
    ///
    /// - Parameters:
    ///   - path: Callers file (YAML).
    ///   - today: The day of the calls.
    ///   - seed: Seed of callers, voices and lines.
    /// - Throws: `DialogueModelError` with what is wrong with a file.
    public init(callers path: String, today: CivilDate, seed: UInt64) throws {
        let file = try CallerFile(path: path)
        model = try DialogueModelFile(path: file.modelPath).trained()
        profile = try file.profile(for: model)
        self.today = today
        self.seed = seed
    }

    /// Random numbers of the calls.
    public var streams: RandomStreams { RandomStreams(seed: seed, replication: 0) }

    /// Where in a bank the callers' utterances over a line are.
    ///
    /// - Parameters:
    ///   - condition: Name of the line.
    ///   - draws: Channel draws that utterances are spread over, > 0.
    ///   - setup: What hears.
    /// - Returns: The address.
    public func address(condition: String, draws: UInt32, setup: RecogniserSetup) -> BankAddress {
        BankAddress(
            speakers: SpeakerPanel(panel).over(condition), draws: draws, recogniser: setup,
            state: { state($0) })
    }

    /// Name of the dialogue state in which a question is answered.
    public func state(_ question: Question?) -> String {
        ListeningState.name(for: question, in: model)
    }

    /// What the first callers say to the model when an ear hears them, call by call.
    func utterances(calls: Int, heardBy ear: any Ear) -> [HeardSpeech] {
        let noting = NotingEar(ear)
        let conversation = Conversation(
            reducer: DialogueReducer(model: model, streams: streams), profile: profile,
            ear: noting)
        return (0..<calls).flatMap { ordinal in
            let caller = CallerKey(
                contactType: ContactTypeID(0), ordinal: UInt32(truncatingIfNeeded: ordinal))
            _ = conversation.run(
                CallContext(caller: caller, today: today, minuteOfDay: CallerPopulation.minuteOfDay)
            )
            return noting.take()
        }
    }

    /// What the first callers say over a line when they are heard by a bank as far as it goes.
    ///
    /// - Parameters:
    ///   - calls: How many callers, from the first on.
    ///   - address: Where in the bank the line's decodes are.
    ///   - bank: The bank; what it lacks is heard without errors.
    /// - Returns: The utterances, call by call.
    /// - Throws: What reading the bank throws.
    func utterances(
        calls: Int, over address: BankAddress, of bank: UtteranceBank
    ) throws -> [HeardSpeech] {
        utterances(
            calls: calls,
            heardBy: try BankEar(bank: bank, address: address, fallback: PerfectEar()))
    }

    /// The keys of what the first callers say over lines, those of the same words together.
    ///
    /// - Parameters:
    ///   - calls: How many callers, from the first on.
    ///   - addresses: Where in the bank the lines' decodes are.
    ///   - bank: The bank; what it lacks is heard without errors.
    /// - Returns: The keys, each once.
    /// - Throws: What reading the bank throws.
    public func keys(
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
    public static func sorted(_ keys: Set<DecodeKey>) -> [DecodeKey] {
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
    /// Recognisers of a bank, with what names them; their score is calibrated line by line.
    ///
    /// - Parameter name: Name of the recogniser.
    /// - Returns: The recognisers, one of them loaded, and their setup in keys of decodes.
    /// - Throws: What is missing on this machine.
    public func bankPool(
        _ name: String
    ) throws -> (pool: RecognizerPool, setup: RecogniserSetup) {
        let pool = RecognizerPool { try raw(name, hearsPartials: false) }
        // Whatever is missing shows before the first decode.
        let first = try pool.lend()
        let options = "\(first.configuration) \(identity(of: name))"
        pool.giveBack(first)
        let files = try RecognizerFiles.prepare(language, cache: folders.languages)
        return (
            pool,
            RecogniserSetup(
                acousticModel: name, languageModelHash: files.digest, options: options)
        )
    }
}
