import CallerModel
import Conversations
import DialogueEngine
import Testing
import TwinPrimitives

/// A line that knows what is said, and finds it after a number of frames.
final class KnownLine: SpeechLine {
    let judgesSounds = false
    let frameSeconds = 0.02
    private(set) var failure: String?
    private let delay: SimulationDuration
    private let failsAt: Double
    private let hears: Bool
    private let ear: any Ear
    private let caller: CallerKey
    private let streams: RandomStreams
    private var segments: [(said: CallerSegment, start: SimulationTime, end: SimulationTime)] = []
    private var started = 0
    private var stopped = 0
    private var open: [CallerSegment] = []
    private var utterances: UInt16 = 0

    init(_ lines: KnownLines, caller: CallerKey, streams: RandomStreams) {
        delay = SimulationDuration(seconds: 0.02 * Double(lines.frames))
        failsAt = lines.failsAt
        hears = lines.hears
        ear = lines.ear
        self.caller = caller
        self.streams = streams
    }

    func callerStarts(_ segment: CallerSegment, at time: SimulationTime) -> SpokenPrompt {
        let seconds = segment.durationSeconds
        if segment.keys.isEmpty {
            segments.append(
                (segment, time + delay, time + SimulationDuration(seconds: seconds) + delay))
        }
        return SpokenPrompt(wordEnds: [], durationSeconds: seconds)
    }

    func promptStarts(_ utterance: Utterance, at time: SimulationTime) {}
    func promptStops(at time: SimulationTime) {}
    func callEnds() {}

    func listen(
        until time: SimulationTime, question: Question?, wantsPartials: Bool
    ) -> [LineFinding] {
        if time.seconds >= failsAt { failure = "the voice is gone" }
        guard hears else { return [] }
        var findings: [LineFinding] = []
        while started < segments.count, segments[started].start <= time {
            started += 1
            findings.append(.speechStarted)
        }
        while stopped < started, segments[stopped].end <= time {
            open.append(segments[stopped].said)
            stopped += 1
            findings.append(.speechStopped)
        }
        return findings
    }

    func read(question: Question?) -> EarReading {
        utterances += 1
        let speech = HeardSpeech(
            text: open.map(\.text).joined(separator: " "), acts: open.flatMap(\.acts),
            caller: caller, utterance: utterances, question: question)
        open = []
        return ear.hear(speech, streams: streams)
    }
}

/// Lines that know what is said.
struct KnownLines: SpeechLineProvider {
    let ear: any Ear
    var frames = 0
    var failsAt = Double.infinity
    var hears = true

    func line(
        for context: CallContext, at time: SimulationTime, streams: RandomStreams
    ) -> any SpeechLine {
        KnownLine(self, caller: context.caller, streams: streams)
    }
}

/// Conversations whose speech is found on a line instead of known.
@Suite("Speech found on a line")
struct SpeechLineTests {
    private static func run(
        persona: @escaping (inout Persona) -> Void = { _ in },
        line change: ((inout KnownLines) -> Void)? = nil
    ) -> ConversationRecord {
        let known = TimingTests.conversation(latency: 0.5, persona: persona)
        var lines = KnownLines(ear: known.ear)
        change?(&lines)
        return Conversation(
            reducer: known.reducer, profile: known.profile, ear: known.ear, mouth: known.mouth,
            line: change == nil ? nil : lines, latency: known.latency
        ).run(SmallCallers.context(0))
    }

    @Test("speech found at once gives the conversation in which it is known")
    func sameConversation() {
        let known = Self.run()
        let found = Self.run(line: { _ in })
        #expect(found.inputs == known.inputs)
        #expect(found.spoken == known.spoken)
        #expect(found.outcome == .completed)
    }

    @Test("speech found later is answered later by as much")
    func later() {
        let known = Self.run()
        let found = Self.run(line: { $0.frames = 5 })
        #expect(found.spoken.map(\.segment) == known.spoken.map(\.segment))
        // Two utterances, each found 100 ms after it was said.
        #expect(abs(found.durationSeconds - known.durationSeconds - 0.2) < 1e-9)
        #expect(found.panel.responseSeconds > known.panel.responseSeconds + 0.19)
    }

    @Test("a line that hears wrong words tells only when somebody speaks, if the ear is to hear")
    func hearsByEar() {
        struct DeafEar: Ear {
            func hear(_ speech: HeardSpeech, streams: RandomStreams) -> EarReading {
                EarReading(.hypotheses([]))
            }
            func hearBeginning(_ speech: HeardSpeech, streams: RandomStreams) -> String { "" }
        }
        let known = TimingTests.conversation(latency: 0.5)
        var options = Conversation.Options()
        options.hearsByEar = true
        let record = Conversation(
            reducer: known.reducer, profile: known.profile, ear: known.ear, mouth: known.mouth,
            line: KnownLines(ear: DeafEar(), frames: 5), latency: known.latency, options: options
        ).run(SmallCallers.context(0))
        #expect(record.inputs == Self.run(line: { $0.frames = 5 }).inputs)
        #expect(record.outcome == .completed)
    }

    @Test("utterances are kept with what was said, read and understood")
    func utterances() {
        let record = Self.run(line: { _ in })
        #expect(record.utterances.count == 2)
        #expect(record.utterances.map(\.speech.text) == record.spoken.map(\.segment.text))
        #expect(record.utterances.allSatisfy { $0.fate == .right && !$0.isCutShort })
        for utterance in record.utterances {
            guard case .meaning(let meaning) = utterance.reading.content else {
                Issue.record("the ear of these tests understands meanings")
                continue
            }
            #expect(meaning.text == utterance.speech.text)
            #expect(!utterance.speech.isIntoPrompt)
        }
    }

    @Test("a line that fails ends the conversation as a defect that says why")
    func failing() {
        let record = Self.run(line: { $0.failsAt = 2 })
        #expect(record.end == .stopped(.line("the voice is gone")))
        #expect(record.defects == [.line("the voice is gone")])
        #expect(abs(record.durationSeconds - 2) < 1e-9)
    }

    @Test("who is never heard leaves: nothing waits for ever")
    func unheard() {
        let record = Self.run(
            persona: {
                $0.hazards.checkInAfter = 6
                $0.hazards.leavesAfterCheckIns = 2
            }, line: { $0.hears = false })
        #expect(record.end == .callerLeft(.uncheckedCheckIns))
        #expect(!record.inputs.contains { $0.input == .speechStarted })
    }
}
