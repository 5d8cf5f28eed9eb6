public import Conversations
public import DialogueEngine
public import ResponseStations

/// A tool of a dialogue whose requests wait at a station that all sessions share, or its verifications.
public struct ToolStation: Equatable, Sendable {
    /// What is asked for.
    public enum Request: Hashable, Sendable {
        /// One tool.
        case tool(ToolID)
        /// Whether values prove who the caller is.
        case verification

        /// What a matter of the world is.
        ///
        /// - Parameter matter: The matter.
        public init(_ matter: WorldRequest.Matter) {
            switch matter {
            case .tool(let tool): self = .tool(tool)
            case .verification: self = .verification
            }
        }
    }

    /// What is asked for.
    public var request: Request
    /// Its name in reports.
    public var name: String
    /// Number of the station.
    public var station: Int

    /// Stores where requests go.
    public init(_ request: Request, name: String, station: Int) {
        self.request = request
        self.name = name
        self.station = station
    }

    /// Most of one pool: they share the keys of draws with the stages of its turn.
    public static let most = TurnGraph.mostKeys - TurnGraph.mostStages
}

extension VoicePoolConfiguration {
    /// Names of the flows whose latencies are told apart, by number; empty unless conversations pass
    /// through stations.
    public var flowNames: [String] {
        guard case .conversation(let tier) = tier, turn != nil || !toolStations.isEmpty else {
            return []
        }
        return tier.conversation.reducer.model.flows.map(\.name)
    }

    /// What stations do for its conversations.
    public var outsideWork: OutsideWork {
        var work = OutsideWork(utterances: turn != nil)
        for place in toolStations {
            switch place.request {
            case .tool(let tool): work.tools.insert(tool)
            case .verification: work.verifications = true
            }
        }
        return work
    }

    /// The graphs of its requests to tools, in the order of `toolStations`.
    public var toolGraphs: [TurnGraph] {
        toolStations.enumerated().map { number, place in
            TurnGraph(
                stages: [.init(name: place.name, place: .station(place.station), after: [])],
                firstKey: TurnGraph.mostStages + number)
        }
    }
}
