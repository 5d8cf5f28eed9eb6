/// A figure of one point at two fidelities, from the same calls.
public struct AnchorFigure: Sendable {
    /// Name in reports: of a session's figure, or of an indicator of the center.
    public var name: String
    /// Unit: `share`, `s`, a unit of indicators, or empty for a count.
    public var unit: String
    /// Whether it is a figure of a session alone, and not of the center that plays the sessions.
    public var isOfSession: Bool
    /// Its value at the projection's fidelity.
    public var cheap: Double
    /// Its value at the costly one.
    public var costly: Double
    /// The 95 % interval of costly minus cheap.
    public var difference: ClosedRange<Double>

    /// Stores a figure.
    package init(
        name: String, unit: String, isOfSession: Bool, cheap: Double, costly: Double,
        difference: ClosedRange<Double>
    ) {
        self.name = name
        self.unit = unit
        self.isOfSession = isOfSession
        self.cheap = cheap
        self.costly = costly
        self.difference = difference
    }

    /// Whether the fidelities cannot be told apart by this figure.
    public var agrees: Bool { difference.contains(0) }
}

/// A point of a projection whose sessions were held at a costlier fidelity too.
public struct AnchorPoint: Sendable {
    /// The settings.
    public var at: [Setting]
    /// Names of the fidelities: the projection's, the costly one.
    public var fidelities: (cheap: String, costly: String)
    /// Calls that were held at both.
    public var calls: Int
    /// Replications of the center that played them.
    public var replications: Int
    /// Figures of a session, then of the center.
    public var figures: [AnchorFigure]

    /// Stores a point.
    package init(
        at: [Setting], fidelities: (cheap: String, costly: String), calls: Int, replications: Int,
        figures: [AnchorFigure]
    ) {
        self.at = at
        self.fidelities = fidelities
        self.calls = calls
        self.replications = replications
        self.figures = figures
    }
}
