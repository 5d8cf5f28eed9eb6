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

/// Holds the same calls at several fidelities.
struct TierStudy {
    /// What calls are held by.
    enum Hearing: Hashable {
        case fidelity(Fidelity)
        /// Sound tells when somebody speaks; of what was said every word is heard.
        case endpointing

        var name: String {
            switch self {
            case .fidelity(let fidelity): fidelity.rawValue
            case .endpointing: "endpointing"
            }
        }
    }

    /// The calls of one fidelity, in order.
    struct Held {
        let hearing: Hearing
        let records: [ConversationRecord]
    }

    let callers: String
    let line: LineChoice
    let seed: UInt64
    let calls: Int
    let workers: Int
    let sound: MachineSound
    let recognizer: String

    private let file: CallerFile
    private let inputs: BankInputs

    /// Reads callers and model.
    init(
        callers: String, line: LineChoice, seed: UInt64, calls: Int, workers: Int,
        sound: MachineSound, recognizer: String
    ) throws {
        self.callers = callers
        self.line = line
        self.seed = seed
        self.calls = calls
        self.workers = workers
        self.sound = sound
        self.recognizer = recognizer
        file = try CallerFile(path: callers)
        inputs = try BankInputs(callers: callers, today: BankDay.today, seed: seed)
    }

    /// Minute of the day at which each call begins: 10:00.
    private static let minuteOfDay = 600

    private var condition: String { line.condition.name }

    /// Holds the calls.
    ///
    /// - Parameters:
    ///   - hearing: What they are held by.
    ///   - channels: File of fitted channels, instead of the callers file's.
    ///   - bank: Bank of these very calls; see `closeBank(at:progress:)`.
    /// - Returns: The calls, in order.
    /// - Throws: What is missing or wrong.
    func hold(_ hearing: Hearing, channels: String?, bank: String?) throws -> Held {
        let conversation = try conversation(hearing, channels: channels, bank: bank)
        let records = ParallelWork.results(calls, workers: workers) { ordinal in
            conversation.run(
                CallContext(
                    caller: CallerKey(
                        contactType: ContactTypeID(0),
                        ordinal: UInt32(truncatingIfNeeded: ordinal)),
                    today: inputs.today, minuteOfDay: Self.minuteOfDay))
        }
        return Held(hearing: hearing, records: records)
    }

    private func conversation(
        _ hearing: Hearing, channels: String?, bank: String?
    ) throws -> Conversation {
        var options = Conversation.Options()
        switch hearing {
        case .fidelity(.text): return conversation(PerfectEar(), inputs.model)
        case .endpointing: options.hearsByEar = true
        case .fidelity(.audio): break
        case .fidelity(let fidelity):
            guard let tier = fidelity.tier, let path = channels ?? file.channelsPath else {
                throw CommandFailure(
                    .usage,
                    "--fidelities \(fidelity.rawValue) needs --channels: "
                        + "the file has none under 'hearing'", at: callers)
            }
            let hearing = try TierHearing(
                tier, condition: condition, model: inputs.model,
                files: HearingFiles(channels: path, bank: tier == .bank ? bank : nil))
            return conversation(hearing.ear, hearing.model)
        }
        let (provider, _) = try sound.provider(
            over: line, recognizer: recognizer, of: inputs.model, today: inputs.today)
        return Conversation(
            reducer: DialogueReducer(model: inputs.model, streams: inputs.streams),
            profile: inputs.profile,
            mouth: VoiceMouth(synthesizer: provider.synthesizer, voice: provider.promptVoice),
            line: provider, options: options)
    }

    private func conversation(_ ear: any Ear, _ model: DialogueModel) -> Conversation {
        Conversation(
            reducer: DialogueReducer(model: model, streams: inputs.streams),
            profile: inputs.profile, ear: ear)
    }

    /// Builds a bank of these very calls, or extends one.
    ///
    /// - Parameters:
    ///   - path: Where the bank is, or will be.
    ///   - progress: Told of each round and batch.
    /// - Throws: What building a bank throws.
    func closeBank(
        at path: String, progress: (_ round: Int, _ done: Int, _ of: Int) -> Void
    ) throws {
        let synthesizer = BankDay.synthesizer(
            VoiceFolders(environment: ProcessInfo.processInfo.environment))
        let sounds = try line.sounds(presets: sound.recordings, synthesizer: synthesizer)
        let source = try RecognizerSource(
            of: inputs.model, today: inputs.today, folder: sound.hearing,
            background: sound.background)
        let (recognizers, setup) = try source.bankPool(recognizer)
        let bank =
            FileManager.default.fileExists(atPath: path)
            ? try UtteranceBank.open(path: path, for: .writing)
            : try UtteranceBank.create(path: path)
        try bank.note(
            BankDescription(
                callers: callers, calls: calls, seed: seed, day: inputs.today.description,
                draws: 1
            ).facts + [.init(SpeakerPanel.fact, SpeakerPanel(inputs.panel).text)])
        let building = BankBuilding(
            bank: bank, synthesizer: synthesizer, recognizers: recognizers,
            calibration: { source.calibrations.calibration(of: recognizer, on: $0) },
            acknowledgements: source.acknowledged(in: inputs.model),
            lines: [(line.condition, sounds)], workers: workers)
        let address = inputs.address(condition: condition, draws: 1, setup: setup)
        _ = try building.close(
            { try inputs.keys(calls: calls, over: [address], of: bank) }, progress: progress)
    }
}
