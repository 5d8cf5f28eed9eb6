import Scenarios
import VoiceAgents

extension Scenario {
    /// Refuses a pool whose sessions, held alone, would miss what acts on them in the center.
    ///
    /// - Parameter pool: Number of the pool.
    /// - Throws: `MultiFidelityError.actedOn`.
    func checkAlone(pool: Int) throws(MultiFidelityError) {
        let found = voicePools[pool]
        let acting: [(Bool, String)] = [
            (found.turn != nil, "stations (turn)"),
            (found.defectDays != nil, "defectsDayCorrelation"),
            (!found.toolStations.isEmpty, "stations (tools)"),
            (found.takeover != nil, "takeover"),
            (!plan.isEmpty, "levers and faults"),
        ]
        if let first = acting.first(where: \.0) {
            throw .actedOn(pool: found.name, by: first.1)
        }
    }
}
