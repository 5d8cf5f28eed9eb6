import ContactCenterEvents
import EventLog
import Foundation
import Projections
import RunLogs
import TwinPrimitives
import TwinSimulation

/// Writing and replaying the log of the multi-skill center.
enum LogBenchmarks {
    static let all: [Benchmark] = [
        Benchmark(
            name: "center.b.logged", unit: "event",
            about: "a run with indicators and a compressed log"
        ) {
            let configuration = Workload.multiSkill(contacts: CenterBenchmarks.contacts)
            let fold = try CenterFoldConfiguration(configuration.description, perInterval: false)
            return {
                let folder = try ScratchFolder()
                let log = SinkReceiver(try sink(configuration, in: folder))
                let work = try CenterBenchmarks.run(
                    configuration, receivers: [SinkReceiver(CenterFold(fold)), log])
                _ = try log.sink.finish()
                return work
            }
        },
        Benchmark(
            name: "log.encode", unit: "record", about: "rows into blocks, neither kept nor checked"
        ) {
            let events = try RecordedEvents()
            return {
                var encoder = EventRowEncoder(blockBytes: LogSink.blockBytes)
                var bytes = 0
                try events.feed { batch in
                    var taken = 0
                    while taken < batch.count {
                        taken += encoder.encode(UnsafeBufferPointer(rebasing: batch[taken...]))
                        if encoder.isFull { bytes += encoder.takeBlock { $0.count } }
                    }
                }
                return Work(units: events.fed, checksum: UInt64(bytes))
            }
        },
        Benchmark(
            name: "log.write", unit: "record",
            about: "rows into a log: compressed, checked, chained, on the disk"
        ) {
            let events = try RecordedEvents()
            let configuration = Workload.multiSkill(contacts: CenterBenchmarks.contacts)
            return {
                let folder = try ScratchFolder()
                var log = try sink(configuration, in: folder)
                try events.feed { log.record($0) }
                return Work(units: events.fed, checksum: try log.finish().rawBytes)
            }
        },
        Benchmark(
            name: "log.replay", unit: "record", about: "reading a log into every indicator"
        ) {
            let configuration = Workload.multiSkill(contacts: CenterBenchmarks.contacts)
            let fold = try CenterFoldConfiguration(configuration.description, perInterval: false)
            let folder = try ScratchFolder()
            let log = SinkReceiver(try sink(configuration, in: folder))
            _ = try CenterBenchmarks.run(configuration, receivers: [log])
            _ = try log.sink.finish()
            return {
                var center = CenterFold(fold)
                let result = try LogReplay.run(folder.log, into: &center)
                return Work(units: Int(result.eventCount), checksum: result.rawBytes)
            }
        },
    ]

    static let ratios: [Ratio] = [
        Ratio(
            label: "replaying a record / a step of the machine", numerator: "log.replay",
            denominator: "machine.step"),
        Ratio(
            label: "writing a record / a step of the machine", numerator: "log.write",
            denominator: "machine.step"),
        Ratio(
            label: "multi-skill with indicators and log / without log",
            numerator: "center.b.logged", denominator: "center.b.folded"),
    ]

    private static func sink(
        _ configuration: TwinConfiguration, in folder: ScratchFolder
    ) throws -> LogSink {
        try LogSink(
            directory: folder.log, description: configuration.description,
            run: RunStarted(seed: 1, replication: 0, behaviourVersion: behaviourVersion))
    }
}

/// A folder that goes away with its last reference.
private final class ScratchFolder {
    private let place: URL

    /// Where a log may be created.
    var log: String { place.appendingPathComponent("log").path }

    init() throws {
        place = FileManager.default.temporaryDirectory
            .appendingPathComponent("calltwin-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: place) }
}

/// Some events of the multi-skill center, fed again and again: they stay in the cache as those of a
/// running simulation do, and are more than a block holds, so that no block repeats itself.
private final class RecordedEvents: EventReceiver {
    /// 2 MiB of events; a block holds 46 000.
    private static let kept = 65_536
    private static let rounds = 10
    private static let batch = 256

    private var events: [TimedEvent] = []

    /// Records the events of the busy hours.
    init() throws {
        _ = try CenterBenchmarks.run(
            Workload.multiSkill(contacts: CenterBenchmarks.contacts), receivers: [self])
        events = Array(events.suffix(events.count / 3 * 2).prefix(Self.kept))
    }

    /// Events in all rounds.
    var fed: Int { events.count * Self.rounds }

    func receive(_ batch: UnsafeBufferPointer<TimedEvent>) { events += batch }

    /// Feeds batches like those of the simulator.
    func feed(_ body: (UnsafeBufferPointer<TimedEvent>) throws -> Void) throws {
        try events.withUnsafeBufferPointer { all in
            for _ in 0..<Self.rounds {
                for start in stride(from: 0, to: all.count, by: Self.batch) {
                    try body(
                        UnsafeBufferPointer(
                            rebasing: all[start..<min(start + Self.batch, all.count)]))
                }
            }
        }
    }
}
