import Distributions
import Projections
import ResponseStations
import Scenarios
import TwinPrimitives
import VoiceAgents

/// Quantiles of response latency as if no caller hung up on a slow answer.
///
/// A caller who hangs up is not heard an answer, so slow answers are missing among those that
/// sounded. An answer of latency t sounded with the probability S(t) that its caller still waited,
/// and stands for 1 / S(t) of them (inverse probability of censoring weights; Robins and Rotnitzky,
/// "Recovery of information and adjustment for dependent censoring using surrogate markers", 1992).
/// S is known at surrogate fidelity, where the silence borne is drawn by a law of its own: it
/// spends its hazard in silence alone, not while a filler sounds. Other pools' answers stand for
/// themselves. Errors of the method: none on average up to the longest answer that can be heard; of
/// longer ones nothing is seen.
struct AnswerQuantile: Sendable {
    /// Whether the answers of every pool are weighted.
    let isCorrected: Bool
    private let pools: [Waiting?]

    /// How the callers of a pool wait.
    private struct Waiting: Sendable {
        var patience: Law
        var filler: Filler?

        /// Answers that one of latency `seconds` stands for.
        func weight(_ seconds: Double) -> Double {
            PortableMath.exp(
                patience.cumulativeHazard(silence(in: seconds)) + fillersHazard(seconds))
        }

        /// Fillers that are over at a time.
        private func passed(_ filler: Filler, _ seconds: Double) -> Double {
            min((seconds / (filler.after + filler.lasts)).rounded(.down), Double(filler.most))
        }

        /// The silence since the last filler; the whole of it where there is none.
        private func silence(in seconds: Double) -> Double {
            guard let filler else { return seconds }
            let passed = passed(filler, seconds)
            let since = seconds - passed * (filler.after + filler.lasts)
            return passed < Double(filler.most) ? min(since, filler.after) : since
        }

        /// Hazard of the silences before the fillers that are over.
        private func fillersHazard(_ seconds: Double) -> Double {
            filler.map { passed($0, seconds) * patience.cumulativeHazard($0.after) } ?? 0
        }
    }

    /// Prepares the weights of a scenario's pools.
    init(_ scenario: Scenario) {
        pools = scenario.voicePools.map { pool in
            guard case .surrogate(let dialogue) = pool.tier else { return nil }
            return Waiting(patience: dialogue.silencePatience, filler: pool.turn?.filler)
        }
        isCorrected = pools.allSatisfy { $0 != nil }
    }

    /// A quantile of the latencies of all pools.
    ///
    /// - Parameters:
    ///   - probability: Its probability, in (0, 1).
    ///   - responses: The answers that sounded.
    /// - Returns: Seconds, to the width of a bucket of 0.4 %; nil without answers.
    func value(_ probability: Double, _ responses: ResponseTally) -> Double? {
        var weighted: [(seconds: Double, weight: Double)] = []
        for (pool, histogram) in responses.pools.enumerated() {
            for bucket in histogram.buckets {
                let start = Double(DurationHistogram.lowerEnd(bucket.index))
                let seconds = (start + Double(bucket.excess) / Double(bucket.count)) / 1e9
                let each = (pools.indices.contains(pool) ? pools[pool] : nil)?.weight(seconds) ?? 1
                weighted.append((seconds, Double(bucket.count) * (each.isFinite ? each : 1)))
            }
        }
        weighted.sort { ($0.seconds, $0.weight) < ($1.seconds, $1.weight) }
        let goal = probability * weighted.reduce(0) { $0 + $1.weight }
        var below = 0.0
        return weighted.first {
            below += $0.weight; return below >= goal
        }?.seconds
    }
}
