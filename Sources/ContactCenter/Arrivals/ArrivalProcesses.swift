/// The arrival processes that a scenario may name.
public enum ArrivalProcesses {
    /// All of them; the conformance suite runs over this list.
    public static let all: [any ArrivalProcess.Type] = [
        PiecewiseConstantPoisson.self,
        PiecewiseLinearPoisson.self,
        SinusoidalPoisson.self,
        MonotoneCubicPoisson.self,
        FixedCounts.self,
        DirichletSplit.self,
        RecordedArrivals.self,
    ]

    /// The words that name them in the scenario language.
    public static var words: [String] { all.flatMap { $0.words } }
}
