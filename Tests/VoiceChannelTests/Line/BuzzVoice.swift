import CallerModel
import DialogueEngine
import Synchronization
import TelephoneAudio
import TwinPrimitives
import VoiceChannel

/// A voice of harmonics of 125 Hz: 0.22 s for each word, with a short gap after it.
struct BuzzVoice: SpeechSynthesizer {
    struct Hoarse: Error, CustomStringConvertible {
        let description = "the voice is hoarse"
    }

    var fails = false
    /// Samples of silence after a word.
    var gap = 240

    func speak(_ text: String, voice: Voice) throws -> RenderedSpeech {
        if fails { throw Hoarse() }
        var samples: [Float] = []
        var ends: [Double] = []
        for _ in text.split(separator: " ") {
            for place in 0..<1760 {
                let time = Double(place) / 8000
                let sound = (2...8).reduce(0.0) { sum, harmonic in
                    sum + PortableMath.sineAndCosine(turns: 125 * Double(harmonic) * time).sine
                }
                samples.append(Float(sound * 0.05))
            }
            samples += [Float](repeating: 0, count: gap)
            ends.append(Double(samples.count) / 8000)
        }
        return RenderedSpeech(
            clip: AudioClip(samples: samples, sampleRate: 8000), wordEnds: ends)
    }
}

/// A recogniser that knows beforehand what it will read, and how much sound it was given.
final class KnowingRecognizer: Recognizer {
    let configuration = "known"
    private(set) var state = ""
    private(set) var samples = 0

    func begin(state: String) { (self.state, samples) = (state, 0) }

    func hear(_ samples: ArraySlice<Float>, wantsPartial: Bool) -> String {
        self.samples += samples.count
        return wantsPartial ? "so far" : ""
    }

    func finish(inSpeech: Bool) -> Recognition {
        Recognition(hypotheses: [Hypothesis(text: "\(samples) samples of \(state)")])
    }
}

/// Hears nothing, and keeps the sound of each utterance.
final class KeepingRecognizer: Recognizer {
    /// Sounds of utterances, in order.
    final class Sounds: Sendable {
        let list = Mutex<[[Float]]>([])
    }

    let configuration = "kept"
    private let sounds: Sounds
    private var sound: [Float] = []

    init(_ sounds: Sounds) { self.sounds = sounds }

    func begin(state: String) { sound = [] }

    func hear(_ samples: ArraySlice<Float>, wantsPartial: Bool) -> String {
        sound += samples
        return ""
    }

    func finish(inSpeech: Bool) -> Recognition {
        sounds.list.withLock { $0.append(sound) }
        return Recognition(hypotheses: [])
    }
}
