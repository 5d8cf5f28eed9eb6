import ContactCenter
import ContactCenterEvents
import Distributions
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation

@Suite("Fractions of a plan")
struct StaffingStepsTests {
    /// The plan as it was carried out: `(seconds, agents)` at each change.
    private func changes(
        _ counts: [Double], step: Double = 100, presence: Presence? = nil
    ) -> [String] {
        let group = AgentGroupConfiguration(
            name: "agents",
            staffing: Staffing(breaks: counts.indices.map { Double($0) * step }, counts: counts),
            presence: presence, skills: [Skill(talk: .deterministic(1))])
        let twin = SmallCenter.twin(
            types: [
                ContactTypeConfiguration(name: "call", arrivals: .trace([]), patience: .never)
            ],
            groups: [group], horizonSeconds: Double(counts.count) * step)
        return SmallCenter.events(twin).compactMap { timed in
            guard case .staffingChanged(let fact) = timed.event else { return nil }
            return "\(timed.time.seconds) \(fact.count)"
        }
    }

    @Test("a fraction is realised in time, on the side of the neighbour that has more")
    func ramp() {
        #expect(changes([4.25, 5.5, 6]) == ["0.0 4", "75.0 5", "150.0 6"])
        #expect(changes([6, 5.5, 4.25]) == ["0.0 6", "150.0 5", "225.0 4"])
        // A hill falls on the side of its higher neighbour; between equal ones, times are joined.
        #expect(changes([3, 5.5, 4]) == ["0.0 3", "100.0 5", "150.0 6", "200.0 4"])
        #expect(
            changes([2.5, 2.5, 2.5, 2.5])
                == ["0.0 2", "50.0 3", "150.0 2", "250.0 3", "350.0 2"])
    }

    @Test("a size that holds all day is realised in half hours, never over the whole day")
    func longSteps() {
        let steps = changes([5.4], step: 36_000).map { text in
            text.split(separator: " ").compactMap { Double($0) }
        }
        // 20 half hours, joined two by two: 720 s of a sixth agent in each.
        #expect(steps.count == 21)
        for (change, next) in zip(steps, steps.dropFirst() + [[36_000, 0]]) {
            #expect(next[0] - change[0] <= 2 * 1_080)
        }
        let sixth = zip(steps, steps.dropFirst() + [[36_000, 0]]).reduce(0.0) {
            $0 + ($1.0[1] == 6 ? $1.1[0] - $1.0[0] : 0)
        }
        #expect(abs(sixth - 20 * 720) < 1e-6)
    }

    @Test("whole numbers are kept; a thousandth of an agent is nobody")
    func whole() {
        #expect(changes([2, 2, 3]) == ["0.0 2", "200.0 3"])
        #expect(changes([1.9995, 2.0005]) == ["0.0 2"])
        #expect(changes([0, 0]) == ["0.0 0"])
    }

    @Test("every step keeps its mean exactly, under any factor of presence")
    func means() {
        let plan = [0.3, 1.7, 4.4, 9.1, 9.9, 3.2, 3.3, 0.0, 2.5]
        for factor in [0.5, 0.93, 1.0, 1.107] {
            let steps = changes(plan, presence: Presence(mean: factor, dayCV: 0)).map { text in
                text.split(separator: " ").compactMap { Double($0) }
            }
            for (number, planned) in plan.enumerated() {
                let (start, end) = (Double(number) * 100, Double(number + 1) * 100)
                var agentSeconds = 0.0
                for (index, change) in steps.enumerated() {
                    let until = index + 1 < steps.count ? steps[index + 1][0] : 900
                    agentSeconds += max(min(until, end) - max(change[0], start), 0) * change[1]
                }
                #expect(abs(agentSeconds / 100 - planned * factor) < 0.001)
            }
        }
    }
}
