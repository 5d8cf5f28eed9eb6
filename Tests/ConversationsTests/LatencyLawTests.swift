import Conversations
import Distributions
import Testing

@Suite("Latency laws")
struct LatencyLawTests {
    @Test("without chance each stage takes the mean of its body in whole milliseconds, and no tail")
    func steady() {
        let law = LatencyLaw(stages: [
            LatencyLaw.Stage(
                name: "even", body: .exponential(mean: 0.1234), tailProbability: 0.5,
                tail: .deterministic(9)),
            // Of shape 1 it has no mean; half of its values are below its scale.
            LatencyLaw.Stage(name: "heavy", body: .pareto(shape: 1, scale: 0.3)),
        ])
        let steady = law.steady.stages
        #expect(steady.map(\.name) == ["even", "heavy"])
        #expect(steady.map(\.body) == [.deterministic(0.123), .deterministic(0.3)])
        #expect(steady.allSatisfy { $0.tailProbability == 0 })
    }
}
