import ContactCenterEvents
import ModelReading
import ResponseStations
import VoiceAgents

/// Whether stations are used, and what the log says of them.
extension ScenarioDecoder {
    /// Refuses stations that no turn uses.
    static func checkStations(
        _ stations: [StationConfiguration], _ parts: DecodedParts, _ root: MappingReader
    ) throws {
        var used: Set<Int> = []
        for stage in parts.voicePools.compactMap(\.turn).flatMap(\.stages) {
            if case .station(let number) = stage.place { used.insert(number) }
        }
        used.formUnion(parts.voicePools.flatMap(\.toolStations).map(\.station))
        for (number, reader) in try root.namedMappings("stations").enumerated()
        where !used.contains(number) {
            throw ScenarioError.noEffect(
                location: reader.node.location, key: reader.path,
                why: "no stage of a pool's turn says station: \(stations[number].name), and no"
                    + " pool's tools do")
        }
    }

    /// What the log says of stations; nil without any.
    static func describe(_ stations: [StationConfiguration]) -> [StationDescription]? {
        stations.isEmpty
            ? nil : stations.map { StationDescription(name: $0.name, places: $0.places) }
    }

    /// What the log says of the stages of turns; nil without any.
    static func describe(_ parts: DecodedParts) -> [StageDescription]? {
        var stages: [StageDescription] = []
        for (pool, configuration) in parts.voicePools.enumerated() {
            for stage in configuration.turn?.stages ?? [] {
                var station: Int?
                if case .station(let number) = stage.place { station = number }
                stages.append(StageDescription(pool: pool, name: stage.name, station: station))
            }
        }
        for (pool, configuration) in parts.voicePools.enumerated() {
            stages += configuration.toolStations.map {
                StageDescription(pool: pool, name: $0.name, station: $0.station, isTool: true)
            }
        }
        return stages.isEmpty ? nil : stages
    }

    /// What the log says of the flows of dialogues; nil where they are not told.
    static func flows(_ parts: DecodedParts) -> [FlowDescription]? {
        let flows = parts.voicePools.enumerated().flatMap { pool, configuration in
            configuration.flowNames.map { FlowDescription(pool: pool, name: $0) }
        }
        return flows.isEmpty ? nil : flows
    }
}
