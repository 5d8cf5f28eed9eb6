import TelephoneAudio
import Testing
import TwinPrimitives
import VoiceChannel

@Suite("Examples that networks are fitted to")
struct ExampleTests {
    /// Harmonics of 120 Hz, as loud as they are.
    private func buzz(seconds: Double, rate: Int) -> AudioClip {
        AudioClip(
            samples: (0..<Int(seconds * Double(rate))).map { place in
                let time = Double(place) / Double(rate)
                return (2...20).reduce(Float(0)) { sum, harmonic in
                    sum + 0.01
                        * Float(
                            PortableMath.sineAndCosine(turns: 120 * Double(harmonic) * time).sine)
                }
            }, sampleRate: rate)
    }

    @Test("a pair has the frames of the utterance with its silences, heard as the line carried it")
    func pair() throws {
        let clip = buzz(seconds: 1, rate: 16_000)
        let condition = try #require(LineCondition.preset("noise10"))
        var line = try TelephoneLine(condition, key: 3)
        var other = try TelephoneLine(condition, key: 3)
        let example = FeatureExample(clip, over: &line, key: 3)
        // 1.6 s in steps of 10 ms, less those of which no window of 25.6 ms is left.
        #expect(example.frames == 158)
        #expect(example.heard.count == 158 * 20 && example.clean.count == 158 * 25)
        let carried = other.carry(clip: RecognizerBench.utterance(of: clip)).samples
        #expect(example.heard == Array(MelCepstra.telephone.logEnergies(carried).prefix(158 * 20)))
        func mean(_ values: [Float], _ size: Int, _ frames: Range<Int>) -> Float {
            let part = values[frames.lowerBound * size..<frames.upperBound * size]
            return part.reduce(0, +) / Float(part.count)
        }
        // Silence has the line's noise in what was heard, and a floor far below speech in what was said.
        let (before, speech) = (5..<25, 40..<120)
        let heardDepth = mean(example.heard, 20, speech) - mean(example.heard, 20, before)
        let cleanDepth = mean(example.clean, 25, speech) - mean(example.clean, 25, before)
        #expect(cleanDepth > heardDepth + 2)
        #expect(mean(example.clean, 25, before) > 0)
    }

    @Test("an opening is what a listener on the line hears, from where the detector puts its start")
    func opening() throws {
        let condition = try #require(LineCondition.preset("clean"))
        let speech = buzz(seconds: 0.5, rate: 8000).prepared().samples
        var line = try TelephoneLine(condition, key: 1)
        let example = OpeningExample(speech, from: 8000, into: [], over: &line)
        #expect(example.steps == OpeningSound.stepCount && example.energies.count == 700)
        let onset = try #require(example.onsetSeconds)
        #expect((-0.02...0.1).contains(onset))
        // Loud from 60 ms on, silent again after half a second.
        let means = (0..<35).map { step in
            example.energies[step * 20..<(step + 1) * 20].reduce(0, +) / 20
        }
        #expect(means[5..<22].allSatisfy { $0 > means[0] + 3 && $0 > means[34] + 3 })

        var silent = try TelephoneLine(condition, key: 1)
        let nothing = OpeningExample([], from: 0, into: [], over: &silent)
        #expect(nothing.steps == 0 && nothing.onsetSeconds == nil)
        #expect(nothing.energies == [Float](repeating: -9, count: 700))
    }
}
