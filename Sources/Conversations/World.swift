public import CallerModel
public import DialogueEngine
public import Distributions
import RandomVariates
public import TwinPrimitives

/// A request of the engine to the world outside.
public struct WorldRequest: Sendable {
    /// What is asked about.
    public enum Matter: Hashable, Sendable {
        /// A tool.
        case tool(ToolID)
        /// Whether values prove who the caller is; position of the factor in the model's list.
        case verification(factor: Int)
    }

    /// What is asked.
    public var matter: Matter
    /// What it is told.
    public var values: [SlotValue]
    /// What the caller's records say: the facts of the goal, true ones even for an impostor.
    public var goal: CallerGoal
    /// Who calls.
    public var caller: CallerKey
    /// The caller's attempt.
    public var attempt: UInt16
    /// How many requests of the same matter came before it in the call.
    public var ordinal: Int

    /// Stores a request.
    public init(
        matter: Matter, values: [SlotValue], goal: CallerGoal, caller: CallerKey,
        attempt: UInt16 = 0, ordinal: Int = 0
    ) {
        self.matter = matter
        self.values = values
        self.goal = goal
        self.caller = caller
        self.attempt = attempt
        self.ordinal = ordinal
    }
}

/// What the world answers.
public struct WorldReply: Hashable, Sendable {
    /// The answer.
    public enum Content: Hashable, Sendable {
        /// Values in the order of the tool's `gives`.
        case values([SlotValue])
        /// The result of a verification.
        case verdict(Bool)
        /// A failure.
        case failure
    }

    /// The answer.
    public var content: Content
    /// Seconds until it comes, 0 or more; less counts as 0.
    public var delaySeconds: Double

    /// Stores an answer.
    public init(_ content: Content, delaySeconds: Double) {
        self.content = content
        self.delaySeconds = delaySeconds
    }
}

/// What answers tools and verifications.
public protocol World: Sendable {
    /// Answers a request; draws are keyed by the caller, the matter and its ordinal, so that another
    /// request in between changes none.
    func answer(_ request: WorldRequest, streams: RandomStreams) -> WorldReply
}

/// A world in which the caller's records are the true facts of the goal.
///
/// A tool gives what the goal knows of its slots, and its sample values elsewhere. A verification
/// passes when every value equals the record; a caller without a record fails it.
public struct RecordsWorld: World {
    /// How one tool behaves.
    public struct ToolRule: Sendable {
        /// Name of the tool.
        public var name: String
        /// Probability that a call of it fails, 0 to 1.
        public var failureRate: Double
        /// Time to answer, seconds.
        public var delay: Law

        /// Stores a rule.
        public init(name: String, failureRate: Double, delay: Law) {
            self.name = name
            self.failureRate = failureRate
            self.delay = delay
        }
    }

    /// Time to answer of tools of which nothing is said (assumed).
    public static let usualDelay = Law.deterministic(0.4)

    private let translation: Translation
    private let failureRates: [Double]
    private let delays: [LawSampler]
    private let verification: LawSampler

    /// Makes a world.
    ///
    /// - Parameters:
    ///   - model: Whose tools it answers.
    ///   - rules: Rules of single tools.
    ///   - delay: Time to answer of the other tools and of verifications, seconds.
    ///   - failureRate: Probability that a call of another tool fails, 0 to 1.
    public init(
        model: DialogueModel, rules: [ToolRule] = [], delay: Law = Self.usualDelay,
        failureRate: Double = 0
    ) {
        translation = Translation(model: model)
        let found = model.tools.map { tool in rules.first { $0.name == tool.name } }
        failureRates = found.map { $0?.failureRate ?? failureRate }
        delays = found.map { LawSampler($0?.delay ?? delay) }
        verification = LawSampler(delay)
    }

    /// Answers from the records.
    public func answer(_ request: WorldRequest, streams: RandomStreams) -> WorldReply {
        let address = Self.address(of: request, in: translation.model)
        func uniform(_ draw: UInt32) -> Double {
            streams.uniform(
                .toolOutcome, request.caller, attempt: request.attempt, turn: address.turn,
                draw: address.draw + draw)
        }
        switch request.matter {
        case .verification(let factor):
            let slots = translation.model.factors[factor].slots
            let passes = zip(slots, request.values).allSatisfy { slot, value in
                record(of: slot, request.goal) == value
            }
            return WorldReply(
                .verdict(passes), delaySeconds: verification.draw(uniform: uniform(1)))
        case .tool(let id):
            let place = Int(id.rawValue)
            let delay = delays[place].draw(uniform: uniform(1))
            if uniform(0) < failureRates[place] { return WorldReply(.failure, delaySeconds: delay) }
            let tool = translation.model[id]
            var values: [SlotValue] = []
            for (place, slot) in tool.gives.enumerated() {
                let sample = place < tool.sample.count ? tool.sample[place] : .text("")
                values.append(record(of: slot, request.goal) ?? sample)
            }
            return WorldReply(.values(values), delaySeconds: delay)
        }
    }

    /// Where the draws of a request begin.
    ///
    /// Keyed by the name: numbers of tools shift with a tool that is inserted. Of its 64-bit digest
    /// 28 bits are taken, so two of a hundred tools share draws with a probability of 2e-5; requests
    /// beyond the 2048th of one matter repeat draws.
    private static func address(
        of request: WorldRequest, in model: DialogueModel
    ) -> (turn: UInt16, draw: UInt32) {
        var digest = Digest()
        switch request.matter {
        case .tool(let id):
            digest.add(0 as Int)
            digest.add(model[id].name)
        case .verification(let factor):
            digest.add(1 as Int)
            digest.add(model.factors[factor].name)
        }
        let key = digest.value
        let ordinal = UInt32(truncatingIfNeeded: request.ordinal) & 0x7FF
        return (
            UInt16(truncatingIfNeeded: key),
            (UInt32(truncatingIfNeeded: key >> 20) & 0xFFF) << 12
                | ordinal << 1
        )
    }

    private func record(of slot: SlotID, _ goal: CallerGoal) -> SlotValue? {
        goal.fact(translation.model[slot].name).flatMap { translation.value($0.value, of: slot) }
    }
}
