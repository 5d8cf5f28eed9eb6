public import Projections
public import Statistics
public import TwinSimulation

/// Why one long run cannot stand for many.
public enum BatchMeansError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Something changes over the run, so that its parts are not alike.
    case notStationary(what: String)
    /// The run cannot be cut into enough parts.
    case tooFewParts(needed: Int, got: Int)
    /// What of the description makes no sense.
    case configuration(ProjectionError)
    /// What stopped the run.
    case simulation(SimulationError)
    /// What made an estimate impossible.
    case statistics(StatisticsError)

    /// The fact in one line.
    public var description: String {
        switch self {
        case .notStationary(let what):
            "batch means need a run whose parts are alike: \(what); use replications instead"
        case .tooFewParts(let needed, let got):
            "batch means need \(needed) parts after the warm-up, there is room for \(got): shorten"
                + " the warm-up or lengthen the horizon"
        case .configuration(let error): error.description
        case .simulation(let error): error.description
        case .statistics(let error): error.description
        }
    }
}
