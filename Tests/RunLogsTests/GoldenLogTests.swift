import ContactCenterEvents
import EventLog
import Foundation
import RunLogs
import TestSupport
import Testing
import TwinPrimitives

/// Logs of every released schema version, committed as they were written; they load for ever.
@Suite("Golden logs")
struct GoldenLogTests {
    /// A released schema: its log, what is in it, and what names it.
    struct Release: Sendable, CustomTestStringConvertible {
        let name: String
        let chainHead: String
        let logID: String
        let events: [(ContactCenterEvent, SimulationTime)]

        var testDescription: String { name }
    }

    static let releases = [
        Release(
            name: "schema-1",
            chainHead: "f93432376acf8f5b59628fade3eb695a836bed3d587d149069621d0699b9851d",
            logID: "056fb83c58ec759e0244eb877dc9373b", events: EveryKind.firstKinds),
        Release(
            name: "schema-2",
            chainHead: "80eeda98b93fb488557fe7e40dd4b026845c635b736681ce7acf4ff0a36d11da",
            logID: "6ec433df69e11c999998350450a67c07", events: EveryKind.secondKinds),
        Release(
            name: "schema-3",
            chainHead: "292bf86668770ad801ad82dd83d53d4b66a616d21a9f88e63dd057e480b3f6e4",
            logID: "45b6d2060f0f467e676aa754dd281bee", events: EveryKind.thirdKinds),
        Release(
            name: "schema-4",
            chainHead: "16c09a8a65916c2d24369399c1387dc189b1648cf835de8f92092ae9d57a2d24",
            logID: "9ab6f29ca84b58894538f8c01a944516", events: EveryKind.fourthKinds),
        Release(
            name: "schema-5",
            chainHead: "6fd55d8799ecc655cf8149c2f1b7f8ee58c8b7db6f412a343b87497bc0f98563",
            logID: "0c14b3292973d4f217712a37210294a7", events: EveryKind.events),
    ]

    @Test(
        "every released schema loads with its events, description and chain head",
        arguments: releases)
    func released(_ release: Release) throws {
        let folder = try #require(Bundle.module.resourcePath) + "/Fixtures/" + release.name
        var read = Gatherer()
        let result = try LogReplay.run(folder, into: &read, verification: .chain)
        #expect(result.chainHead.description == release.chainHead)
        #expect(result.logID.description == release.logID)
        #expect(result.ending == .complete)
        #expect(result.description == SyntheticRun.description)
        #expect(read.events == release.events.map(\.0))
        #expect(read.times == release.events.map(\.1))
    }

    @Test("writing the same events today gives the chain head and identity of the latest schema")
    func written() throws {
        let latest = try #require(Self.releases.last)
        var sink = try LogSink(
            directory: "log", description: SyntheticRun.description,
            run: RunStarted(seed: 42, replication: 1, behaviourVersion: 2),
            files: SimulatedFiles())
        for (event, time) in latest.events { sink.record(event, at: time) }
        let summary = try sink.finish()
        #expect(summary.chainHead.description == latest.chainHead)
        #expect(summary.logID.description == latest.logID)
    }
}

@Suite("Faults under a run's log")
struct RunLogFaultTests {
    @Test("a failed write is thrown at the end, and what was whole can be replayed")
    func failedWrite() throws {
        let files = SimulatedFiles()
        let run = SyntheticRun.small(calls: 40_000)
        // mkdir, create, header, directory, then a change per block.
        files.fail(atChange: 6)
        #expect(throws: EventLogError.self) { try run.write(to: "log", files: files) }
        files.fail(atChange: nil)
        var read = Gatherer()
        let result = try LogReplay.run("log", into: &read, files: files)
        #expect(result.blockCount == 1)
        #expect(read.events.count == Int(result.eventCount))
        #expect(read.events.elementsEqual(run.events.prefix(read.events.count)))
        guard case .torn = result.ending else {
            Issue.record("half a block was not reported: \(result.ending)")
            return
        }
    }

    @Test("a log with a later version of a kind is refused only at a row of that kind")
    func futureKind() throws {
        let files = SimulatedFiles()
        var schema = EventSchema.current
        schema.entries[Int(EventKind.contactQueued.rawValue) - 1].version = 2
        for (directory, event) in [
            ("fine", ContactCenterEvent.runEnded(RunEnded(contacts: 0))),
            ("future", .contactQueued(ContactQueued(contact: .init(0)))),
        ] {
            var encoder = EventRowEncoder(blockBytes: 1024)
            encoder.encode(event, at: .zero)
            let writer = try EventLogWriter(
                creating: directory, logID: LogID(hashing: []), schema: schema.text,
                schemaSet: EventSchema.rowCoding, files: files)
            try encoder.takeBlock {
                try writer.append($0, eventCount: 1, timeRange: .zero ... .zero)
            }
            _ = try writer.finish()
        }
        var read = Gatherer()
        #expect(try LogReplay.run("fine", into: &read, files: files).eventCount == 1)
        #expect(
            throws: EventLogError.fromTheFuture(
                path: "future", what: "event kind 8 (ContactQueued) version", found: 2, known: 1)
        ) {
            try LogReplay.run("future", into: &read, files: files)
        }
    }

    @Test("an encoder's blocks of 256 KiB hold all events of a long run")
    func blocks() throws {
        let files = SimulatedFiles()
        let run = SyntheticRun.small(calls: 40_000)
        let summary = try run.write(to: "log", files: files)
        #expect(summary.blockCount >= 3)
        #expect(summary.rawBytes <= UInt64(summary.blockCount * LogSink.blockBytes + 1_000))
        // At most six bytes a record before compression, the budget of the format.
        #expect(Double(summary.rawBytes) / Double(summary.eventCount) < 6)
        var read = Gatherer()
        let result = try LogReplay.run("log", into: &read, verification: .chain, files: files)
        #expect(read.events == run.events)
        #expect(result.ending == .complete)
        #expect(try LogReplay.description(of: "log", files: files) == SyntheticRun.description)
    }
}
