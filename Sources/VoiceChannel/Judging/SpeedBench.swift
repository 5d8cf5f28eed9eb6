import DialogueEngine
public import TelephoneAudio

/// Measures what hearing costs: a line, what finds speech in it, and a recogniser, with and without
/// words so far.
public struct SpeedBench {
    private let synthesizer: any SpeechSynthesizer
    private let sounds: LineSounds
    private let gsmFullRate: () throws -> (any FrameCodec)?
    private let processorSeconds: () -> Double

    /// Makes a bench.
    ///
    /// - Parameters:
    ///   - synthesizer: Who speaks; that is not counted.
    ///   - sounds: Recordings that conditions name.
    ///   - gsmFullRate: Makes that codec, one for each line; nil where it is not installed.
    ///   - processorSeconds: Processor time of the process so far.
    public init(
        synthesizer: any SpeechSynthesizer, sounds: LineSounds,
        gsmFullRate: @escaping () throws -> (any FrameCodec)?,
        processorSeconds: @escaping () -> Double
    ) {
        self.synthesizer = synthesizer
        self.sounds = sounds
        self.gsmFullRate = gsmFullRate
        self.processorSeconds = processorSeconds
    }

    /// Seconds of processor time, and what was heard for them.
    public struct Cost: Hashable, Sendable {
        /// Seconds of sound.
        public fileprivate(set) var audioSeconds = 0.0
        /// Seconds that the line took, the echo canceller and the detector of speech.
        public fileprivate(set) var lineSeconds = 0.0
        /// Seconds that a recogniser took that reads utterances at their end.
        public fileprivate(set) var readingSeconds = 0.0
        /// Seconds that it took where it also gave words so far after every frame.
        public fileprivate(set) var partialSeconds = 0.0
        /// Errors of the readings.
        public fileprivate(set) var errors = WordErrors()
        /// Errors of the last words so far, which an utterance's end has no part in.
        public fileprivate(set) var partialErrors = WordErrors()

        /// Processor seconds per second of sound of line, detector and recogniser.
        public func realTimeFactor(withPartials: Bool) -> Double {
            let recognizer = withPartials ? partialSeconds : readingSeconds
            return audioSeconds > 0 ? (lineSeconds + recognizer) / audioSeconds : 0
        }
    }

    /// Carries utterances over a line and has them recognised twice.
    ///
    /// - Parameters:
    ///   - utterances: What is said, with 0.3 s of silence at both ends.
    ///   - recognizer: Who hears.
    ///   - condition: The line; nothing comes from its far end, and the canceller works all the same.
    ///   - voices: Who speaks, in turn; at least one.
    /// - Returns: The cost of all of them.
    /// - Throws: What is missing or refused.
    public func run(
        _ utterances: [TestUtterance], _ recognizer: any Recognizer, condition: LineCondition,
        voices: [Voice]
    ) throws -> Cost {
        var cost = Cost()
        for (place, utterance) in utterances.enumerated() {
            let speech = try synthesizer.speak(
                utterance.text, voice: voices[place % voices.count])
            let clip = RecognizerBench.utterance(of: speech.clip)
            let start = processorSeconds()
            let frames = try carried(clip, condition, key: UInt64(place))
            let carriedAt = processorSeconds()
            let plain = try hear(frames, recognizer, utterance.state, wantsPartials: false)
            let readAt = processorSeconds()
            let live = try hear(frames, recognizer, utterance.state, wantsPartials: true)
            cost.partialSeconds += processorSeconds() - readAt
            cost.readingSeconds += readAt - carriedAt
            cost.lineSeconds += carriedAt - start
            cost.audioSeconds += Double(frames.count) * TelephoneFrame.seconds
            cost.errors += WordErrors(said: utterance.text, heard: plain.reading)
            cost.partialErrors += WordErrors(said: utterance.text, heard: live.partial)
        }
        return cost
    }

    private func carried(
        _ clip: AudioClip, _ condition: LineCondition, key: UInt64
    ) throws -> [[Float]] {
        var line = try TelephoneLine(
            condition, key: key, sounds: sounds,
            gsmFullRate: condition.codecs.contains(.gsmFullRate) ? gsmFullRate() : nil)
        var hearing = LineHearing(nil)
        let silence = [Float](repeating: 0, count: TelephoneFrame.sampleCount)
        let count = TelephoneFrame.sampleCount
        return stride(from: 0, to: clip.samples.count, by: count).map { first in
            var frame = Array(clip.samples[first..<min(first + count, clip.samples.count)])
            frame += silence.prefix(count - frame.count)
            return hearing.hear(
                line.carry(frame, farEnd: silence), farEnd: silence, isPrompting: false
            ).sound
        }
    }

    private func hear(
        _ frames: [[Float]], _ recognizer: any Recognizer, _ state: String, wantsPartials: Bool
    ) throws -> (reading: String, partial: String) {
        try recognizer.begin(state: state)
        var partial = ""
        for frame in frames {
            partial = try recognizer.hear(frame[...], wantsPartial: wantsPartials)
        }
        return (try recognizer.finish().hypotheses.first?.text ?? "", partial)
    }
}
