/// A stage of the turns of a pool of voice agents, by its number over all pools: those of the turns
/// first, then the tools of dialogues.
public struct StageDescription: Codable, Equatable, Sendable {
    /// Number of the pool.
    public var pool: Int
    /// Name of the stage.
    public var name: String
    /// Number of the station that does the work; nil for a delay that nobody waits for.
    public var station: Int?
    /// Whether it is a tool of the dialogue, outside of the graph of a turn; nil: it is not.
    public var isTool: Bool?

    /// Describes a stage.
    public init(pool: Int, name: String, station: Int?, isTool: Bool? = nil) {
        self.pool = pool
        self.name = name
        self.station = station
        self.isTool = isTool
    }
}

/// A station that serves the turns of voice agents.
public struct StationDescription: Codable, Equatable, Sendable {
    /// Name of the station.
    public var name: String
    /// Requests that it serves at one time; nil: as many as come.
    public var places: Int?

    /// Describes a station.
    public init(name: String, places: Int?) {
        self.name = name
        self.places = places
    }
}

/// A flow of the dialogue of a pool of voice agents.
public struct FlowDescription: Codable, Equatable, Sendable {
    /// Number of the pool.
    public var pool: Int
    /// Name of the flow in the dialogue model.
    public var name: String

    /// Describes a flow.
    public init(pool: Int, name: String) {
        self.pool = pool
        self.name = name
    }
}
