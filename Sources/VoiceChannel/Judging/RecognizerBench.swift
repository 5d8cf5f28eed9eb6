import DialogueEngine
public import TelephoneAudio

/// Says utterances over a line, has them recognised, and judges what was heard.
public struct RecognizerBench {
    /// Silence before and after an utterance, in seconds: as an endpointer leaves it.
    private static let silenceSeconds = 0.3

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

    /// What one recogniser did in one condition.
    public struct Outcome: Sendable {
        /// What was understood.
        public var score = RecognitionScore()
        /// Seconds of sound.
        public var audioSeconds = 0.0
        /// Seconds of processor time that the recogniser took for it.
        public var processorSeconds = 0.0

        /// Processor seconds per second of sound.
        public var realTimeFactor: Double {
            audioSeconds > 0 ? processorSeconds / audioSeconds : 0
        }
    }

    /// Runs utterances through a recogniser.
    ///
    /// - Parameters:
    ///   - utterances: What is said.
    ///   - recognizer: Who hears.
    ///   - condition: The line.
    ///   - voices: Who speaks, in turn; at least one.
    /// - Returns: What was understood, and what it cost.
    /// - Throws: What is missing or refused.
    public func run(
        _ utterances: [TestUtterance], _ recognizer: any Recognizer, condition: LineCondition,
        voices: [Voice]
    ) throws -> Outcome {
        var outcome = Outcome()
        for (place, utterance) in utterances.enumerated() {
            let sound = try sound(
                of: utterance, voice: voices[place % voices.count], condition: condition,
                key: UInt64(place))
            let start = processorSeconds()
            try recognizer.begin(state: utterance.state)
            for first in stride(from: 0, to: sound.count, by: TelephoneFrame.sampleCount) {
                let next = min(first + TelephoneFrame.sampleCount, sound.count)
                _ = try recognizer.hear(sound[first..<next], wantsPartial: true)
            }
            let recognition = try recognizer.finish()
            outcome.processorSeconds += processorSeconds() - start
            outcome.audioSeconds += Double(sound.count) / Double(TelephoneFrame.sampleRate)
            outcome.score.add(judge.judge(recognition, of: utterance), of: utterance)
        }
        return outcome
    }

    /// Judges the texts themselves: what no recogniser can better.
    public func understandTexts(_ utterances: [TestUtterance]) -> RecognitionScore {
        var score = RecognitionScore()
        for utterance in utterances {
            let recognition = Recognition(hypotheses: [Hypothesis(text: utterance.text)])
            score.add(judge.judge(recognition, of: utterance), of: utterance)
        }
        return score
    }

    private func sound(
        of utterance: TestUtterance, voice: Voice, condition: LineCondition, key: UInt64
    ) throws -> [Float] {
        let spoken = try synthesizer.speak(utterance.text, voice: voice).clip.prepared()
        let silence = [Float](
            repeating: 0,
            count: Int(Self.silenceSeconds * Double(TelephoneFrame.sampleRate)))
        var line = try TelephoneLine(
            condition, key: key, sounds: sounds,
            gsmFullRate: condition.codecs.contains(.gsmFullRate) ? gsmFullRate() : nil)
        let clip = AudioClip(
            samples: silence + spoken.samples + silence, sampleRate: TelephoneFrame.sampleRate)
        return line.carry(clip: clip).samples
    }
}

/// What kind of harm a line does: confidences are calibrated for each.
public enum ConditionClass: String, Hashable, Sendable, CaseIterable {
    /// Codecs, lost frames, and levels.
    case quiet
    /// Steady noise and bursts.
    case noise
    /// Other voices.
    case babble
    /// Rooms, muffling and clipping.
    case distortion

    /// The class of a line: the worst of what it does.
    public init(_ condition: LineCondition) {
        let isBabble = condition.noises.contains { noise in
            switch noise.source {
            case .babble, .sound: true
            default: false
            }
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
