import ContactCenterEvents
import TwinPrimitives

/// Where a request is.
enum RequestPhase: UInt8 {
    /// Its place in the table is free.
    case free
    /// It is not sent yet: the attempt before it failed a moment ago.
    case backingOff
    /// It waits at its station.
    case queued
    /// A language model has admitted it and has not read its prompt.
    case admitted
    /// It is served.
    case inService
}

/// One request to a station.
struct Request {
    /// Tells requests apart that had the same place in the table one after the other.
    var serial: UInt64 = 0
    var phase = RequestPhase.free
    /// The turn; -1 once the turn is decided.
    var turn: Int32 = -1
    var contact = ContactID(0)
    var station: Int32 = 0
    /// Number of the stage in the run, and its position in the graph.
    var stageNumber: UInt16 = 0
    var stage: UInt8 = 0
    var attempt: UInt8 = 0
    var isHedge = false
    var isSpeculative = false
    /// Whether it will end with an error.
    var fails = false
    /// Whether the next stages have begun on what it gave.
    var hasPassedOn = false
    var isCritical = false
    var elapsed: Int64 = 0
    var submitted: Int64 = 0
    var started: Int64 = 0
    /// Instants at which notices about it fall due; others about its place are void.
    var endsAt: Int64 = .max
    var passesOnAt: Int64 = .max
    var hedgesAt: Int64 = .max
    var timesOutAt: Int64 = .max
    var leavesAt: Int64 = .max
    // At a language model.
    var replica: Int32 = 0
    var promptTokens: Int64 = 0
    var generatedTokens: Int64 = 0

    /// What is told of it when it leaves.
    func served(_ outcome: StageOutcome, at now: Int64) -> StageServed {
        let isServed = phase == .inService
        let begin = isServed ? started : now
        return StageServed(
            contact: contact, stage: stageNumber, attempt: attempt, outcome: outcome,
            isHedge: isHedge, isSpeculative: isSpeculative, isCritical: isCritical,
            queued: SimulationDuration(nanoseconds: begin - submitted),
            served: SimulationDuration(nanoseconds: isServed ? now - started : 0),
            elapsed: SimulationDuration(nanoseconds: elapsed))
    }
}

/// The requests that are about, in places that are used again.
struct RequestTable {
    private(set) var places: [Request] = []
    private var free: [Int32] = []
    private var serial: UInt64 = 0

    subscript(_ place: Int32) -> Request {
        get { places[Int(place)] }
        _modify { yield &places[Int(place)] }
    }

    mutating func add(_ request: Request) -> Int32 {
        serial &+= 1
        var request = request
        request.serial = serial
        guard let place = free.popLast() else {
            places.append(request)
            return Int32(places.count - 1)
        }
        places[Int(place)] = request
        return place
    }

    mutating func remove(_ place: Int32) {
        places[Int(place)] = Request()
        free.append(place)
    }
}
