import CallerModel
import Conversations
import DialogueEngine
import Testing
import TwinPrimitives

/// What a tool is told when a value was lost, or was never asked for.
@Suite("Lost values")
struct LostValueTests {
    private static func told(_ call: FedCall) -> [[SlotValue]] {
        call.events.compactMap { event in
            if case .toolAsked(_, _, let values) = event { values } else { nil }
        }
    }

    /// What forgetting does to a belief.
    private static func forget(_ slot: SlotID, _ call: inout FedCall) {
        call.state[slot].status = .unknown
        call.state[slot].value = nil
        call.state[slot].wasForgotten = true
    }

    private static func beforeTransfer(level: UInt8 = 1) -> FedCall {
        var call = FedCall(level: level)
        for text in ["send money", "fifty pounds", "one two three four five six seven eight"] {
            call.say(text)
        }
        if case .confirmValue = call.state.question { call.say("yes") }
        call.say("tomorrow")
        return call
    }

    @Test("a value that a called flow had asked for is asked for there again, never left empty")
    func ofCalledFlow() {
        var call = Self.beforeTransfer()
        Self.forget(SmallModel.day, &call)
        call.say("yes")
        #expect(Self.told(call) == [])
        #expect(call.state.question == .slot(SmallModel.day))
        #expect(call.state.stack.last?.flow == FlowID(3))
        call.say("tomorrow")
        #expect(
            Self.told(call) == [
                [
                    .amount(minorUnits: 5000), .digits("12345678"),
                    .date(SmallCallers.today.adding(days: 1)),
                ]
            ])
    }

    @Test("a value that a security check had asked for is asked for and checked again")
    func ofFactor() {
        var call = FedCall()
        call.say("my balance")
        call.say("nine zero zero one")
        call.feed(.verificationAnswered(CallID(call.state.callCount), passed: true))
        #expect(Self.told(call) == [[.digits("9001")]])
        call.feed(
            .toolAnswered(CallID(call.state.callCount), [.amount(minorUnits: 100)]))
        Self.forget(SmallModel.pin, &call)
        call.say("my balance")
        #expect(Self.told(call) == [])
        #expect(call.state.question == .slot(SmallModel.pin))
        call.say("nine zero zero one")
        #expect(Self.told(call) == [], "checked before it is told")
        call.feed(.verificationAnswered(CallID(call.state.callCount), passed: true))
        #expect(Self.told(call) == [[.digits("9001")]])
    }

    @Test("what proves the level of the line is not asked for: the line knows it")
    func ofLine() {
        var call = FedCall(level: 1)
        call.say("my balance")
        #expect(Self.told(call) == [[.ofLine]])
    }

    @Test("an action whose value nothing asks for is not done, and the call counts a defect")
    func nowhere() {
        var call = FedCall({ $0.tools[1].needs = [SmallModel.amount] }, level: 1)
        call.say("my balance")
        #expect(Self.told(call) == [])
        #expect(call.events.contains(.valueMissing(SmallModel.amount)))
        #expect(call.events.contains(.flow(FlowID(1), .unresolved)))
        #expect(call.state.outcome == nil)

        var model = SmallModel.make()
        model.tools[1].needs = [SmallModel.amount]
        let conversation = RandomConversationTests.conversation(
            model: model, personas: [.ideal])
        let defects = (0..<20).flatMap { conversation.run(SmallCallers.context($0)).defects }
        #expect(defects.contains(.valueMissing(SmallModel.amount)))
    }

    @Test("calls of a forgetful voice agent tell tools only what is believed")
    func forgetful() {
        var model = SmallModel.make()
        model.memory.fidelity = 0.8
        let conversation = RandomConversationTests.conversation(model: model)
        var told = 0
        var forgotten = 0
        for ordinal in 0..<300 {
            let record = conversation.run(SmallCallers.context(ordinal))
            #expect(record.defects == [], "caller \(ordinal)")
            for event in record.records.map(\.event) {
                switch event {
                case .toolAsked(_, let tool, let values):
                    told += 1
                    for (slot, value) in zip(model[tool].needs, values) {
                        #expect(model[slot].grammar.holds(value))
                    }
                case .forgotten(SmallModel.pin), .forgotten(SmallModel.day): forgotten += 1
                default: break
                }
            }
        }
        #expect(told > 50, "\(told)")
        #expect(forgotten > 50, "\(forgotten)")
    }

    @Test("asking again for what was forgotten is one defect, however often it is asked")
    func noted() {
        var call = FedCall(level: 1)
        call.say("send money")
        call.say("fifty pounds")
        call.say("one two three four five six seven eight")
        if case .confirmValue = call.state.question { call.say("yes") }
        call.say("tomorrow")
        Self.forget(SmallModel.amount, &call)
        call.say("yes")
        #expect(call.events.contains(.askedAgain(SmallModel.amount)))
        call.say("purple bricks")
        #expect(call.state.question == .slot(SmallModel.amount))
        #expect(!call.events.contains(.askedAgain(SmallModel.amount)))
        call.say("fifty pounds")
        #expect(!call.state[SmallModel.amount].wasForgotten)
    }
}
