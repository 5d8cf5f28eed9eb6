public import Distributions
import RandomVariates
public import TwinPrimitives

/// The stages between the end of an utterance and the engine's answer to it.
///
/// Each stage draws a lognormal or other body, and with a small probability a tail on top: one
/// lognormal through published medians and 90 % points makes 99 % points that are too light.
public struct LatencyLaw: Sendable {
    /// One stage.
    public struct Stage: Sendable {
        /// Name, such as `languageModel`.
        public var name: String
        /// Time in it, seconds.
        public var body: Law
        /// Probability that the tail comes on top, 0 to 1.
        public var tailProbability: Double
        /// The tail, seconds, before scaling.
        public var tail: Law
        /// Factor on every tail, >= 0.
        public var tailScale: Double

        /// Stores a stage; the laws are valid ones.
        public init(
            name: String, body: Law, tailProbability: Double = 0, tail: Law = .deterministic(0),
            tailScale: Double = 1
        ) {
            self.name = name
            self.body = body
            self.tailProbability = tailProbability
            self.tail = tail
            self.tailScale = tailScale
        }
    }

    /// The stages, in the order in which an utterance passes them.
    public let stages: [Stage]
    private let bodies: [LawSampler]
    private let tails: [LawSampler]

    /// Compiles stages.
    public init(stages: [Stage]) {
        self.stages = stages
        bodies = stages.map { LawSampler($0.body) }
        tails = stages.map { LawSampler($0.tail) }
    }

    /// The same stages without chance: each takes the mean of its body, and no tail comes on top.
    ///
    /// Means are rounded to milliseconds, so that laws of one mean are equal; a body of infinite mean takes
    /// its median.
    public var steady: LatencyLaw {
        LatencyLaw(
            stages: stages.map { stage in
                let mean = stage.body.mean
                let seconds = mean.isFinite ? mean : stage.body.quantile(0.5)
                return Stage(
                    name: stage.name, body: .deterministic((seconds * 1000).rounded() / 1000))
            })
    }

    /// No latency.
    public static let none = LatencyLaw(stages: [])

    /// Recogniser finalisation and decision of a cascaded voice agent: body through the published
    /// median of 1.4 s and 95 % point of 3.4 s (sigma 0.54), split into a recogniser's 0.2 s and the
    /// rest; 2 % of turns stall by a Pareto tail (assumed).
    public static let cascaded = LatencyLaw(stages: [
        Stage(name: "recogniser", body: .lognormal(mu: -1.609, sigma: 0.3)),
        Stage(
            name: "languageModel", body: .lognormal(mu: 0.182, sigma: 0.6), tailProbability: 0.02,
            tail: .pareto(shape: 2.5, scale: 3)),
    ])

    /// Draws the latency of an utterance.
    ///
    /// - Parameters:
    ///   - streams: Random numbers of the run.
    ///   - caller: Whose utterance it is.
    ///   - attempt: The caller's attempt.
    ///   - utterance: Number of the utterance in its call.
    /// - Returns: Seconds in each stage.
    public func draw(
        _ streams: RandomStreams, _ caller: CallerKey, attempt: UInt16, utterance: UInt16
    ) -> [Double] {
        stages.indices.map { place in
            func uniform(_ purpose: RandomPurpose) -> Double {
                streams.uniform(
                    purpose, caller, attempt: attempt, turn: utterance, draw: UInt32(place))
            }
            var seconds = bodies[place].draw(uniform: uniform(.latencyBody))
            let chance = stages[place].tailProbability
            if chance > 0, uniform(.latencyStall) < chance {
                seconds +=
                    stages[place].tailScale * tails[place].draw(uniform: uniform(.latencyTail))
            }
            return seconds
        }
    }
}
