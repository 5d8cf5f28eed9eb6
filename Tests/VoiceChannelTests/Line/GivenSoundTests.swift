import Conversations
import DialogueEngine
import Synchronization
import TelephoneAudio
import Testing
import VoiceChannel

/// What of a call's sound recognisers are given.
@Suite("Sound that recognisers are given")
struct GivenSoundTests {
    private static let rate = Double(TelephoneFrame.sampleRate)

    /// A segment with the second at which it begins.
    private struct Spoken {
        var text: String
        var seconds: Double
    }

    /// A call, read at some seconds, in order.
    private func call(
        _ spoken: [Spoken], over preset: String, voice: any SpeechSynthesizer = BuzzVoice(),
        wantsPartials: Bool = false, readAt seconds: [Double]
    ) throws -> (given: [[Float]], recording: [Float]) {
        let sounds = KeepingRecognizer.Sounds()
        var call = try SoundLineTests.Call(
            preset, voice: voice, recognizer: { KeepingRecognizer(sounds) })
        let readings = seconds.map { (second: $0, text: String?.none) }
        let events = (readings + spoken.map { (second: $0.seconds, text: $0.text) })
            .sorted { $0.second < $1.second }
        for event in events {
            call.listen(until: event.second, wantsPartials: wantsPartials)
            if let text = event.text {
                _ = call.line.callerStarts(SoundLineTests.segment(text), at: call.now)
            } else {
                _ = call.line.read(question: .wish)
            }
        }
        return (sounds.list.withLock { $0 }, try call.recording().caller.samples)
    }

    /// Stretches of a recording that a sound is made of, in order.
    private static func stretches(
        of given: [Float], in recording: [Float]
    ) throws -> [Range<Int>] {
        let width = 32
        var places: [[Float]: Int] = [:]
        for place in 0...(recording.count - width) {
            places[Array(recording[place..<place + width])] = place
        }
        var found: [Range<Int>] = []
        var next = 0
        while next < given.count {
            let window = Array(given[next..<min(next + width, given.count)])
            let first = try #require(places[window], "sample \(next) was not on the line")
            var count = width
            while next + count < given.count, first + count < recording.count,
                given[next + count] == recording[first + count]
            { count += 1 }
            found.append(first..<first + count)
            next += count
        }
        return found
    }

    /// Seconds before its first sound and after its last that an utterance was given with.
    private struct Silence: CustomStringConvertible {
        var before: Double
        var after: Double
        var description: String { "\(before) s before, \(after) s after" }
    }

    private func silence(
        _ text: String, over preset: String, voice: any SpeechSynthesizer
    ) throws -> Silence {
        let clip = try voice.speak(text, voice: VoicePanel.agent).clip.prepared()
        let (given, recording) = try call(
            [Spoken(text: text, seconds: 1)], over: preset, voice: voice,
            readAt: [2 + clip.durationSeconds])
        let stretches = try Self.stretches(of: try #require(given.first), in: recording)
        #expect(given.count == 1 && stretches.count == 1, "\(text) over \(preset)")
        return Silence(
            before: 1 - Double(stretches[0].lowerBound) / Self.rate,
            after: Double(stretches[0].upperBound) / Self.rate - 1 - clip.durationSeconds)
    }

    @Test("in a call it is sample for sample that of the bench and of banks")
    func sameAsBench() throws {
        // Without gaps an utterance is of whole frames, as the detector cuts it.
        let voice = BuzzVoice(gap: 0)
        for words in 1...6 {
            let text = [String](repeating: "word", count: words).joined(separator: " ")
            let given = try call(
                [Spoken(text: text, seconds: 1)], over: "clean", voice: voice, readAt: [4]
            ).given
            let clip = RecognizerBench.utterance(
                of: try voice.speak(text, voice: VoicePanel.agent).clip)
            var line = try TelephoneLine(try #require(LineCondition.preset("clean")), key: 1)
            #expect(given == [line.carry(clip: clip).samples], "\(words) words")
        }
    }

    @Test("in noise it begins and ends within a frame of 0.3 s of the speech")
    func inNoise() throws {
        for preset in ["noise20", "noise10"] {
            for words in 1...6 {
                let text = [String](repeating: "word", count: words).joined(separator: " ")
                let silence = try silence(text, over: preset, voice: BuzzVoice(gap: 0))
                #expect((0.279...0.321).contains(silence.before), "\(words) words: \(silence)")
                #expect((0.279...0.321).contains(silence.after), "\(words) words: \(silence)")
            }
        }
    }

    @Test("no sample is given twice, and none of speech is lost, wherever a turn is cut")
    func cuts() throws {
        let spoken = [
            Spoken(text: "one two three four", seconds: 1), Spoken(text: "five six", seconds: 2.3),
        ]
        for tenth in 10...34 {
            let cut = Double(tenth) / 10
            for wantsPartials in [false, true] {
                let (given, recording) = try call(
                    spoken, over: "noise20", wantsPartials: wantsPartials, readAt: [cut, 4.5])
                let stretches = try given.flatMap { try Self.stretches(of: $0, in: recording) }
                var times = [Int](repeating: 0, count: recording.count)
                for sample in stretches.joined() { times[sample] += 1 }
                #expect(times.allSatisfy { $0 <= 1 }, "read twice at \(cut) s")
                for speech in [1...2, 2.3...2.8] {
                    let samples = Int(speech.lowerBound * 8000)..<Int(speech.upperBound * 8000)
                    #expect(times[samples].allSatisfy { $0 == 1 }, "lost at \(cut) s")
                }
            }
        }
    }
}
