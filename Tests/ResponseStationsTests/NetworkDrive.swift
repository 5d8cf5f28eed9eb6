import ContactCenterEvents
import Distributions
import ResponseStations
import TwinPrimitives

/// A network alone: turns come one after the other, and what is told is collected.
struct NetworkDrive {
    var stations: [StationConfiguration]
    var graph: TurnGraph
    var seed: UInt64 = 7

    /// One stage at one station.
    init(_ station: StationConfiguration, seed: UInt64 = 7) {
        stations = [station]
        graph = TurnGraph(stages: [.init(name: "only", place: .station(0), after: [])])
        self.seed = seed
    }

    init(stations: [StationConfiguration], graph: TurnGraph, seed: UInt64 = 7) {
        self.stations = stations
        self.graph = graph
        self.seed = seed
    }

    /// What was told in a run.
    struct Told {
        var served: [StageServed] = []
        var answers: [TurnAnswer] = []
        /// Instants of the answers.
        var answeredAt: [SimulationTime] = []
    }

    /// Runs turns that come at given instants, each of a caller of its own.
    ///
    /// - Parameters:
    ///   - instants: When turns begin, in order.
    ///   - replication: Number of the run.
    ///   - change: What else happens, with the number of the turn that comes next.
    /// - Returns: What was told, to the end.
    func run(
        at instants: [Double], replication: UInt32 = 0,
        change: (Int, inout StationNetwork, SimulationTime, [TurnHandle]) -> Void = { _, _, _, _ in
        }
    ) -> Told {
        var network = StationNetwork(
            stations: stations, graphs: [graph],
            streams: RandomStreams(seed: seed, replication: replication))
        var told = Told()
        var handles: [TurnHandle] = []
        for (number, instant) in instants.enumerated() {
            let time = SimulationTime(seconds: instant)
            Self.run(&network, until: time, &told)
            change(number, &network, time, handles)
            let caller = CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(number))
            handles.append(
                network.begin(
                    TurnKey(
                        contact: ContactID(UInt32(number)), caller: caller, attempt: 0, number: 0),
                    graph: 0, at: time))
            Self.take(&network, at: time, &told)
        }
        Self.run(&network, until: .distantFuture, &told)
        return told
    }

    private static func run(
        _ network: inout StationNetwork, until end: SimulationTime, _ told: inout Told
    ) {
        while network.nextInstant < end {
            let instant = network.nextInstant
            network.advance(to: instant)
            take(&network, at: instant, &told)
        }
    }

    private static func take(
        _ network: inout StationNetwork, at time: SimulationTime, _ told: inout Told
    ) {
        for notice in network.takeNotices() {
            switch notice {
            case .served(let fact): told.served.append(fact)
            case .answered(let answer):
                told.answers.append(answer)
                told.answeredAt.append(time)
            }
        }
    }

    /// Runs with Poisson arrivals.
    func poisson(perSecond rate: Double, count: Int, replication: UInt32) -> Told {
        let streams = RandomStreams(seed: seed &+ 1, replication: replication)
        var time = 0.0
        let instants = (0..<count).map { number in
            time +=
                -PortableMath.log(
                    streams.uniform(
                        .testing, CallerKey(contactType: ContactTypeID(9), ordinal: UInt32(number)))
                )
                / rate
            return time
        }
        return run(at: instants, replication: replication)
    }

    /// A mean over independent runs with its standard error.
    ///
    /// The first tenth of each run is left out: runs begin empty.
    func mean(
        perSecond rate: Double, count: Int = 20_000, runs: Int = 40,
        of value: (StageServed) -> Double?
    ) -> (mean: Double, error: Double) {
        let means = (0..<runs).map { run in
            let told = poisson(perSecond: rate, count: count, replication: UInt32(run))
            let values = told.served.filter { $0.contact.rawValue >= count / 10 }
                .compactMap(value)
            return values.reduce(0, +) / Double(values.count)
        }
        let mean = means.reduce(0, +) / Double(runs)
        let variance =
            means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(runs - 1)
        return (mean, (variance / Double(runs)).squareRoot())
    }
}

/// Standard errors within which a right simulation stays but once in a million tests.
let band = 4.9

/// Servers with a law of their time.
func servers(
    _ count: Int?, _ law: Law, client: ClientRules = ClientRules(), rate: RateLimit? = nil
) -> StationConfiguration {
    StationConfiguration(
        name: "s", service: .servers(.init(count: count, time: ServiceTime(body: law))),
        rate: rate, client: client)
}
