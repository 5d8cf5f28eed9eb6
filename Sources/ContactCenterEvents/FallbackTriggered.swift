public import BinaryCoding
public import TwinPrimitives

/// A voice agent gave up by rule.
@frozen
public struct FallbackTriggered: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// The rule.
    public var trigger: FallbackTrigger

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, trigger: FallbackTrigger) {
        self.contact = contact
        self.trigger = trigger
    }
}

extension FallbackTriggered: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .fallbackTriggered }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact))
        writer.put(trigger.rawValue)
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let contact = context.contact(reader.varint(), &reader)
        let trigger = reader.choice(reader.byte(), else: FallbackTrigger.consecutiveFailures)
        self.init(contact: contact, trigger: trigger)
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("trigger", .name(String(describing: trigger))),
        ]
    }
}

/// The rule by which a voice agent gives up.
@frozen
public enum FallbackTrigger: UInt8, Sendable, CaseIterable {
    /// Too many rejected turns in a row.
    case consecutiveFailures = 0
    /// Too many rejected turns in the session.
    case totalFailures = 1
    /// The caller asked for a person.
    case askedForPerson = 2
    /// The request lies outside what the voice agent may do.
    case outOfScope = 3
    /// The session reached its longest allowed number of turns.
    case turnLimit = 4
    /// One turn was understood too badly.
    case turnConfidence = 5
    /// The caller was silent too often in a row.
    case noInput = 6
    /// The failure score reached its limit.
    case failureScore = 7
    /// Too many turns brought nothing new.
    case noProgress = 8
    /// The session lasted too long.
    case timeLimit = 9
    /// One question was asked too often.
    case sameQuestion = 10
    /// The caller is upset.
    case affect = 11
    /// A tool failed too often, or took too long.
    case tool = 12
    /// The caller could not be verified.
    case verification = 13
    /// A supervisor said so.
    case lever = 14
    /// The dialogue engine's own guard against loops.
    case loopGuard = 15
}
