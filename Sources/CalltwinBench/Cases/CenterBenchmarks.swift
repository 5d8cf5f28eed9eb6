import ContactCenterEvents
import Projections
import TwinSimulation

/// Whole runs of a center; an event is an arrival or a departure, two per contact.
enum CenterBenchmarks {
    /// Contacts of one run, about.
    static let contacts = 200_000.0

    static let all: [Benchmark] = [
        bare("center.a", Workload.erlangA(contacts: contacts)),
        folded("center.a.two", Workload.erlangA(contacts: contacts), two),
        folded("center.a.folded", Workload.erlangA(contacts: contacts)),
        folded("center.a.intervals", Workload.erlangA(contacts: contacts), perInterval: true),
        bare("center.b", Workload.multiSkill(contacts: contacts)),
        folded("center.b.two", Workload.multiSkill(contacts: contacts), two),
        folded("center.b.folded", Workload.multiSkill(contacts: contacts)),
        folded("center.b.intervals", Workload.multiSkill(contacts: contacts), perInterval: true),
    ]

    private static let two = ["abandonmentRate", "meanWait"]

    static let ratios: [Ratio] = [
        Ratio(
            label: "Erlang A with every indicator / without", numerator: "center.a.folded",
            denominator: "center.a"),
        Ratio(
            label: "Erlang A with every indicator by interval / with two",
            numerator: "center.a.intervals", denominator: "center.a.two"),
        Ratio(
            label: "multi-skill with every indicator / without", numerator: "center.b.folded",
            denominator: "center.b"),
        Ratio(
            label: "multi-skill with every indicator by interval / with two",
            numerator: "center.b.intervals", denominator: "center.b.two"),
    ]

    private static func bare(_ name: String, _ configuration: TwinConfiguration) -> Benchmark {
        Benchmark(name: name, unit: "event", about: "a run without statistics and log") {
            { try run(configuration, receivers: []) }
        }
    }

    private static func folded(
        _ name: String, _ configuration: TwinConfiguration, _ kpis: [String]? = nil,
        perInterval: Bool = false
    ) -> Benchmark {
        let kept = kpis?.joined(separator: " and ") ?? "every indicator"
        return Benchmark(
            name: name, unit: "event",
            about: "a run with the fold of \(kept)\(perInterval ? ", also by half hour" : "")"
        ) {
            let fold = try CenterFoldConfiguration(
                configuration.description, perInterval: perInterval,
                parts: kpis.map { try KPISelection($0).parts } ?? .all)
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
