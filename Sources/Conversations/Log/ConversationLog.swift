public import DialogueEngine
import TwinPrimitives

/// The log of one conversation: a header, then each input with the events that it caused.
///
/// JSON lines, one object a line, in one canonical form; times in nanoseconds, scores in 1/1024.
public struct ConversationLog: Hashable, Sendable {
    /// Version of the form.
    public static let version = 1

    /// Digest of the model that the conversation was held by.
    public var modelDigest: UInt64
    /// Name of that model.
    public var modelName: String
    /// Seed of the run.
    public var seed: UInt64
    /// Replication of the run.
    public var replication: UInt32
    /// What was known when the call began.
    public var context: CallContext
    /// Name of the persona and of the goal, for people.
    public var persona: String
    /// As `persona`.
    public var goal: String
    /// Inputs, in order.
    public var inputs: [TimedInput]
    /// Lines of the events, in order: those of an input follow it.
    public var lines: [String]

    /// Makes the log of a conversation.
    ///
    /// - Parameters:
    ///   - record: What happened.
    ///   - model: The model that it was held by.
    ///   - seed: Seed of the run.
    ///   - replication: Replication of the run.
    public init(
        _ record: ConversationRecord, model: DialogueModel, seed: UInt64, replication: UInt32
    ) {
        self.init(
            inputs: record.inputs, records: record.records, context: record.context,
            persona: record.persona, goal: record.goal, model: model, seed: seed,
            replication: replication)
    }

    /// Makes the log of a conversation whose caller is no simulated one.
    ///
    /// - Parameters:
    ///   - inputs: What reached the engine, in order.
    ///   - records: What it noted, in order.
    ///   - context: What was known when the call began.
    ///   - persona: Who the caller was, for people.
    ///   - goal: What the caller wanted, for people.
    ///   - model: The model that it was held by.
    ///   - seed: Seed of the run.
    ///   - replication: Replication of the run.
    public init(
        inputs: [TimedInput], records: [DialogueRecord], context: CallContext, persona: String,
        goal: String = "", model: DialogueModel, seed: UInt64, replication: UInt32 = 0
    ) {
        modelDigest = model.digest
        modelName = model.name
        self.seed = seed
        self.replication = replication
        self.context = context
        self.persona = persona
        self.goal = goal
        self.inputs = inputs
        lines = Self.lines(inputs: inputs, records: records)
    }

    /// Whether the call of the log came to its end.
    ///
    /// Quotes inside texts are escaped, so the key stands for itself.
    public var hasEnded: Bool { lines.contains { $0.contains("\"ev\":\"ended\"") } }

    /// The text: header and lines, each with a line end.
    public var text: String {
        let header = JSONText.object([
            .init("log", .string("calltwin.conversation")), .init("version", .int(Self.version)),
            .init("model", .string(EventCoding.hex(modelDigest))),
            .init("name", .string(modelName)), .init("seed", .string(EventCoding.hex(seed))),
            .init("replication", .int(Int(replication))), .init("persona", .string(persona)),
            .init("goal", .string(goal)), .init("context", InputCoding.json(context)),
        ])
        return ([header.text] + lines).map { $0 + "\n" }.joined()
    }

    static func lines(inputs: [TimedInput], records: [DialogueRecord]) -> [String] {
        var lines: [String] = []
        lines.reserveCapacity(inputs.count + records.count)
        var next = records.startIndex
        for (place, timed) in inputs.enumerated() {
            lines.append(line(timed))
            while next < records.endIndex, Int(records[next].cause) == place {
                lines.append(line(records[next]))
                next += 1
            }
        }
        return lines
    }

    static func line(_ timed: TimedInput) -> String {
        JSONText.object(
            [.init("t", .int(Int(timed.time.nanoseconds)))] + InputCoding.members(timed.input)
        ).text
    }

    static func line(_ record: DialogueRecord) -> String {
        JSONText.object(
            [
                .init("t", .int(Int(record.time.nanoseconds))),
                .init("turn", .int(Int(record.turn))), .init("cause", .int(Int(record.cause))),
            ] + EventCoding.members(record.event)
        ).text
    }
}
