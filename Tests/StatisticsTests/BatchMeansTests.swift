import Foundation
import Statistics
import Testing

@Suite("Batch means") struct BatchMeansTests {
    @Test("the correlation of neighbours of 1, 2, 3, 4 is 1/4")
    func lagOne() {
        // Deviations -1.5, -0.5, 0.5, 1.5: products 0.75 - 0.25 + 0.75 over squares 5.
        #expect(abs(Autocorrelation.lagOne(of: [1, 2, 3, 4]) - 0.25) < 1e-15)
        #expect(Autocorrelation.lagOne(of: [2, 2, 2]) == 0)
        #expect(Autocorrelation.lagOne(of: [5]) == 0)
        // 1 - (1 + 1 + 1) / 10 = 0.7 in units of sqrt(2 / 15): P(Z >= 1.91703) = 0.027617.
        #expect(abs(Autocorrelation.vonNeumannPValue(of: [1, 2, 3, 4]) - 0.027617) < 1e-6)
        #expect(Autocorrelation.vonNeumannPValue(of: [2, 2, 2]) == 1)
    }

    /// 2 000 series of 64: the standard error of the rate is 0.0067, so a true rate beyond
    /// 0.1 +- 0.033 fails; 0.133 of them would be found half of the time.
    @Test("von Neumann's test rejects independent numbers at its level")
    func falseAlarms() {
        var uniforms = TestUniforms(seed: 41)
        var rejected = 0
        for _ in 0..<2000 {
            let series = (0..<64).map { _ in uniforms.normal() }
            if Autocorrelation.vonNeumannPValue(of: series) <= 0.1 { rejected += 1 }
        }
        #expect(abs(Double(rejected) / 2000 - 0.1) < 4.9 * (0.09 / 2000).squareRoot())
    }

    @Test("independent numbers give 32 batches, and the mean of all")
    func independent() throws {
        var uniforms = TestUniforms(seed: 8)
        let series = (0..<4096).map { _ in uniforms.normal() }
        let found = try BatchMeansMethod().mean(of: series)
        #expect(found.batches == 32 && found.batchSize == 128 && found.isIndependent)
        #expect(abs(found.value - RunningMoments(series).mean) < 1e-15)
        #expect(found.halfWidth() == found.estimate.halfWidth())
        let means = (0..<32).map { batch in
            RunningMoments(series[(batch * 128)..<((batch + 1) * 128)]).mean
        }
        let plain = ReplicatedEstimate(meanOf: means)
        let (got, wanted) = (
            try #require(found.standardError), try #require(plain.standardError)
        )
        #expect(abs(got / wanted - 1) < 1e-12)
        #expect(abs(found.lagOneCorrelation - Autocorrelation.lagOne(of: means)) < 1e-12)
    }

    @Test("a count of observations that is no power of two leaves out fewer than a batch")
    func leftOver() throws {
        var uniforms = TestUniforms(seed: 9)
        for count in [64, 65, 127, 1000, 4095, 5003] {
            let series = (0..<count).map { _ in uniforms.normal() }
            let found = try BatchMeansMethod().mean(of: series)
            #expect((32...63).contains(found.batches), "\(count)")
            let used = found.batches * found.batchSize
            #expect(used <= count && count - used < found.batches, "\(count)")
            #expect(abs(found.value - RunningMoments(series[(count - used)...]).mean) < 1e-12)
        }
    }

    /// Coverage is counted over 400 runs: 95 % less 4.9 standard errors is 89.7 %, so a true
    /// coverage below 87 % would be found in more than nine of ten seeds.
    private func expectCoverage(
        of exact: Double, _ estimate: () throws -> BatchedEstimate
    ) throws {
        var covered = 0
        for _ in 0..<400 {
            let found = try estimate()
            let halfWidth = try #require(found.halfWidth())
            if abs(found.value - exact) <= halfWidth { covered += 1 }
        }
        #expect(covered >= 359, "\(covered) of 400 intervals hold \(exact)")
        #expect(covered <= 399)
    }

    @Test(
        "95 % intervals hold the mean of an autoregression in 95 % of runs",
        arguments: [-0.5, 0.6, 0.9])
    func autoregression(coefficient: Double) throws {
        var uniforms = TestUniforms(seed: 100)
        let spread = 1 / (1 - coefficient * coefficient).squareRoot()
        try expectCoverage(of: 10) {
            var state = spread * uniforms.normal()
            let series = (0..<2048).map { _ -> Double in
                state = coefficient * state + uniforms.normal()
                return 10 + state
            }
            return try BatchMeansMethod().mean(of: series)
        }
    }

    /// Waits by Lindley's recursion, started in equilibrium: mean load / (1 - load) services.
    private func waits(
        _ count: Int, load: Double, _ uniforms: inout TestUniforms
    ) -> [Double] {
        var wait = uniforms.next() < load ? uniforms.exponential(mean: 1 / (1 - load)) : 0
        return (0..<count).map { _ in
            defer {
                wait = max(
                    0,
                    wait + uniforms.exponential(mean: 1) - uniforms.exponential(mean: 1 / load))
            }
            return wait
        }
    }

    @Test("95 % intervals hold the mean wait of M/M/1 in 95 % of runs", arguments: [0.4, 0.7])
    func singleServer(load: Double) throws {
        var uniforms = TestUniforms(seed: 101)
        try expectCoverage(of: load / (1 - load)) {
            try BatchMeansMethod().mean(of: waits(8192, load: load, &uniforms))
        }
    }

    @Test("95 % intervals hold the mean wait of those who wait, a ratio, in 95 % of runs")
    func ratio() throws {
        var uniforms = TestUniforms(seed: 102)
        // M/M/1: a wait above 0 is exponential with mean 1 / (1 - load).
        try expectCoverage(of: 2) {
            let series = waits(4096, load: 0.5, &uniforms)
            return try BatchMeansMethod().ratio(of: series, to: series.map { $0 > 0 ? 1 : 0 })
        }
    }

    @Test("a run too short for independent batches says so, and widens its interval")
    func tooShort() throws {
        var uniforms = TestUniforms(seed: 11)
        var state = 0.0
        let series = (0..<512).map { _ -> Double in
            state = 0.995 * state + uniforms.normal()
            return state
        }
        let found = try BatchMeansMethod().mean(of: series)
        #expect(!found.isIndependent && found.lagOneCorrelation > 0.3)
        let factor =
            ((1 + min(found.lagOneCorrelation, 0.9)) / (1 - min(found.lagOneCorrelation, 0.9)))
            .squareRoot()
        let (wide, plain) = (
            try #require(found.halfWidth()), try #require(found.estimate.halfWidth())
        )
        #expect(abs(wide / plain - factor) < 1e-12)
    }

    @Test("bad input is refused")
    func refusals() {
        #expect(
            throws: StatisticsError.tooFew(
                what: "observations of batch means", needed: 64, got: 63)
        ) { try BatchMeansMethod().mean(of: Array(repeating: 1, count: 63)) }
        let ones = Array(repeating: 1.0, count: 64)
        #expect(throws: StatisticsError.self) {
            try BatchMeansMethod().ratio(of: ones, to: [1])
        }
        #expect(throws: StatisticsError.self) {
            try BatchMeansMethod().ratio(of: ones, to: ones.map { _ in 0 })
        }
        #expect(throws: StatisticsError.self) {
            try BatchMeansMethod(testLevel: 1).mean(of: ones)
        }
    }
}
