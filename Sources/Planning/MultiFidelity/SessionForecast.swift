/// What costly sessions foretell of others: a line in the cheap figure, and an effect of the voice.
///
/// The line is fitted by least squares with the sessions' weights. What it leaves of the sessions of one voice,
/// summed up and divided by their number and five more, is that voice's effect: as if five sessions without any
/// were known of each voice, so that a voice that was heard once moves little (a random effect whose
/// variance is a fifth of what is left inside voices).
struct SessionForecast: Sendable {
    /// A session that is known at both fidelities.
    struct Known: Sendable {
        var cheap: Double
        var costly: Double
        /// Number of the voice.
        var voice: Int
        /// Sessions that it stands for.
        var weight: Double
    }

    private var level: Double
    private var slope: Double
    private var effects: [Double]

    /// Sessions without an effect that are added to those of a voice.
    private static let priorSessions = 5.0

    /// Fits.
    ///
    /// - Parameters:
    ///   - known: The sessions; none foretell 0.
    ///   - voices: Number of voices.
    init(_ known: [Known], voices: Int) {
        let all = known.reduce(0) { $0 + $1.weight }
        guard all > 0 else {
            (level, slope, effects) = (0, 0, Array(repeating: 0, count: voices))
            return
        }
        let cheapMean = known.reduce(0) { $0 + $1.weight * $1.cheap } / all
        let costlyMean = known.reduce(0) { $0 + $1.weight * $1.costly } / all
        var (cross, square) = (0.0, 0.0)
        for pair in known {
            let distance = pair.cheap - cheapMean
            cross += pair.weight * distance * (pair.costly - costlyMean)
            square += pair.weight * distance * distance
        }
        slope = square > 0 ? cross / square : 0
        level = costlyMean - slope * cheapMean
        let usual = all / Double(known.count)
        var sums = [Double](repeating: 0, count: voices)
        var weights = [Double](repeating: Self.priorSessions * usual, count: voices)
        for pair in known {
            sums[pair.voice] += pair.weight * (pair.costly - level - slope * pair.cheap)
            weights[pair.voice] += pair.weight
        }
        effects = voices > 1 ? zip(sums, weights).map { $0 / $1 } : [0]
    }

    /// The mean of forecasts; at least one.
    init(meanOf forecasts: [SessionForecast]) {
        let count = Double(forecasts.count)
        level = forecasts.reduce(0) { $0 + $1.level } / count
        slope = forecasts.reduce(0) { $0 + $1.slope } / count
        effects = forecasts[0].effects.indices.map { voice in
            forecasts.reduce(0) { $0 + $1.effects[voice] } / count
        }
    }

    /// What is foretold of a session.
    ///
    /// - Parameters:
    ///   - cheap: Its cheap figure.
    ///   - voice: Number of its voice.
    /// - Returns: The costly figure to be expected.
    func value(_ cheap: Double, voice: Int) -> Double { level + slope * cheap + effects[voice] }
}
