import CallerModel
import Conversations
import DialogueEngine
import Foundation
import Testing
import TwinPrimitives

/// Calls in which everything arrives that can: answers of the world that are late, doubled, of wrong
/// kinds or numbers, or that nobody asked for; timers that do not run; prompts that were never given
/// out; all in any order.
@Suite("Hostile worlds")
struct HostileWorldTests {
    /// A call under way, and what it may be answered by.
    private struct Call {
        let reducer: DialogueReducer
        let streams: RandomStreams
        let key: CallerKey
        var state: DialogueState
        var time = SimulationTime.zero
        var drawn: UInt32 = 0
        var timers: [TimerID] = []
        var problems: [String] = []

        init(model: DialogueModel, seed: UInt64, block: Int, ordinal: Int) {
            streams = RandomStreams(seed: seed, replication: UInt32(block))
            key = CallerKey(contactType: ContactTypeID(3), ordinal: UInt32(ordinal))
            reducer = DialogueReducer(model: model, streams: streams)
            var context = SmallCallers.context(ordinal)
            context.level = ordinal % 2 == 0 ? 1 : 0
            state = reducer.begin(context)
        }

        mutating func draw(below bound: Int) -> Int {
            drawn += 1
            return min(Int(streams.uniform(.testing, key, draw: drawn) * Double(bound)), bound - 1)
        }

        mutating func pick<Element>(_ list: [Element]) -> Element { list[draw(below: list.count)] }

        // MARK: Inputs

        static let sayings = [
            "send money", "my balance please", "fifty pounds",
            "one two three four five six seven eight",
            "tomorrow", "yes", "no", "nine zero zero one", "no, sixty pounds", "cancel", "hello",
            "a person", "send money and my balance", "and 8 7 6 5 4 3 2 1", "bye", "uh huh",
        ]

        mutating func value() -> SlotValue {
            pick([
                .digits("12345678"), .digits(""), .amount(minorUnits: -5), .choice(99), .choice(-1),
                .name(1_000_000), .time(minuteOfDay: -60), .yesNo(true), .text(""), .number(.max),
                .date(CivilDate(dayNumber: 20_000)), .amount(minorUnits: 5000),
                .date(CivilDate(dayNumber: .max)), .date(CivilDate(dayNumber: .min)),
                .number(.min), .amount(minorUnits: .min), .letters(""),
            ])
        }

        /// Mostly the request that waits or the one before; sometimes one that never was.
        mutating func call() -> CallID {
            let last = state.callCount
            return CallID(pick([last, last, last, last > 0 ? last - 1 : 0, last + 1, .max]))
        }

        mutating func input() -> DialogueInput {
            let place = draw(below: 16)
            switch place {
            case 0...5:
                let text = pick(Self.sayings)
                return .finalTranscript([
                    Hypothesis(text: text, confidence: pick([.one, Score(0.8), Score(0.01)]))
                ])
            case 6...7:
                let count = draw(below: 3)
                let values = (0..<count).map { _ in value() }
                return .toolAnswered(call(), values)
            case 8: return .toolFailed(call())
            case 9...10: return .verificationAnswered(call(), passed: draw(below: 2) == 0)
            case 11:
                guard !timers.isEmpty, draw(below: 4) > 0 else {
                    return .timerFired(TimerID(purpose: pick(TimerID.Purpose.allCases), serial: 77))
                }
                return .timerFired(pick(timers))
            case 12...13:
                let handle = PromptHandle(state.playing.first?.handle.rawValue ?? 5)
                return pick([
                    .promptFinished(handle), .promptFinished(handle),
                    .promptCut(handle, wordsHeard: pick([-1, 0, 3, .max])),
                    .promptFinished(PromptHandle(.max)),
                ])
            case 14:
                var meaning = Interpretation(text: "")
                meaning.answers = [
                    AnswerCandidate(
                        slot: SlotID(UInt16(draw(below: 6))), value: value(), probability: .one)
                ]
                return .understood(meaning)
            default:
                return pick([
                    .speechStarted, .soundJudged(.turn), .soundJudged(.acknowledgement),
                    .speechStopped, .keys("0"), .keys("12345678"), .keys(""),
                    .callStarted(state.context),
                ])
            }
        }

        // MARK: Claims

        mutating func feed(_ input: DialogueInput) {
            time = time + SimulationDuration(seconds: 1)
            let before = state
            let reaction = reducer.step(state, input, at: time)
            state = reaction.state
            if before.outcome != nil, !reaction.records.isEmpty || !reaction.effects.isEmpty {
                problems.append("something happened after the end")
            }
            for effect in reaction.effects {
                switch effect {
                case .setTimer(let timer, _): timers.append(timer)
                case .callTool(_, let tool, let values): check(tool, values)
                default: break
                }
            }
            if Int(state.turn) > reducer.model.fallback.maximumTurns {
                problems.append("more turns than allowed")
            }
        }

        /// Arguments are what is believed firmly of the tool's slots, and of their kinds.
        private mutating func check(_ id: ToolID, _ values: [SlotValue]) {
            let tool = reducer.model[id]
            if state.level < tool.level { problems.append("\(tool.name) below its level") }
            for (slot, value) in zip(tool.needs, values) {
                // Who is known by the line need not say what proves it.
                if value == .ofLine, slot == SmallModel.pin, state.context.level > 0,
                    state.factors.isEmpty
                {
                    continue
                }
                let belief = state[slot]
                if !reducer.model[slot].grammar.holds(value) {
                    problems.append("\(tool.name) told \(value.written)")
                }
                if !belief.status.isUsable || belief.value != value {
                    problems.append("\(tool.name) told what is not believed")
                }
            }
        }
    }

    @Test("ten thousand calls in hostile worlds end, and act on nothing but firm values")
    func sound() {
        var asked = 0
        var ended = 0
        for block in 0..<100 {
            let streams = RandomStreams(seed: 11, replication: UInt32(block))
            let rules = CallerKey(contactType: ContactTypeID(9), ordinal: 0)
            let model = RandomConversationTests.randomModel {
                streams.uniform(.testing, rules, draw: UInt32($0))
            }
            for ordinal in 0..<100 {
                var call = Call(model: model, seed: 11, block: block, ordinal: ordinal)
                call.feed(.callStarted(call.state.context))
                for _ in 0..<60 { call.feed(call.input()) }
                asked += call.state.tried.count {
                    if case .tool = $0 { true } else { false }
                }
                ended += call.state.outcome == nil ? 0 : 1
                #expect(call.problems == [], "block \(block), call \(ordinal)")
            }
        }
        // The claims are about something: tools are asked, and calls end.
        #expect(asked > 200, "\(asked)")
        #expect(ended > 2000, "\(ended)")
    }

    @Test("an answer of a wrong kind is a failure of the tool, and no value is believed")
    func wrongKind() {
        let model = SmallModel.make()
        let reducer = DialogueReducer(
            model: model, streams: RandomStreams(seed: 1, replication: 0))
        var context = SmallCallers.context(0)
        context.level = 1
        var state = reducer.step(reducer.begin(context), .callStarted(context), at: .zero).state
        state =
            reducer.step(
                state, .finalTranscript([Hypothesis(text: "my balance")]), at: .zero
            ).state
        let waiting = state.waiting?.call ?? CallID(0)
        let reaction = reducer.step(state, .toolAnswered(waiting, [.choice(3)]), at: .zero)
        #expect(
            reaction.records.contains { record in
                if case .toolFailed = record.event { true } else { false }
            })
        #expect(reaction.state[SmallModel.balance].value == nil)
    }
}
