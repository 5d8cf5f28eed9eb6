import CallerModel
import Conversations
import TelephoneAudio
import TwinPrimitives

/// What a caller's segments sound like at the telephone, before the line.
struct CallerSounds {
    let synthesizer: any SpeechSynthesizer
    /// Where recorded segments are played from.
    let recorded: RecordedCaller?
    let voice: Voice
    let streams: RandomStreams
    let caller: CallerKey
    let attempt: UInt16

    /// A segment as sound.
    struct Sound {
        /// Samples at 8 kHz.
        var samples: [Float]
        /// Its length and the ends of its words.
        var spoken: SpokenPrompt
        /// Whether it is keys, which the telephone network tells apart from speech.
        var isKeys: Bool
    }

    /// Makes the sound of a segment.
    ///
    /// - Parameters:
    ///   - segment: What is said, pressed or uttered.
    ///   - ordinal: Its number in the call.
    /// - Returns: Samples and times.
    /// - Throws: What the voice throws.
    func sound(of segment: CallerSegment, ordinal: UInt16) throws -> Sound {
        guard segment.keys.isEmpty else {
            let samples = KeyTones.sound(segment.keys, seconds: segment.durationSeconds)
            let spoken = SpokenPrompt(wordEnds: [], durationSeconds: segment.durationSeconds)
            return Sound(samples: samples, spoken: spoken, isKeys: true)
        }
        if let place = segment.recording, let recorded, recorded.utterances.indices.contains(place)
        {
            let samples = recorded.sound(of: recorded.utterances[place]).resampled(
                to: TelephoneFrame.sampleRate
            ).samples
            let spoken = SpokenPrompt(
                wordEnds: [],
                durationSeconds: Double(samples.count) / Double(TelephoneFrame.sampleRate))
            return Sound(samples: samples, spoken: spoken, isKeys: false)
        }
        guard !segment.text.isEmpty else {
            let samples = cough(seconds: segment.durationSeconds, ordinal: ordinal)
            let spoken = SpokenPrompt(wordEnds: [], durationSeconds: segment.durationSeconds)
            return Sound(samples: samples, spoken: spoken, isKeys: false)
        }
        let speech = try synthesizer.speak(segment.text, voice: voice)
        var samples = speech.clip.prepared().samples
        if segment.kind == .sideSpeech {
            for place in samples.indices { samples[place] *= Self.sideGain }
        }
        let seconds = Double(samples.count) / Double(TelephoneFrame.sampleRate)
        let spoken = SpokenPrompt(
            wordEnds: speech.wordEnds.map { min($0, seconds) }, durationSeconds: seconds)
        return Sound(samples: samples, spoken: spoken, isKeys: false)
    }

    /// Words to somebody else are spoken away from the telephone: 10 dB less (assumed).
    private static let sideGain: Float = 0.316

    /// A sound without words: noise that swells and fades, at the level of speech.
    private func cough(seconds: Double, ordinal: UInt16) -> [Float] {
        let count = max(1, Int(seconds * Double(TelephoneFrame.sampleRate)))
        var low = 0.0
        return (0..<count).map { place in
            let draw = streams.uniform(
                .vocalSound, caller, attempt: attempt, turn: ordinal, draw: UInt32(place))
            // A pole at 0.7 gives noise the fall of breath towards high frequencies.
            low = 0.7 * low + 0.3 * (2 * draw - 1)
            let share = Double(place) / Double(count)
            return Float(low * 4 * share * (1 - share) * Self.coughAmplitude)
        }
    }

    /// Amplitude of the noise, of full scale; its level is about that of speech.
    private static let coughAmplitude = 0.3
}
