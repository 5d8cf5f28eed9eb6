/// What costly sessions foretell of others: a line in one or two cheap figures, and an effect of the voice.
///
/// The line is fitted by least squares with the sessions' weights, as if of each cheap figure one session more were
/// known, one standard deviation from its mean and at the mean of the costly figure (ridge): two cheap figures that
/// say nearly the same share what they tell. What the line leaves of the sessions of one voice,
/// summed up and divided by their number and five more, is that voice's effect: as if five sessions without any
/// were known of each voice, so that a voice that was heard once moves little (a random effect whose
/// variance is a fifth of what is left inside voices). Source: Hoerl, Kennard, Technometrics 12 (1970) 55-67.
package struct SessionForecast: Sendable {
    /// What is known of a session cheaply.
    package struct Cheap: Hashable, Sendable {
        /// Its figure at the cheap fidelity.
        var first: Double
        /// Its figure at a second one; 0 of every session where there is none.
        var second: Double
        /// Number of the caller's voice.
        var voice: Int

        package init(first: Double, second: Double = 0, voice: Int) {
            (self.first, self.second, self.voice) = (first, second, voice)
        }
    }

    /// A session that is known at both fidelities.
    package struct Known: Sendable {
        var cheap: Cheap
        var costly: Double
        /// Sessions that it stands for.
        var weight: Double

        package init(cheap: Cheap, costly: Double, weight: Double) {
            (self.cheap, self.costly, self.weight) = (cheap, costly, weight)
        }
    }

    private let level: Double
    private let slopes: (first: Double, second: Double)
    private let effects: [Double]

    /// Sessions without an effect that are added to those of a voice.
    private static let priorSessions = 5.0

    private init(
        level: Double, slopes: (first: Double, second: Double), effects: [Double]
    ) {
        (self.level, self.slopes, self.effects) = (level, slopes, effects)
    }

    /// Fits a forecast.
    ///
    /// - Parameters:
    ///   - known: The sessions; none foretell 0.
    ///   - voices: Number of voices.
    /// - Returns: What they foretell.
    package static func fit(_ known: [Known], voices: Int) -> SessionForecast {
        let all = known.reduce(0) { $0 + $1.weight }
        guard all > 0 else {
            return SessionForecast(
                level: 0, slopes: (0, 0), effects: Array(repeating: 0, count: voices))
        }
        func mean(_ value: (Known) -> Double) -> Double {
            known.reduce(0) { $0 + $1.weight * value($1) } / all
        }
        let means = (mean { $0.cheap.first }, mean { $0.cheap.second }, mean(\.costly))
        var (first, second, between) = (0.0, 0.0, 0.0)
        var products = (first: 0.0, second: 0.0)
        for pair in known {
            let (left, right) = (pair.cheap.first - means.0, pair.cheap.second - means.1)
            let costly = pair.weight * (pair.costly - means.2)
            first += pair.weight * left * left
            second += pair.weight * right * right
            between += pair.weight * left * right
            products.first += left * costly
            products.second += right * costly
        }
        let slopes = slopes(
            squares: (first, second), product: between, with: products,
            sessions: Double(known.count))
        let level = means.2 - slopes.first * means.0 - slopes.second * means.1
        return SessionForecast(
            level: level, slopes: slopes,
            effects: voices > 1 ? effects(known, voices, level, slopes) : [0])
    }

    /// What the line leaves of each voice.
    private static func effects(
        _ known: [Known], _ voices: Int, _ level: Double, _ slopes: (first: Double, second: Double)
    ) -> [Double] {
        let usual = known.reduce(0) { $0 + $1.weight } / Double(known.count)
        var sums = [Double](repeating: 0, count: voices)
        var weights = [Double](repeating: priorSessions * usual, count: voices)
        for pair in known {
            let line = level + slopes.first * pair.cheap.first + slopes.second * pair.cheap.second
            sums[pair.cheap.voice] += pair.weight * (pair.costly - line)
            weights[pair.cheap.voice] += pair.weight
        }
        return zip(sums, weights).map { $0 / $1 }
    }

    /// Solves the normal equations, squares larger by those of one session more.
    private static func slopes(
        squares: (first: Double, second: Double), product: Double,
        with costly: (first: Double, second: Double), sessions: Double
    ) -> (first: Double, second: Double) {
        let (first, second) = (
            squares.first * (1 + 1 / sessions), squares.second * (1 + 1 / sessions)
        )
        guard first > 0, second > 0 else {
            return (
                first > 0 ? costly.first / first : 0, second > 0 ? costly.second / second : 0
            )
        }
        let determinant = first * second - product * product
        return (
            (costly.first * second - costly.second * product) / determinant,
            (costly.second * first - costly.first * product) / determinant
        )
    }

    /// What is foretold of a session.
    ///
    /// - Parameter cheap: What is known of it cheaply.
    /// - Returns: The costly figure to be expected.
    package func value(_ cheap: Cheap) -> Double {
        level + slopes.first * cheap.first + slopes.second * cheap.second + effects[cheap.voice]
    }
}
