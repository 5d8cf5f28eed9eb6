import RandomVariates
import TwinPrimitives

/// What a random number of `RandomPurpose.stageRequest` decides, in the upper half of its key.
enum StageDraw: UInt32 {
    // Of a request.
    case failure = 0
    case coldStart = 1
    case promptTokens = 2
    case generatedTokens = 3
    case waitLimit = 4
    // Of a stage of a turn.
    case isNeeded = 8
    case isWasted = 9
}

/// Random numbers of requests and turns.
///
/// Keyed by the caller, the turn and the stage, never by who else is there: the same caller's request
/// is the same whatever the load.
extension StationNetwork {
    /// What stands for a stage in the keys of draws.
    private func key(of stage: Int, in graph: Int) -> UInt32 {
        UInt32((graphs[graph]?.firstKey ?? 0) + stage)
    }

    /// Draws of one request: 8 bits for attempt, hedge and early begin, above them the stage.
    private func address(_ request: Request, _ turn: TurnState) -> UInt32 {
        key(of: Int(request.stage), in: turn.graph) << 8 | UInt32(request.attempt) << 2
            | (request.isHedge ? 2 : 0) | (request.isSpeculative ? 1 : 0)
    }

    /// A uniform number of a request.
    func uniform(_ purpose: RandomPurpose, _ place: Int32) -> Double {
        let request = requests[place]
        let turn = turns[request.turn]
        return streams.uniform(
            purpose, turn.caller, attempt: turn.attempt, turn: turn.number,
            draw: address(request, turn))
    }

    /// A uniform number of a request.
    func uniform(_ draw: StageDraw, _ place: Int32) -> Double {
        let request = requests[place]
        let turn = turns[request.turn]
        return streams.uniform(
            .stageRequest, turn.caller, attempt: turn.attempt, turn: turn.number,
            draw: draw.rawValue << 16 | address(request, turn))
    }

    /// A uniform number of a stage of a turn.
    func uniform(_ draw: StageDraw, _ place: Int32, _ stage: Int) -> Double {
        let turn = turns[place]
        return streams.uniform(
            .stageRequest, turn.caller, attempt: turn.attempt, turn: turn.number,
            draw: draw.rawValue << 16 | key(of: stage, in: turn.graph) << 8)
    }

    /// The uniform number of a body, which correlates within a call.
    func bodyUniform(_ place: Int32, _ withinCall: Double) -> Double {
        let own = uniform(.latencyBody, place)
        guard withinCall > 0 else { return own }
        let turn = turns[requests[place].turn]
        let shared = streams.uniform(
            .stageOfCall, turn.caller, attempt: turn.attempt,
            draw: key(of: Int(requests[place].stage), in: turn.graph))
        let score =
            withinCall.squareRoot() * PortableMath.inverseNormal(shared)
            + (1 - withinCall).squareRoot() * PortableMath.inverseNormal(own)
        return min(max(PortableMath.normalCDF(score), Self.leastUniform), 1 - Self.leastUniform)
    }

    /// Half a step of the uniform numbers that streams give.
    private static var leastUniform: Double { 0x1p-53 }
}
