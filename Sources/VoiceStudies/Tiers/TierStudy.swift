import CallerModel
public import Conversations
import DecodeBank
import DialogueEngine
import DialogueModels
import Experiments
import TelephoneAudio
import TwinPrimitives
import VoiceAgents
import VoiceChannel

/// Holds the same calls at several fidelities.
public struct TierStudy: Sendable {
    /// What calls are held by.
    public enum Hearing: Hashable, Sendable {
        /// One of the fidelities.
        case fidelity(Fidelity)
        /// Sound tells when somebody speaks; of what was said every word is heard.
        case endpointing

        /// Name in reports.
        public var name: String {
            switch self {
            case .fidelity(let fidelity): fidelity.rawValue
            case .endpointing: "endpointing"
            }
        }
    }

    /// The calls of one fidelity, in order.
    public struct Held {
        /// What they were held by.
        public let hearing: Hearing
        /// The calls.
        public let records: [ConversationRecord]

        /// Stores calls.
        public init(hearing: Hearing, records: [ConversationRecord]) {
            self.hearing = hearing
            self.records = records
        }
    }

    private let build: BankBuild
    private let line: LineChoice
    private let file: CallerFile
    private let inputs: BankInputs

    /// Reads callers and model.
    ///
    /// - Parameter build: Callers, seed, number of calls and the one line, with what makes sound and hears it.
    /// - Throws: `DialogueModelError` with what is wrong with a file.
    public init(_ build: BankBuild) throws {
        precondition(build.lines.count == 1, "calls are held over one line")
        self.build = build
        line = build.lines[0]
        file = try CallerFile(path: build.callers)
        inputs = try BankInputs(
            callers: build.callers, today: BankDay.today, seed: build.seed)
    }

    /// Builds a bank of these very calls, or extends one that is of them.
    ///
    /// - Parameters:
    ///   - path: Where the bank is, or will be.
    ///   - progress: Told of each round and batch.
    /// - Returns: The bank, which lacks nothing of the calls.
    /// - Throws: As `BankBuild.run`: a bank of other calls, lines or recognisers is refused.
    public func closedBank(
        at path: String, progress: (_ round: Int, _ done: Int, _ of: Int) -> Void
    ) throws -> BankBuild.Built {
        try build.run(at: path, keepsRecognizer: true, progress: progress)
    }

    /// Holds the calls.
    ///
    /// - Parameters:
    ///   - hearing: What they are held by.
    ///   - channels: File of fitted channels, instead of the callers file's.
    ///   - bank: The bank of these very calls; see `closedBank(at:progress:)`.
    /// - Returns: The calls, in order.
    /// - Throws: What is missing or wrong; `VoiceStudyError.notClosed` when the bank lacked an utterance.
    public func hold(
        _ hearing: Hearing, channels: String?, bank: BankBuild.Built?
    ) throws -> Held {
        let (conversation, tier) = try conversation(hearing, channels: channels, bank: bank)
        let records = ParallelWork.results(build.calls, workers: build.workers) { ordinal in
            conversation.run(
                CallContext(
                    caller: CallerKey(
                        contactType: ContactTypeID(0),
                        ordinal: UInt32(truncatingIfNeeded: ordinal)),
                    today: inputs.today, minuteOfDay: CallerPopulation.minuteOfDay))
        }
        if let bank, let usage = tier?.usage, usage.misses > 0 {
            throw VoiceStudyError.notClosed(
                path: bank.bank.path, rounds: build.rounds, open: usage.misses,
                examples: usage.examples)
        }
        return Held(hearing: hearing, records: records)
    }

    private func conversation(
        _ hearing: Hearing, channels: String?, bank: BankBuild.Built?
    ) throws -> (Conversation, TierHearing?) {
        var options = Conversation.Options()
        switch hearing {
        case .fidelity(.text): return (conversation(PerfectEar(), inputs.model), nil)
        case .endpointing: options.hearsByEar = true
        case .fidelity(.audio): break
        case .fidelity(let fidelity):
            let tier = try tier(fidelity, channels: channels, bank: bank)
            // Only a bank of these very calls may lack nothing.
            return (conversation(tier.ear, tier.model), fidelity == .bank ? tier : nil)
        }
        let (provider, _) = try build.machine.provider(
            over: line, recognizer: build.recognizer, of: inputs.model, today: inputs.today)
        let conversation = Conversation(
            reducer: DialogueReducer(model: inputs.model, streams: inputs.streams),
            profile: inputs.profile,
            mouth: VoiceMouth(synthesizer: provider.synthesizer, voice: provider.promptVoice),
            line: provider, options: options)
        return (conversation, nil)
    }

    private func tier(
        _ fidelity: Fidelity, channels: String?, bank: BankBuild.Built?
    ) throws -> TierHearing {
        let condition = line.condition.name
        if fidelity == .bank, let bank {
            // Its own decodes and draws, whatever else the file holds.
            return try TierHearing(
                of: bank.bank, at: bank.addresses[0], condition: condition, model: inputs.model)
        }
        guard let tier = fidelity.tier, let path = channels ?? file.channelsPath else {
            throw VoiceStudyError.noChannels(
                fidelity: fidelity.rawValue, callers: build.callers)
        }
        return try TierHearing(
            tier, condition: condition, model: inputs.model,
            files: HearingFiles(channels: path, bank: nil))
    }

    private func conversation(_ ear: any Ear, _ model: DialogueModel) -> Conversation {
        Conversation(
            reducer: DialogueReducer(model: model, streams: inputs.streams),
            profile: inputs.profile, ear: ear)
    }
}
