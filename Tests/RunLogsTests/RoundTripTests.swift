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
}
