import Conversations
import DialogueEngine
import DialogueModels
import Foundation
import Testing
import TwinPrimitives

@Suite("What-if of shipped models")
struct WhatIfTests {
    @Test("a slot, a tool and a flow that nothing uses change no call of the bank")
    func unusedParts() throws {
        let path = Shipped.folder + "/bank.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let other =
            text
            .replacing(
                "\nslots:\n",
                with: "\nslots:\n  - {name: unused, grammar: {kind: digits, length: 19}, "
                    + "volunteered: false, ask: Never asked?}\n"
            ).replacing(
                "\ntools:\n", with: "\ntools:\n  - {name: unused_tool, owner: nobody, level: 0}\n"
            ).replacing(
                "\nflows:\n",
                with: "\nflows:\n  - {name: unused_flow, owner: nobody, label: nothing, steps: "
                    + "[{say: \"Never said.\"}, {end: completed}]}\n")
        let model = try DialogueModelFile(path: path).trained()
        let inserted = try DialogueModelFile(text: other, path: path).trained()
        #expect(inserted.slots.count == model.slots.count + 1)
        #expect(inserted.tools.count == model.tools.count + 1)
        #expect(inserted.flows.count == model.flows.count + 1)
        #expect(inserted.prompts[0] != model.prompts[0])
        let callers = try CallerFile(
            path: Shipped.root.appendingPathComponent("models/callers/bank.yaml").path)
        let streams = RandomStreams(seed: 5, replication: 0)
        func conversation(_ held: DialogueModel, errorRate: Double?) throws -> Conversation {
            Conversation(
                reducer: DialogueReducer(model: held, streams: streams),
                profile: try callers.profile(for: held),
                ear: errorRate.map { StubEar(model: held, errorRate: $0) as any Ear }
                    ?? WordErrorEar(rate: 0.15))
        }
        for errorRate in [nil, 0.1] {
            let held = try conversation(model, errorRate: errorRate)
            let there = try conversation(inserted, errorRate: errorRate)
            for ordinal in 0..<60 {
                let context = CallContext(
                    caller: CallerKey(
                        contactType: ContactTypeID(0), ordinal: UInt32(ordinal)),
                    today: CivilDate(dayNumber: 20_000), minuteOfDay: 600)
                let log = ConversationLog(
                    held.run(context), model: model, seed: 5, replication: 0)
                let result = Replay.whatIf(log, model: model, other: there)
                #expect(result.firstChange == nil, "caller \(ordinal), ear \(errorRate ?? -1)")
                #expect(result.agreesBeforeChange, "caller \(ordinal), ear \(errorRate ?? -1)")
            }
        }
    }
}
