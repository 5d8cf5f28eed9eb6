import ContactCenterEvents
import Projections
import Testing
import TwinPrimitives

@Suite("Courses of sessions")
struct SessionCourseTests {
    private func understood(
        _ contact: UInt32, _ turn: UInt16, accepted: Bool, right: Bool
    ) -> ContactCenterEvent {
        .utteranceUnderstood(
            UtteranceUnderstood(
                contact: ContactID(contact), turn: turn, right: right, accepted: accepted,
                score: 512))
    }

    private func courses(_ script: EventScript) -> [SessionCourse] {
        var fold = SessionCourses(window: .zero..<SimulationTime(seconds: 1000))
        for (event, time) in script.events { fold.record(event, at: time) }
        return fold.courses
    }

    /// One useful turn of three, given up by rule after 50 s; 30 s of waiting, two people for 60 and 40 s.
    @Test("turns and seconds after the last useful turn, and what became of the handoff, by hand")
    func handedOver() throws {
        var script = EventScript()
        script.arrive(10, 0)
        script.startSession(10, 0)
        script.add(20, understood(0, 0, accepted: true, right: true))
        script.add(32, understood(0, 1, accepted: true, right: false))
        script.add(45, understood(0, 2, accepted: false, right: true))
        script.add(
            45,
            .fallbackTriggered(
                FallbackTriggered(contact: ContactID(0), trigger: .consecutiveFailures)))
        script.endSession(60, 0, .escalated)
        script.queue(60, 0)
        script.answer(90, 0, AgentID(0))
        script.add(
            150,
            .contactTransferred(
                ContactTransferred(
                    contact: ContactID(0), agent: AgentID(0), contactType: ContactTypeID(0),
                    agentStays: false)))
        script.queue(150, 0)
        script.answer(155, 0, AgentID(1))
        script.end(195, 0, AgentID(1))
        let course = try #require(courses(script).first)
        #expect(course.turns.map(\.seconds) == [10, 22, 35])
        #expect(course.turns.map(\.isUseful) == [true, false, false])
        #expect(course.turnsAfterLastUseful == 2 && course.secondsAfterLastUseful == 40)
        #expect(course.seconds == 50 && course.outcome == .escalated)
        #expect(course.trigger == .consecutiveFailures && !course.isLostAfterHandoff)
        #expect(course.waitSeconds == 35 && course.talkSeconds == 100)
    }

    @Test("a session without a useful turn is in vain from its start; who gives up waiting is lost")
    func inVain() throws {
        var script = EventScript()
        for contact in UInt32(0)..<3 {
            script.arrive(0, contact)
            script.startSession(0, contact)
        }
        script.add(8, understood(0, 0, accepted: false, right: false))
        script.endSession(12, 0, .hungUp)
        script.endSession(20, 1, .escalated)
        script.queue(20, 1)
        script.add(50, .contactAbandoned(ContactAbandoned(contact: ContactID(1))))
        // The third is still inside when the log ends.
        let found = courses(script)
        #expect(found.count == 2)
        #expect(found[0].turnsAfterLastUseful == 1 && found[0].secondsAfterLastUseful == 12)
        #expect(found[1].turnsAfterLastUseful == 0 && found[1].secondsAfterLastUseful == 20)
        #expect(found[1].isLostAfterHandoff && found[1].talkSeconds == nil)
        #expect(found[1].waitSeconds == 30)
    }

    @Test("contacts that arrive outside the window do not count")
    func window() {
        var script = EventScript()
        script.arrive(1500, 0)
        script.startSession(1500, 0)
        script.endSession(1600, 0, .resolved)
        #expect(courses(script).isEmpty)
    }
}
