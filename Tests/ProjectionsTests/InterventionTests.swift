import ContactCenterEvents
import Projections
import Testing
import TwinPrimitives

/// Levers and faults on queues that are written by hand.
@Suite("Interventions")
struct InterventionTests {
    /// One waits all the time; at 5000 s, 5005 s and so on others join, until so many wait.
    private static func script(joining: Int) -> EventScript {
        var script = EventScript()
        script.arrive(0, 0)
        script.queue(0, 0)
        for number in 0..<joining {
            let contact = UInt32(number + 1)
            script.arrive(5000 + 5 * Double(number), contact)
            script.queue(5000 + 5 * Double(number), contact)
        }
        return script
    }

    private static func intervention(_ script: EventScript) throws -> Intervention {
        var fold = InterventionFold()
        for (event, time) in script.events.sorted(by: { $0.time < $1.time }) {
            fold.record(event, at: time)
        }
        #expect(fold.interventions.count == 1)
        return try #require(fold.interventions.first)
    }

    private static func lever(_ seconds: Double, in script: inout EventScript) {
        script.add(
            seconds,
            .leverMoved(
                LeverMoved(
                    pool: VoicePoolID(0), setting: .share, value: 0, lever: 0, cause: .planned)))
    }

    /// Four wait from 5010 s on; three of them leave at 5100, 5200 and 5300 s, when one is left again.
    @Test("a return counts until the queue is what it was, from a fault's end or a lever's move")
    func back() throws {
        var script = Self.script(joining: 3)
        for contact in 1...3 { script.abandon(5000 + 100 * Double(contact), UInt32(contact)) }
        var fault = script
        fault.add(
            4990,
            .faultStarted(FaultStarted(fault: 0, occurrence: 0, pool: VoicePoolID(0))))
        fault.add(
            5090, .faultEnded(FaultEnded(fault: 0, occurrence: 0, pool: VoicePoolID(0))))
        let found = try Self.intervention(fault)
        #expect(found.before.meanQueue == 1 && found.peakQueue == 4 && found.overshoot == 3)
        #expect(found.recoverySeconds == 210)
        #expect(found.during.abandoned == 3 && found.before.arrived == 0)

        // Moved while four wait, in whose half hour before one waited for 1785 s and up to four for the last 15.
        var moved = script
        Self.lever(5015, in: &moved)
        let lever = try Self.intervention(moved)
        #expect(abs(lever.before.meanQueue - (1 + (5 * 1 + 5 * 2 + 5 * 3) / 1800.0)) < 1e-9)
        // Rounded up that is two, of whom there are again at 5200 s.
        #expect(lever.recoverySeconds == 185)
    }

    @Test("a lever that is moved before its queue grows is back at once, and its peak tells")
    func notYet() throws {
        var script = Self.script(joining: 3)
        Self.lever(4990, in: &script)
        script.abandon(7000, 1)
        let found = try Self.intervention(script)
        #expect(found.recoverySeconds == 0 && found.peakQueue == 4)
    }

    @Test("a queue that never comes back has no return")
    func never() throws {
        var script = Self.script(joining: 3)
        script.add(
            4990,
            .faultStarted(FaultStarted(fault: 0, occurrence: 0, pool: VoicePoolID(0))))
        script.add(
            5090, .faultEnded(FaultEnded(fault: 0, occurrence: 0, pool: VoicePoolID(0))))
        #expect(try Self.intervention(script).recoverySeconds == nil)
    }
}
