public import DialogueEngine
import TwinPrimitives

/// The log of one conversation: a header, then each input with the events that it caused.
///
/// JSON lines, one object a line, in one canonical form; times in nanoseconds, scores in 1/1024. What
/// the caller said and what tools answered stands in the member `personal` of inputs, which a replay
/// needs, and nowhere else: events hide secrets (`RecordMask`).
public struct ConversationLog: Hashable, Sendable {
    /// Version of the form: 3 says of values whether their own words announced them, notes values that
    /// nothing asks for, and tells tools what the line knows.
    public static let version = 3

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
        lines = Self.lines(inputs: inputs, records: records, model: model, context: context)
    }

    /// Whether the call of the log came to its end.
    ///
    /// Quotes inside texts are escaped, so the key stands for itself.
    public var hasEnded: Bool { lines.contains { $0.contains("\"ev\":\"ended\"") } }

    /// The text: header and lines, each with a line end.
    public var text: String { text(lines, isRedacted: false) }

    /// The text for people who may not know whose call it was: inputs without the member `personal`,
    /// events without the caller's words and personal values.
    ///
    /// The header says that it is redacted; it cannot be replayed.
    ///
    /// - Parameter model: The model that the conversation was held by.
    /// - Returns: Header and lines, each with a line end.
    public func redactedText(model: DialogueModel) -> String {
        let records = Replay.records(of: self, model: model)
        return text(
            Self.lines(
                inputs: inputs, records: records, model: model, context: context,
                hiding: .personal), isRedacted: true)
    }

    private func text(_ lines: [String], isRedacted: Bool) -> String {
        let mark: [JSONText.Member] = isRedacted ? [.init("redacted", .bool(true))] : []
        let header = JSONText.object(headerMembers + mark)
        return ([header.text] + lines).map { $0 + "\n" }.joined()
    }

    private var headerMembers: [JSONText.Member] {
        [
            .init("log", .string("calltwin.conversation")), .init("version", .int(Self.version)),
            .init("model", .string(EventCoding.hex(modelDigest))),
            .init("name", .string(modelName)), .init("seed", .string(EventCoding.hex(seed))),
            .init("replication", .int(Int(replication))), .init("persona", .string(persona)),
            .init("goal", .string(goal)), .init("context", InputCoding.json(context)),
        ]
    }

    static func lines(
        inputs: [TimedInput], records unmasked: [DialogueRecord], model: DialogueModel,
        context: CallContext, hiding extent: RecordMask.Extent = .secrets
    ) -> [String] {
        var mask = RecordMask(model: model, context: context, hiding: extent)
        let records = mask.masked(unmasked)
        var lines: [String] = []
        lines.reserveCapacity(inputs.count + records.count)
        var next = records.startIndex
        for (place, timed) in inputs.enumerated() {
            lines.append(line(timed, isRedacted: extent == .personal))
            while next < records.endIndex, Int(records[next].cause) == place {
                lines.append(line(records[next]))
                next += 1
            }
        }
        return lines
    }

    static func line(_ timed: TimedInput, isRedacted: Bool) -> String {
        let members = InputCoding.members(timed.input)
        return JSONText.object(
            [.init("t", .int(Int(timed.time.nanoseconds)))]
                + (isRedacted ? InputCoding.redacted(members) : members)
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
