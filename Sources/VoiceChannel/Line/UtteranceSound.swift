public import TelephoneAudio
public import TwinPrimitives

/// An utterance as sound: spoken, and carried over a line where one is given.
///
/// With the line's key of a caller and silence before it until they begin, it is what a voice agent hears of
/// that caller, sample by sample; without a line it is a prompt as callers hear it.
public struct UtteranceSound: Hashable, Sendable {
    /// The sound, at 8 kHz; with a line whole frames of 20 ms.
    public let clip: AudioClip
    /// Seconds from the start of the sound to the first sample of the speech.
    public let startSeconds: Double
    /// Seconds from the start of the sound to the end of the speech, before the line.
    public let endSeconds: Double
    /// Seconds from the start of the sound to the end of each word, before the line.
    public let wordEnds: [Double]

    /// Speaks.
    ///
    /// - Parameters:
    ///   - text: Words parted by single blanks.
    ///   - voice: Who speaks.
    ///   - synthesizer: What speaks.
    ///   - beforeSeconds: Silence before the speech, 0 or more.
    ///   - afterSeconds: Silence after it, 0 or more.
    ///   - line: What carries it; nil for the speech as it is, at the level of telephone speech.
    /// - Throws: What the voice throws.
    public init(
        _ text: String, voice: Voice, by synthesizer: any SpeechSynthesizer,
        beforeSeconds: Double, afterSeconds: Double, over line: TelephoneLine? = nil
    ) throws {
        let rate = Double(TelephoneFrame.sampleRate)
        func silence(_ seconds: Double) -> [Float] {
            [Float](repeating: 0, count: Int((seconds * rate).rounded()))
        }
        let speech = try synthesizer.speak(text, voice: voice)
        let before = silence(beforeSeconds)
        let spoken = speech.clip.prepared().samples
        var samples = before + spoken + silence(afterSeconds)
        if var line {
            let count = TelephoneFrame.sampleCount
            samples += [Float](repeating: 0, count: (count - samples.count % count) % count)
            clip = line.carry(
                clip: AudioClip(samples: samples, sampleRate: TelephoneFrame.sampleRate))
        } else {
            clip = AudioClip(samples: samples, sampleRate: TelephoneFrame.sampleRate)
        }
        let start = Double(before.count) / rate
        let end = Double(before.count + spoken.count) / rate
        startSeconds = start
        endSeconds = end
        wordEnds = speech.wordEnds.map { min(start + $0, end) }
    }
}

extension LineCondition {
    /// The address of the random numbers of a caller's line: its noise and its losses.
    ///
    /// - Parameters:
    ///   - caller: The caller.
    ///   - attempt: Which of the caller's calls, from 0.
    ///   - streams: Random numbers of the run.
    /// - Returns: The key of a `TelephoneLine`.
    public static func key(
        of caller: CallerKey, attempt: UInt16, streams: RandomStreams
    ) -> UInt64 {
        streams.word(.lineNoise, caller, attempt: attempt)
    }
}
