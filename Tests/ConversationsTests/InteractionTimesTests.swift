import CallerModel
import Conversations
import DialogueEngine
import Testing
import TwinPrimitives

@Suite("Times of turn taking")
struct InteractionTimesTests {
    private static func at(_ seconds: Double) -> SimulationTime {
        .zero + SimulationDuration(seconds: seconds)
    }

    private static func said(
        _ kind: CallerSegment.Kind, _ start: Double, _ end: Double
    ) -> SpokenSegment {
        SpokenSegment(
            segment: CallerSegment(
                text: "yes", acts: [], kind: kind, gapSeconds: 0, durationSeconds: end - start),
            start: at(start), end: at(end), asked: "")
    }

    /// A prompt of four words that sounds from `start`, cut after `heard` words, or heard to its end.
    private static func prompt(
        _ number: UInt32, _ text: String, _ start: Double, _ end: Double,
        cutAfter heard: Int? = nil, allowsBargeIn: Bool = true
    ) -> [DialogueRecord] {
        let handle = PromptHandle(number)
        let utterance = Utterance(
            handle: handle, prompt: PromptID(0), text: text, act: .greet,
            allowsBargeIn: allowsBargeIn, isFiller: false)
        let words = text.split(separator: " ").prefix(heard ?? 0).joined(separator: " ")
        let last: DialogueEvent =
            heard == nil ? .promptFinished(handle) : .promptCut(handle, heard: words)
        return [(start, .prompted(utterance)), (start, .promptStarted(handle)), (end, last)].map {
            DialogueRecord(time: at($0.0), turn: 0, cause: 0, event: $0.1)
        }
    }

    @Test("who interrupts and who only listens, as the prompts give way, go on, or sound on")
    func overlaps() {
        let records =
            Self.prompt(1, "one two three four", 0, 1.25, cutAfter: 2)
            + Self.prompt(2, "five six seven eight", 4, 5.5, cutAfter: 3)
            + Self.prompt(3, "eight", 6, 6.5)
            + Self.prompt(4, "nine ten", 8, 9)
            + Self.prompt(5, "no way", 10, 12, allowsBargeIn: false)
            + Self.prompt(6, "late", 20, 24, cutAfter: 0)
        let times = InteractionTimes(
            spoken: [
                Self.said(.interruption, 1, 2), Self.said(.backchannel, 5, 5.25),
                Self.said(.interruption, 8.75, 9.5), Self.said(.interruption, 11, 11.5),
                Self.said(.interruption, 21, 25), Self.said(.tic, 30, 31),
            ], records: records)
        // The third came 0.25 s before the prompt's end, the fourth into one that nobody may stop,
        // the fifth waited for 3 s, and nothing sounded at the cough.
        #expect(times.interruptions.count == 2)
        #expect(times.interruptions.endedSoon == 1)
        #expect(times.interruptions.silencedSeconds == [0.25])
        #expect(times.interruptions.silencedSoon == 1)
        #expect(times.interruptions.cut == 1)
        // The backchannel's prompt fell silent after 0.5 s and went on after another 0.5 s.
        #expect(times.backchannels.silencedSeconds == [0.5])
        #expect(times.backchannels.resumedSeconds == [0.5])
        #expect(times.backchannels.cut == 0 && times.backchannels.silencedSoon == 0)
        #expect(times.others.count == 0)
        // Answered: 2 to 4 s, 9.5 to 10 s, 11.5 to 20 s; a backchannel wants no answer.
        #expect(times.responseSeconds == [2, 0.5, 8.5])
    }

    @Test("quantiles are values by the nearest rank")
    func quantiles() {
        let seconds = [0.4, 0.1, 0.3, 0.2]
        #expect(InteractionTimes.quantile(0.5, of: seconds) == 0.2)
        #expect(InteractionTimes.quantile(0.95, of: seconds) == 0.4)
        #expect(InteractionTimes.quantile(0.5, of: []) == nil)
    }
}
