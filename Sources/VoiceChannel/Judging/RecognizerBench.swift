import DialogueEngine
public import TelephoneAudio

/// Says utterances over a line, has them recognised, and judges what was heard.
public struct RecognizerBench {
    /// Silence before and after an utterance, in seconds: as an endpointer leaves it.
    static let silenceSeconds = 0.3

    private let judge: UtteranceJudge
    private let synthesizer: any SpeechSynthesizer
    private let sounds: LineSounds
    private let gsmFullRate: () throws -> (any FrameCodec)?
    private let processorSeconds: () -> Double

    /// Makes a bench.
    ///
    /// - Parameters:
    ///   - judge: Who understands.
    ///   - synthesizer: Who speaks.
    ///   - sounds: Recordings that conditions name.
    ///   - gsmFullRate: Makes that codec, one for each line; nil where it is not installed.
    ///   - processorSeconds: Processor time of the process so far.
    public init(
        judge: UtteranceJudge, synthesizer: any SpeechSynthesizer, sounds: LineSounds,
        gsmFullRate: @escaping () throws -> (any FrameCodec)?,
        processorSeconds: @escaping () -> Double
    ) {
        self.judge = judge
        self.synthesizer = synthesizer
        self.sounds = sounds
        self.gsmFullRate = gsmFullRate
        self.processorSeconds = processorSeconds
    }

    /// What became of one utterance at one recogniser.
    public struct Trial: Hashable, Sendable, Codable {
        /// What was understood.
        public var verdict: UtteranceJudge.Verdict
        /// Words heard.
        public var heard: String
        /// Whether the utterance meant a string of digits.
        public var isDigits: Bool
        /// Seconds of sound.
        public var audioSeconds: Double
        /// Seconds of processor time that the recogniser took for it.
        public var processorSeconds: Double

        package init(
            verdict: UtteranceJudge.Verdict, heard: String, isDigits: Bool, audioSeconds: Double,
            processorSeconds: Double
        ) {
            self.verdict = verdict
            self.heard = heard
            self.isDigits = isDigits
            self.audioSeconds = audioSeconds
            self.processorSeconds = processorSeconds
        }
    }

    /// What one recogniser did in one condition.
    public struct Outcome: Sendable {
        /// What was understood.
        public private(set) var score = RecognitionScore()
        /// Seconds of sound.
        public private(set) var audioSeconds = 0.0
        /// Seconds of processor time that the recogniser took for it.
        public private(set) var processorSeconds = 0.0

        /// Adds up trials.
        public init(_ trials: [Trial]) {
            for trial in trials {
                score.add(trial.verdict, isDigits: trial.isDigits)
                audioSeconds += trial.audioSeconds
                processorSeconds += trial.processorSeconds
            }
        }

        /// Processor seconds per second of sound.
        public var realTimeFactor: Double {
            audioSeconds > 0 ? processorSeconds / audioSeconds : 0
        }
    }

    /// Runs utterances through recognisers; each utterance is rendered once for all of them.
    ///
    /// - Parameters:
    ///   - utterances: What is said.
    ///   - recognizers: Who hears.
    ///   - condition: The line.
    ///   - voices: Who speaks, in turn; at least one.
    ///   - joinsFirstTwo: Whether the readings of the first two are judged together too, as
    ///     `SecondOpinion` joins them.
    /// - Returns: What was understood, and what it cost: for each recogniser one trial an utterance,
    ///   those of both together last.
    /// - Throws: What is missing or refused.
    public func run(
        _ utterances: [TestUtterance], _ recognizers: [any Recognizer], condition: LineCondition,
        voices: [Voice], joinsFirstTwo: Bool = false
    ) throws -> [[Trial]] {
        let count = recognizers.count + (joinsFirstTwo ? 1 : 0)
        var trials = [[Trial]](repeating: [], count: count)
        for (place, utterance) in utterances.enumerated() {
            let sound = try sound(
                of: utterance, voice: voices[place % voices.count], condition: condition,
                key: UInt64(place))
            var readings: [(recognition: Recognition, cost: Double)] = []
            for recognizer in recognizers {
                let start = processorSeconds()
                let recognition = try recognizer.hear(whole: sound, state: utterance.state)
                readings.append((recognition, processorSeconds() - start))
            }
            if joinsFirstTwo {
                let (first, second) = (readings[0], readings[1])
                readings.append(
                    (
                        SecondOpinion.joined(first.recognition, second.recognition),
                        first.cost + second.cost
                    ))
            }
            for (number, reading) in readings.enumerated() {
                trials[number].append(
                    Trial(
                        verdict: judge.judge(reading.recognition, of: utterance),
                        heard: reading.recognition.hypotheses.first?.text ?? "",
                        isDigits: utterance.isDigits,
                        audioSeconds: Double(sound.count) / Double(TelephoneFrame.sampleRate),
                        processorSeconds: reading.cost))
            }
        }
        return trials
    }

    /// Judges the texts themselves: what no recogniser can better.
    public func understandTexts(_ utterances: [TestUtterance]) -> RecognitionScore {
        var score = RecognitionScore()
        for utterance in utterances {
            let recognition = Recognition(hypotheses: [Hypothesis(text: utterance.text)])
            score.add(
                judge.judge(recognition, of: utterance), isDigits: utterance.isDigits)
        }
        return score
    }

    private func sound(
        of utterance: TestUtterance, voice: Voice, condition: LineCondition, key: UInt64
    ) throws -> [Float] {
        let clip = Self.utterance(
            of: try synthesizer.speak(utterance.text, voice: voice).clip)
        return try carried(clip, condition: condition, key: key)
    }

    /// Speech as an endpointer leaves it, at the level that a line's noise is set against.
    ///
    /// - Parameter speech: Speech at any rate and level.
    /// - Returns: Sound at 8 kHz with 0.3 s of silence at both ends.
    public static func utterance(of speech: AudioClip) -> AudioClip {
        let silence = [Float](
            repeating: 0, count: Int(silenceSeconds * Double(TelephoneFrame.sampleRate)))
        return AudioClip(
            samples: silence + speech.prepared().samples + silence,
            sampleRate: TelephoneFrame.sampleRate)
    }

    /// What comes out of a line.
    ///
    /// - Parameters:
    ///   - clip: Sound at 8 kHz; see `utterance(of:)`.
    ///   - condition: The line.
    ///   - key: Address of the line's random numbers.
    /// - Returns: Samples at 8 kHz.
    /// - Throws: What the line needs and is not there.
    func carried(
        _ clip: AudioClip, condition: LineCondition, key: UInt64
    ) throws -> [Float] {
        var line = try TelephoneLine(
            condition, key: key, sounds: sounds,
            gsmFullRate: condition.codecs.contains(.gsmFullRate) ? gsmFullRate() : nil)
        return line.carry(clip: clip).samples
    }
}

/// What kind of harm a line does: confidences are calibrated for each.
public enum ConditionClass: String, Hashable, Sendable, CaseIterable {
    /// Codecs, lost frames, and levels.
    case quiet
    /// Noise, recorded ones among it, and bursts.
    case noise
    /// Other voices.
    case babble
    /// Rooms, muffling and clipping.
    case distortion

    /// The class of a line: the worst of what it does.
    public init(_ condition: LineCondition) {
        let isBabble = condition.noises.contains { noise in
            if case .babble = noise.source { true } else { noise.isOfVoices }
        }
        if isBabble {
            self = .babble
        } else if !condition.noises.isEmpty || condition.bursts != nil {
            self = .noise
        } else if condition.reverberation != nil || condition.muffling != nil
            || condition.clipping != nil
        {
            self = .distortion
        } else {
            self = .quiet
        }
    }
}
