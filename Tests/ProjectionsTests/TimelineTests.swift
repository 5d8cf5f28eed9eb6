import ContactCenterEvents
import Projections
import TestSupport
import Testing
import TwinPrimitives

@Suite("A center over time")
struct TimelineTests {
    private func started(_ contact: UInt32, _ pool: UInt16) -> ContactCenterEvent {
        .sessionStarted(SessionStarted(contact: ContactID(contact), pool: VoicePoolID(pool)))
    }

    private func ended(_ contact: UInt32) -> ContactCenterEvent {
        .sessionEnded(
            SessionEnded(contact: ContactID(contact), outcome: .escalated, wrongActions: 0))
    }

    private func timeline(_ script: EventScript, pools: Int = 2) -> CenterTimeline {
        var fold = TimelineFold(
            until: SimulationTime(seconds: 40), pools: pools, stretches: 4)
        for (event, time) in script.events { fold.record(event, at: time) }
        return fold.timeline
    }

    @Test("has means over its stretches, by hand")
    func byHand() {
        var script = EventScript()
        script.arrive(0, 0)
        script.add(0, started(0, 1))
        script.add(5, ended(0))
        script.queue(5, 0)
        script.arrive(12, 1)
        script.queue(12, 1)
        script.answer(15, 0, AgentID(0))
        script.abandon(35, 1)
        script.arrive(38, 2)
        script.queue(38, 2)
        // After the end of what is followed: changes nothing.
        script.answer(70, 2, AgentID(0))
        let found = timeline(script)
        #expect(found.stretchSeconds == 10)
        #expect(found.waiting == [0.5, 1.3, 1, 0.7])
        #expect(found.sessions == [[0, 0, 0, 0], [0.5, 0, 0, 0]])
    }

    @Test("goes on as it is after the last event, and takes what is said twice or of nobody once")
    func odd() {
        var script = EventScript()
        script.arrive(10, 0)
        script.queue(10, 0)
        script.queue(11, 0)
        script.abandon(12, 7)
        script.add(15, ended(0))
        #expect(timeline(script).waiting == [0, 1, 1, 1])
        #expect(timeline(script, pools: 0).sessions == [])
    }

    @Test("of any events has the areas of a recount, level by level")
    func recount() {
        for seed in 0..<20 {
            var generator = SplitMix(seed: UInt64(seed))
            var script = EventScript()
            var time = 0.0
            // Queue and length by contact, recounted at the end from pairs of instants.
            var began: [Double] = []
            var area = 0.0
            for contact in 0..<40 {
                time += Double.random(in: 0...1.5, using: &generator)
                script.arrive(time, UInt32(contact))
                script.queue(time, UInt32(contact))
                began.append(time)
                if contact > 2, Bool.random(using: &generator) {
                    let leaver = Int.random(in: 0..<contact, using: &generator)
                    guard began[leaver] >= 0 else { continue }
                    script.abandon(time, UInt32(leaver))
                    area += max(0, min(time, 40) - min(began[leaver], 40))
                    began[leaver] = -1
                }
            }
            for begin in began where begin >= 0 { area += max(0, 40 - min(begin, 40)) }
            let sum = timeline(script).waiting.reduce(0, +) * 10
            #expect(abs(sum - area) < 1e-6, "seed \(seed)")
        }
    }
}
