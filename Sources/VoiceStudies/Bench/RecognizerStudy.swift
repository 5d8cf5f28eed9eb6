public import DialogueEngine
import TelephoneAudio
public import TwinPrimitives
public import VoiceChannel

/// Judges recognisers over lines by utterances whose meaning is known, and calibrates their confidence.
public struct RecognizerStudy {
    private let machine: MachineSound
    private let synthesizer: any SpeechSynthesizer
    private let model: DialogueModel
    private let today: CivilDate
    private let names: [String]
    private let source: RecognizerSource
    private let recognizers: [any Recognizer]
    private let processorSeconds: () -> Double

    /// What is told of `both` where all three are asked for: both are joined of the others' readings, so that no
    /// sound is decoded twice.
    private static let joining = ["pocketsphinx", "moonshine", "both"]

    /// Loads recognisers.
    ///
    /// - Parameters:
    ///   - names: Names of recognisers.
    ///   - model: A model with its classifier, whose language is expected.
    ///   - today: Day of the calls, which dates are relative to.
    ///   - machine: What makes sound and hears it.
    ///   - hearsPartials: Whether words so far are read, too.
    ///   - processorSeconds: Processor time of the process so far.
    /// - Throws: What is missing on this machine.
    public init(
        _ names: [String], of model: DialogueModel, today: CivilDate, machine: MachineSound,
        hearsPartials: Bool, processorSeconds: @escaping () -> Double
    ) throws {
        self.machine = machine
        synthesizer = machine.synthesizer
        self.model = model
        self.today = today
        self.names = names
        self.processorSeconds = processorSeconds
        let source = try machine.source(of: model, today: today)
        recognizers = try (names == Self.joining ? Array(names.prefix(2)) : names).map {
            try source.raw($0, hearsPartials: hearsPartials)
        }
        self.source = source
    }

    /// States whose language the recognisers know.
    public var states: [String] { source.language.states.map(\.name) }

    /// Calibrations as they were before.
    public var calibrations: CalibrationTable { source.calibrations }

    /// What was understood of the texts themselves: no recogniser betters that.
    public func understandTexts(_ utterances: [TestUtterance]) -> RecognitionScore {
        bench(LineSounds()).understandTexts(utterances)
    }

    private func bench(_ sounds: LineSounds) -> RecognizerBench {
        RecognizerBench(
            judge: UtteranceJudge(model: model, today: today), synthesizer: synthesizer,
            sounds: sounds, gsmFullRate: { try GSMLineCodec() },
            processorSeconds: processorSeconds)
    }

    /// What each recogniser made of utterances over a line; what is kept is not measured again.
    ///
    /// - Parameters:
    ///   - file: What is said.
    ///   - line: The line.
    ///   - results: What was measured before; new results are kept in it at once.
    /// - Returns: An outcome for each recogniser, in the order of their names; whether anything was measured.
    /// - Throws: What is missing on this machine; what the file of results refuses.
    public func outcomes(
        of file: UtteranceFile, over line: BenchLine, _ results: inout BenchResults
    ) throws -> (outcomes: [RecognizerBench.Outcome], isNew: Bool) {
        let configurations = recognizers.map(\.configuration)
        let sounds = try line.choice.sounds(
            presets: machine.recordings, synthesizer: synthesizer)
        let content = "\(line.name) \(line.condition.content(with: sounds))"
        let keys = names.enumerated().map { place, name in
            BenchResults.Key(
                recognizer: name,
                configuration: place < configurations.count
                    ? configurations[place] : configurations.joined(separator: "; "),
                judge: String(model.digest, radix: 16) + " \(today)", line: content,
                utterances: file.digest)
        }
        let before = keys.compactMap { results[$0] }
        guard before.count < keys.count else {
            return (before.map(RecognizerBench.Outcome.init), false)
        }
        let said =
            line.onlyDigits ? file.utterances.compactMap(\.bareDigits) : file.utterances
        let trials = try bench(sounds).run(
            said, recognizers, condition: line.condition, voices: line.voices,
            joinsFirstTwo: recognizers.count < names.count)
        for (key, trials) in zip(keys, trials) { try results.keep(trials, for: key) }
        return (trials.map(RecognizerBench.Outcome.init), true)
    }
}

/// What a bench found of one recogniser: each line, and each class of lines with its calibration.
public struct RecognizerReport: Sendable {
    /// One line.
    public struct Row: Sendable {
        /// The line.
        public let line: BenchLine
        /// What became of the test utterances.
        public let judged: RecognizerBench.Outcome
        /// Calibration error of the confidences, calibrated.
        public let calibratedError: Double
    }

    /// One class of lines.
    public struct Group: Sendable {
        /// The class.
        public let kind: ConditionClass
        /// Calibration error of the confidences, calibrated.
        public let calibratedError: Double
        /// Right ones by score, not calibrated.
        public let bins: [ConfidenceCase.Bin]
    }

    /// Lines in their order.
    public let rows: [Row]
    /// Classes that have lines.
    public let groups: [Group]

    /// Calibrates on what was tuned, and judges the rest by it.
    ///
    /// - Parameters:
    ///   - name: The recogniser.
    ///   - measured: For each line what became of the tuning set's utterances, and of the test's.
    ///   - table: Calibrations; those of the recogniser become what the tuning set gives.
    public init(
        _ name: String,
        _ measured: [(
            line: BenchLine, tuned: RecognizerBench.Outcome, judged: RecognizerBench.Outcome
        )],
        into table: inout CalibrationTable
    ) {
        var tuned: [ConditionClass: [ConfidenceCase]] = [:]
        var judged: [ConditionClass: [ConfidenceCase]] = [:]
        for part in measured where part.line.calibrates {
            let kind = ConditionClass(part.line.condition)
            tuned[kind, default: []] += part.tuned.score.confidences
            judged[kind, default: []] += part.judged.score.confidences
        }
        for kind in ConditionClass.allCases {
            guard let cases = tuned[kind] else { continue }
            table.set(ConfidenceCalibration(fitting: cases), of: name, on: kind)
        }
        let fitted = table
        func error(_ cases: [ConfidenceCase], _ kind: ConditionClass) -> Double {
            let calibration = fitted.calibration(of: name, on: kind)
            return ConfidenceCase.calibrationError(
                cases.map {
                    ConfidenceCase(
                        confidence: calibration.probability($0.confidence), isRight: $0.isRight)
                })
        }
        rows = measured.map {
            Row(
                line: $0.line, judged: $0.judged,
                calibratedError: error(
                    $0.judged.score.confidences, ConditionClass($0.line.condition)))
        }
        groups = ConditionClass.allCases.compactMap { kind in
            judged[kind].map {
                Group(
                    kind: kind, calibratedError: error($0, kind), bins: ConfidenceCase.bins($0))
            }
        }
    }
}
