import ContactCenter
import RandomVariates
import Statistics
import TestSupport
import Testing
import TwinPrimitives

/// Every example of every arrival process that is listed.
private let examples: [ConformanceCase] = ArrivalProcesses.all.flatMap { process in
    process.examples.map { ConformanceCase(word: process.words[0], example: $0) }
}

struct ConformanceCase: Sendable, CustomTestStringConvertible {
    var word: String
    var example: ArrivalExample
    var testDescription: String { "\(word): \(example.name)" }
}

/// The conformance suite: whatever is listed in `ArrivalProcesses.all` is tested here.
@Suite("arrival processes")
struct ArrivalConformanceTests {
    private static let runs = 4000

    /// Instants in seconds, run by run.
    private func draw(_ example: ArrivalExample, runs: Int = Self.runs) -> [[Double]] {
        (0..<runs).map { run in
            ArrivalDraws.instants(example, seed: 321, replication: UInt32(run)).map(\.seconds)
        }
    }

    @Test("words are unique, and every process has examples without fault")
    func registry() {
        #expect(Set(ArrivalProcesses.words).count == ArrivalProcesses.words.count)
        for process in ArrivalProcesses.all { #expect(!process.examples.isEmpty) }
        for item in examples {
            #expect(item.example.process.validate() == nil, "\(item.testDescription)")
            #expect(
                Arrivals(item.example.process) == Arrivals(item.example.process),
                "\(item.testDescription)")
        }
        #expect(Arrivals.trace([1]) != .trace([2]))
        #expect(Arrivals.trace([]) != Arrivals(FixedCounts(blocks: [])))
    }

    /// Mean and covariances of counts in windows, over 4 000 independent replications.
    ///
    /// The mean is held against its own standard error from the stated variance: with a count of mean
    /// 10 and variance 10 a bias of 2.5 % is found. A covariance is held against the standard error
    /// of the mean of products, taken from the sample; a variance that is 11 % off is found (for
    /// normal counts: 4.9 sqrt(2 / 4 000)). At 1e-6 a comparison, some 500 of them.
    @Test("counts have the stated means, variances and correlations", arguments: examples)
    func moments(_ item: ConformanceCase) {
        #expect(faults(item.example, drawnAs: item.example) == [])
    }

    /// What is wrong with the counts of one process against the formulas of another.
    private func faults(_ example: ArrivalExample, drawnAs drawn: ArrivalExample) -> [String] {
        let means = example.windows.map {
            example.process.expectedCount(from: $0.lowerBound, to: $0.upperBound)
        }
        let counts = draw(drawn).map { instants in
            example.windows.map { window in Double(instants.count { window.contains($0) }) }
        }
        let runs = Double(counts.count)
        var faults: [String] = []
        for first in example.windows.indices {
            for second in 0...first {
                let stated = example.process.countCovariance(
                    example.windows[first], example.windows[second],
                    daySeconds: example.daySeconds, horizonSeconds: example.horizonSeconds)
                var products = RunningMoments()
                for row in counts {
                    products.add((row[first] - means[first]) * (row[second] - means[second]))
                }
                let error = products.standardError ?? 0
                guard let stated, abs(products.mean - stated) <= 4.9 * error + 1e-9 else {
                    faults.append("covariance \(first) \(second): \(products.mean) ± \(error)")
                    continue
                }
                guard first == second else { continue }
                let mean = counts.reduce(0) { $0 + $1[first] } / runs
                if abs(mean - means[first]) > 4.9 * (stated / runs).squareRoot() + 1e-9 {
                    faults.append("mean \(first): \(mean), not \(means[first])")
                }
            }
        }
        return faults
    }

    @Test("the suite has power: near misses of rate, busyness and correlation are found")
    func power() throws {
        let example = try #require(
            PiecewiseConstantPoisson.examples.first { $0.name == "days and periods" })
        let right = try #require(example.process as? PiecewiseConstantPoisson)
        func withPeriods(
            _ dayCV: Double, _ cv: Double, _ correlation: Double, _ rates: [Double]? = nil
        ) -> ArrivalExample {
            var wrong = right
            wrong.rate.rates = rates ?? right.rate.rates
            wrong.busyness = Busyness(
                dayCV: dayCV, typeCorrelation: 0,
                periods: .gamma(
                    GammaPeriods(
                        breaks: [0, 60, 100], cvs: [cv, cv, cv],
                        correlation: .autoregressive(correlation))))
            var item = example
            item.process = wrong
            return item
        }
        #expect(faults(example, drawnAs: withPeriods(0.3, 0.4, 0.7)) == [])
        #expect(faults(example, drawnAs: withPeriods(0, 0.4, 0.7)) != [])
        #expect(faults(example, drawnAs: withPeriods(0.3, 0.5, 0.7)) != [])
        #expect(faults(example, drawnAs: withPeriods(0.3, 0.4, 0)) != [])
        #expect(
            faults(example, drawnAs: withPeriods(0.3, 0.4, 0.7, [0.2, 0.11, 0, 0.3, 0.15])) != [])
    }

    /// Within a window and a cell of the factors, positions on the scale of the integrated rate are
    /// independent uniform numbers.
    ///
    /// Kolmogorov's distance with the bound of Dvoretzky, Kiefer,
    /// Wolfowitz and Massart at 1e-6: of 100 000 positions a distribution function off by 0.9 %.
    @Test("positions follow the integrated rate", arguments: examples)
    func positions(_ item: ConformanceCase) {
        let example = item.example
        let process = example.process
        guard process.sequence(.one).isRandom else { return }
        let cells =
            process.busyness?.cells(
                daySeconds: example.daySeconds, horizonSeconds: example.horizonSeconds
            )
            .map { $0.start..<$0.end } ?? [0..<example.horizonSeconds]
        let parts = example.windows.flatMap { window in
            cells.map { $0.clamped(to: window) }.filter { !$0.isEmpty }
        }
        var positions: [Double] = []
        for instants in draw(example, runs: 800) {
            for part in parts {
                let whole = process.expectedCount(from: part.lowerBound, to: part.upperBound)
                for instant in instants where part.contains(instant) {
                    positions.append(
                        process.expectedCount(from: part.lowerBound, to: instant) / whole)
                }
            }
        }
        positions.sort()
        let count = Double(positions.count)
        #expect(count > 5000)
        var distance = 0.0
        for (index, position) in positions.enumerated() {
            distance = max(distance, abs(position - Double(index) / count))
            distance = max(distance, abs(position - Double(index + 1) / count))
        }
        #expect(distance < (PortableMath.log(2e6) / (2 * count)).squareRoot())
    }

    @Test(
        "arrivals ascend, before the end, and nobody comes where the rate is 0", arguments: examples
    )
    func order(_ item: ConformanceCase) {
        for instants in draw(item.example, runs: 100) {
            #expect(instants == instants.sorted())
            #expect(instants.allSatisfy { $0 >= 0 && $0 < item.example.horizonSeconds })
            for instant in instants {
                let around = item.example.process.expectedCount(
                    from: instant - 1e-3, to: instant + 1e-3)
                #expect(around > 0)
            }
        }
    }

    @Test("the same streams give the same arrivals; other replications give others")
    func streams() {
        for item in examples {
            func draw(_ replication: UInt32) -> [SimulationTime] {
                ArrivalDraws.instants(item.example, seed: 4, replication: replication)
            }
            #expect(draw(1) == draw(1))
            if item.example.process.sequence(.one).isRandom { #expect(draw(1) != draw(2)) }
        }
    }
}
