import Statistics
import Testing
import TwinPrimitives

@Suite("Exact inference on a proportion")
struct BinomialInferenceTests {
    @Test("ends without successes or failures have their closed form")
    func closedForm() throws {
        for trials in [1, 5, 40, 1000] {
            let root = PortableMath.pow(0.025, 1 / Double(trials))
            let none = try BinomialInference.interval(successes: 0, trials: trials)
            #expect(none.lower == 0)
            #expect(abs(none.upper - (1 - root)) < 1e-9)
            let all = try BinomialInference.interval(successes: trials, trials: trials)
            #expect(all.upper == 1)
            #expect(abs(all.lower - root) < 1e-9)
        }
    }

    /// t(19) = 2.093024 and t(4) = 2.776445 at 97.5 % from the tables: squared, their quotient is 0.568291.
    @Test("twenty trials of five clusters with a design effect of 2 are worth 5.68")
    func effectiveTrials() {
        func worth(_ effect: Double) -> Double {
            BinomialInference.effectiveTrials(20, designEffect: effect, degreesOfFreedom: 4)
        }
        #expect(abs(worth(2) - 10 * 0.568291) < 1e-4)
        #expect(worth(0.1) == worth(1) && abs(worth(1) - 20 * 0.568291) < 1e-4)
    }

    @Test("the interval covers at least as often as it says, at every probability of a grid")
    func coverage() throws {
        let trials = 12
        let intervals = try (0...trials).map {
            try BinomialInference.interval(successes: $0, trials: trials, level: 0.9)
        }
        for step in 1..<50 {
            let probability = Double(step) / 50
            var covered = 0.0
            var term = PortableMath.pow(1 - probability, Double(trials))
            for count in 0...trials {
                if intervals[count].lower <= probability, probability <= intervals[count].upper {
                    covered += term
                }
                let odds = probability / (1 - probability)
                term *= Double(trials - count) / Double(count + 1) * odds
            }
            #expect(covered >= 0.9 - 1e-12)
        }
    }

    @Test("p-values of a known probability are binomial tails, and of a uniform one plain ranks")
    func tails() throws {
        // 2 of 10 at one half: 2 (1 + 10 + 45) / 1024.
        let known = try BinomialInference.pValue(
            successes: 2, trials: 10, mean: 0.5, weight: .infinity)
        #expect(abs(known - 112.0 / 1024) < 1e-12)
        // A prediction worth two trials at one half is uniform on [0, 1]: all counts are as likely.
        for count in 0...9 {
            let rank = Double(min(count, 9 - count) + 1) / 10
            let uniform = try BinomialInference.pValue(
                successes: count, trials: 9, mean: 0.5, weight: 2)
            #expect(abs(uniform - min(2 * rank, 1)) < 1e-10)
        }
        let far = try BinomialInference.pValue(
            successes: 500, trials: 1000, mean: 0.4, weight: 1e15)
        let near = try BinomialInference.pValue(
            successes: 500, trials: 1000, mean: 0.4, weight: 1e9)
        #expect(abs(far / near - 1) < 1e-4)
    }

    @Test("arguments outside their range are refused")
    func refused() {
        #expect(throws: StatisticsError.self) {
            try BinomialInference.interval(successes: 3, trials: 2)
        }
        #expect(throws: StatisticsError.self) {
            try BinomialInference.interval(successes: 0, trials: 0)
        }
        #expect(throws: StatisticsError.self) {
            try BinomialInference.pValue(successes: 1, trials: 2, mean: 1, weight: 5)
        }
        #expect(throws: StatisticsError.self) {
            try BinomialInference.pValue(successes: 1, trials: 2, mean: 0.5, weight: 0)
        }
    }
    /// GSL's own inverse of the beta law does not converge for 8 of 350, 6 of 400 and about 4 % of such
    /// counts.
    @Test("every count has an interval that holds its share")
    func everyCount() throws {
        for trials in stride(from: 100, through: 2500, by: 50) {
            for successes in 0..<60 {
                let found = try BinomialInference.interval(successes: successes, trials: trials)
                let share = Double(successes) / Double(trials)
                #expect(found.lower <= share && share <= found.upper, "\(successes) of \(trials)")
            }
        }
    }
}
