package import Statistics
import TwinPrimitives
package import VoiceAgents

/// Cheap sessions of a center, and those among them that were held at the costly tier too.
///
/// Sessions of one member of a population are the same call, held at cost once and weighing as many sessions: calls
/// are drawn within strata in proportion to their weights. Without a population each session is a call.
package struct SessionPairs: Sendable {
    package let sessions: [CenterSession]
    /// Places of the sessions that each call is, in the order of first ones.
    let calls: [[Int]]
    /// Number of each session's call.
    let callOf: [Int]
    /// What is known of each call cheaply.
    let figures: [SessionFigures]
    /// What is known of each call at a second cheap fidelity; empty where some were not held at one.
    let besides: [SessionFigures]
    /// What weights of decks are calibrated to, of each call.
    let covariates: [[Double]]
    /// Number of each call's voice, and how many voices there are.
    let voices: (of: [Int], count: Int)
    let strata: SessionStrata
    /// Calls of each stratum in the order in which they are taken, drawn once.
    let order: [[Int]]
    /// The costly sessions of each stratum, of the first calls of its order.
    private(set) var costly: [[RecordedSession]]
    /// Probabilities with which they were drawn.
    private(set) var chances: [[Double]]

    /// Strata for which the costly tier has a budget: each should get about ten sessions.
    static let pairsPerStratum = 10
    /// Share of the budget that the pilot takes.
    static let pilotShare = 0.3
    /// Least pairs of a stratum.
    static let leastPairs = 3
    /// Degrees of freedom that the variance inside all strata counts for beside a stratum's own.
    ///
    /// Variances of strata whose squared coefficient of variation is c^2 are best drawn to their mean as if by 2 / c^2
    /// degrees of freedom: an estimate with f has 2 / f. Over strata of recorded days c^2 is 0.03 to 0.6, 0.2 in the
    /// middle. A pilot of three has two: taken for more than it knows, it leaves strata short that happened to end
    /// alike, which costs variance, moves the mean and tells too small an error.
    static let priorWeight = 10.0

    package init(_ sessions: [CenterSession], budget: Int, seed: UInt64) {
        self.sessions = sessions
        let (calls, callOf) = Self.calls(sessions)
        self.calls = calls
        self.callOf = callOf
        let first = calls.map { sessions[$0[0]] }
        figures = first.map(\.figures)
        let besides = first.compactMap(\.beside)
        self.besides = besides.count == first.count ? besides : []
        covariates = Self.covariates(of: calls, figures, self.besides)
        voices = Self.voices(first)
        strata = SessionStrata(
            figures, isLater: first.map { $0.key.attempt > 0 },
            most: max(1, budget / Self.pairsPerStratum))
        let uniforms = first.map { session in
            RandomStreams(seed: seed, replication: UInt32(session.replication)).uniform(
                .secondPhase, session.key.caller, attempt: session.key.attempt)
        }
        order = strata.members.map { members in
            ProportionalSample.order(
                sizes: members.map { Double(calls[$0].count) },
                uniforms: members.map { uniforms[$0] }
            ).map { members[$0] }
        }
        costly = strata.members.map { _ in [] }
        chances = strata.members.map { _ in [] }
    }

    /// A member of a population and its attempt.
    private struct Member: Hashable {
        var caller: CallerKey
        var attempt: UInt16
    }

    /// The sessions of each call, and the call of each session.
    static func calls(_ sessions: [CenterSession]) -> (calls: [[Int]], of: [Int]) {
        var numbers: [Member: Int] = [:]
        var calls: [[Int]] = []
        let of = sessions.indices.map { place in
            let member = sessions[place].member.map {
                Member(caller: $0.caller, attempt: $0.attempt)
            }
            if let member, let known = numbers[member] {
                calls[known].append(place)
                return known
            }
            if let member { numbers[member] = calls.count }
            calls.append([place])
            return calls.count - 1
        }
        return (calls, of)
    }

    /// Pairs so far.
    package var count: Int { costly.reduce(0) { $0 + $1.count } }

    /// Calls of each stratum.
    var sizes: [Int] { strata.members.map(\.count) }
    /// Sessions of each stratum.
    var sessionCounts: [Int] { strata.members.map { $0.reduce(0) { $0 + calls[$1].count } } }

    /// How many pairs of each stratum the pilot takes: in proportion to its size.
    package func pilot(of budget: Int) -> [Int] {
        TwoPhaseAllocation.neyman(
            sizes: sizes, deviations: sessionsPerCall,
            budget: min(
                budget,
                max(Int(Self.pilotShare * Double(budget)), Self.leastPairs * sizes.count)),
            least: sizes.map { _ in Self.leastPairs })
    }

    /// How many pairs of each stratum there should be in all, by Neyman's rule from those so far.
    package func allocation(of budget: Int) -> [Int] {
        TwoPhaseAllocation.neyman(
            sizes: sizes, deviations: zip(deviations, sessionsPerCall).map { $0 * $1 },
            budget: budget, least: costly.map(\.count))
    }

    /// Sessions of each stratum over its calls.
    private var sessionsPerCall: [Double] {
        zip(sessionCounts, sizes).map { Double($0) / Double($1) }
    }

    /// Standard deviation of each stratum, the outputs that steer weighing alike.
    ///
    /// A stratum's variance is drawn towards that inside all strata: a handful of sessions that ended
    /// alike does not mean that all do, and a count of zero would never be corrected.
    private var deviations: [Double] {
        var squares = [Double](repeating: 0, count: sizes.count)
        for output in SessionOutput.all where output.steersSampling {
            let moments = costly.map { RunningMoments($0.map { output.value($0.summary) }) }
            let inside = moments.reduce(0) { $0 + $1.squaredDeviations }
            let left = moments.reduce(0) { $0 + max($1.count - 1, 0) }
            guard inside > 0, left > 0 else { continue }
            let pooled = inside / Double(left)
            for (place, own) in moments.enumerated() {
                let weight = Double(max(own.count - 1, 0)) + Self.priorWeight
                squares[place] +=
                    (own.squaredDeviations + Self.priorWeight * pooled) / weight / pooled
            }
        }
        return squares.map { $0.squareRoot() }
    }

    /// The sessions to be held next, by place, until each stratum has so many pairs: one of each call.
    package func missing(_ wanted: [Int]) -> [[Int]] {
        wanted.enumerated().map { stratum, count in
            order[stratum][costly[stratum].count..<max(count, costly[stratum].count)].map {
                calls[$0][0]
            }
        }
    }

    /// Takes costly sessions, those of `missing` in its order.
    package mutating func take(_ held: [[RecordedSession]]) {
        for (stratum, sessions) in held.enumerated() { costly[stratum] += sessions }
        chances = costly.indices.map { stratum in
            let all = ProportionalSample.probabilities(
                sizes: order[stratum].map { Double(calls[$0].count) },
                count: costly[stratum].count)
            return Array(all.prefix(costly[stratum].count))
        }
    }

    /// Numbers of voices in the order of their names.
    private static func voices(_ sessions: [CenterSession]) -> (of: [Int], count: Int) {
        let names = Set(sessions.map { $0.voice ?? "" }).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        return (sessions.map { numbers[$0.voice ?? ""] ?? 0 }, names.count)
    }

    /// The strata of an output.
    ///
    /// Each session is foretold by all costly sessions, from its own cheap figures and its caller's voice; a session that
    /// was held at cost also by the others, without itself, so that what tells of the error knows nothing of what it is
    /// compared with.
    package func strata(of output: SessionOutput) -> [TwoPhaseStratum] {
        let known = known(of: output)
        let flat = known.flatMap { $0 }
        let forecast = SessionForecast.fit(flat, voices: voices.count)
        var leftOut = forecastsByOthers(flat)[...]
        return known.indices.map { stratum in
            let members = strata.members[stratum]
            let all = members.reduce(0) { sum, call in
                sum + Double(calls[call].count) * forecast.value(cheap(output, of: call))
            }
            let weight = Double(sessionCounts[stratum])
            let pairs = known[stratum]
            defer { leftOut = leftOut.dropFirst(pairs.count) }
            return TwoPhaseStratum(
                size: members.count, weight: weight, forecastMean: all / weight,
                forecasts: pairs.map { forecast.value($0.cheap) },
                leftOut: Array(leftOut.prefix(pairs.count)), costly: pairs.map(\.costly),
                weights: pairs.map(\.weight), open: chances[stratum].map { 1 - $0 })
        }
    }

    /// Each costly session as the others foretell it: one is left out at a time, and where there are many, as many at a
    /// time as give `parts` forecasts.
    private func forecastsByOthers(_ known: [SessionForecast.Known]) -> [Double] {
        let parts = min(known.count, Self.parts)
        let forecasts = (0..<parts).map { part in
            SessionForecast.fit(
                known.enumerated().filter { $0.offset % parts != part }.map(\.element),
                voices: voices.count)
        }
        return known.enumerated().map { forecasts[$0.offset % parts].value($0.element.cheap) }
    }

    /// Sessions that each costly session of a stratum stands for.
    func standsFor(_ stratum: Int, _ chances: [Double]) -> [Double] {
        zip(order[stratum], chances).map { Double(calls[$0].count) / $1 }
    }

    /// The costly sessions of each stratum with what is known of them cheaply, and their weight.
    private func known(of output: SessionOutput) -> [[SessionForecast.Known]] {
        costly.indices.map { stratum in
            let weights = standsFor(stratum, chances[stratum])
            return costly[stratum].enumerated().map { number, session in
                let call = order[stratum][number]
                return SessionForecast.Known(
                    cheap: cheap(output, of: call), costly: output.value(session.summary),
                    weight: weights[number])
            }
        }
    }

    /// What is known of a call cheaply.
    private func cheap(_ output: SessionOutput, of call: Int) -> SessionForecast.Cheap {
        SessionForecast.Cheap(
            first: figures[call][output], second: besides.isEmpty ? 0 : besides[call][output],
            voice: voices.of[call])
    }

    /// How far other voices would move the mean of an output; nil where fewer than two were heard.
    func voiceSpread(of output: SessionOutput) -> ClusteredMean? {
        let known = known(of: output).flatMap { $0 }
        return try? ClusteredMean(
            known.map(\.costly), weights: known.map(\.weight), cluster: known.map(\.cheap.voice))
    }

    /// Most forecasts without some of the costly sessions.
    private static let parts = 100
}
