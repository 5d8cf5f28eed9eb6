import GSL
import RandomVariates
import Testing
import TwinPrimitives

@Suite("rates over time")
struct RateFormulaTests {
    private let sinusoid = RateSinusoid(mean: 0.2, amplitude: 1, period: 160, phase: 25)
    /// Uneven points with a flat stretch, turns and zeros.
    private let times: [Double] = [0, 1, 3, 4, 7, 8.5, 10]
    private let rates: [Double] = [0, 2, 5, 5, 1, 1.5, 0]

    private func rates(from start: Double, to end: Double) -> [ArrivalRate] {
        [
            ArrivalRate(PiecewiseConstantRate(breaks: [0, 1, 2.5], rates: [2, 0, 3], end: 9)),
            .linear(times: times, rates: rates, from: start, to: end),
            .monotoneCubic(times: times, rates: rates, from: start, to: end),
            ArrivalRate([.init(start: 3, end: 12, formula: .sinusoid(sinusoid))]),
            ArrivalRate([.init(start: 0, end: 500, formula: .sinusoid(sinusoid))]),
        ]
    }

    @Test("the integral of every rate is that of quadrature")
    func integrals() throws {
        for rate in rates(from: -2, to: 11) {
            for (start, end) in [(0.0, 0.75), (0.3, 6.2), (2, 9.9), (-1, 20), (140, 330)] {
                var expected = 0.0
                // Piece by piece, as jumps and corners are no food for Gauss and Kronrod.
                for segment in rate.segments {
                    let (left, right) = (max(start, segment.start), min(end, segment.end))
                    guard left < right else { continue }
                    expected += try Quadrature.qag(from: left, to: right) {
                        segment.formula.rate(at: $0)
                    }.value
                }
                let found = rate.expectedCount(from: start, to: end)
                #expect(abs(found - expected) < 1e-9 * max(1, expected))
            }
        }
    }

    @Test("an instant is the inverse of the integral, to a ten-billionth of a second")
    func inverses() {
        for rate in rates(from: 0, to: 10) {
            for segment in rate.segments {
                let whole = segment.formula.integral(from: segment.start, to: segment.end)
                guard whole > 0 else { continue }
                var last = segment.start
                for step in 1..<200 {
                    let count = whole * Double(step) / 200
                    let instant = segment.formula.instant(
                        expecting: count, from: segment.start, to: segment.end)
                    #expect(instant >= last && instant <= segment.end)
                    last = instant
                    // The rate is small where the inverse is ill-conditioned: compare counts.
                    let back = segment.formula.integral(from: segment.start, to: instant)
                    let slack = 4e-10 * (segment.formula.rate(at: instant) + 1e-3)
                    #expect(abs(back - count) < slack)
                }
                #expect(
                    segment.formula.instant(expecting: 0, from: segment.start, to: segment.end)
                        == segment.start)
            }
        }
    }

    @Test("a straight rate is inverted by hand: 2 t arrivals per second bring 9 in 3 seconds")
    func straight() {
        let rate = ArrivalRate.linear(times: [0, 10], rates: [0, 20], from: 0, to: 10)
        #expect(rate.segments[0].formula.instant(expecting: 9, from: 0, to: 10) == 3)
        #expect(rate.expectedCount(from: 0, to: 3) == 9)
        let falling = ArrivalRate.linear(times: [0, 10], rates: [20, 0], from: 0, to: 10)
        #expect(falling.segments[0].formula.instant(expecting: 100, from: 0, to: 10) == 10)
        #expect(falling.segments[0].formula.instant(expecting: 75, from: 0, to: 10) == 5)
    }

    /// Values of scipy.interpolate.PchipInterpolator 1.17.1, an independent program.
    @Test("the smooth rate is the monotone cubic interpolant of the literature")
    func monotoneCubic() {
        let rate = ArrivalRate.monotoneCubic(times: times, rates: rates, from: 0, to: 10)
        let expected: [(at: Double, rate: Double, integral: Double)] = [
            (0.25, 0.5355342741935483, 0.06722705253136199),
            (0.5, 1.0530913978494625, 0.266269041218638),
            (2, 3.935483870967742, 3.9970878136200714),
            (2.9, 4.986524193548387, 8.116491241039427),
            (3.5, 5.0, 11.116039426523297),
            (4.2, 4.949037037037037, 14.612602389486261),
            (6, 2.037037037037037, 21.245669056152927),
            (7.7, 1.2250370370370373, 23.374476463560335),
            (8.4, 1.49362962962963, 24.341254241338113),
            (9.9, 0.16429629629629572, 25.920283870967744),
        ]
        for point in expected {
            #expect(abs(rate.rate(at: point.at) - point.rate) < 1e-13)
            #expect(abs(rate.expectedCount(from: 0, to: point.at) - point.integral) < 1e-13)
        }
        // Ends: the three-point slope, cut to 0, and cut to three times the secant.
        for (values, first, second) in [
            ([0, 1, 0.2], 0.7375, 0.8125), ([0, 0.1, 5], 0.0255, 1.662),
            ([1, 3, 0], 2.5625, 2.1875),
        ] {
            let ends = ArrivalRate.monotoneCubic(
                times: [0, 1, 2], rates: values, from: 0, to: 2)
            #expect(abs(ends.rate(at: 0.5) - first) < 1e-14)
            #expect(abs(ends.rate(at: 1.5) - second) < 1e-14)
        }
    }

    @Test("between two points the smooth rate stays between their rates, whatever the points")
    func staysBetween() {
        let streams = RandomStreams(seed: 5, replication: 0)
        for run in 0..<300 {
            func uniform(_ draw: Int) -> Double {
                streams.uniform(
                    .testing, CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(run)),
                    draw: UInt32(draw))
            }
            var times: [Double] = [0]
            var rates: [Double] = [uniform(99)]
            for point in 1...8 {
                times.append(times[point - 1] + 0.01 + 10 * uniform(point) * uniform(point + 20))
                rates.append(uniform(point + 40) < 0.3 ? 0 : 5 * uniform(point + 60))
            }
            let end = times[8]
            let curve = ArrivalRate.monotoneCubic(times: times, rates: rates, from: 0, to: end)
            for piece in 0..<8 {
                let (low, high) = (
                    min(rates[piece], rates[piece + 1]), max(rates[piece], rates[piece + 1])
                )
                for step in 0..<50 {
                    let time =
                        times[piece] + (times[piece + 1] - times[piece]) * Double(step) / 50
                    let rate = curve.rate(at: time)
                    #expect(rate >= low - 1e-12 && rate <= high + 1e-12)
                }
            }
        }
    }

    /// Seconds of the arrivals of a sequence for given exponentials.
    private func draw(_ sequence: any ArrivalSequence, _ units: [Double]) -> [SimulationTime] {
        var sequence = sequence
        var instants = [SimulationTime](repeating: .zero, count: units.count)
        units.withUnsafeBufferPointer { units in
            instants.withUnsafeMutableBufferPointer {
                sequence.next(unitExponentials: units, into: $0)
            }
        }
        return instants
    }

    @Test("the integral up to each caller is the sum of the exponentials, whatever the rate")
    func pairing() {
        let units = (0..<60).map { 0.05 + 0.35 * Double(($0 * 7) % 11) }
        for rate in rates(from: 0, to: 10) {
            var sum = 0.0
            for (unit, instant) in zip(units, draw(PoissonSequence(rate: rate), units)) {
                sum += unit
                if sum > rate.expectedCount(from: 0, to: 1000) {
                    #expect(instant == .distantFuture)
                } else {
                    let found = rate.expectedCount(from: 0, to: instant.seconds)
                    #expect(abs(found - sum) < 1e-8)
                }
            }
        }
    }

    @Test("two samplers of one piecewise-constant rate with factors agree to the nanosecond")
    func twoSamplers() {
        let rate = PiecewiseConstantRate(breaks: [0, 10, 15], rates: [2, 0, 0.5], end: 35)
        let factors = FactorSteps(breaks: [4, 12, 20, 30], values: [0.5, 3, 0, 2])
        let units = (0..<80).map { 0.01 + 0.09 * Double(($0 * 5) % 13) }
        let fast = draw(PiecewisePoissonProcess(rate: rate, factors: factors), units)
        let general = draw(PoissonSequence(rate: ArrivalRate(rate), factors: factors), units)
        #expect(fast.count { $0 < .distantFuture } > 20)
        for (one, other) in zip(fast, general) {
            #expect(abs(one.nanoseconds - other.nanoseconds) <= 1)
        }
        // By hand: 8 up to 4 s, 6 more up to 10 s, none up to 15 s, 7.5 up to 20 s, none up to 30 s,
        // 5 up to 35 s.
        let byHand = draw(PoissonSequence(rate: ArrivalRate(rate), factors: factors), [14.5])
        #expect(byHand == [SimulationTime(seconds: 15 + 0.5 / 1.5)])
    }

    @Test("outside its segments a rate is 0, and the outer points hold to opening and closing")
    func outside() {
        let rate = ArrivalRate.linear(times: [2, 4], rates: [1, 3], from: 0, to: 6)
        #expect(rate.rate(at: -1) == 0 && rate.rate(at: 6) == 0)
        #expect(rate.rate(at: 1) == 1 && rate.rate(at: 3) == 2 && rate.rate(at: 5) == 3)
        #expect(rate.expectedCount(from: -5, to: 50) == 2 + 4 + 6)
        #expect(rate.expectedCount(from: 4, to: 4) == 0)
    }

    @Test("the count of a piecewise-constant rate between two times is the difference of integrals")
    func constantCounts() {
        let rate = PiecewiseConstantRate(breaks: [0, 10, 15], rates: [2, 0, 0.5], end: 35)
        for (start, end) in [(0.0, 4.0), (3, 12), (10, 15), (12, 40), (-3, 99), (20, 20), (36, 40)]
        {
            let difference = rate.integratedRate(at: end) - rate.integratedRate(at: start)
            #expect(rate.expectedCount(from: start, to: end) == max(0, difference))
        }
    }
}
