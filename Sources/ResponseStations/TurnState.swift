public import ContactCenterEvents
public import TwinPrimitives

/// A stage of a turn in progress.
struct StageState {
    /// Stages before it that have not passed on.
    var waitsFor: Int
    /// When the last of them passed on.
    var readyAt: Int64
    /// The one that was last; -1: none before it.
    var readiedBy = -1
    /// When it passed on itself; nil: not yet.
    var doneAt: Int64?
    /// Whether the turn needs it.
    var isNeeded = true
    /// Whether what it began with early turns out otherwise.
    var isWasted = false
    /// Number of the present attempt.
    var attempt: UInt8 = 0
    /// The present request, the one beside it, and the one begun early; -1: none.
    var primary: Int32 = -1
    var hedge: Int32 = -1
    var early: Int32 = -1
    /// The request whose answer the next stages use, while it is still served; -1: none.
    var winner: Int32 = -1
    /// What is to be told of a request that left before the turn was decided.
    var kept: KeptRequest?
}

/// A request that left its station before its turn was decided.
struct KeptRequest {
    var request: Request
    var outcome: StageOutcome
    var at: Int64
}

/// A turn in progress.
struct TurnState {
    var contact = ContactID(0)
    var pool = 0
    var caller = CallerKey(contactType: ContactTypeID(0), ordinal: 0)
    var attempt: UInt16 = 0
    var number: UInt16 = 0
    var began: Int64 = 0
    var stages: [StageState] = []
    /// Stages that have not passed on.
    var left = 0
    var hasFailed = false
    /// Number of the turn among all of the run, from 1; 0: the place is free.
    var serial: UInt64 = 0
}

/// The turns in progress, in places that are used again.
struct TurnTable {
    private var places: [TurnState] = []
    private var free: [Int32] = []
    private var begun: UInt64 = 0

    subscript(_ place: Int32) -> TurnState {
        get { places[Int(place)] }
        _modify { yield &places[Int(place)] }
    }

    mutating func add(_ turn: TurnState) -> Int32 {
        begun += 1
        var turn = turn
        turn.serial = begun
        guard let place = free.popLast() else {
            places.append(turn)
            return Int32(places.count - 1)
        }
        places[Int(place)] = turn
        return place
    }

    mutating func remove(_ place: Int32) {
        places[Int(place)].stages = []
        places[Int(place)].serial = 0
        free.append(place)
    }

    func handle(_ place: Int32) -> TurnHandle {
        TurnHandle(place: place, serial: places[Int(place)].serial)
    }

    /// Whether a turn is still in progress.
    func holds(_ handle: TurnHandle) -> Bool { places[Int(handle.place)].serial == handle.serial }
}

/// Names a turn, for good.
public struct TurnHandle: Hashable, Sendable {
    let place: Int32
    let serial: UInt64
}

/// Whose turn it is: part of the key of every draw.
public struct TurnKey: Sendable {
    /// The contact.
    public var contact: ContactID
    /// The caller.
    public var caller: CallerKey
    /// The caller's attempt.
    public var attempt: UInt16
    /// Number of the turn in its session.
    public var number: UInt16

    /// Names a turn.
    public init(contact: ContactID, caller: CallerKey, attempt: UInt16, number: UInt16) {
        self.contact = contact
        self.caller = caller
        self.attempt = attempt
        self.number = number
    }
}

/// What a network of stations tells.
public enum StationNotice: Sendable {
    /// A request left its stage.
    case served(StageServed)
    /// A turn's answer is ready, or no stage can do more for it.
    case answered(TurnAnswer)
}

/// The end of a turn's work.
public struct TurnAnswer: Equatable, Sendable {
    /// The turn.
    public var handle: TurnHandle
    /// The contact.
    public var contact: ContactID
    /// Number of the turn in its session.
    public var number: UInt16
    /// From the begin of the turn to now.
    public var elapsed: SimulationDuration
    /// Whether a stage gave up.
    public var hasFailed: Bool
}
