import CallerModel
import Conversations
import DialogueEngine
import Distributions
import Testing
import TwinPrimitives

@Suite("Worlds")
struct WorldTests {
    static let streams = RandomStreams(seed: 3, replication: 0)

    static func world(_ model: DialogueModel) -> RecordsWorld {
        RecordsWorld(model: model, delay: .exponential(mean: 1), failureRate: 0.3)
    }

    static func request(_ tool: Int, caller: Int = 0, ordinal: Int = 0) -> WorldRequest {
        WorldRequest(
            matter: .tool(ToolID(UInt16(tool))), values: [], goal: SmallCallers.goals[1],
            caller: SmallCallers.context(caller).caller, ordinal: ordinal)
    }

    @Test("a tool answers by its name and ordinal, wherever it stands in the model")
    func keyedByName() {
        let model = SmallModel.make()
        var turned = model
        turned.tools.reverse()
        for caller in 0..<200 {
            for ordinal in 0..<3 {
                let first = Self.world(model).answer(
                    Self.request(0, caller: caller, ordinal: ordinal), streams: Self.streams)
                let second = Self.world(turned).answer(
                    Self.request(1, caller: caller, ordinal: ordinal), streams: Self.streams)
                #expect(first == second)
            }
        }
    }

    @Test("tools, ordinals and callers have draws of their own")
    func ownDraws() {
        let world = Self.world(SmallModel.make())
        var delays: Set<Double> = []
        for caller in 0..<10 {
            for tool in 0..<2 {
                for ordinal in 0..<20 {
                    delays.insert(
                        world.answer(
                            Self.request(tool, caller: caller, ordinal: ordinal),
                            streams: Self.streams
                        ).delaySeconds)
                }
            }
        }
        #expect(delays.count == 400)
    }

    /// Seconds until the first call of the transfer's tool was answered, or failed.
    static func firstAnswer(_ record: ConversationRecord) -> Double? {
        var asked: (call: CallID, time: SimulationTime)?
        for entry in record.records {
            switch entry.event {
            case .toolAsked(let call, ToolID(0), _) where asked == nil: asked = (call, entry.time)
            case .toolAnswered(let call, _, _) where call == asked?.call,
                .toolFailed(let call, _, _) where call == asked?.call:
                return asked.map { (entry.time - $0.time).seconds }
            default: break
            }
        }
        return nil
    }

    @Test("a call of another tool in between does not change what a tool answers")
    func insertedCall() throws {
        let conversation = RandomConversationTests.conversation(personas: [.ideal])
        var model = conversation.reducer.model
        model.steps[4].action = .tool(ToolID(1), onFailure: nil)
        let other = RandomConversationTests.conversation(model: model, personas: [.ideal])
        var compared = 0
        for ordinal in 0..<200 {
            let context = SmallCallers.context(ordinal)
            let record = conversation.run(context)
            guard record.goal == "transfer", let seconds = Self.firstAnswer(record),
                let there = Self.firstAnswer(other.run(context))
            else { continue }
            compared += 1
            #expect(abs(seconds - there) < 1e-8, "caller \(ordinal)")
        }
        #expect(compared > 60)
    }
}
