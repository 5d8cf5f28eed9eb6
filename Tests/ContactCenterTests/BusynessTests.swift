import ContactCenter
import Distributions
import RandomVariates
import Statistics
import Testing
import TwinPrimitives

@Suite("busy days and busy periods")
struct BusynessTests {
    private func days(_ replication: Int, type: UInt16 = 0, count: Int = 1) -> ArrivalDays {
        ArrivalDays(
            streams: RandomStreams(seed: 8, replication: UInt32(replication)),
            type: ContactTypeID(type), daySeconds: 100, horizonSeconds: 100 * Double(count))
    }

    /// Covariance and its standard error over replications of two factors with mean 1.
    private func covariance(
        runs: Int, _ pair: (Int) -> (Double, Double)
    ) -> (value: Double, error: Double) {
        var products = RunningMoments()
        for run in 0..<runs {
            let (first, second) = pair(run)
            products.add((first - 1) * (second - 1))
        }
        return (products.mean, products.standardError ?? 0)
    }

    @Test("a day's factor is the gamma quantile of its uniform, as it has always been")
    func dayFactors() {
        let factors = Busyness(dayCV: 0.2).factors(days(3, type: 5, count: 2))
        let law = Law.gamma(mean: 1, cv: 0.2)
        let streams = days(3).streams
        func uniform(_ type: ContactTypeID, _ day: UInt32) -> Double {
            streams.uniform(.dayFactor, CallerKey(contactType: type, ordinal: day))
        }
        #expect(factors.breaks == [0, 100, 200])
        #expect(
            factors.values == [
                law.quantile(uniform(ContactTypeID(5), 0)),
                law.quantile(uniform(ContactTypeID(5), 1)), 1,
            ])
        let shared = Busyness(dayCV: 0.2, shared: true)
        #expect(shared.factors(days(3, type: 5)) == shared.factors(days(3, type: 6)))
        #expect(shared.factors(days(3)).values[0] == law.quantile(uniform(ContactTypeID(.max), 0)))
        #expect(Busyness(dayCV: 0).factors(days(3)) == .one)
    }

    /// 20 000 pairs; with cv 0.3 a covariance off by 0.004 of 0.05 is found.
    @Test("days of two contact types are as correlated as stated, between apart and the same")
    func types() throws {
        let (first, second) = (
            Busyness(dayCV: 0.3, typeCorrelation: 0.9), Busyness(dayCV: 0.4, typeCorrelation: 0.4)
        )
        let found = covariance(runs: 20_000) { run in
            (
                first.factors(days(run, type: 0)).values[0],
                second.factors(days(run, type: 1)).values[0]
            )
        }
        let stated = try #require(BusynessMoments.covariance(first, second))
        #expect(abs(found.value - stated) < 4.9 * found.error)
        // Normals correlated by sqrt(0.9 x 0.4) = 0.6: 0.6 x 0.3 x 0.4 less the copula's loss.
        #expect(stated < 0.072 && stated > 0.069)
        #expect(BusynessMoments.covariance(first, Busyness(dayCV: 0.3)) == 0)
        let shared = Busyness(dayCV: 0.3, shared: true)
        #expect(BusynessMoments.covariance(shared, shared) == 0.3 * 0.3)
    }

    @Test("a correlation near 1 or 0 gives nearly the factors of shared or separate days")
    func limits() {
        for (correlation, limit) in [
            (1 - 1e-14, Busyness(dayCV: 0.3, shared: true)), (1e-14, Busyness(dayCV: 0.3)),
        ] {
            let near = Busyness(dayCV: 0.3, typeCorrelation: correlation)
            for run in 0..<50 {
                let difference =
                    near.factors(days(run)).values[0] - limit.factors(days(run)).values[0]
                #expect(abs(difference) < 1e-6)
            }
        }
    }

    /// Day cv a = 0.3, period cv c = 0.4.
    ///
    /// So var = (1 + a^2)(1 + c^2) - 1 = 0.2644, and between neighbours
    /// (1 + a^2)(1 + cov) - 1. 20 000 days find 0.017 of the variance.
    @Test("a period's factor is its day's times its own, correlated by the power of the distance")
    func periods() throws {
        let busyness = Busyness(
            dayCV: 0.3, typeCorrelation: 0,
            periods: .gamma(
                GammaPeriods(
                    breaks: [0, 30, 60], cvs: [0.4, 0.4, 0.4], correlation: .autoregressive(0.5))))
        let moments = BusynessMoments(busyness)
        let cells = busyness.cells(daySeconds: 100, horizonSeconds: 200)
        #expect(cells.count == 6)
        #expect(cells[4] == FactorCell(start: 130, end: 160, day: 1, period: 1))
        #expect(abs(try #require(moments.covariance(cells[0], cells[0])) - 0.2644) < 1e-12)
        #expect(moments.covariance(cells[0], cells[3]) == 0)
        for (first, second) in [(0, 0), (0, 1), (1, 2), (0, 2)] {
            let found = covariance(runs: 20_000) { run in
                let values = busyness.factors(days(run)).values
                return (values[first], values[second])
            }
            let stated = try #require(moments.covariance(cells[first], cells[second]))
            #expect(abs(found.value - stated) < 4.9 * found.error)
        }
        // Periods of two types are independent given their days.
        let factors = busyness.factors(days(1, type: 0)).values
        #expect(factors != busyness.factors(days(1, type: 1)).values)
    }

    /// Dirichlet(k p): variance of a share p (1 - p) / (k + 1), covariance -p q / (k + 1).
    @Test("Dirichlet shares sum to the day, with their variance and covariance")
    func dirichlet() throws {
        let means = [0.5, 0.2, 0.3, 0]
        let busyness = Busyness(
            dayCV: 0, typeCorrelation: 0,
            periods: .dirichlet(
                DirichletShares(breaks: [0, 25, 50, 75], means: [means], concentration: 9)))
        for run in 0..<200 {
            let values = busyness.factors(days(run)).values
            let sum = zip(values, means).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(abs(sum - 1) < 1e-14)
            #expect(values[3] == 1)
        }
        for (first, second, expected) in [
            (0, 0, 0.5 * 0.5 / 10), (1, 1, 0.2 * 0.8 / 10), (0, 2, -0.5 * 0.3 / 10),
        ] {
            let found = covariance(runs: 20_000) { run in
                let values = busyness.factors(days(run)).values
                return (values[first], values[second])
            }
            let scale = means[first] * means[second]
            #expect(abs(found.value * scale - expected) < 4.9 * found.error * scale)
        }
    }
}
