import EventLog
import TestSupport
import TwinPrimitives

/// A small log of opaque blocks, and what reading it gave.
struct LogFixture {
    static let schema = Array("1 1 Example\n".utf8)
    /// Payloads of the blocks; block k holds k + 1 events.
    static let payloads: [[UInt8]] = [
        Array("first".utf8), [UInt8](repeating: 7, count: 300), Array("third block".utf8),
    ]

    let files: SimulatedFiles
    var segmentBytes: UInt64 = 256 << 20
    var level: Int? = 1

    func write(_ directory: String = "log") throws(EventLogError) -> LogSummary {
        let writer = try EventLogWriter(
            creating: directory, logID: LogID(hashing: [1]), schema: Self.schema, schemaSet: 1,
            options: .init(compressionLevel: level, segmentBytes: segmentBytes), files: files)
        for (index, payload) in Self.payloads.enumerated() {
            let time = Int64(index)
            let bytes = UnsafeMutableRawBufferPointer.allocate(
                byteCount: payload.count, alignment: 8)
            defer { bytes.deallocate() }
            bytes.copyBytes(from: payload)
            try writer.append(
                UnsafeRawBufferPointer(bytes), eventCount: index + 1,
                timeRange: SimulationTime(
                    nanoseconds: time)...SimulationTime(nanoseconds: time + 5))
        }
        return try writer.finish()
    }

    /// What a reader yields until it ends or throws.
    struct Reading: Equatable {
        var payloads: [[UInt8]] = []
        var ending: LogEnding?
        var error: EventLogError?

        /// True if it is whole and says so.
        var isWhole: Bool { error == nil && ending == .complete && payloads == LogFixture.payloads }
        /// True if what was yielded is a prefix of what was written.
        var isPrefix: Bool {
            payloads.count <= LogFixture.payloads.count
                && payloads.elementsEqual(LogFixture.payloads.prefix(payloads.count))
        }
    }

    func read(
        _ directory: String = "log", verification: EventLogReader.Verification = .checksums
    ) -> Reading {
        var reading = Reading()
        do throws(EventLogError) {
            let reader = try EventLogReader(directory, verification: verification, files: files)
            while try reader.next() != nil { reading.payloads.append(Array(reader.payload)) }
            reading.ending = reader.ending
        } catch {
            reading.error = error
        }
        return reading
    }
}

let firstSegment = "log/seg-0000000000.twl"
let secondSegment = "log/seg-0000000001.twl"
let thirdSegment = "log/seg-0000000002.twl"

extension EventLogError {
    var isDamage: Bool { if case .damaged = self { true } else { false } }
    var isFuture: Bool { if case .fromTheFuture = self { true } else { false } }
    var isNotALog: Bool { if case .notALog = self { true } else { false } }
}

extension LogEnding {
    var isTorn: Bool { if case .torn = self { true } else { false } }
}
