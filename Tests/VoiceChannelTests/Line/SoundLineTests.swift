import CallerModel
import Conversations
import DialogueEngine
import Synchronization
import TelephoneAudio
import Testing
import TwinPrimitives
import VoiceChannel

/// What is found, read and kept of a call's sound; voice and recogniser are stand-ins.
@Suite("A call's sound")
struct SoundLineTests {
    /// Recordings of the calls that were kept.
    final class Kept: Sendable {
        let recordings = Mutex<[SoundRecording]>([])
    }

    struct Call {
        let line: any SpeechLine
        let kept: Kept
        var now = SimulationTime.zero
        var findings: [(seconds: Double, finding: LineFinding)] = []

        init(
            _ preset: String = "clean", caller: UInt32 = 0,
            voice: any SpeechSynthesizer = BuzzVoice(),
            acknowledgements: AcknowledgementNetwork? = nil,
            recognizer: @escaping @Sendable () -> any Recognizer = { KnowingRecognizer() }
        ) throws {
            let kept = Kept()
            let condition = try #require(LineCondition.preset(preset))
            var provider = SoundLineProvider(
                synthesizer: voice, voices: .standard, promptVoice: VoicePanel.agent,
                condition: condition, recognizers: RecognizerPool(recognizer),
                state: { $0 == .wish ? "wish" : "all" },
                keep: { _, recording in kept.recordings.withLock { $0.append(recording) } })
            provider.acknowledgements = acknowledgements
            let key = CallerKey(contactType: ContactTypeID(0), ordinal: caller)
            let context = CallContext(
                caller: key, today: CivilDate(dayNumber: 0), minuteOfDay: 600)
            line = provider.line(
                for: context, at: .zero, streams: RandomStreams(seed: 1, replication: 0))
            self.kept = kept
        }

        /// Listens until a second of the call.
        mutating func listen(until seconds: Double, wantsPartials: Bool = false) {
            while (now - .zero).seconds < seconds - 1e-9 {
                now = now + SimulationDuration(seconds: line.frameSeconds)
                let found = line.listen(
                    until: now, question: .wish, wantsPartials: wantsPartials)
                findings += found.map { ((now - .zero).seconds, $0) }
            }
        }

        func recording() throws -> SoundRecording {
            line.callEnds()
            return try #require(kept.recordings.withLock { $0.last })
        }
    }

    static func segment(_ text: String, keys: String = "", seconds: Double = 1) -> CallerSegment {
        CallerSegment(
            text: text, keys: keys, acts: [], kind: .answer, gapSeconds: 0,
            durationSeconds: seconds)
    }

    static func prompt(_ text: String) -> Utterance {
        Utterance(
            handle: PromptHandle(1), prompt: PromptID(0), text: text, act: .greet,
            allowsBargeIn: true, isFiller: false)
    }

    /// Mean square of a stretch.
    static func power(_ clip: AudioClip, _ seconds: ClosedRange<Double>) -> Float {
        let first = Int(seconds.lowerBound * 8000)
        let last = min(clip.samples.count, Int(seconds.upperBound * 8000))
        return clip.samples[first..<last].reduce(0) { $0 + $1 * $1 } / Float(last - first)
    }

    @Test("speech is found soon after it begins and ends, and read from before it")
    func found() throws {
        var call = try Call()
        call.listen(until: 1)
        let spoken = call.line.callerStarts(Self.segment("one two three four"), at: call.now)
        #expect(spoken.wordEnds == [0.25, 0.5, 0.75, 1] && spoken.durationSeconds == 1)
        call.listen(until: 3)
        #expect(call.findings.map(\.finding) == [.speechStarted, .speechStopped])
        // The detector waits for 60 ms of voice, and for 200 ms without.
        #expect((1.04...1.16).contains(call.findings[0].seconds))
        #expect((2.1...2.3).contains(call.findings[1].seconds))
        // 300 ms before speech, and all since until 80 ms after its end was found: of the silence that
        // ends a turn no more.
        let samples = Int((call.findings[1].seconds + 0.08 - 0.7) * 8000 + 0.5)
        let reading = call.line.read(question: .wish)
        #expect(
            reading.content == .hypotheses([Hypothesis(text: "\(samples) samples of wish")]))
        // Nothing is read twice.
        #expect(call.line.read(question: .wish).content == .hypotheses([]))
    }

    @Test("words so far come once, and only where they are wanted")
    func partials() throws {
        var call = try Call()
        call.listen(until: 0.5, wantsPartials: true)
        _ = call.line.callerStarts(Self.segment("one two three"), at: call.now)
        call.listen(until: 2, wantsPartials: true)
        #expect(
            call.findings.map(\.finding) == [.speechStarted, .partial("so far"), .speechStopped])
    }

    @Test("both directions are kept where they sounded, and a cut prompt is silent")
    func recorded() throws {
        var call = try Call()
        call.line.promptStarts(Self.prompt("one two three four five six"), at: call.now)
        call.listen(until: 0.5)
        call.line.promptStops(at: call.now)
        call.listen(until: 1)
        _ = call.line.callerStarts(Self.segment("one two"), at: call.now)
        call.listen(until: 2)
        let recording = try call.recording()
        #expect(recording.agent.samples.count == 16_000)
        #expect(recording.caller.samples.count == 16_000)
        #expect(Self.power(recording.agent, 0.1...0.4) > 1e-3)
        #expect(Self.power(recording.agent, 0.51...2) == 0)
        #expect(Self.power(recording.caller, 1.1...1.4) > 1e-3)
        #expect(Self.power(recording.caller, 0...0.9) < 1e-6)
    }

    @Test("keys sound as the two tones of their row and column, and are no speech")
    func keys() throws {
        var call = try Call()
        call.listen(until: 0.5)
        _ = call.line.callerStarts(Self.segment("", keys: "5", seconds: 0.4), at: call.now)
        call.listen(until: 2)
        #expect(call.findings.isEmpty)
        let sound = try call.recording().caller.samples[4000..<5600]
        func amplitude(_ hertz: Double) -> Double {
            var sum = (0.0, 0.0)
            for (place, sample) in sound.enumerated() {
                let turn = PortableMath.sineAndCosine(turns: hertz * Double(place) / 8000)
                sum.0 += Double(sample) * turn.sine
                sum.1 += Double(sample) * turn.cosine
            }
            return 2 * (sum.0 * sum.0 + sum.1 * sum.1).squareRoot() / Double(sound.count)
        }
        for hertz in [770.0, 1336] { #expect(abs(amplitude(hertz) - 0.1) < 0.02) }
        for hertz in [697.0, 852, 941, 1209, 1477] { #expect(amplitude(hertz) < 0.01) }
    }

    @Test("a call sounds the same again, and another caller's line otherwise")
    func reproducible() throws {
        func sound(_ caller: UInt32) throws -> SoundRecording {
            var call = try Call("noise10", caller: caller)
            call.listen(until: 1)
            _ = call.line.callerStarts(Self.segment("one two"), at: call.now)
            call.listen(until: 2)
            return try call.recording()
        }
        #expect(try sound(0) == sound(0))
        #expect(try sound(0) != sound(1))
    }

    @Test("a voice that fails says why")
    func failing() throws {
        let call = try Call(voice: BuzzVoice(fails: true))
        #expect(call.line.failure == nil)
        call.line.promptStarts(Self.prompt("hello"), at: .zero)
        #expect(call.line.failure == "the voice is hoarse")
    }
}
