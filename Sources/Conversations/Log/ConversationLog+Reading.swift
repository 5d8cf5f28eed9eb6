import DialogueEngine
public import TwinPrimitives

/// What can be wrong with the log of a conversation.
public enum ConversationLogError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A line is no JSON.
    case malformed(location: SourceLocation, offset: Int, expected: String)
    /// A line is JSON, and no line of such a log.
    case unusable(location: SourceLocation, problem: String)
    /// The log is of a later version.
    case newer(location: SourceLocation, version: Int)
    /// What the caller said was taken out of the log, so nothing can be replayed.
    case redacted(location: SourceLocation)
    /// There is no header.
    case empty(path: String)

    /// The line at fault.
    public var location: SourceLocation {
        switch self {
        case .malformed(let location, _, _), .unusable(let location, _), .newer(let location, _),
            .redacted(let location):
            location
        case .empty(let path): SourceLocation(path: path, line: 1)
        }
    }

    /// What is wrong, without the place.
    public var problem: String {
        switch self {
        case .malformed(_, let offset, let expected): "column \(offset + 1): expected \(expected)"
        case .unusable(_, let problem): problem
        case .newer(_, let version):
            "the log has version \(version); known: up to \(ConversationLog.version)"
        case .redacted:
            "the log is redacted: it can be read, and cannot be replayed; the log as it was written "
                + "is needed"
        case .empty: "the log has no header"
        }
    }

    /// One line: `path:line: error: what`.
    public var description: String { "\(location): error: \(problem)" }
}

extension ConversationLog {
    /// No simulated call lasts into its thirty-second year; sums of instants up to it cannot overflow.
    private static let latest = SimulationTime(seconds: 1e9)

    /// Reads a log.
    ///
    /// Lines of events are kept as they are; those of inputs are read.
    ///
    /// - Parameters:
    ///   - text: The log.
    ///   - path: Its name in messages.
    /// - Throws: `ConversationLogError`, with the line.
    public init(_ text: String, path: String) throws(ConversationLogError) {
        // With its carriage return a line end is one character, and another one.
        let split = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        guard let first = split.first, !first.isEmpty else { throw .empty(path: path) }
        let isCut = split.last != ""
        let header = try Self.reader(
            first, SourceLocation(path: path, line: 1), isCut: isCut && split.count == 1)
        self.init(empty: ())
        try readHeader(header, SourceLocation(path: path, line: 1))
        for (place, line) in split.enumerated().dropFirst() {
            if line.isEmpty, place == split.count - 1 { break }
            let location = SourceLocation(path: path, line: place + 1)
            let reader = try Self.reader(
                line, location, isCut: isCut && place == split.count - 1)
            lines.append(String(line))
            guard reader["in"] != nil else {
                guard reader["ev"] != nil else {
                    throw .unusable(location: location, problem: "neither input nor event")
                }
                continue
            }
            do throws(JSONReader.Problem) {
                let time = SimulationTime(nanoseconds: try reader.whole("t"))
                guard time >= inputs.last?.time ?? .zero, time <= Self.latest else {
                    throw JSONReader.Problem("member 't' goes back in time, or beyond 1e18")
                }
                inputs.append(TimedInput(time: time, input: try InputCoding.input(reader)))
            } catch {
                throw .unusable(location: location, problem: error.text)
            }
        }
    }

    private init(empty: Void) {
        modelDigest = 0
        modelName = ""
        seed = 0
        replication = 0
        context = CallContext(
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0),
            today: CivilDate(dayNumber: 0), minuteOfDay: 0)
        persona = ""
        goal = ""
        inputs = []
        lines = []
    }

    private static func reader(
        _ line: Substring, _ location: SourceLocation, isCut: Bool
    ) throws(ConversationLogError) -> JSONReader {
        let value: JSONText
        do {
            value = try JSONParser.parse(Array(line.utf8))
        } catch {
            let isAtEnd = isCut && error.offset >= line.utf8.count
            throw .malformed(
                location: location, offset: error.offset,
                expected: isAtEnd
                    ? "\(error.expected), and the file ends here: it was cut off" : error.expected)
        }
        do {
            return try JSONReader(value)
        } catch {
            throw .unusable(location: location, problem: error.text)
        }
    }

    private mutating func readHeader(
        _ reader: JSONReader, _ location: SourceLocation
    ) throws(ConversationLogError) {
        do throws(JSONReader.Problem) {
            guard try reader.string("log") == "calltwin.conversation" else {
                throw JSONReader.Problem("this is no log of a conversation")
            }
        } catch {
            throw .unusable(location: location, problem: error.text)
        }
        guard reader["redacted"] == nil else { throw .redacted(location: location) }
        do throws(JSONReader.Problem) {
            let version: Int = try reader.whole("version")
            guard version <= Self.version else { throw JSONReader.Problem("") }
            modelDigest = try Self.hex(reader, "model")
            modelName = try reader.string("name")
            seed = try Self.hex(reader, "seed")
            replication = try reader.whole("replication")
            persona = try reader.string("persona")
            goal = try reader.string("goal")
            context = try InputCoding.context(try reader.object("context"))
        } catch {
            if case .int(let version)? = reader["version"], version > Self.version {
                throw .newer(location: location, version: version)
            }
            throw .unusable(location: location, problem: error.text)
        }
    }

    private static func hex(
        _ reader: JSONReader, _ key: String
    ) throws(JSONReader.Problem) -> UInt64 {
        let text = try reader.string(key)
        guard text.utf8.count == 16, let number = UInt64(text, radix: 16) else {
            throw JSONReader.Problem("member '\(key)' should be 16 hexadecimal digits")
        }
        return number
    }
}
