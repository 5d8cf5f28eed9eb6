import QueueingTheory
import VoiceAgents

/// Sessions of a surrogate pool at each share of sessions in use, for the fluid model.
struct SessionTable: Sendable {
    private let nodes: [FluidCenter.Session]

    /// Intervals of the table.
    ///
    /// Linear between nodes. A logistic curve of steepness 40 is met to 2e-4.
    private static let intervals = 512

    /// Works the outcomes out.
    init(_ dialogue: SurrogateConfiguration, turns: TurnExpectation) {
        let chain = SurrogateChain(dialogue)
        let isConstant = dialogue.hangupUnderLoad == nil && dialogue.latency.underLoad == nil
        let count = isConstant ? 0 : Self.intervals
        nodes = (0...count).map { node in
            let share = count == 0 ? 0 : Double(node) / Double(count)
            let turn = turns.turn(share: share)
            let outcome = chain.outcome(hangup: turn.hangup)
            // A session's turns are as long whether the caller stays or not, so Wald's equation holds.
            return FluidCenter.Session(
                seconds: outcome.turns * turn.seconds, hungUp: outcome.hungUp,
                escalated: outcome.escalated, wrong: outcome.wrong)
        }
    }

    /// The outcome at a share of sessions in use in [0, 1].
    func session(share: Double) -> FluidCenter.Session {
        guard nodes.count > 1 else { return nodes[0] }
        let place = min(max(share, 0), 1) * Double(nodes.count - 1)
        let index = min(Int(place), nodes.count - 2)
        let part = place - Double(index)
        let (low, high) = (nodes[index], nodes[index + 1])
        func mix(_ path: KeyPath<FluidCenter.Session, Double>) -> Double {
            low[keyPath: path] + part * (high[keyPath: path] - low[keyPath: path])
        }
        return FluidCenter.Session(
            seconds: mix(\.seconds), hungUp: mix(\.hungUp), escalated: mix(\.escalated),
            wrong: mix(\.wrong))
    }
}
