import EventLog
import Foundation
import TestSupport
import Testing
import TwinPrimitives

@Suite("An event log")
struct ReadWriteTests {
    @Test("gives back its blocks", arguments: [nil, 1, 3] as [Int?])
    func roundTrip(level: Int?) throws {
        let log = LogFixture(files: SimulatedFiles(), level: level)
        let summary = try log.write()
        #expect(log.read(verification: .chain).isWhole)
        #expect(summary.eventCount == 6)
        #expect(summary.blockCount == 3)
        #expect(summary.rawBytes == 316)
        #expect(summary.fileBytes == UInt64(log.files[firstSegment]?.count ?? 0))
        #expect(summary.timeRange?.upperBound.nanoseconds == 7)
    }

    @Test("has the same chain head whatever its compression and segments")
    func chainHead() throws {
        let one = try LogFixture(files: SimulatedFiles()).write()
        let two = try LogFixture(files: SimulatedFiles(), segmentBytes: 300, level: nil).write()
        #expect(one.chainHead == two.chainHead)
        #expect(one.segmentCount == 1)
        #expect(two.segmentCount == 3)
    }

    @Test("continues in further segments, which only fit together as written")
    func segments() throws {
        let log = LogFixture(files: SimulatedFiles(), segmentBytes: 300)
        _ = try log.write()
        let content = (0..<3).map { log.files["log/seg-000000000\($0).twl"] }
        #expect(log.read(verification: .chain).isWhole)

        log.files[secondSegment] = content[2]
        log.files[thirdSegment] = content[1]
        #expect(log.read().error?.isDamage == true)
        #expect(log.read().payloads == [LogFixture.payloads[0]])

        log.files[secondSegment] = nil
        log.files[thirdSegment] = content[2]
        #expect(log.read().error?.isDamage == true)

        log.files[secondSegment] = content[1]
        log.files[thirdSegment] = nil
        #expect(log.read().ending == .open)
        #expect(log.read().isPrefix)
    }

    @Test("of another run does not fit")
    func misplaced() throws {
        let files = SimulatedFiles()
        let log = LogFixture(files: files, segmentBytes: 300)
        _ = try log.write()
        let other = try EventLogWriter(
            creating: "other", logID: LogID(hashing: [2]), schema: LogFixture.schema,
            schemaSet: 1, options: .init(segmentBytes: 300), files: files)
        for payload in LogFixture.payloads {
            try payload.withUnsafeBytes {
                try other.append($0, eventCount: 1, timeRange: .zero ... .zero)
            }
        }
        _ = try other.finish()
        files[secondSegment] = files["other/seg-0000000001.twl"]
        #expect(log.read().error?.isDamage == true)
    }

    @Test("without events is a complete log")
    func empty() throws {
        let files = SimulatedFiles()
        let writer = try EventLogWriter(
            creating: "log", logID: LogID(hashing: []), schema: [], schemaSet: 1, files: files)
        #expect(try writer.finish().chainHead == .zero)
        let reading = LogFixture(files: files).read()
        #expect(reading.payloads.isEmpty)
        #expect(reading.ending == .complete)
    }

    @Test("is never overwritten")
    func exists() throws {
        let log = LogFixture(files: SimulatedFiles())
        _ = try log.write()
        #expect(throws: EventLogError.alreadyExists(path: "log")) { try log.write() }
        #expect(log.read().isWhole)
    }

    @Test("refuses a second writer while the first one lives, on the real file system too")
    func secondWriter() throws {
        let path =
            NSTemporaryDirectory() + "calltwin-log-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        func writer() throws -> EventLogWriter {
            try EventLogWriter(
                creating: path, logID: LogID(hashing: []), schema: [], schemaSet: 1)
        }
        let first = try writer()
        #expect(throws: EventLogError.locked(path: path)) { try writer() }
        #expect(throws: EventLogError.locked(path: path)) {
            try EventLogRecovery.recover(path)
        }
        _ = try first.finish()
        #expect(throws: EventLogError.alreadyExists(path: path)) { try writer() }
        let reader = try EventLogReader(path)
        #expect(try reader.next() == nil)
        #expect(reader.ending == .complete)
    }

    @Test("that is missing, empty, a file or garbage is refused in words")
    func noLog() throws {
        let files = SimulatedFiles()
        let log = LogFixture(files: files)
        #expect(log.read("nowhere").error == .noSuchLog(path: "nowhere"))
        files["empty/readme.txt"] = []
        #expect(log.read("empty").error?.isNotALog == true)
        #expect(log.read("empty/readme.txt").error?.isNotALog == true)
        files[firstSegment] = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        #expect(log.read().error?.isNotALog == true)
        files[firstSegment] = []
        #expect(log.read().error?.isNotALog == true)
        #expect(throws: EventLogError.self) {
            try EventLogRecovery.recover("nowhere", files: files)
        }
    }

    @Test("refuses a block beyond the limit of the format")
    func limit() throws {
        let writer = try EventLogWriter(
            creating: "log", logID: LogID(hashing: []), schema: [], schemaSet: 1,
            files: SimulatedFiles())
        let large = [UInt8](repeating: 0, count: 16 << 20 + 1)
        #expect(throws: EventLogError.self) {
            try large.withUnsafeBytes {
                try writer.append($0, eventCount: 1, timeRange: .zero ... .zero)
            }
        }
    }
}
