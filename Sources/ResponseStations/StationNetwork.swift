import RandomVariates
import SimulationKernel
public import TwinPrimitives

/// The stations of a run with the turns that pass through them.
///
/// Data flow: a turn is given as a graph of stages; each stage that is ready sends a request to its
/// station; the network's own instants say when requests are served, given up, sent again; what left a
/// stage, and which turn is decided, is collected as notices. Whoever owns it calls `advance` at each
/// `nextInstant`.
public struct StationNetwork: ~Copyable {
    /// Graphs of the turns by number; nil for pools without.
    let graphs: [TurnGraph?]
    /// Number in the run of each graph's first stage.
    let firstStage: [Int]
    /// Station of each stage, by graph.
    let stationOf: [[Int]]
    /// Stages that each stage passes on to, by graph.
    let followers: [[[Int]]]
    var stations: [StationState]
    var replicas: [Replica]
    var requests = RequestTable()
    var turns = TurnTable()
    var events = FutureEvents<FourAryHeap>()
    let streams: RandomStreams
    var now: Int64 = 0
    var notices: [StationNotice] = []

    /// Most requests at one time: notices can number no more.
    public static var mostRequests: Int { Int(Notice.indexLimit) }

    /// Prepares a network; nothing happens yet.
    ///
    /// - Parameters:
    ///   - configurations: The stations by number.
    ///   - graphs: The graphs by number; nil for pools whose turns are none.
    ///   - streams: Random numbers of the replication.
    public init(
        stations configurations: [StationConfiguration], graphs: [TurnGraph?],
        streams: RandomStreams
    ) {
        self.streams = streams
        self.graphs = graphs
        var all = configurations
        var first: [Int] = []
        var places: [[Int]] = []
        var stages = 0
        for graph in graphs {
            first.append(stages)
            stages += graph?.stages.count ?? 0
            places.append(
                (graph?.stages ?? []).map { stage in
                    switch stage.place {
                    case .station(let number): return number
                    case .delay(let time):
                        all.append(
                            StationConfiguration(
                                name: stage.name,
                                service: .servers(ServersConfiguration(count: nil, time: time))))
                        return all.count - 1
                    }
                })
        }
        firstStage = first
        stationOf = places
        followers = graphs.map { graph in
            let stages = graph?.stages ?? []
            return stages.indices.map { number in
                stages.indices.filter { stages[$0].after.contains(number) }
            }
        }
        var states: [StationState] = []
        var replicas: [Replica] = []
        for configuration in all {
            let begin = replicas.count
            if case .tokens(let tokens) = configuration.service {
                replicas += (0..<tokens.replicas).map { _ in Replica(station: states.count) }
            }
            states.append(StationState(configuration, replicas: begin..<replicas.count))
        }
        self.stations = states
        self.replicas = replicas
    }

    /// When something happens next, or `SimulationTime.distantFuture`.
    public var nextInstant: SimulationTime { events.firstDue }

    /// Whether there is a graph of a number.
    public func hasGraph(_ number: Int) -> Bool { graphs[number] != nil }

    /// Whether there is room for the requests of another turn.
    public var hasRoom: Bool {
        requests.places.count + 2 * TurnGraph.mostStages < Self.mostRequests
    }

    /// The notices since they were last taken, in order.
    public mutating func takeNotices() -> [StationNotice] {
        defer { notices.removeAll(keepingCapacity: true) }
        return notices
    }

    /// Lets everything happen that is due.
    ///
    /// - Parameter time: The present; not before the last.
    public mutating func advance(to time: SimulationTime) {
        while events.firstDue <= time, events.firstDue != .distantFuture {
            let notice = events.popFirst()
            now = notice.due.nanoseconds
            handle(notice)
        }
        if time != .distantFuture { now = max(now, time.nanoseconds) }
    }

    /// Makes a station work otherwise from now on.
    ///
    /// What is in service goes on as it was: at a language model until the batch changes next.
    ///
    /// - Parameters:
    ///   - condition: How it works.
    ///   - station: Number of the station.
    ///   - time: When; everything before it has happened.
    public mutating func set(
        _ condition: StationCondition, ofStation station: Int, at time: SimulationTime
    ) {
        advance(to: time)
        stations[station].condition = condition
        serve(station)
    }

    mutating func schedule(_ kind: StationNoticeKind, _ index: Int32, at time: Int64) {
        guard time != .max else { return }
        events.schedule(
            kind.rawValue, UInt32(index), at: SimulationTime(nanoseconds: time))
    }

    private mutating func handle(_ notice: Notice) {
        let place = Int32(notice.index)
        switch StationNoticeKind(rawValue: notice.kind) {
        case .replicaWakes: wake(Int(place))
        case .bucketFills:
            guard stations[Int(place)].looksAgainAt == now else { return }
            stations[Int(place)].looksAgainAt = .max
            serve(Int(place))
        case .endsService:
            if requests[place].endsAt == now, requests[place].phase == .inService { end(place) }
        case .passesOn:
            if requests[place].passesOnAt == now, requests[place].phase == .inService {
                passOn(place)
            }
        case .retries:
            if requests[place].endsAt == now, requests[place].phase == .backingOff {
                requests[place].endsAt = .max
                enter(place)
            }
        case .hedges: if requests[place].hedgesAt == now { hedge(place) }
        case .leaves:
            if requests[place].leavesAt == now, requests[place].phase == .queued { leave(place) }
        case .timesOut: if requests[place].timesOutAt == now { timeOut(place) }
        case nil: preconditionFailure("a notice of an unknown kind")
        }
    }
}

/// The kinds of a network's notices; the raw value is the rank at one instant (releases first).
enum StationNoticeKind: UInt8 {
    /// A server is done with a request; index: request.
    case endsService = 0
    /// A request in service has given what the next stages need; index: request.
    case passesOn = 1
    /// A replica looks up from its work; index: replica.
    case replicaWakes = 2
    /// A request may begin again as far as the rate limit goes; index: station.
    case bucketFills = 3
    /// A request is sent again; index: request.
    case retries = 4
    /// A second request is sent beside a slow one; index: request.
    case hedges = 5
    /// A request leaves the queue; index: request.
    case leaves = 6
    /// A request is given up; index: request.
    case timesOut = 7
}
