/// The indicators that a run keeps and prints; what none of them needs is not counted at all.
public struct KPISelection: Sendable {
    /// The indicators in the order of every output, a mean of ratios behind its ratio.
    public let indicators: [KeyPerformanceIndicator]

    /// Every indicator of the registry; means of ratios only on request.
    public static let all = KPISelection(indicators: KeyPerformanceIndicators.all, isAll: true)
    /// Whether nothing was chosen.
    public let isAll: Bool

    private init(indicators: [KeyPerformanceIndicator], isAll: Bool) {
        self.indicators = indicators
        self.isAll = isAll
    }

    /// Chooses indicators by name, in any order, each once or more.
    ///
    /// - Parameter names: Names as in every output; a ratio's name followed by `MeanOfRatios` is
    ///   the mean of its values.
    /// - Throws: `unknownIndicator` for the first name that there is not; `noIndicator` for none.
    public init(_ names: [String]) throws(ProjectionError) {
        guard !names.isEmpty else { throw .noIndicator }
        for name in names where KeyPerformanceIndicators.named(name) == nil {
            throw .unknownIndicator(name)
        }
        let wanted = Set(names)
        let known =
            KeyPerformanceIndicators.all + KeyPerformanceIndicators.journeys
            + KeyPerformanceIndicators.needs + KeyPerformanceIndicators.further
        isAll = false
        indicators = known.flatMap { [$0] + ($0.meanOfRatios.map { [$0] } ?? []) }
            .filter { wanted.contains($0.name) }
    }

    /// Whether it has indicators of journeys.
    public var hasJourneys: Bool { isAll || namesJourneys }

    /// Whether an indicator of journeys, or of needs, was chosen by its name.
    public var namesJourneys: Bool {
        indicators.contains { $0.attribution == .journey } || namesNeeds
    }

    /// Whether an indicator of needs was chosen by its name.
    public var namesNeeds: Bool { indicators.contains { $0.attribution == .need } }

    /// The indicators of needs, for the center alone.
    var ofNeeds: [KeyPerformanceIndicator] { indicators.filter { $0.attribution == .need } }

    /// The indicators of journeys, each for the center and for every pool, and those that a pool has
    /// beside.
    var ofJourneys: [KeyPerformanceIndicator] {
        isAll
            ? Journeys.all
            : indicators.filter { $0.attribution == .journey }
    }

    /// The parts of a fold that the indicators need.
    public var parts: FoldParts {
        indicators.reduce(into: FoldParts()) { $0.formUnion($1.needs) }.closure
    }

    /// Whether an indicator is among them.
    public func contains(_ name: String) -> Bool { indicators.contains { $0.name == name } }
}

/// By what the indicators of a run are broken down, beside the whole center.
public struct KPIBreakdown: OptionSet, Sendable {
    /// One bit each.
    public let rawValue: UInt8

    /// Names them by their bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// By contact type.
    public static let type = KPIBreakdown(rawValue: 1)
    /// By agent group.
    public static let group = KPIBreakdown(rawValue: 2)
    /// By reporting interval: the whole center, and types and groups if they are asked for.
    public static let interval = KPIBreakdown(rawValue: 4)
    /// By the segments of the log's description.
    public static let segment = KPIBreakdown(rawValue: 8)
    /// By everything that was kept apart.
    public static let all: KPIBreakdown = [.type, .group, .interval, .segment]
}
