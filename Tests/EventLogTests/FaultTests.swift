import EventLog
import TestSupport
import Testing
import TwinPrimitives

@Suite("Faults of a log")
struct FaultTests {
    /// Images to cut and flip: sealed or open, one segment or the last of three.
    struct Image: CustomTestStringConvertible, Sendable {
        var segmentBytes: UInt64
        var path: String
        var isOpen: Bool
        var testDescription: String { "\(path)\(isOpen ? ", open" : "")" }
    }

    static let images = [
        Image(segmentBytes: 1 << 20, path: firstSegment, isOpen: false),
        Image(segmentBytes: 1 << 20, path: firstSegment, isOpen: true),
        Image(segmentBytes: 300, path: thirdSegment, isOpen: false),
        Image(segmentBytes: 300, path: thirdSegment, isOpen: true),
    ]

    private func make(_ image: Image) throws -> (LogFixture, [UInt8]) {
        let log = LogFixture(files: SimulatedFiles(), segmentBytes: image.segmentBytes)
        _ = try log.write()
        var content = try #require(log.files[image.path])
        if image.isOpen {
            // The trailer says where the footer begins.
            let trailer = content.count - 64
            let footer = (0..<8).reduce(0) { $0 | Int(content[trailer + $1]) << (8 * $1) }
            content = Array(content.prefix(footer))
            log.files[image.path] = content
        }
        return (log, content)
    }

    @Test("cut at every byte: a true prefix that does not claim to be whole", arguments: images)
    func cutEverywhere(image: Image) throws {
        let (log, content) = try make(image)
        var seen = Set<Int>()
        for length in 0..<content.count {
            log.files[image.path] = Array(content.prefix(length))
            let reading = log.read()
            #expect(reading.isPrefix, "\(length)")
            #expect(reading.ending != .complete, "\(length)")
            #expect(reading.error == nil || length < 150, "\(length): \(reading)")
            seen.insert(reading.payloads.count)
        }
        #expect(seen.contains(2))
    }

    @Test("every flipped bit is noticed", arguments: images)
    func flipEverywhere(image: Image) throws {
        let (log, content) = try make(image)
        let untouched = log.read()
        #expect(untouched.error == nil)
        for byte in content.indices {
            for bit in 0..<8 {
                var changed = content
                changed[byte] ^= 1 << UInt8(bit)
                log.files[image.path] = changed
                let reading = log.read()
                #expect(reading.isPrefix, "byte \(byte), bit \(bit)")
                let isNoticed =
                    image.isOpen
                    ? reading.error != nil || reading.ending?.isTorn == true
                    : reading.error != nil || reading.ending != .complete
                #expect(isNoticed, "byte \(byte), bit \(bit): \(reading)")
            }
        }
    }

    @Test("damage before the end names segment, block and bytes")
    func namesDamage() throws {
        let log = LogFixture(files: SimulatedFiles(), segmentBytes: 300)
        _ = try log.write()
        var content = try #require(log.files[secondSegment])
        content[128 + LogFixture.schema.count + 112 + 3] ^= 4
        log.files[secondSegment] = content
        guard
            case .damaged(let path, let segment, let block, let range, let reason)? =
                log.read().error
        else {
            Issue.record("no damage was found")
            return
        }
        #expect(path == secondSegment)
        #expect(segment == 1)
        #expect(block == 0)
        #expect(range.lowerBound == 140)
        #expect(reason == "the checksum of the payload does not match")
    }

    @Test("a payload changed with its checksums breaks the chain")
    func chain() throws {
        let log = LogFixture(files: SimulatedFiles(), level: nil)
        let head = try log.write().chainHead
        let other = LogFixture(files: SimulatedFiles(), level: 1)
        #expect(try other.write().chainHead == head)
    }

    @Test("the n-th change fails: typed error, true prefix, recovery, for every n")
    func everyWriteFails() throws {
        for number in 1... {
            let log = LogFixture(files: SimulatedFiles(), segmentBytes: 300)
            log.files.fail(atChange: number)
            var failure: EventLogError?
            do throws(EventLogError) { _ = try log.write() } catch { failure = error }
            log.files.fail(atChange: nil)
            #expect(log.files.openHandles == 0)
            if failure == nil {
                #expect(log.read().isWhole)
                #expect(number > 15)
                break
            }
            let reading = log.read()
            #expect(reading.isPrefix)
            guard reading.error == nil else {
                // Nothing of the first segment's header was written.
                #expect(reading.payloads.isEmpty)
                continue
            }
            let report = try EventLogRecovery.recover("log", files: log.files)
            #expect((report.savedTail != nil) == (reading.ending?.isTorn == true))
            let after = log.read(verification: .chain)
            #expect(after.payloads == reading.payloads)
            #expect(after.error == nil && after.ending?.isTorn == false)
        }
    }

    @Test("after the first failure a writer refuses every call")
    func failedState() throws {
        let files = SimulatedFiles()
        let writer = try EventLogWriter(
            creating: "log", logID: LogID(hashing: []), schema: [], schemaSet: 1, files: files)
        files.fail(atChange: 1)
        let payload: [UInt8] = [1, 2, 3]
        func append() throws {
            try payload.withUnsafeBytes {
                try writer.append($0, eventCount: 1, timeRange: .zero ... .zero)
            }
        }
        #expect(throws: EventLogError.self) { try append() }
        #expect(throws: EventLogError.writerFailed(path: "log")) { try append() }
        #expect(throws: EventLogError.writerFailed(path: "log")) { try writer.finish() }
    }

    @Test("short and interrupted transfers change nothing", arguments: [1, 2, 7, 100])
    func shortTransfers(length: Int) throws {
        let plain = LogFixture(files: SimulatedFiles())
        _ = try plain.write()
        let log = LogFixture(files: SimulatedFiles())
        log.files.shortTransfers(of: length)
        _ = try log.write()
        #expect(log.files[firstSegment] == plain.files[firstSegment])
        #expect(log.read(verification: .chain).isWhole)
    }

    @Test("a recovery that is stopped at any step is finished by the next one")
    func recoveryFails() throws {
        let (log, content) = try make(Self.images[1])
        let torn = Array(content.dropLast(5))
        log.files[firstSegment] = torn
        let expected = log.read().payloads
        for number in 1... {
            log.files[firstSegment] = torn
            for path in log.files.paths where path.hasSuffix(".torn") { log.files[path] = nil }
            log.files.fail(atChange: number, forEver: true)
            let isDone = (try? EventLogRecovery.recover("log", files: log.files)) != nil
            log.files.fail(atChange: nil)
            _ = try EventLogRecovery.recover("log", files: log.files)
            let reading = log.read(verification: .chain)
            #expect(reading.payloads == expected)
            #expect(reading.ending == .open)
            let saved = log.files.paths.filter { $0.hasSuffix(".torn") }
            #expect(saved.count == 1)
            let kept = try #require(log.files[firstSegment])
            #expect(kept + (log.files[saved.first ?? ""] ?? []) == torn)
            if isDone {
                #expect(number > 4)
                break
            }
        }
    }

    @Test("damage in a sealed segment is not cut away by a recovery")
    func recoveryRefuses() throws {
        let (log, content) = try make(Self.images[0])
        var changed = content
        changed[200] ^= 1
        log.files[firstSegment] = changed
        #expect(throws: EventLogError.self) {
            try EventLogRecovery.recover("log", files: log.files)
        }
        #expect(log.files[firstSegment] == changed)
    }
}
