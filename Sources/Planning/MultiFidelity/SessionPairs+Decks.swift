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

    /// The weights with which each stratum's costly sessions stand for all of its sessions.
    ///
    /// They are calibrated: the cheap means of the figures that steer, weighted so, are those of all sessions.
    package var weights: DeckWeights {
        weights(
            of: sessions.indices, factors: costly.indices.map { standsFor($0, chances[$0]) })
    }

    /// Weights of a bootstrap: callers drawn again, and costly sessions within strata.
    ///
    /// Callers are drawn again, as numbers of each stratum and with the cheap means that weights are calibrated to, so that
    /// part is the variance between strata and along those means, S^2 / N. The sessions of a stratum have their full variance s^2 / n, without the
    /// correction 1 - n / N for those known: what it would take off is the variance of the callers inside
    /// strata, W s^2 / N, as far as neither numbers nor means hold it. Together: the variance for all callers that
    /// might have called. A call that is w sessions, drawn with the probability p, has the part 1 - p + n / N of its
    /// variance, with n calls held of the N sessions of its stratum: what other calls would have said, and which
    /// callers came; without a population that is 1.
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
        let factors = costly.indices.map { stratum in
            let pairs = costly[stratum].count
            let drawn = RescaledBootstrap.weights(pairs) { place(stratum + 1, $0, below: pairs) }
            let shareHeld = Double(pairs) / Double(sessionCounts[stratum])
            let usual = standsFor(stratum, chances[stratum])
            return drawn.indices.map { number in
                let part = min(1 - chances[stratum][number] + shareHeld, 1)
                return usual[number] * (1 + part.squareRoot() * (drawn[number] - 1))
            }
        }
        return weights(of: again, factors: factors)
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

    /// Sessions of each stratum at first and at later attempts.
    private func counts(of places: some Sequence<Int>) -> [(first: Int, later: Int)] {
        var counts = [(first: Int, later: Int)](repeating: (0, 0), count: sizes.count)
        for place in places {
            let stratum = strata.of[callOf[place]]
            if sessions[place].key.attempt == 0 {
                counts[stratum].first += 1
            } else {
                counts[stratum].later += 1
            }
        }
        return counts
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

    /// Weights of the costly sessions, calibrated for sessions by place.
    private func weights(of places: some Collection<Int>, factors: [[Double]]) -> DeckWeights {
        let counts = counts(of: places)
        var target = [Double](repeating: 0, count: covariates.first?.count ?? 0)
        for place in places {
            for (number, value) in covariates[callOf[place]].enumerated() {
                target[number] += value / Double(places.count)
            }
        }
        /// Callers of each stratum, as many as a number says, shared out among its costly sessions.
        func parts(_ number: (Int) -> Int) -> [[Double]] {
            factors.enumerated().map { stratum, factors in
                let all = factors.reduce(0, +)
                return factors.map { $0 * Double(number(stratum)) / all }
            }
        }
        let moved = CalibratedWeights.factors(
            parts { counts[$0].first + counts[$0].later }.flatMap { $0 },
            values: costly.indices.flatMap { stratum in
                costly[stratum].indices.map { covariates[order[stratum][$0]] }
            }, target: target)
        /// The same, calibrated: as many callers in all.
        func calibrated(_ parts: [[Double]]) -> [[Double]] {
            var moved = moved[...]
            let products = parts.map { part in
                defer { moved = moved.dropFirst(part.count) }
                return zip(part, moved).map(*)
            }
            let (before, after) = (parts.joined().reduce(0, +), products.joined().reduce(0, +))
            return products.map { $0.map { after > 0 ? $0 * before / after : 0 } }
        }
        return DeckWeights(
            first: calibrated(parts { counts[$0].first }),
            later: calibrated(parts { counts[$0].later }))
    }
}
