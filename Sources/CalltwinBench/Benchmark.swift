/// What a timed body did.
struct Work {
    /// Units done; figures are per unit.
    var units: Int
    /// Depends on every result, so that no work can be left out.
    var checksum: UInt64
}

/// One thing to measure.
struct Benchmark: Sendable {
    /// Dotted, from the general to the special: `center.b.logged`.
    let name: String
    /// Of what the figures are given: `draw`, `event`.
    let unit: String
    /// One line for `--list`.
    let about: String
    /// Prepares the input, unmeasured, and returns the body to measure.
    ///
    /// The body does the same work each time that it is called.
    let prepare: @Sendable () throws -> () throws -> Work
}

/// A quotient worth watching: it moves less with the machine than either part.
struct Ratio: Sendable {
    let label: String
    let numerator: String
    let denominator: String
}

/// The registry: a new file in `Cases` adds its list here.
enum Benchmarks {
    static let all: [Benchmark] =
        DrawBenchmarks.all + KernelBenchmarks.all + CenterBenchmarks.all + LogBenchmarks.all
        + ConversationBenchmarks.all + SessionBenchmarks.all

    static let ratios: [Ratio] = CenterBenchmarks.ratios + LogBenchmarks.ratios

    static func named(_ name: String) -> Benchmark? { all.first { $0.name == name } }
}
