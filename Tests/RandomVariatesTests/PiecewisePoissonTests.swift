import CGSL
import Distributions
import RandomVariates
import Testing
import TwinPrimitives

@Suite("arrival rates and the processes that follow them")
struct PiecewisePoissonTests {
    /// 2/s for 10 s, nothing for 5 s, 0.5/s for 20 s.
    private let rate = PiecewiseConstantRate(breaks: [0, 10, 15], rates: [2, 0, 0.5], end: 35)
    private let streams = RandomStreams(seed: 77, replication: 1)

    private func uniform(_ draw: Int, run: Int) -> Double {
        streams.uniform(
            .testing, CallerKey(contactType: ContactTypeID(2), ordinal: UInt32(run)),
            draw: UInt32(draw))
    }

    /// All arrivals of one run, in seconds.
    private func arrivals(_ start: PiecewisePoissonProcess, run: Int) -> [Double] {
        var process = start
        var result: [Double] = []
        var draw = 0
        while let time = process.next(
            unitExponential: -PortableMath.log(uniform(draw, run: run)))
        {
            result.append(time.seconds)
            draw += 1
        }
        return result
    }

    @Test("the integrated rate and its inverse by hand")
    func integral() {
        #expect(rate.integratedRate(at: -1) == 0 && rate.integratedRate(at: 4) == 8)
        #expect(rate.integratedRate(at: 10) == 20 && rate.integratedRate(at: 13) == 20)
        #expect(rate.integratedRate(at: 25) == 25 && rate.integratedRate(at: 99) == 30)
        #expect(rate.inverse(of: 0) == 0 && rate.inverse(of: 8) == 4)
        #expect(rate.inverse(of: 20) == 10 && rate.inverse(of: 20.5) == 16)
        #expect(rate.inverse(of: 30) == 35 && rate.inverse(of: 30.001) == nil)
        let late = PiecewiseConstantRate(breaks: [0, 5], rates: [0, 1], end: 7)
        #expect(late.inverse(of: 0.5) == 5.5)
    }

    @Test("wrong rates are named")
    func invariants() {
        func reason(_ breaks: [Double], _ rates: [Double], _ end: Double) -> String {
            PiecewiseConstantRate(breaks: breaks, rates: rates, end: end).validate() ?? ""
        }
        #expect(rate.validate() == nil)
        #expect(reason([0], [1, 2], 3) == "there are 1 breaks but 2 rates")
        #expect(reason([], [], 3).contains("empty"))
        #expect(reason([1], [1], 3) == "the first break is 1.0; it must be 0")
        #expect(reason([0, 2, 2], [1, 1, 1], 3).contains("break 3 is 2.0, not above"))
        #expect(reason([0, 1], [1, -1], 3) == "rate 2 is -1.0; it must not be negative")
        #expect(reason([0], [.nan], 3).contains("rate 1 is nan"))
        #expect(reason([0], [1], 0).contains("the end 0.0"))
        #expect(reason([0], [1], .infinity).contains("the end inf"))
    }

    @Test("arrivals are the inverse of the integrated rate at the running sum of exponentials")
    func inversion() {
        var process = PiecewisePoissonProcess(rate: rate)
        var total = 0.0
        for e in [0.5, 7.5, 11.75, 0.5, 4.75, 4.5] {
            total += e
            let time = process.next(unitExponential: e)
            #expect(time?.seconds == rate.inverse(of: total))
        }
        // 29.5 of 30 expected arrivals are spent: one more unit lies beyond the end.
        #expect(process.next(unitExponential: 1) == nil)
        #expect(process.next(unitExponential: 1e-9) == nil)
    }

    @Test("each day's factor multiplies the rate of that day, across the pieces")
    func dayFactors() {
        // Days of 10 s with factors 0.5, 2, none: rates 1 | 0 | 1 (15...20) | 0.5 | 0.5.
        var process = PiecewisePoissonProcess(rate: rate, daySeconds: 10, dayFactors: [0.5, 2])
        var times: [Double] = []
        for e in [4.0, 6.5, 2.5, 3.0, 4.5, 1.0, 3.0] {
            if let time = process.next(unitExponential: e) { times.append(time.seconds) }
        }
        // Sums 4, 10.5, 13, 16, 20.5, 21.5; in all 10 + 5 + 7.5 = 22.5.
        #expect(times == [4, 15.5, 18, 22, 31, 33])
        var none = PiecewisePoissonProcess(rate: rate, daySeconds: 50, dayFactors: [0])
        #expect(none.next(unitExponential: 1e-12) == nil)
    }

    /// The index of dispersion of counts in intervals, over many runs.
    ///
    /// For each interval the index of dispersion
    /// sum (n - m)^2 / m is chi-square with one degree per run (up to terms of 1 / m). At 1e-6 false
    /// alarms a side and 2 000 runs the test finds a mean off by 5 sigma = 2.5 % and a variance off
    /// by 16 %; the mean has its own, sharper test by the exact Poisson law of the sum.
    @Test("counts in intervals are Poisson, none in the stretch without rate")
    func counts() {
        let process = PiecewisePoissonProcess(rate: rate)
        let runs = 2000
        let cuts: [(from: Double, to: Double)] = [(0, 5), (5, 10), (15, 25), (25, 35)]
        var counts = cuts.map { _ in [Int](repeating: 0, count: runs) }
        var inGap = 0
        for run in 0..<runs {
            for time in arrivals(process, run: run) {
                for (index, cut) in cuts.enumerated() where time >= cut.from && time < cut.to {
                    counts[index][run] += 1
                }
                if time > 10 && time < 15 { inGap += 1 }
            }
        }
        #expect(inGap == 0)
        for (index, cut) in cuts.enumerated() {
            let mean = rate.integratedRate(at: cut.to) - rate.integratedRate(at: cut.from)
            let sum = counts[index].reduce(0, +)
            let expected = mean * Double(runs)
            #expect(abs(Double(sum) - expected) < 4.9 * expected.squareRoot())
            let dispersion = counts[index].reduce(0.0) {
                $0 + (Double($1) - mean) * (Double($1) - mean) / mean
            }
            // Variance of (n - m)^2 / m is 2 + 1 / m.
            let error = ((2 + 1 / mean) * Double(runs)).squareRoot()
            #expect(abs(dispersion - Double(runs)) < 4.9 * error)
        }
    }

    /// The chi-square test of the whole law of one interval's count, at 1e-6.
    @Test("the count of an interval has the Poisson probabilities")
    func poissonLaw() {
        let process = PiecewisePoissonProcess(rate: rate)
        let runs = 5000
        var cells = [Int](repeating: 0, count: 12)
        for run in 0..<runs {
            let count = arrivals(process, run: 10_000 + run).count { $0 >= 15 && $0 < 25 }
            cells[min(count, 11)] += 1
        }
        var statistic = 0.0
        var left = 1.0
        for cell in 0...11 {
            let probability = cell < 11 ? gsl_ran_poisson(cell) : left
            left -= probability
            let expected = probability * Double(runs)
            statistic +=
                (Double(cells[cell]) - expected) * (Double(cells[cell]) - expected) / expected
        }
        #expect(gsl_cdf_chisq_Q(statistic, 11) > 1e-6)
    }

    /// Poisson probability with mean 5 from the regularised gamma function.
    private func gsl_ran_poisson(_ count: Int) -> Double {
        gsl_sf_exp(-5) * gsl_sf_pow_int(5, Int32(count)) / gsl_sf_fact(UInt32(count))
    }

    @Test("gaps on the scale of the integrated rate are unit exponentials")
    func gaps() {
        let long = PiecewiseConstantRate(breaks: [0, 3000, 4000], rates: [2, 0, 0.5], end: 12_000)
        var gaps: [Double] = []
        for run in 0..<2 {
            var last = 0.0
            for time in arrivals(PiecewisePoissonProcess(rate: long), run: 20_000 + run) {
                let total = long.integratedRate(at: time)
                gaps.append(total - last)
                last = total
            }
        }
        gaps.sort()
        let count = Double(gaps.count)
        #expect(gaps.count > 19_000)
        let law = Law.exponential(mean: 1)
        var distance = 0.0
        for (index, gap) in gaps.enumerated() {
            distance = max(distance, abs(Double(index + 1) / count - law.cdf(gap)))
            distance = max(distance, abs(Double(index) / count - law.cdf(gap)))
        }
        #expect(distance < (PortableMath.log(2e6) / (2 * count)).squareRoot())
    }

    /// Thinning (Lewis and Shedler 1979) as an independent sampler.
    ///
    /// It knows nothing of integrals. Both are Poisson with mean 15 a
    /// run on (15 s, 35 s) and before: over 3 000 runs the difference of sums has the standard error
    /// sqrt(2 * 3 000 * mean); a bias of 2.5 % is found.
    @Test("means agree with thinning")
    func thinning() {
        let process = PiecewisePoissonProcess(rate: rate)
        let runs = 3000
        var inverted = [0, 0]
        var thinned = [0, 0]
        for run in 0..<runs {
            for time in arrivals(process, run: 30_000 + run) { inverted[time < 10 ? 0 : 1] += 1 }
            var time = 0.0
            var draw = 0
            while true {
                time -= PortableMath.log(uniform(draw, run: 40_000 + run)) / 2
                if time >= 35 { break }
                let keep = uniform(draw + 1, run: 40_000 + run)
                draw += 2
                let here = time < 10 ? 2 : (time < 15 ? 0 : 0.5)
                if keep * 2 < here { thinned[time < 10 ? 0 : 1] += 1 }
            }
        }
        for part in 0...1 {
            let error = Double(inverted[part] + thinned[part]).squareRoot()
            #expect(abs(Double(inverted[part] - thinned[part])) < 4.9 * error)
        }
    }
}
