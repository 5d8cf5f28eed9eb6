import Distributions
import Foundation
import Statistics
import Testing

@Suite("Censored times") struct SurvivalTests {
    static func sample(_ item: StatisticsCase) throws -> CensoredSample {
        try CensoredSample.sorting(
            zip(try item.numbers("waits_s"), try item.numbers("abandoned")).map {
                CensoredTime(seconds: $0, isEvent: $1 == 1)
            })
    }

    @Test("Kaplan-Meier meets patience_censored-01")
    func kaplanMeier() throws {
        let item = try StatisticsCase("patience_censored-01")
        let curve = KaplanMeier.curve(of: try Self.sample(item))
        let expected = try item.pairs("kaplan_meier")
        #expect(curve.steps.count == expected.count)
        for (step, pair) in zip(curve.steps, expected) {
            #expect(step.seconds == pair[0])
            #expect(item.agrees(step.survival, pair[1]))
        }
        #expect(curve.median == 99.1)
        #expect(curve.survival(at: 9.7) == 1)
        #expect(curve.survival(at: 9.8) == curve.steps[0].survival)
    }

    @Test("exponential, Weibull and lognormal meet patience_censored-01")
    func likelihood() throws {
        let item = try StatisticsCase("patience_censored-01")
        let sample = try Self.sample(item)
        let fitter = CensoredLawFitter()
        guard case .exponential(let mean) = try fitter.fit(.exponential, to: sample).law,
            case .weibull(let shape, let scale) = try fitter.fit(.weibull, to: sample).law,
            case .lognormal(let mu, let sigma) = try fitter.fit(.lognormal, to: sample).law
        else {
            Issue.record("a law of another family")
            return
        }
        #expect(try item.agrees(mean, with: "exp_mle_mean_s"))
        #expect(try item.agrees(shape, with: "weibull_mle_shape"))
        #expect(try item.agrees(scale, with: "weibull_mle_scale_s"))
        #expect(try item.agrees(mu, with: "lognormal_mle_mu"))
        #expect(try item.agrees(sigma, with: "lognormal_mle_sigma"))
    }

    @Test("Greenwood, Nelson-Aalen and the restricted mean by hand")
    func hand() throws {
        let sample = try CensoredSample.sorting(
            [(2.0, true), (2, false), (4, true), (4, true), (7, false)].map {
                CensoredTime(seconds: $0.0, isEvent: $0.1)
            })
        let curve = KaplanMeier.curve(of: sample)
        #expect(curve.steps.map(\.atRisk) == [5, 3])
        #expect(abs(curve.survival(at: 4) - 0.8 / 3) < 1e-15)
        // 1 / (5 x 4) + 2 / (3 x 1).
        let greenwood = 0.05 + 2.0 / 3
        #expect(abs(curve.steps[1].greenwoodSum - greenwood) < 1e-15)
        #expect(abs(curve.steps[1].standardError - 0.8 / 3 * greenwood.squareRoot()) < 1e-15)
        #expect(abs(curve.cumulativeHazard(at: 5) - (0.2 + 2.0 / 3)) < 1e-15)
        #expect(abs(curve.steps[1].hazardVariance - (1.0 / 25 + 2.0 / 9)) < 1e-15)
        #expect(abs(curve.restrictedMean(to: 6) - (2 + 2 * 0.8 + 2 * 0.8 / 3)) < 1e-14)
        #expect(curve.quantile(0.2) == 2)
        #expect(curve.quantile(0.9) == nil)
        let band = try #require(curve.interval(at: 4))
        #expect(band.lowerBound > 0 && band.upperBound < 1 && band.contains(0.8 / 3))
    }

    @Test("without censoring the estimators are the plain ones")
    func uncensored() throws {
        let times = [3.0, 8, 1, 12, 6]
        let sample = try CensoredSample.sorting(
            times.map { CensoredTime(seconds: $0, isEvent: true) })
        let curve = KaplanMeier.curve(of: sample)
        for (index, step) in curve.steps.enumerated() {
            #expect(abs(step.survival - Double(4 - index) / 5) < 1e-15)
        }
        #expect(curve.median == 6)
        #expect(curve.steps[4].survival == 0)
        guard
            case .lognormal(let mu, let sigma) = try CensoredLawFitter()
                .fit(.lognormal, to: sample).law
        else { throw StatisticsError.noEstimate(what: "law", reason: "family") }
        let moments = RunningMoments(times.map { log($0) })
        #expect(abs(mu - moments.mean) < 1e-6)
        #expect(abs(sigma - (moments.squaredDeviations / 5).squareRoot()) < 1e-6)
    }

    @Test("events and exposure fall into their pieces; 0 makes the balk atom")
    func pieces() throws {
        let sample = try CensoredSample.sorting(
            [(0.0, true), (0, false), (3, true), (5, true), (12, false), (20, true)].map {
                CensoredTime(seconds: $0.0, isEvent: $0.1)
            })
        let fit = try PiecewiseHazardFitter(breaks: [0, 5, 10]).fit(sample)
        #expect(fit.pieces.map(\.events) == [1, 1, 1])
        let exposures: [Double] = [18, 10, 12]
        #expect(fit.pieces.map(\.exposure) == exposures)
        #expect(fit.balked == 1 && fit.waited == 4)
        #expect(fit.balk == 0.2)
        #expect(abs(fit.pieces[1].perMinute - 6) < 1e-12)
        #expect(abs(fit.pieces[1].standardError - 0.1) < 1e-15)
        #expect(throws: StatisticsError.self) { try PiecewiseHazardFitter(breaks: [0, 5, 5]) }
        #expect(throws: StatisticsError.self) { try PiecewiseHazardFitter(breaks: [1]) }
        #expect(
            throws: StatisticsError.outOfRange(
                what: "censored time", got: -1, allowed: "0 s or more")
        ) { try CensoredSample.sorting([CensoredTime(seconds: -1, isEvent: true)]) }
    }

    @Test("one piece is the exponential law, likelihood included")
    func onePiece() throws {
        let sample = try Self.sample(StatisticsCase("patience_censored-01"))
        let fit = try PiecewiseHazardFitter(breaks: [0]).fit(sample)
        let plain = try CensoredLawFitter().fit(.exponential, to: sample)
        #expect(abs(fit.logLikelihood - plain.logLikelihood) < 1e-12)
        #expect(abs(fit.akaike - plain.akaike) < 1e-12)
        #expect(plain.law == .exponential(mean: 1 / fit.pieces[0].hazard))
    }

    /// Times from a law, cut off by exponential waits, as an overloaded queue does.
    static func drawn(
        _ count: Int, seed: UInt64, cutOffMean: Double, _ draw: (inout TestUniforms) -> Double
    ) throws -> CensoredSample {
        var uniforms = TestUniforms(seed: seed)
        return try CensoredSample.sorting(
            (0..<count).map { _ in
                let patience = draw(&uniforms)
                let cut = uniforms.exponential(mean: cutOffMean)
                return CensoredTime(seconds: min(patience, cut), isEvent: patience < cut)
            })
    }

    @Test("sparse pieces are joined with their pooled rate; events and exposure are kept")
    func joining() throws {
        // 12 events in the first second, 2 in the second, 1 in the third, none after it.
        var times = (0..<12).map { _ in CensoredTime(seconds: 0.5, isEvent: true) }
        times += (0..<2).map { _ in CensoredTime(seconds: 1.5, isEvent: true) }
        times += [CensoredTime(seconds: 2.5, isEvent: true)]
        times += (0..<5).map { _ in CensoredTime(seconds: 10, isEvent: false) }
        let fit = try PiecewiseHazardFitter(breaks: [0, 1, 2, 3])
            .fit(CensoredSample.sorting(times))
        #expect(fit.pieces.map(\.events) == [12, 2, 1, 0])
        let pairs = fit.joiningSparsePieces(fewerThan: 2).pieces
        #expect(pairs.map(\.start) == [0, 1] && pairs.map(\.events) == [12, 3])
        // Under observation after 1 s: 2 x 0.5 + 1 x 1.5 + 5 x 9 seconds.
        #expect(abs(pairs[1].exposure - 47.5) < 1e-12)
        let one = fit.joiningSparsePieces().pieces
        #expect(one.map(\.events) == [15] && one.map(\.start) == [0])
        // A sparse first piece takes in the next one.
        let late = try PiecewiseHazardFitter(breaks: [0, 0.25, 1])
            .fit(CensoredSample.sorting(times))
        #expect(late.pieces.map(\.events) == [0, 12, 3])
        let joined = late.joiningSparsePieces(fewerThan: 3).pieces
        #expect(joined.map(\.events) == [12, 3] && joined.map(\.start) == [0, 1])
        #expect(fit.joiningSparsePieces(fewerThan: 0) == fit)
    }

    @Test("the family that made the data wins, and its parameters come back")
    func recovery() throws {
        // 1500 times, about half of them cut off. Standard errors from the information of such
        // samples: gamma shape 3.6 %, Weibull shape 2.8 %, hyperexponential share .05 and means
        // 20 % and 9 %; the tolerances are 4.9 of them.
        let fitter = CensoredLawFitter()
        let gamma = fitter.compare(
            try Self.drawn(1500, seed: 5, cutOffMean: 200) { uniforms in
                // Gamma of shape 1/2 and scale 400 is 200 x chi-squared on one degree of freedom.
                let z = uniforms.normal()
                return 200 * z * z
            }
        ).fits
        let weibull = fitter.compare(
            try Self.drawn(1500, seed: 7, cutOffMean: 200) { uniforms in
                250 * pow(-log(uniforms.next()), 1 / 1.6)
            }
        ).fits
        let mixed = fitter.compare(
            try Self.drawn(1500, seed: 6, cutOffMean: 300) { uniforms in
                uniforms.next() < 0.3
                    ? uniforms.exponential(mean: 20) : uniforms.exponential(mean: 500)
            }
        ).fits
        guard case .gamma(let shape, let scale) = gamma[0].law,
            case .weibull(let power, _) = weibull[0].law,
            case .hyperexponential(let shares, let means) = mixed[0].law
        else {
            Issue.record("best: \(gamma[0].family), \(weibull[0].family), \(mixed[0].family)")
            return
        }
        #expect(abs(shape / 0.5 - 1) < 0.18)
        #expect(abs(shape * scale / 200 - 1) < 0.4)
        #expect(abs(power / 1.6 - 1) < 0.14)
        #expect(abs(shares[0] - 0.3) < 0.25)
        #expect(abs(means[0] / 20 - 1) < 0.98)
        #expect(abs(means[1] / 500 - 1) < 0.44)
        #expect(abs(shares[0] + shares[1] - 1) < 1e-12)
        for table in [gamma, weibull, mixed] {
            #expect(table.count == 5)
            #expect(zip(table, table.dropFirst()).allSatisfy { $0.akaike <= $1.akaike })
        }
    }

    @Test("a richer family never fits worse than one it contains")
    func nesting() throws {
        let sample = try Self.drawn(500, seed: 8, cutOffMean: 100) { $0.exponential(mean: 150) }
        let fitter = CensoredLawFitter()
        let plain = try fitter.fit(.exponential, to: sample).logLikelihood
        for family in [CensoredFamily.weibull, .gamma, .hyperexponential] {
            #expect(try fitter.fit(family, to: sample).logLikelihood >= plain - 1e-6)
        }
    }

    @Test("data without an event has no maximum")
    func noEvents() throws {
        let silent = try CensoredSample.sorting([
            CensoredTime(seconds: 0, isEvent: true), CensoredTime(seconds: 5, isEvent: false),
        ])
        for family in CensoredFamily.allCases {
            #expect(throws: StatisticsError.tooFew(what: "events above 0", needed: 1, got: 0)) {
                try CensoredLawFitter().fit(family, to: silent)
            }
        }
    }
}
