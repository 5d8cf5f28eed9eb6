/// CPU times of repeated runs of one body.
struct Timing {
    let benchmark: Benchmark
    /// CPU seconds per unit, ascending.
    let secondsPerUnit: [Double]
    /// Units of one run.
    let units: Int
    /// Largest resident memory of the process after the runs, in bytes; earlier benchmarks count.
    let peakResidentBytes: Int

    /// Best of the runs: the one that the rest of the machine disturbed least.
    var best: Double { secondsPerUnit[0] }
    /// The middle run, the lower one of two.
    var median: Double { secondsPerUnit[(secondsPerUnit.count - 1) / 2] }

    /// Prepares and times a benchmark.
    ///
    /// - Parameters:
    ///   - benchmark: What to measure.
    ///   - repeats: Measured runs, at least 1; one more run warms the caches first.
    /// - Throws: What the benchmark throws, or `BenchError` if it does other work the next time.
    init(_ benchmark: Benchmark, repeats: Int) throws {
        let body = try benchmark.prepare()
        let first = try body()
        var seconds: [Double] = []
        for _ in 0..<max(repeats, 1) {
            let start = ProcessCost.cpuSeconds
            let work = try body()
            seconds.append(ProcessCost.cpuSeconds - start)
            guard work.units == first.units, work.checksum == first.checksum else {
                throw BenchError.unequalRuns(benchmark.name)
            }
        }
        self.benchmark = benchmark
        units = first.units
        secondsPerUnit = seconds.sorted().map { $0 / Double(first.units) }
        peakResidentBytes = ProcessCost.peakResidentBytes
    }
}

/// What can go wrong here.
enum BenchError: Error, CustomStringConvertible {
    case unequalRuns(String)
    case unknown(String)
    case usage(String)
    case thresholds(String)
    case counts(String)

    var description: String {
        switch self {
        case .unequalRuns(let name): "\(name): two runs did unequal work"
        case .unknown(let name):
            "no benchmark \(name); known: \(Benchmarks.all.map(\.name).joined(separator: " "))"
        case .usage(let text): text
        case .thresholds(let text): text
        case .counts(let text): text
        }
    }
}
