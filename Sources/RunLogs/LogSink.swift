public import ContactCenterEvents
public import EventLog
import Foundation
public import TwinPrimitives

/// Writes every event that it takes into a log: rows of about six bytes, in blocks of 256 KiB.
///
/// `record` cannot throw; the first failure is kept, later events are dropped, and `finish` throws
/// it. A log that was not finished stays open: readable up to its last whole block.
public struct LogSink: EventSink, ~Copyable {
    /// Rows per block in bytes: large enough that headers cost nothing, small enough for caches.
    public static let blockBytes = 256 << 10

    private var encoder: EventRowEncoder
    private let writer: EventLogWriter
    /// The first failure; nil while all is well.
    public private(set) var failure: EventLogError?

    /// Creates a log for a run.
    ///
    /// - Parameters:
    ///   - directory: Directory of the log; made if missing, must hold no log.
    ///   - description: Names and calendar of the run; stored with the `RunStarted` event.
    ///   - run: The run's `RunStarted`: seed, replication and version take part in the log's id.
    ///   - source: More that determines the run, such as the scenario's text or the digest of a
    ///     trace; takes part in the log's id and is not stored.
    ///   - options: Compression and size of segments.
    ///   - files: The file system.
    /// - Throws: `EventLogError.alreadyExists`, `.locked` or `.inputOutput`.
    public init(
        directory: String, description: RunDescription, run: RunStarted, source: [UInt8] = [],
        options: EventLogWriter.Options = .init(), files: any FileAccess = SystemFiles()
    ) throws(EventLogError) {
        let text = RunDescriptionCoding.encode(description)
        let schema = EventSchema.current.text
        let key = "\(run.seed) \(run.replication) \(run.behaviourVersion) \(text.count)\n"
        writer = try EventLogWriter(
            creating: directory, logID: LogID(hashing: Array(key.utf8) + schema + text + source),
            schema: schema, schemaSet: EventSchema.rowCoding, options: options, files: files)
        encoder = EventRowEncoder(blockBytes: Self.blockBytes, attachment: text)
    }

    /// Takes one event.
    public mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        encoder.encode(event, at: time)
        if encoder.isFull { writeBlock() }
    }

    /// Takes events in a row.
    public mutating func record(_ batch: UnsafeBufferPointer<TimedEvent>) {
        var taken = 0
        while taken < batch.count {
            taken += encoder.encode(UnsafeBufferPointer(rebasing: batch[taken...]))
            if encoder.isFull { writeBlock() }
        }
    }

    /// Hands the block to the writer.
    private mutating func writeBlock() {
        let count = encoder.eventCount
        let range = encoder.timeRange
        guard count > 0 else { return }
        let writer = self.writer
        let isUsable = failure == nil
        do throws(EventLogError) {
            try encoder.takeBlock { (payload) throws(EventLogError) in
                if isUsable { try writer.append(payload, eventCount: count, timeRange: range) }
            }
        } catch {
            failure = error
        }
    }

    /// Writes what is left and seals the log.
    ///
    /// - Returns: What the log holds, with its chain head.
    /// - Throws: The first failure since the log was created.
    public mutating func finish() throws(EventLogError) -> LogSummary {
        writeBlock()
        if let failure { throw failure }
        return try writer.finish()
    }
}

/// The description of a run as JSON with sorted keys; numbers that are not finite are words.
enum RunDescriptionCoding {
    private static let (infinity, minusInfinity, notANumber) = ("inf", "-inf", "nan")

    static func encode(_ description: RunDescription) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: infinity, negativeInfinity: minusInfinity, nan: notANumber)
        // Strings and numbers always encode.
        return (try? encoder.encode(description)).map { Array($0) } ?? []
    }

    static func decode(_ text: [UInt8]) -> RunDescription? {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: infinity, negativeInfinity: minusInfinity, nan: notANumber)
        return try? decoder.decode(RunDescription.self, from: Data(text))
    }
}
