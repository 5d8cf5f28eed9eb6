import Statistics
import TwinPrimitives
package import VoiceAgents

/// Decks of the costly sessions, which a center plays.
extension SessionPairs {
    /// What each costly session weighs, by stratum and place: in callers of first and of later attempts.
    package struct DeckWeights: Sendable {
        package var first: [[Double]]
        package var later: [[Double]]
    }

    /// The weights with which the costly sessions stand for all sessions.
    ///
    /// By the sizes of strata, then calibrated: the cheap means of the figures that steer, weighted so, are nearly those
    /// of all sessions, of first and of later attempts each; the sizes of strata give way to that a little.
    package var weights: DeckWeights {
        deckWeights(
            for: sessions.indices, standing: costly.indices.map { standsFor($0, chances[$0]) })
    }

    /// Weights of a bootstrap: callers drawn again, and costly sessions within strata.
    ///
    /// Two parts make up the variance for all callers that might have called:
    /// - Callers are drawn again, with their strata and the cheap means that weights are calibrated to: S^2 / N, but for
    ///   what varies inside strata and along none of these means.
    /// - The sessions of a stratum are drawn again with their full variance s^2 / n. The correction 1 - n / N for
    ///   those known would take off just that rest of the first part.
    ///
    /// A call that is w sessions, drawn with the probability p, has the part 1 - p + n / N of its variance, with n calls
    /// held of the N sessions of its stratum: what other calls would have said, and which callers came; without a
    /// population that is 1. Slopes are fitted anew to each deck, which adds some hundredths at forty sessions.
    ///
    /// - Parameters:
    ///   - number: Number of the deck.
    ///   - seed: Seed of the draws.
    /// - Returns: The same sessions' weights.
    package func bootstrapWeights(number: Int, seed: UInt64) -> DeckWeights {
        let streams = RandomStreams(seed: seed, replication: UInt32(number))
        func place(_ stratum: Int, _ draw: Int, below count: Int) -> Int {
            let caller = CallerKey(
                contactType: ContactTypeID(UInt16(stratum)), ordinal: UInt32(draw))
            return min(Int(streams.uniform(.bootstrap, caller) * Double(count)), count - 1)
        }
        let again = sessions.indices.map { place(0, $0, below: sessions.count) }
        let sessionCounts = sessionCounts
        let standing = costly.indices.map { stratum in
            let pairs = costly[stratum].count
            let drawn = RescaledBootstrap.weights(pairs) { place(stratum + 1, $0, below: pairs) }
            let shareHeld = Double(pairs) / Double(sessionCounts[stratum])
            let usual = standsFor(stratum, chances[stratum])
            return drawn.indices.map { number in
                let part = min(1 - chances[stratum][number] + shareHeld, 1)
                return usual[number] * (1 + part.squareRoot() * (drawn[number] - 1))
            }
        }
        return deckWeights(for: again, standing: standing)
    }

    /// The deck of some weights.
    ///
    /// - Parameters:
    ///   - fingerprint: Names it.
    ///   - weights: The weights.
    /// - Returns: All costly sessions, in one order whatever their weights.
    package func deck(_ fingerprint: String, _ weights: DeckWeights) -> SessionDeck {
        func cards(_ weights: [[Double]]) -> [SessionDeck.Card] {
            zip(costly, weights).flatMap { sessions, weights in
                zip(sessions, weights).map { SessionDeck.Card($0, weight: $1) }
            }
        }
        return SessionDeck(
            first: cards(weights.first), later: cards(weights.later), fingerprint: fingerprint)
    }

    /// What weights are calibrated to: the cheap means of each call's figures that steer, of both cheap fidelities where
    /// there are two, from their mean over all sessions in units of their standard deviation.
    static func covariates(
        of calls: [[Int]], _ figures: [SessionFigures], _ besides: [SessionFigures]
    ) -> [[Double]] {
        var columns: [[Double]] = []
        for output in SessionOutput.all where output.steersSampling {
            let values = figures.indices.map { call in
                besides.isEmpty
                    ? figures[call][output] : (figures[call][output] + besides[call][output]) / 2
            }
            let all = Double(calls.reduce(0) { $0 + $1.count })
            func mean(_ value: (Int) -> Double) -> Double {
                calls.indices.reduce(0) { $0 + Double(calls[$1].count) * value($1) } / all
            }
            let middle = mean { values[$0] }
            let deviation = mean { (values[$0] - middle) * (values[$0] - middle) }.squareRoot()
            if deviation > 0 { columns.append(values.map { ($0 - middle) / deviation }) }
        }
        return calls.indices.map { call in columns.map { $0[call] } }
    }

    /// Weights of the costly sessions as callers who come at first and at later attempts.
    ///
    /// - Parameters:
    ///   - places: Sessions that they stand for, by place; one may come several times.
    ///   - standing: How many sessions each costly session of a stratum stands for.
    /// - Returns: Their weights.
    private func deckWeights(
        for places: some Sequence<Int>, standing: [[Double]]
    ) -> DeckWeights {
        let piles = Dictionary(grouping: places) { sessions[$0].key.attempt == 0 }
        return DeckWeights(
            first: pile(of: piles[true] ?? [], standing),
            later: pile(of: piles[false] ?? [], standing))
    }

    /// Weights of the costly sessions for some sessions by place: by the sizes of strata, then calibrated.
    private func pile(of places: [Int], _ standing: [[Double]]) -> [[Double]] {
        guard !places.isEmpty else { return standing.map { $0.map { _ in 0 } } }
        var sizes = [Double](repeating: 0, count: costly.count)
        var target = [Double](repeating: 0, count: covariates.first?.count ?? 0)
        for place in places {
            sizes[strata.of[callOf[place]]] += 1
            for (number, value) in covariates[callOf[place]].enumerated() {
                target[number] += value / Double(places.count)
            }
        }
        let stratified = zip(sizes, standing).map { size, standing in
            let all = standing.reduce(0, +)
            return standing.map { $0 * size / all }
        }
        let calibration = CalibratedWeights.factors(
            Array(stratified.joined()),
            values: costly.indices.flatMap { stratum in
                costly[stratum].indices.map { covariates[order[stratum][$0]] }
            }, target: target)
        var next = calibration.makeIterator()
        let calibrated = stratified.map { $0.map { $0 * (next.next() ?? 1) } }
        let all = calibrated.joined().reduce(0, +)
        return calibrated.map { $0.map { $0 * Double(places.count) / all } }
    }
}
