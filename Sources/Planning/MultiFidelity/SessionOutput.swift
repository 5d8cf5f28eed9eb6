import ContactCenterEvents
public import Statistics
package import VoiceAgents

/// A figure of one session whose mean is estimated.
public struct SessionOutput: Sendable {
    /// Name in reports.
    public let name: String
    /// Unit: `share`, `s`, or empty for a count.
    public let unit: String
    /// Whether strata are chosen so that it is known well, beside others.
    let steersSampling: Bool
    /// Its place in `all`.
    private(set) var place = 0
    let value: @Sendable (SessionSummary) -> Double

    /// Its value for one session.
    package func value(of session: SessionSummary) -> Double { value(session) }

    /// Whether it is 0 or 1.
    public var isShare: Bool { unit == "share" }

    /// What its values can be.
    public var range: TwoPhaseEstimate.ValueRange { isShare ? .share : .nonnegative }

    private init(
        _ name: String, unit: String = "", steersSampling: Bool = false,
        _ value: @escaping @Sendable (SessionSummary) -> Double
    ) {
        self.name = name
        self.unit = unit
        self.steersSampling = steersSampling
        self.value = value
    }

    /// All of them, in the order of reports.
    public static let all: [SessionOutput] = [
        SessionOutput("contained", unit: "share", steersSampling: true) {
            $0.outcome == .resolved || $0.outcome == .falselyContained ? 1 : 0
        },
        SessionOutput("resolved", unit: "share") { $0.outcome == .resolved ? 1 : 0 },
        SessionOutput("escalated", unit: "share", steersSampling: true) {
            $0.outcome == .escalated ? 1 : 0
        },
        SessionOutput("hungUp", unit: "share") { $0.outcome == .hungUp ? 1 : 0 },
        SessionOutput("wrongAction", unit: "share") { $0.wrongActions > 0 ? 1 : 0 },
        SessionOutput("turns") { Double($0.turns) },
        SessionOutput("misunderstoodTurns") { Double($0.misunderstood) },
        SessionOutput("seconds", unit: "s", steersSampling: true) { $0.seconds },
    ].enumerated().map { place, output in
        var output = output
        output.place = place
        return output
    }

    /// Places of those by which sessions are parted.
    static let (containedPlace, escalatedPlace, secondsPlace) = (0, 2, 7)
}

/// Figures of one session in the mean over hearings, in the order of `SessionOutput.all`.
package struct SessionFigures: Hashable, Sendable {
    /// The means.
    package var values: [Double]

    /// Stores means.
    package init(values: [Double]) { self.values = values }

    /// Takes means.
    ///
    /// - Parameter hearings: What became of the session each time; at least one.
    package init(_ hearings: [SessionSummary]) {
        values = SessionOutput.all.map { output in
            hearings.reduce(0) { $0 + output.value($1) } / Double(hearings.count)
        }
    }

    subscript(output: SessionOutput) -> Double { values[output.place] }
}
