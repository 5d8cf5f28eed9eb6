import ContactCenterEvents
import Projections
import TwinSimulation

/// Whole runs of a center; an event is an arrival or a departure, two per contact.
enum CenterBenchmarks {
    /// Contacts of one run, about.
    static let contacts = 200_000.0

    static let all: [Benchmark] = [
        bare("center.a", Workload.erlangA(contacts: contacts)),
        folded("center.a.folded", Workload.erlangA(contacts: contacts)),
        bare("center.b", Workload.multiSkill(contacts: contacts)),
        folded("center.b.folded", Workload.multiSkill(contacts: contacts)),
    ]

    static let ratios: [Ratio] = [
        Ratio(
            label: "Erlang A with every indicator / without", numerator: "center.a.folded",
            denominator: "center.a"),
        Ratio(
            label: "multi-skill with every indicator / without", numerator: "center.b.folded",
            denominator: "center.b"),
    ]

    private static func bare(_ name: String, _ configuration: TwinConfiguration) -> Benchmark {
        Benchmark(name: name, unit: "event", about: "a run without statistics and log") {
            { try run(configuration, receivers: []) }
        }
    }

    private static func folded(_ name: String, _ configuration: TwinConfiguration) -> Benchmark {
        Benchmark(name: name, unit: "event", about: "a run with the fold of every indicator") {
            let fold = try CenterFoldConfiguration(configuration.description, perInterval: false)
            return {
                try run(configuration, receivers: [SinkReceiver(CenterFold(fold))])
            }
        }
    }

    /// Runs one replication and counts two events a contact.
    static func run(
        _ configuration: TwinConfiguration, receivers: [any EventReceiver]
    ) throws -> Work {
        let ending = RunEnding()
        var simulation = try CenterSimulation(
            configuration, seed: 1, replication: 0, receivers: receivers + [ending])
        try simulation.runToEnd()
        return Work(units: 2 * ending.contacts, checksum: UInt64(ending.contacts))
    }
}

/// Looks at the last event of each batch only, so that counting costs nothing.
private final class RunEnding: EventReceiver {
    var contacts = 0

    func receive(_ batch: UnsafeBufferPointer<TimedEvent>) {
        if case .runEnded(let end)? = batch.last?.event { contacts = Int(end.contacts) }
    }
}
