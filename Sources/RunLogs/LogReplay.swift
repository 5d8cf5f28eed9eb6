public import ContactCenterEvents
public import EventLog
public import TwinPrimitives

/// What a replay read.
public struct ReplayResult: Sendable {
    /// Events fed to the sink.
    public internal(set) var eventCount: UInt64 = 0
    /// Blocks read.
    public internal(set) var blockCount = 0
    /// Bytes of all payloads.
    public internal(set) var rawBytes: UInt64 = 0
    /// Bytes of the segment files.
    public internal(set) var fileBytes: UInt64 = 0
    /// Number of segment files.
    public internal(set) var segmentCount = 0
    /// Earliest and latest instant; nil for an empty log.
    public internal(set) var timeRange: ClosedRange<SimulationTime>?
    /// Chain value of the last block: equal for logs of the same events.
    public internal(set) var chainHead = ChainValue.zero
    /// Identity of the log.
    public internal(set) var logID: LogID
    /// Names and calendar of the run; nil if no `RunStarted` was read.
    public internal(set) var description: RunDescription?
    /// Whether the log was sealed, is open, or has a torn tail; what was fed is a true prefix.
    public internal(set) var ending = LogEnding.open
}

/// Feeds the events of a log to a sink.
public enum LogReplay {
    /// Reads a whole log.
    ///
    /// - Parameters:
    ///   - directory: Directory of the log.
    ///   - sink: Gets the events in order, by static dispatch.
    ///   - verification: `.checksums`, or `.chain` to check the content's hash chain too.
    ///   - files: The file system.
    /// - Returns: Counts, chain head, description of the run, and how the log ends.
    /// - Throws: `EventLogError`; the events before the failing block have been fed.
    @inlinable
    public static func run<Sink: EventSink & ~Copyable>(
        _ directory: String, into sink: inout Sink,
        verification: EventLogReader.Verification = .checksums,
        files: any FileAccess = SystemFiles()
    ) throws(EventLogError) -> ReplayResult {
        var replay = try LogReplayer(directory, verification: verification, files: files)
        while try replay.next(into: &sink) {}
        return replay.result
    }

    /// Reads the description of a run from the first block of its log.
    ///
    /// - Parameters:
    ///   - directory: Directory of the log.
    ///   - files: The file system.
    /// - Returns: The description; nil if the log holds none.
    /// - Throws: `EventLogError` as for `run`.
    public static func description(
        of directory: String, files: any FileAccess = SystemFiles()
    ) throws(EventLogError) -> RunDescription? {
        var replay = try LogReplayer(directory, verification: .checksums, files: files)
        var nothing = NoSink()
        _ = try replay.next(into: &nothing)
        return replay.result.description
    }

    private struct NoSink: EventSink {
        mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {}
    }
}

/// Feeds a log block by block.
public struct LogReplayer: ~Copyable {
    @usableFromInline let reader: EventLogReader
    @usableFromInline var decoder: EventRowDecoder
    /// What was read so far.
    public private(set) var result: ReplayResult

    /// Opens a log.
    ///
    /// - Parameters:
    ///   - directory: Directory of the log.
    ///   - verification: How much is checked.
    ///   - files: The file system.
    /// - Throws: `EventLogError`, also if the log is no log of contact-center events.
    public init(
        _ directory: String, verification: EventLogReader.Verification = .checksums,
        files: any FileAccess = SystemFiles()
    ) throws(EventLogError) {
        let reader = try EventLogReader(directory, verification: verification, files: files)
        guard let schema = EventSchema(text: reader.schema) else {
            throw .notALog(path: directory, reason: "it lists no kinds of events")
        }
        self.reader = reader
        decoder = EventRowDecoder(schema: schema)
        result = ReplayResult(logID: reader.logID)
        result.segmentCount = reader.segmentCount
    }

    /// Feeds the next block.
    ///
    /// - Parameter sink: Gets the events.
    /// - Returns: False at the end of the log; then `result` is complete.
    /// - Throws: `EventLogError`.
    @inlinable
    public mutating func next<Sink: EventSink & ~Copyable>(
        into sink: inout Sink
    ) throws(EventLogError) -> Bool {
        guard let header = try begin() else { return false }
        do {
            try decoder.decode(reader.payload, count: header.eventCount, into: &sink)
        } catch {
            throw refusal(error, header)
        }
        end(header)
        return true
    }

    @usableFromInline
    mutating func begin() throws(EventLogError) -> BlockHeader? {
        guard let header = try reader.next() else {
            result.ending = reader.ending ?? .open
            result.fileBytes = reader.fileBytes
            return nil
        }
        guard header.schemaSet <= EventSchema.rowCoding else {
            throw .fromTheFuture(
                path: reader.directory, what: "row coding", found: Int(header.schemaSet),
                known: Int(EventSchema.rowCoding))
        }
        return header
    }

    @usableFromInline
    mutating func end(_ header: BlockHeader) {
        result.eventCount += UInt64(header.eventCount)
        result.blockCount += 1
        result.rawBytes += UInt64(header.rawLength)
        result.chainHead = header.chainValue
        let range = result.timeRange ?? header.timeRange
        result.timeRange =
            min(
                range.lowerBound, header.timeRange.lowerBound)...max(
                range.upperBound, header.timeRange.upperBound)
        if result.description == nil, let text = decoder.attachment {
            result.description = RunDescriptionCoding.decode(text)
        }
    }

    @usableFromInline
    func refusal(_ error: EventRowError, _ header: BlockHeader) -> EventLogError {
        if case .unknownKind(_, let kind, let name, let version, let known) = error {
            return .fromTheFuture(
                path: reader.directory, what: "event kind \(kind) (\(name)) version",
                found: version, known: known)
        }
        return .unreadableContent(
            path: reader.directory, segment: header.segment, block: header.block,
            reason: error.description)
    }
}
