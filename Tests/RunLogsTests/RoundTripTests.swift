import ContactCenterEvents
import EventLog
import RunLogs
import TestSupport
import Testing
import TwinPrimitives

struct Gatherer: EventSink {
    var events: [ContactCenterEvent] = []
    var times: [SimulationTime] = []

    mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        events.append(event)
        times.append(time)
    }
}

@Suite("A log of a run")
struct RoundTripTests {
    @Test("gives back the events, the times and the description that were written")
    func roundTrip() throws {
        let files = SimulatedFiles()
        let written = SyntheticRun.small(calls: 2_000)
        let summary = try written.write(to: "log", files: files)
        var read = Gatherer()
        let result = try LogReplay.run("log", into: &read, verification: .chain, files: files)
        #expect(read.events == written.events)
        #expect(read.times == written.times)
        #expect(result.description == SyntheticRun.description)
        #expect(result.ending == .complete)
        #expect(result.eventCount == UInt64(written.events.count))
        #expect(result.chainHead == summary.chainHead)
        #expect(result.fileBytes == summary.fileBytes)
        #expect(files.openHandles == 0)
    }

    @Test("is byte for byte the same when the same events are written again")
    func sameBytes() throws {
        let files = SimulatedFiles()
        let run = SyntheticRun.small(calls: 500)
        _ = try run.write(to: "a", files: files)
        _ = try run.write(to: "b", files: files)
        #expect(files["a/seg-0000000000.twl"] == files["b/seg-0000000000.twl"])
        #expect(files["a/seg-0000000000.twl"] != nil)
    }

    @Test("has another identity for another seed")
    func identity() throws {
        let files = SimulatedFiles()
        let run = SyntheticRun.small(calls: 5)
        let first = try run.write(to: "a", seed: 1, files: files)
        let second = try run.write(to: "b", seed: 2, files: files)
        #expect(first.logID != second.logID)
    }

    @Test("has the same rows and bounds of time whether events are encoded singly or in batches")
    func batches() {
        // Times that jump back and far ahead, so that bounds do not follow from first and last.
        let jumps: [Int64] = [0, 7, -900, 1 << 50, 5, 40_000_000, 0, 6_000_000_000]
        var time: Int64 = 0
        let events = EveryKind.events.enumerated().flatMap { number, event in
            jumps.map { jump in
                time += number % 3 == 0 && jump > 1 << 40 ? -jump : jump
                return TimedEvent(event.0, at: SimulationTime(nanoseconds: time))
            }
        }
        for size in [1, 2, 7, 64, events.count] {
            var single = EventRowEncoder(blockBytes: 256, attachment: [1, 2, 3])
            var batched = EventRowEncoder(blockBytes: 256, attachment: [1, 2, 3])
            var blocks: [[UInt8]] = []
            var inBlock: [Int64] = []
            for timed in events {
                single.encode(timed.event, at: timed.time)
                inBlock.append(timed.time.nanoseconds)
                if single.isFull {
                    #expect(single.timeRange.lowerBound.nanoseconds == inBlock.min())
                    #expect(single.timeRange.upperBound.nanoseconds == inBlock.max())
                    inBlock = []
                    blocks.append(single.takeBlock { Array($0) })
                }
            }
            var others: [[UInt8]] = []
            for start in stride(from: 0, to: events.count, by: size) {
                var part = events[start..<min(start + size, events.count)]
                while !part.isEmpty {
                    part = part.dropFirst(part.withUnsafeBufferPointer { batched.encode($0) })
                    if batched.isFull { others.append(batched.takeBlock { Array($0) }) }
                }
            }
            #expect(blocks.count > 10)
            #expect(blocks == others)
            #expect(single.timeRange == batched.timeRange)
        }
    }
}
