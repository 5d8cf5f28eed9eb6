/// What can be wrong with the description of the log that a projection is to read.
public enum ProjectionError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A reporting interval must be at least one second and at most one day long.
    case intervalSeconds(Int)
    /// A warm-up must be a finite number of seconds, at least 0 and before the horizon.
    case warmUpSeconds(Double)
    /// A horizon must be a number of seconds above 0.
    case horizonSeconds(Double)
    /// An acceptable waiting time must be a finite number of seconds, at least 0.
    case serviceLevelSeconds(Double)
    /// A start must be local civil time `YYYY-MM-DDThh:mm:ss`.
    case start(String)
    /// A log must name at least one contact type, and fewer than 65 536 of each kind of thing.
    case count(of: String, got: Int)
    /// A segment must name, in ascending order, contact types and agent groups that there are, and
    /// times of one day.
    case segment(String)
    /// Two tallies describe different centers and cannot be added.
    case differentCenters
    /// There is no indicator of a name.
    case unknownIndicator(String)
    /// At least one indicator must be chosen.
    case noIndicator

    /// One line that says what is wrong and what is allowed.
    public var description: String { "error: " + text }

    /// The same without `error: ` in front.
    public var text: String {
        switch self {
        case .intervalSeconds(let got):
            "interval of \(got) s; allowed: 1 s to 100 years"
        case .warmUpSeconds(let got):
            "warm-up of \(got) s; allowed: from 0 s to before the horizon"
        case .horizonSeconds(let got):
            "horizon of \(got) s; allowed: above 0 s"
        case .serviceLevelSeconds(let got):
            "service level threshold of \(got) s; allowed: from 0 s"
        case .start(let got):
            "start '\(got)'; allowed: local civil time YYYY-MM-DDThh:mm:ss"
        case .count(let what, let got):
            "\(got) \(what); allowed: 1 to 65535 contact types, 0 to 65534 of the others"
        case .segment(let name):
            "segment '\(name)'; allowed: ascending numbers of contact types and agent groups that"
                + " there are, and times from 0 s to 86400 s"
        case .unknownIndicator(let name):
            "no indicator is named '\(name)'; known: \(Self.knownIndicators)"
        case .noIndicator:
            "no indicator is named; known: \(Self.knownIndicators)"
        case .differentCenters:
            "the tallies describe different centers; add only tallies of one configuration"
        }
    }

    private static var knownIndicators: String {
        KeyPerformanceIndicators.all.map(\.name).joined(separator: ", ")
            + ", and those of ratios with \(KeyPerformanceIndicator.meanOfRatiosSuffix) behind"
    }
}
