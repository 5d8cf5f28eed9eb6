import ContactCenter
import Foundation
import ModelReading
import RandomVariates
import Scenarios
import Testing

@Suite("Arrivals in scenarios")
struct ArrivalLanguageTests {
    private let calendar =
        "calendar: {start: 1999-08-01, days: 2, open: \"07:00\", close: \"17:00\"}"

    /// The arrivals of the small scenario with another process, perhaps with a calendar.
    private func process(
        _ arrivals: String, time: String? = nil
    ) throws -> (any ArrivalProcess, CenterConfiguration) {
        var text = smallScenario.replacing("process: poisson, rate: 90/h", with: arrivals)
        if let time { text = text.replacing("horizon: {duration: 10h, warmUp: 1h}", with: time) }
        let center = try Scenario(text: text, path: "small.yaml").center
        return (center.contactTypes[0].arrivals.process, center)
    }

    @Test("the language names every listed process, and no other")
    func words() {
        let tables = languageTables().map(\.name).filter { $0.hasPrefix("arrivals: ") }
        #expect(
            Set(tables) == Set(ArrivalProcesses.words.map { "arrivals: \($0)" }))
    }

    @Test("steps may begin at any time")
    func breaks() throws {
        let (found, _) = try process(
            "process: piecewisePoisson, breaks: [0h, 1.5h, 4h], rates: [60/h, 120/h, 30/h]",
            time: calendar)
        let rate = try #require(found as? PiecewiseConstantPoisson).rate
        let hours = rate.breaks.map { $0 / 3600 }
        #expect(hours == [0, 7, 8.5, 11, 17, 31, 32.5, 35])
        let perHour = rate.rates.map { ($0 * 3600).rounded() }
        #expect(perHour == [0, 60, 120, 30, 0, 60, 120, 30])
        // 90 + 300 + 180 on each of two days.
        #expect(abs(found.expectedCount(from: 0, to: .infinity) - 1140) < 1e-9)
    }

    @Test("points of a day, straight and smooth, by weekday too")
    func curves() throws {
        let points = "times: [1h, 5h], ratesByWeekday: {sun: [0/h, 80/h], mon: [40/h, 40/h]}"
        for word in ["piecewiseLinear", "spline"] {
            let (found, _) = try process("process: \(word), \(points)", time: calendar)
            // Sunday: nothing for 1 h, 160 on the slope, 80 an hour for 5 h; Monday: 40 for 10 h.
            // A smooth curve through two points is the straight line.
            #expect(abs(found.expectedCount(from: 0, to: 86_400) - 560) < 1e-9)
            #expect(abs(found.expectedCount(from: 86_400, to: 172_800) - 400) < 1e-9)
            #expect(found.expectedCount(from: 0, to: 8 * 3600) == 0)
            #expect(found.expectedCount(from: 17 * 3600, to: 86_400) == 0)
        }
    }

    @Test("a swinging rate holds while the center is open, its phase counted from the start")
    func sinusoid() throws {
        let (found, _) = try process(
            "process: sinusoidal, mean: 100/h, amplitude: 50%, period: 24h, phase: 6h",
            time: calendar)
        let rate = try #require(found as? SinusoidalPoisson)
        #expect(
            rate.sinusoid
                == RateSinusoid(
                    mean: 100.0 / 3600, amplitude: 0.5, period: 86_400, phase: 21_600))
        #expect(rate.arrivalRate.rate(at: 6.5 * 3600) == 0)
        #expect(abs(rate.arrivalRate.rate(at: 12 * 3600) - 150.0 / 3600) < 1e-15)
        let (always, _) = try process("process: sinusoidal, mean: 9/h, amplitude: 1, period: 5h")
        #expect(abs(always.expectedCount(from: 0, to: .infinity) - 90) < 1e-9)
    }

    @Test("counts are exact in each step, along a shape or evenly")
    func counts() throws {
        let (even, _) = try process(
            "process: fixedCounts, breaks: [0h, 4h], countsByWeekday: {sun: [8, 3], mon: [2, 0]}",
            time: calendar)
        #expect(even.expectedCount(from: 0, to: .infinity) == 13)
        #expect(abs(even.expectedCount(from: 7 * 3600, to: 9 * 3600) - 4) < 1e-12)
        let (shaped, _) = try process(
            "process: fixedCounts, interval: 10h, counts: [90], "
                + "shape: {process: piecewiseLinear, times: [0h, 10h], rates: [0/h, 7/h]}")
        #expect(abs(shaped.expectedCount(from: 0, to: 18_000) - 22.5) < 1e-12)
        for shape in [
            "process: sinusoidal, mean: 1/h, amplitude: 20%, period: 5h",
            "process: spline, times: [0h, 3h, 10h], rates: [1/h, 2/h, 1/h]",
            "process: piecewisePoisson, interval: 5h, rates: [1/h, 3/h]",
        ] {
            let (other, _) = try process(
                "process: fixedCounts, interval: 10h, counts: [90], shape: {\(shape)}")
            #expect(other.expectedCount(from: 0, to: 36_000) == 90)
        }
    }

    @Test("a day's total is split at random over its steps, with its mean kept")
    func dirichlet() throws {
        let (found, center) = try process(
            "process: dirichletSplit, interval: 5h, counts: [30, 10], concentration: 19, "
                + "total: exact", time: calendar)
        let opening = 7 * 3600.0
        let first = opening..<opening + 18_000
        #expect(abs(found.expectedCount(from: first.lowerBound, to: first.upperBound) - 30) < 1e-9)
        // 40 p q + 40 x 39 p q / 20 with p = 3/4: 7.5 + 14.625.
        let variance = try #require(
            found.countCovariance(
                first, first, daySeconds: center.daySeconds,
                horizonSeconds: center.horizonSeconds))
        #expect(abs(variance - 22.125) < 1e-9)
        let (poisson, _) = try process(
            "process: dirichletSplit, interval: 5h, counts: [30.5, 10], concentration: 19, "
                + "busyness: {dayCV: 20%, typeCorrelation: 50%}")
        #expect(poisson.busyness?.dayCV == 0.2 && poisson.busyness?.typeCorrelation == 0.5)
    }

    @Test("busyness of days and periods, as steps, intervals, lists and matrices say")
    func busyness() throws {
        func busyness(_ text: String, time: String? = nil) throws -> Busyness? {
            try process(
                "process: piecewisePoisson, interval: 5h, rates: [9/h, 9/h], busyness: {\(text)}",
                time: time
            ).0.busyness
        }
        func periods(_ text: String, time: String? = nil) throws -> GammaPeriods {
            guard case .gamma(let periods) = try busyness(text, time: time)?.periods else {
                throw CocoaError(.featureUnsupported)
            }
            return periods
        }
        #expect(try busyness("dayCV: 20%") == Busyness(dayCV: 0.2))
        #expect(try busyness("dayCV: 20%, shared: true") == Busyness(dayCV: 0.2, shared: true))
        let design = "dayCV: 20%, periodCV: 10%, correlation: 0.3"
        #expect(
            try periods(design, time: calendar)
                == GammaPeriods(
                    breaks: [0, 12 * 3600], cvs: [0.1, 0.1], correlation: .autoregressive(0.3)))
        #expect(try busyness(design)?.dayCV == 0.2)
        #expect(
            try periods("periodCVs: [10%, 20%, 0%], interval: 4h")
                == GammaPeriods(breaks: [0, 14_400, 28_800], cvs: [0.1, 0.2, 0]))
        let matrix = try CorrelationMatrix(rows: [[1, -0.2], [-0.2, 1]])
        #expect(
            try periods("periodCV: 10%, correlationMatrix: [[1, -20%], [-0.2, 1]]").correlation
                == .matrix(matrix))
    }

    @Test("steps over several days of a plain horizon have no periods of a day")
    func severalDays() throws {
        let text = "process: piecewisePoisson, interval: 24h, rates: [9/h, 9/h], busyness: "
        let time = "horizon: {duration: 48h}"
        let error = #expect(throws: ScenarioError.self) {
            _ = try process(text + "{periodCV: 10%}", time: time)
        }
        #expect(
            error?.description
                == "small.yaml:6: error: contactTypes.regular.arrivals.busyness.periodCV has "
                + "steps over more than one day of the horizon; make horizon.day at least the "
                + "duration, or use a calendar")
        let (found, _) = try process(text + "{periodCV: 10%, interval: 8h}", time: time)
        #expect(found.busyness?.cells(daySeconds: 86_400, horizonSeconds: 172_800).count == 6)
    }

    @Test("values of arrivals can be varied by their path")
    func varied() throws {
        let text = smallScenario.replacing(
            "rate: 90/h", with: "rate: 90/h, busyness: {dayCV: 20%}")
        let scenario = try Scenario(text: text, path: "small.yaml")
            .varying(path: "contactTypes.regular.arrivals.busyness.dayCV", to: "40%")
        #expect(scenario.center.contactTypes[0].arrivals.process.busyness?.dayCV == 0.4)
    }
}
