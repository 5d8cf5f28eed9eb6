public import DecodeBank
import DialogueEngine
public import DialogueModels
import TelephoneAudio
import TwinPrimitives
import VoiceChannel

/// Builds or extends the bank of stated callers over lines, by the voices and recognisers of this machine.
public struct BankBuild: Sendable {
    /// Callers file (YAML).
    public var callers: String
    /// The lines.
    public var lines: [LineChoice]
    /// Callers whose calls are held, from the first on.
    public var calls = 100
    /// Channel draws that utterances are spread over, > 0.
    public var draws: UInt32 = 1
    /// Seed of callers, voices and lines.
    public var seed: UInt64 = 1
    /// Scenario (YAML) at whose anchors the same callers are held too; nil for none.
    public var anchors: String?
    /// Scenario (YAML) of whose populations all calls are held too; nil for none.
    public var scenario: String?
    /// Rounds after which it stops, at least 1.
    public var rounds = BankBuilding.mostRounds
    /// Decodes at one time, at least 1.
    public var workers = 1
    /// What makes sound and hears it.
    public var machine: MachineSound
    /// Name of the recogniser.
    public var recognizer: String
    /// Trained understanding that is kept; nil trains anew.
    public var classifiers: TrainedClassifiers?
    /// Processor time of the calling thread so far.
    private let processorSeconds: @Sendable () -> Double

    /// Stores what a bank is built of, the rest as it usually is.
    ///
    /// - Parameters:
    ///   - callers: Callers file (YAML).
    ///   - lines: The lines.
    ///   - machine: What makes sound and hears it.
    ///   - recognizer: Name of the recogniser.
    ///   - processorSeconds: Processor time of the calling thread so far.
    public init(
        callers: String, lines: [LineChoice], machine: MachineSound, recognizer: String,
        processorSeconds: @escaping @Sendable () -> Double
    ) {
        self.callers = callers
        self.lines = lines
        self.machine = machine
        self.recognizer = recognizer
        self.processorSeconds = processorSeconds
    }

    /// A bank that lacks nothing of its calls.
    public struct Built {
        /// The bank, open for writing.
        public let bank: UtteranceBank
        /// Where in it each line's decodes are, in the order of the lines.
        public let addresses: [BankAddress]
        /// Callers whose calls are in it over these lines: those of a larger bank, where it was one.
        public let calls: Int
        /// Decodes that are new.
        public let added: Int
    }

    /// Builds, or extends what is there.
    ///
    /// - Parameters:
    ///   - path: Where the bank is, or will be.
    ///   - keepsRecognizer: Whether a bank whose last decodes are another recogniser's is refused: whoever
    ///     hears by a bank hears by its last one. Draws are then those of the bank.
    ///   - progress: Told of each round and batch.
    /// - Returns: The bank.
    /// - Throws: `VoiceStudyError.otherBank` and its like where the bank is one of other calls, `.notClosed`
    ///   where calls still say what it lacks after all rounds; what is missing on this machine.
    public func run(
        at path: String, keepsRecognizer: Bool = false,
        progress: (_ round: Int, _ done: Int, _ of: Int) -> Void
    ) throws -> Built {
        let synthesizer = machine.synthesizer
        let sounding = try lines.map { line in
            let sounds = try line.sounds(presets: machine.recordings, synthesizer: synthesizer)
            try line.check(sounds)
            return (condition: line.condition, sounds: sounds)
        }
        let inputs = try BankInputs(callers: callers, today: BankDay.today, seed: seed)
        let source = try machine.source(of: inputs.model, today: inputs.today)
        let (recognizers, setup) = try source.bankPool(recognizer)
        // Said first, so that a build that is stopped has said what it was for.
        let (bank, claimed) = try BankClaim(
            description: BankDescription(
                callers: callers, calls: calls, seed: seed, day: inputs.today.description,
                draws: keepsRecognizer ? 0 : draws),
            panel: SpeakerPanel(inputs.panel),
            lines: sounding.map {
                (name: $0.condition.name, content: $0.condition.content(with: $0.sounds))
            },
            recogniser: setup, keepsRecogniser: keepsRecognizer
        ).opened(at: path)
        let building = BankBuilding(
            bank: bank, synthesizer: synthesizer, recognizers: recognizers,
            calibration: { source.calibrations.calibration(of: recognizer, on: $0) },
            acknowledgements: source.acknowledged(in: inputs.model), lines: sounding,
            workers: workers, processorSeconds: processorSeconds)
        let addresses = sounding.map {
            inputs.address(condition: $0.condition.name, draws: claimed.draws, setup: setup)
        }
        let anchored = try anchors.map {
            try AnchorCalls(scenario: $0, inputs: inputs, classifiers: classifiers)
        }
        let drawn = try scenario.map {
            try PopulationCalls(scenario: $0, classifiers: classifiers)
        }
        let added = try building.close(rounds: rounds) {
            var keys = Set(try inputs.keys(calls: claimed.calls, over: addresses, of: bank))
            try anchored?.insertKeys(
                into: &keys, calls: claimed.calls, over: addresses, of: bank)
            try drawn?.insertKeys(into: &keys, over: addresses, of: bank)
            return BankInputs.sorted(keys)
        } progress: { round, done, all in
            progress(round, done, all)
        }
        return Built(bank: bank, addresses: addresses, calls: claimed.calls, added: added)
    }
}
