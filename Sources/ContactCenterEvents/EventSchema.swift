/// The kinds and versions that a log may hold: text that every log carries.
///
/// One line per kind: number, version, name. A reader compares it with what it knows, so that a
/// log of a later program is refused by name only when it meets a row that it cannot read.
public struct EventSchema: Equatable, Sendable {
    /// One kind in the writer's eyes.
    public struct Entry: Equatable, Sendable {
        /// Number of the kind.
        public var kind: UInt8
        /// Version of its fields.
        public var version: Int
        /// Name of the kind.
        public var name: String

        /// Names a kind and a version.
        public init(kind: UInt8, version: Int, name: String) {
            self.kind = kind
            self.version = version
            self.name = name
        }
    }

    /// All kinds, in order of their numbers.
    public var entries: [Entry]

    /// Number of this way of coding rows, for the block header.
    public static let rowCoding: UInt16 = 1

    /// What this program writes.
    public static var current: EventSchema {
        EventSchema(
            entries: EventKind.allCases.map {
                Entry(kind: $0.rawValue, version: Int($0.version), name: $0.name)
            })
    }

    /// Lists kinds.
    public init(entries: [Entry]) { self.entries = entries }

    /// Reads the text of a log; nil if it is no list of kinds.
    public init?(text: [UInt8]) {
        entries = []
        for line in text.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(separator: UInt8(ascii: " "))
            guard words.count == 3, let kind = UInt8(String(decoding: words[0], as: UTF8.self)),
                let version = Int(String(decoding: words[1], as: UTF8.self))
            else { return nil }
            entries.append(
                Entry(
                    kind: kind, version: version, name: String(decoding: words[2], as: UTF8.self)))
        }
    }

    /// The text that a log carries.
    public var text: [UInt8] {
        Array(entries.map { "\($0.kind) \($0.version) \($0.name)\n" }.joined().utf8)
    }

    /// A bit per kind number below 64 that this program cannot read.
    public var unreadable: UInt64 {
        var bits: UInt64 = 0
        for entry in entries where entry.kind < 64 {
            let known = EventKind(rawValue: entry.kind)?.version ?? 0
            if entry.version > Int(known) { bits |= 1 << UInt64(entry.kind) }
        }
        return bits
    }
}
