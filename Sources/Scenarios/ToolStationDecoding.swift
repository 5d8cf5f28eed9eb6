import Conversations
import DialogueEngine
import ModelReading
import ResponseStations
import VoiceAgents

/// Tools of a dialogue that wait at stations.
extension ScenarioDecoder {
    /// The tools of a pool's dialogue that wait at stations; empty where none does.
    func toolStations(
        _ pool: MappingReader, of tier: VoiceTier, _ stations: [StationConfiguration]
    ) throws -> [ToolStation] {
        guard case .conversation(let conversation) = tier,
            let reader = try pool.optionalMapping("tools")
        else { return [] }
        let model = conversation.conversation.reducer.model
        let names = stations.map(\.name)
        let rest = try reader.optionalText("station").map {
            try number(
                of: $0, in: names, what: "station", location: reader.location(of: "station"),
                key: reader.path(of: "station"))
        }
        if rest != nil, reader.has("delay") {
            throw reader.noEffect("delay", "station takes its own time")
        }
        var own: [Int: Int] = [:]
        for entry in try reader.entries("stations") {
            let key = reader.path(of: "stations") + "." + entry.key
            let tool = try number(
                of: entry.key, in: model.tools.map(\.name), what: "tool",
                location: entry.value.location, key: key)
            own[tool] = try number(
                of: entry.value.scalar ?? entry.value.shape, in: names, what: "station",
                location: entry.value.location, key: key)
        }
        var places: [ToolStation] = []
        for (tool, configuration) in model.tools.enumerated() {
            guard let station = own[tool] ?? rest else { continue }
            places.append(
                ToolStation(
                    .tool(ToolID(UInt16(tool))), name: configuration.name, station: station))
        }
        if let rest, !model.factors.isEmpty {
            places.append(ToolStation(.verification, name: "verification", station: rest))
        }
        guard places.count <= ToolStation.most else {
            throw ScenarioError.invalid(
                location: reader.node.location,
                what: "\(reader.place): \(places.count) tools wait at stations; at most"
                    + " \(ToolStation.most) can")
        }
        return places
    }
}
