import ContactCenter
import ContactCenterEvents
import Distributions
import Foundation
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// Days on which a pool understands better or worse as a whole.
@Suite("Good days and bad days of a voice agent")
struct DefectDayTests {
    private let voice = VoicePoolID(0)

    private func rates(mean: Double, correlation: Double, days: Int) -> [Double] {
        let streams = RandomStreams(seed: 11, replication: 0)
        return (0..<days).map {
            DefectDays(correlation: correlation).rate(
                mean: mean, pool: voice, day: $0, streams: streams)
        }
    }

    /// Largest distance between the empirical distribution and a law's, times the root of the count.
    private func distance(_ values: [Double], _ cdf: (Double) -> Double) -> Double {
        let sorted = values.sorted()
        let count = Double(sorted.count)
        let gaps = sorted.enumerated().map { place, value in
            max(
                abs(cdf(value) - Double(place) / count),
                abs(cdf(value) - Double(place + 1) / count))
        }
        return (gaps.max() ?? 1) * count.squareRoot()
    }

    /// The beta law is uniform at mean 1/2 and correlation 1/3, and the arc sine law at 1/2 and 1/2.
    ///
    /// Kolmogorov's
    /// limit law is above 2.7 with probability 1e-6; 4 000 days find a distance of 0.043.
    @Test("rates of days follow the beta law, at the two places where it is elementary")
    func law() {
        #expect(distance(rates(mean: 0.5, correlation: 1.0 / 3, days: 4000)) { $0 } < 2.7)
        let arcSine = { (x: Double) in 2 / Double.pi * asin(x.squareRoot()) }
        #expect(distance(rates(mean: 0.5, correlation: 0.5, days: 4000), arcSine) < 2.7)
        #expect(distance(rates(mean: 0.5, correlation: 0.5, days: 4000)) { $0 } > 2.7)
    }

    @Test("a higher mean gives a higher rate on every day, and another pool has other days")
    func monotone() {
        let low = rates(mean: 0.04, correlation: 0.02, days: 300)
        let high = rates(mean: 0.08, correlation: 0.02, days: 300)
        #expect(zip(low, high).allSatisfy { $0 < $1 })
        let other = DefectDays(correlation: 0.02).rate(
            mean: 0.04, pool: VoicePoolID(1), day: 0,
            streams: RandomStreams(seed: 11, replication: 0))
        #expect(other != low[0])
    }

    /// Calls of one turn that are handed over when it is wrong: by day, all and contained.
    private func days(_ pool: VoicePoolConfiguration, count: Int) -> [(all: Int, contained: Int)] {
        let hours = 24 * Double(count)
        let events = SmallCenter.events(
            SmallCenter.twin(
                types: [
                    ContactTypeConfiguration(
                        name: "call", arrivals: SmallCenter.poisson(perHour: 2.5, hours: hours),
                        patience: .never, firstServedBy: voice)
                ],
                groups: [
                    SmallCenter.group("agents", size: 9, skills: [Skill(talk: .deterministic(60))])
                ], pools: [pool], horizonSeconds: hours * 3600))
        var days = [(all: Int, contained: Int)](repeating: (0, 0), count: count)
        for timed in events {
            guard case .sessionEnded(let fact) = timed.event else { continue }
            // A call of the last seconds of a day may end on the next: its rate is that of its end.
            let day = min(Int(timed.time.seconds / 86_400), count - 1)
            days[day].all += 1
            days[day].contained += fact.outcome == .resolved ? 1 : 0
        }
        return days
    }

    /// Of n calls of a day the contained ones have the variance n q (1 - q) (1 + (n - 1) r).
    ///
    /// Each day's squared
    /// deviation less that variance has mean 0 exactly, whatever n; 4.9 standard errors of the days
    /// themselves are a false alarm in a million. Days are 600: a correlation of 0.05 instead of 0.1 is found.
    @Test("containment of a day is beta-binomial")
    func betaBinomial() {
        let (mean, correlation) = (0.3, 0.1)
        var pool = SmallCenter.pool(
            turns: 1, defects: mean, fallback: Fallback(accept: 0.5, consecutiveFailures: 1))
        func standardised(_ days: [(all: Int, contained: Int)], _ correlation: Double) -> Double {
            let contained = 1 - mean
            let terms = days.map { day -> Double in
                let all = Double(day.all)
                let deviation = Double(day.contained) - all * contained
                return deviation * deviation
                    - all * contained * mean * (1 + (all - 1) * correlation)
            }
            let average = terms.reduce(0, +) / Double(terms.count)
            let squares = terms.reduce(0) { $0 + ($1 - average) * ($1 - average) }
            let error = (squares / Double(terms.count - 1) / Double(terms.count)).squareRoot()
            return average / error
        }
        let independent = days(pool, count: 600)
        #expect(abs(standardised(independent, 0)) < 4.9)
        pool.defectDays = DefectDays(correlation: correlation)
        let correlated = days(pool, count: 600)
        #expect(abs(standardised(correlated, correlation)) < 4.9)
        #expect(standardised(correlated, correlation / 2) > 4.9)
        // The calls are the same ones.
        #expect(independent.map(\.all) == correlated.map(\.all))
    }
}
