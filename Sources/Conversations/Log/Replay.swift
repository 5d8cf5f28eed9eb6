public import DialogueEngine
public import TwinPrimitives

/// Holds recorded conversations again.
public enum Replay {
    /// What a verification found.
    public enum Verdict: Hashable, Sendable {
        /// The same inputs gave the same bytes.
        case identical(lines: Int)
        /// The model is another one.
        case otherModel(logged: UInt64, given: UInt64)
        /// The first line that differs: its number in the log, from 2 behind the header; nil where
        /// one of the two has no further line.
        case differs(line: Int, logged: String?, replayed: String?)
    }

    /// Feeds the logged inputs to an engine and demands the logged bytes.
    ///
    /// - Parameters:
    ///   - log: The log.
    ///   - model: The model that it was held by.
    /// - Returns: Whether every line was the same, or the first that was not.
    public static func verify(_ log: ConversationLog, model: DialogueModel) -> Verdict {
        guard model.digest == log.modelDigest else {
            return .otherModel(logged: log.modelDigest, given: model.digest)
        }
        let records = feed(log.inputs, model: model, log).records
        let replayed = ConversationLog.lines(
            inputs: log.inputs, records: records, model: model, context: log.context)
        let common = min(replayed.count, log.lines.count)
        if let place = (0..<common).first(where: { replayed[$0] != log.lines[$0] }) {
            return .differs(line: place + 2, logged: log.lines[place], replayed: replayed[place])
        }
        if replayed.count != log.lines.count {
            return .differs(
                line: common + 2, logged: log.lines.dropFirst(common).first,
                replayed: replayed.dropFirst(common).first)
        }
        return .identical(lines: replayed.count)
    }

    /// The events that the inputs of a log lead to.
    static func records(of log: ConversationLog, model: DialogueModel) -> [DialogueRecord] {
        feed(log.inputs, model: model, log).records
    }

    private static func feed(
        _ inputs: [TimedInput], model: DialogueModel, _ log: ConversationLog
    ) -> (records: [DialogueRecord], effects: [[DialogueEffect]]) {
        let reducer = DialogueReducer(
            model: model, streams: RandomStreams(seed: log.seed, replication: log.replication))
        var state = reducer.begin(log.context)
        var records: [DialogueRecord] = []
        var effects: [[DialogueEffect]] = []
        for timed in inputs {
            let reaction = reducer.step(state, timed.input, at: timed.time)
            state = reaction.state
            records += reaction.records
            effects.append(reaction.effects)
        }
        return (records, effects)
    }

    /// What would have happened otherwise.
    public struct WhatIf: Sendable {
        /// The first input, from 0, after which the engine did something else; nil: it did nothing else.
        public var firstChange: Int?
        /// When that was.
        public var changedAt: SimulationTime?
        /// The caller's turn in which it was.
        public var turn: Int?
        /// The conversation under the other model.
        public var record: ConversationRecord
        /// Whether that conversation had the logged inputs up to the change, as it must: else the
        /// caller, the ear or the world given are not those of the log.
        public var agreesBeforeChange: Bool
    }

    /// Holds a recorded conversation under another model.
    ///
    /// The logged inputs are fed to both models until the other first does something else: says, asks or
    /// decides something else, or believes another value. What both do is compared by names and words, so
    /// a part that was inserted and never used is no change, and neither is another probability behind
    /// the same decision. From there the caller is simulated anew, with the same random streams; since
    /// they are addressed by caller and turn, it is the same caller.
    ///
    /// - Parameters:
    ///   - log: The log.
    ///   - model: The model that it was held by.
    ///   - other: The conversation with the other model, or with other thresholds; caller, ear, mouth,
    ///     latency and world are those of the log.
    /// - Returns: Where the two part, and what would have happened.
    public static func whatIf(
        _ log: ConversationLog, model: DialogueModel, other: Conversation
    ) -> WhatIf {
        let held = feed(log.inputs, model: model, log)
        let there = ModelCorrespondence(from: model, to: other.reducer.model)
        let inputs = there.inputs(log.inputs, noted: held.records)
        let fed = feed(inputs, model: other.reducer.model, log)
        let before = Deeds.list(held.effects, held.records, there)
        let after = Deeds.list(
            fed.effects, fed.records,
            ModelCorrespondence(from: other.reducer.model, to: other.reducer.model))
        let change = inputs.indices.first { before[$0] != after[$0] }
        let start = inputs.first?.time ?? .zero
        let record = other.run(log.context, at: start)
        let common = change.map { $0 + 1 } ?? inputs.count
        return WhatIf(
            firstChange: change, changedAt: change.map { inputs[$0].time },
            turn: change.map { place in
                record.records.last { Int($0.cause) <= place }.map { Int($0.turn) } ?? 0
            }, record: record,
            agreesBeforeChange: record.inputs.prefix(common).elementsEqual(inputs.prefix(common)))
    }
}
