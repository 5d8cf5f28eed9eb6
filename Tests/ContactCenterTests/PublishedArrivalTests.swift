import ContactCenter
import RandomVariates
import Statistics
import TestSupport
import Testing

/// Day counts of published doubly stochastic centers, simulated by ContactCenters and SSJ
/// (umontreal-simul) and again by an independent program; the exact moments follow from
/// var = m + (m cv)^2.
@Suite("published days")
struct PublishedArrivalTests {
    private struct PublishedDay: Sendable, CustomTestStringConvertible {
        var name: String
        /// Hours from opening, and expected contacts in each step.
        var breaks: [Double]
        var counts: [Double]
        var hours: Double
        /// Shape of the day's gamma factor.
        var shape: Double
        /// Published mean with the half-width of its 95 % interval, and standard deviation.
        var mean: (value: Double, halfWidth: Double)
        var deviation: Double?

        var testDescription: String { name }
    }

    private static let hourly: [Double] = [
        100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60,
    ]
    private static let days: [PublishedDay] = [
        // SSJ CallCenter, 10 000 days: 1660.366, 90 % interval ± 1.540, sd 93.620.
        PublishedDay(
            name: "SSJ, shape 400", breaks: (0..<13).map(Double.init), counts: hourly, hours: 13,
            shape: 400, mean: (1660.366, 1.835), deviation: 93.62),
        // The same with 1 000 days of shape 10: 1639.507 ± 26.718 (90 %), sd 513.189.
        PublishedDay(
            name: "SSJ, shape 10", breaks: (0..<13).map(Double.init), counts: hourly, hours: 13,
            shape: 10, mean: (1639.507, 31.84), deviation: 513.189),
        // SimpleMSK, 1 000 days: served 4297.305 and abandoned 910.335, sd of neither the sum;
        // rates per minute 12.7, 14.2, 16.3 over two hours each.
        PublishedDay(
            name: "SimpleMSK", breaks: [0, 2, 4], counts: [1524, 1704, 1956], hours: 6,
            shape: 28.7, mean: (5207.64, 61.0), deviation: nil),
        // Blend, 1 000 days: 848.592 ± 9.693 inbound; rates per half hour 68.45, 72.93, 71.92.
        PublishedDay(
            name: "Blend", breaks: [0, 2, 4], counts: [273.8, 291.72, 287.68], hours: 6,
            shape: 29.7, mean: (848.592, 9.693), deviation: nil),
    ]

    private func example(_ day: PublishedDay) -> ArrivalExample {
        let ends = day.breaks.dropFirst() + [day.hours]
        let rates = zip(zip(day.breaks, ends), day.counts).map { $1 / ($0.1 - $0.0) / 3600 }
        let end = day.hours * 3600
        return ArrivalExample(
            day.name,
            PiecewiseConstantPoisson(
                rate: PiecewiseConstantRate(
                    breaks: day.breaks.map { $0 * 3600 }, rates: rates, end: end),
                busyness: Busyness(dayCV: 1 / day.shape.squareRoot())),
            daySeconds: 86_400, horizonSeconds: end, windows: [0..<end])
    }

    /// 500 days.
    ///
    /// The exact moments are met within 4.9 standard errors (4.9 / sqrt(500) = 22 % of a
    /// standard deviation for the mean; 20 % for the standard deviation itself, whose standard error
    /// is some sd / sqrt(2 x 500), more for a skew law). The published ones are met within 3.3 of
    /// theirs: the means within 0.1 to 2 %.
    @Test("a day's count has the published mean and standard deviation", arguments: days)
    private func day(_ day: PublishedDay) throws {
        let example = example(day)
        let exactMean = day.counts.reduce(0, +)
        let variance = try #require(
            example.process.countCovariance(
                example.windows[0], example.windows[0], daySeconds: 86_400,
                horizonSeconds: example.horizonSeconds))
        let byHand = exactMean + exactMean * exactMean / day.shape
        #expect(abs(variance - byHand) < 1e-9 * byHand)
        #expect(abs(exactMean - day.mean.value) < 3.3 / 1.96 * day.mean.halfWidth)
        if let deviation = day.deviation {
            // Standard error of a published standard deviation over 1 000 or 10 000 days.
            #expect(abs(byHand.squareRoot() - deviation) < 0.08 * deviation)
        }
        let runs = 500
        let counts = (0..<runs).map { run in
            Double(ArrivalDraws.instants(example, seed: 12, replication: UInt32(run)).count)
        }
        let found = RunningMoments(counts)
        #expect(abs(found.mean - exactMean) < 4.9 * (byHand / Double(runs)).squareRoot())
        let deviation = try #require(found.standardDeviation)
        #expect(abs(deviation / byHand.squareRoot() - 1) < 4.9 / (1.2 * Double(runs)).squareRoot())
    }

    @Test("the standard deviation of the SSJ day by hand: sqrt(1660 + 1660^2 / 10) = 526.5")
    func ssjDay() {
        let byHand = (1660 + 1660.0 * 1660 / 10).squareRoot()
        #expect(abs(byHand - 526.5) < 0.05)
        // The independent program found 525 over 20 000 days: standard error 2.6 or more.
        #expect(abs(byHand - 525) < 3 * 525 / 40_000.0.squareRoot())
    }
}
