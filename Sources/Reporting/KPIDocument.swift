public import Projections

/// The document `calltwin.kpis/1`: indicators of one log, or of several replications.
public struct KPIDocument: Encodable, Sendable {
    /// One value.
    public struct Row: Encodable, Sendable {
        private let estimate: KPIEstimate

        init(_ estimate: KPIEstimate) { self.estimate = estimate }

        private enum Key: String, CodingKey {
            case kpi, unit, contactType, agentGroup, interval, mean, standardError, halfWidth95
        }

        /// Writes every member; those without a value are null.
        public func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: Key.self)
            try values.encode(estimate.kpi, forKey: .kpi)
            try values.encode(estimate.unit, forKey: .unit)
            try values.encode(estimate.contactType, forKey: .contactType)
            try values.encode(estimate.agentGroup, forKey: .agentGroup)
            try values.encode(estimate.interval, forKey: .interval)
            try values.encode(estimate.mean, forKey: .mean)
            try values.encode(estimate.standardError, forKey: .standardError)
            try values.encode(estimate.halfWidth95, forKey: .halfWidth95)
        }
    }

    private let schema = "calltwin.kpis/1"
    /// Name of the scenario or of the recorded source.
    public let scenario: String
    /// Identity of the run.
    public let runId: String
    /// Seed of the random streams; 0 for a recorded log.
    public let seed: UInt64
    /// Number of replications.
    public let replications: Int
    /// The values, in the order of the registry, scope by scope.
    public let kpis: [Row]

    /// Puts a document together.
    public init(
        scenario: String, runId: String, seed: UInt64, replications: Int, kpis: [KPIEstimate]
    ) {
        self.scenario = scenario
        self.runId = runId
        self.seed = seed
        self.replications = replications
        self.kpis = kpis.map(Row.init)
    }
}
