import CallerModel
import Conversations
import DialogueEngine
import Testing
import TwinPrimitives

@Suite("Courses without a record")
struct UnrecordedCourseTests {
    private func notices(
        _ conversation: Conversation, _ ordinal: Int, keepsRecord: Bool
    ) -> ([TimedNotice], inputs: Int) {
        var course = ConversationCourse(
            conversation, context: SmallCallers.context(ordinal), start: .zero,
            keepsRecord: keepsRecord)
        course.begin()
        var notices = course.takeNotices()
        while let next = course.nextInstant {
            course.advance(to: next)
            notices += course.takeNotices()
        }
        return (notices, course.record.inputs.count)
    }

    @Test("a course that keeps no record tells the same notices, and has nothing to show")
    func sameNotices() {
        for ear in ReplayTests.ears {
            let conversation = RandomConversationTests.conversation(ear)
            for ordinal in 0..<300 {
                let kept = notices(conversation, ordinal, keepsRecord: true)
                let bare = notices(conversation, ordinal, keepsRecord: false)
                #expect(kept.0 == bare.0)
                #expect(!kept.0.isEmpty && kept.inputs > 0 && bare.inputs == 0)
            }
        }
    }

    @Test("a dialogue moved on in place goes as one that is stepped from state to state")
    func inPlace() {
        let conversation = RandomConversationTests.conversation(WordErrorEar(rate: 0.15))
        let reducer = conversation.reducer
        for ordinal in 0..<100 {
            let context = SmallCallers.context(ordinal)
            let record = conversation.run(context)
            var running = RunningDialogue(reducer, context)
            var state = reducer.begin(context)
            for timed in record.inputs {
                let reaction = reducer.step(state, timed.input, at: timed.time)
                let moved = running.take(timed.input, at: timed.time)
                #expect(moved.records == reaction.records)
                #expect(moved.effects == reaction.effects)
                running.giveBack(moved)
                state = reaction.state
                #expect(running.question == state.question && running.turn == state.turn)
                #expect(running.stack == state.stack && running.beliefs == state.beliefs)
                #expect(running.level == state.level)
                #expect(running.isPromptCut == !state.cut.isEmpty)
            }
        }
    }
}
