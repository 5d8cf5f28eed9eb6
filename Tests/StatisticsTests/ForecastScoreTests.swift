import Statistics
import Testing

@Suite("Scores of forecasts") struct ForecastScoreTests {
    @Test("point and interval scores meet forecast_scores-01")
    func points() throws {
        let item = try StatisticsCase("forecast_scores-01")
        let actual = try item.numbers("actual")
        let point = try item.numbers("point")
        let (low, high) = (try item.numbers("q05"), try item.numbers("q95"))
        let computed = [
            "WAPE": try ForecastScores.weightedAbsolutePercentageError(
                actual: actual, forecast: point),
            "MAPE": try ForecastScores.meanAbsolutePercentageError(
                actual: actual, forecast: point),
            "bias": try ForecastScores.bias(actual: actual, forecast: point),
            "pinball_05": try ForecastScores.pinball(
                actual: actual, quantile: low, probability: 0.05),
            "pinball_95": try ForecastScores.pinball(
                actual: actual, quantile: high, probability: 0.95),
            "coverage90": try ForecastScores.coverage(actual: actual, lower: low, upper: high),
            "interval_score_90": try ForecastScores.intervalScore(
                actual: actual, lower: low, upper: high, level: 0.9),
        ]
        for (name, value) in computed.sorted(by: { $0.key < $1.key }) {
            // The file's 14 digits are half a unit of the last place of rounded decimals.
            let exact = try item.output(name)
            #expect(abs(value - exact) <= 1e-13 * abs(exact) + 1e-14, "\(name): \(value)")
        }
    }

    @Test("the score of an ensemble meets forecast_scores-02, plain and fair")
    func ensemble() throws {
        let item = try StatisticsCase("forecast_scores-02")
        let members = try item.numbers("ensemble")
        let observed = try item.number("observed")
        let plain = try ForecastScores.rankedProbability(ensemble: members, actual: observed)
        let fair = try ForecastScores.rankedProbability(
            ensemble: members, actual: observed, isFair: true)
        #expect(try item.agrees(plain, with: "CRPS_ensemble"))
        #expect(try item.agrees(fair, with: "CRPS_fair"))
    }

    @Test("lists that do not fit are refused")
    func refusals() {
        #expect(throws: StatisticsError.unequalLengths(what: "forecast", first: 2, second: 1)) {
            try ForecastScores.bias(actual: [1, 2], forecast: [1])
        }
        #expect(throws: StatisticsError.tooFew(what: "forecasts", needed: 1, got: 0)) {
            try ForecastScores.pinball(actual: [], quantile: [], probability: 0.5)
        }
        #expect(throws: StatisticsError.self) {
            try ForecastScores.meanAbsolutePercentageError(actual: [0, 1], forecast: [1, 1])
        }
        #expect(throws: StatisticsError.tooFew(what: "ensemble", needed: 2, got: 1)) {
            try ForecastScores.rankedProbability(ensemble: [1], actual: 1, isFair: true)
        }
    }
}
