import ModelReading
import ResponseStations
import TwinPrimitives
import VoiceAgents

/// Faults of stations.
extension ScenarioDecoder {
    /// How the stations work that a fault hits.
    func conditions(
        _ reader: MappingReader, _ effect: MappingReader, _ stations: [StationConfiguration]
    ) throws -> [(station: Int, condition: StationCondition)] {
        for entry in effect.node.singleValues.map(\.path) + ["tools"]
        where effect.has(entry) && !Self.stationEffects.contains(entry) {
            throw effect.noEffect(
                entry,
                "a station has none; known: " + Self.stationEffects.joined(separator: ", "))
        }
        if reader.has("recovery") {
            throw reader.noEffect("recovery", "what a fault does to a station ends at once")
        }
        let condition = StationCondition(
            capacity: try effect.optionalNumber("capacity") ?? 1,
            slowdown: try effect.optionalNumber("latencyFactor") ?? 1,
            failures: try effect.optionalNumber("failure") ?? 0)
        return try numbers(reader, "station", in: stations.map(\.name), what: "station").map {
            if stations[$0].places == nil, condition.capacity > 0, condition.capacity < 1 {
                throw effect.noEffect(
                    "capacity",
                    "the places of station \(stations[$0].name) are unlimited; say 0%, or servers "
                        + "there")
            }
            return ($0, condition)
        }
    }

    private static let stationEffects = ["latencyFactor", "capacity", "failure"]

    /// The pools whose turns or tools use some of the stations.
    func users(
        of stations: [Int], _ pools: [VoicePoolConfiguration]
    ) -> [VoicePoolID] {
        pools.indices.filter { pool in
            let stages = (pools[pool].turn?.stages ?? []).map(\.place)
            return stations.contains { station in
                stages.contains(.station(station))
                    || pools[pool].toolStations.contains { $0.station == station }
            }
        }.map { VoicePoolID(UInt16($0)) }
    }

    /// Whether a fault makes requests of a station fail.
    func isMadeToFail(_ station: String) throws -> Bool {
        try root.namedMappings("faults").contains { fault in
            let isHit = fault.oneOrMany("station").contains { $0.node.scalar == station }
            return try isHit && fault.mapping("effect").has("failure")
        }
    }
}
