import ContactCenterEvents
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
            label: "multi-skill with indicators and log / without log",
            numerator: "center.b.logged", denominator: "center.b.folded")
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
