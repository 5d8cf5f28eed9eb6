public import ContactCenterEvents
public import TwinPrimitives

/// Follows what levers and faults do to a center; one fold over the events of a run.
///
/// Attached to runs with levers or faults only: it keeps the arrival of each contact (9 bytes) and
/// each change of the queue (12 bytes).
///
/// A lever has its effect when the sessions in progress fit it: for a pool that is switched off or
/// capped, when no more are in progress than may be; for any other setting, when the last session that
/// had begun before it is over.
public struct InterventionFold: EventSink {
    /// The window before and after a lever's move, in seconds.
    public static let leverSeconds = 1800.0

    private enum Fate: UInt8 {
        case open, abandoned, lostInVoice
    }

    private struct Mark {
        var kind: Intervention.Kind
        var pool: VoicePoolID
        var start: Int64
        var end: Int64?
        /// Of a lever: most sessions that may be in progress; nil: it waits for the old ones to end.
        var cap: Int?
        var effect: Int64?
    }

    private var marks: [Mark] = []
    /// Marks that wait for their effect.
    private var pending: [Int] = []
    private var openFaults: [UInt16: Int] = [:]

    // By contact number.
    private var arrivals: [Int64] = []
    private var fates: [Fate] = []
    private var isWaiting: [Bool] = []
    private var sessions: [UInt32: (pool: VoicePoolID, start: Int64)] = [:]
    private var inUse: [UInt16: Int] = [:]

    // The queue: instants and lengths.
    private var instants: [Int64] = [0]
    private var lengths: [Int32] = [0]
    private var lastTime: Int64 = 0

    /// Starts at the beginning of a log.
    public init() {}

    /// Takes one event.
    public mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        let now = time.nanoseconds
        lastTime = now
        switch event {
        case .contactArrived:
            arrivals.append(now)
            fates.append(.open)
            isWaiting.append(false)
        case .contactQueued(let fact): wait(fact.contact, true, now)
        case .contactAnswered(let fact): wait(fact.contact, false, now)
        case .contactDisconnected(let fact): wait(fact.contact, false, now)
        case .contactAbandoned(let fact):
            if Int(fact.contact.rawValue) < fates.count {
                fates[Int(fact.contact.rawValue)] = .abandoned
            }
            wait(fact.contact, false, now)
        case .sessionStarted(let fact):
            sessions[fact.contact.rawValue] = (fact.pool, now)
            inUse[fact.pool.rawValue, default: 0] += 1
        case .sessionEnded(let fact): end(fact, now)
        case .leverMoved(let fact): move(fact, now)
        case .faultStarted(let fact):
            // A fault of several pools is one intervention.
            guard openFaults[fact.fault] == nil else { return }
            openFaults[fact.fault] = marks.count
            marks.append(Mark(kind: .fault(fact.fault), pool: fact.pool, start: now))
        case .faultEnded(let fact):
            guard let place = openFaults.removeValue(forKey: fact.fault) else { return }
            marks[place].end = now
        default: break
        }
    }

    private mutating func wait(_ contact: ContactID, _ waits: Bool, _ now: Int64) {
        let place = Int(contact.rawValue)
        guard place < isWaiting.count, isWaiting[place] != waits else { return }
        isWaiting[place] = waits
        let length = (lengths.last ?? 0) + (waits ? 1 : -1)
        if instants.last == now {
            lengths[lengths.count - 1] = length
        } else {
            instants.append(now)
            lengths.append(length)
        }
    }

    private mutating func end(_ fact: SessionEnded, _ now: Int64) {
        guard let session = sessions.removeValue(forKey: fact.contact.rawValue) else { return }
        inUse[session.pool.rawValue, default: 0] -= 1
        let place = Int(fact.contact.rawValue)
        if fact.outcome == .hungUp || fact.outcome == .cutOff, place < fates.count {
            fates[place] = .lostInVoice
        }
        settle(session.pool, now)
    }

    private mutating func move(_ fact: LeverMoved, _ now: Int64) {
        let kind = Intervention.Kind.lever(fact.lever, fact.cause)
        var cap: Int?
        switch fact.setting {
        case .operation: cap = fact.value == 0 ? .max : 0
        case .sessions: cap = Int(fact.value)
        default: break
        }
        // The settings of one lever are one intervention, fitted when all of them are.
        if let last = marks.indices.last, marks[last].kind == kind, marks[last].start == now {
            let known = marks[last].cap
            marks[last].cap = cap.flatMap { new in known.map { min($0, new) } }
        } else {
            marks.append(Mark(kind: kind, pool: fact.pool, start: now, cap: cap))
            pending.append(marks.count - 1)
        }
        settle(fact.pool, now)
    }

    /// Looks which levers have their effect now.
    private mutating func settle(_ pool: VoicePoolID, _ now: Int64) {
        guard !pending.isEmpty else { return }
        pending.removeAll { place in
            let mark = marks[place]
            guard mark.pool == pool else { return false }
            let fits: Bool
            if let cap = mark.cap {
                fits = inUse[pool.rawValue] ?? 0 <= cap
            } else {
                fits = !sessions.values.contains { $0.pool == pool && $0.start < mark.start }
            }
            if fits { marks[place].effect = now }
            return fits
        }
    }

    // MARK: What came of it

    /// What was done and befell, in order of time.
    public var interventions: [Intervention] { marks.map(intervention) }

    private func intervention(_ mark: Mark) -> Intervention {
        let isFault = isFault(mark.kind)
        let length =
            isFault
            ? (mark.end ?? lastTime) - mark.start
            : SimulationDuration(seconds: Self.leverSeconds).nanoseconds
        let end = mark.start + length
        let before = phase(max(mark.start - length, 0), mark.start)
        let recovery = recovery(from: isFault ? end : mark.start, level: before.meanQueue)
        let last = min(recovery ?? .max, end + length)
        return Intervention(
            kind: mark.kind, start: SimulationTime(nanoseconds: mark.start),
            end: SimulationTime(nanoseconds: end), before: before, during: phase(mark.start, end),
            after: phase(end, end + length), peakQueue: peak(mark.start, max(last, end)),
            recoverySeconds: recovery.map { Double($0 - (isFault ? end : mark.start)) / 1e9 },
            effectSeconds: mark.effect.map { Double($0 - mark.start) / 1e9 })
    }

    private func isFault(_ kind: Intervention.Kind) -> Bool {
        if case .fault = kind { return true }
        return false
    }

    private func phase(_ from: Int64, _ to: Int64) -> Intervention.Phase {
        var phase = Intervention.Phase()
        for place in Self.first(arrivals, from)..<Self.first(arrivals, to) {
            phase.arrived += 1
            switch fates[place] {
            case .open: break
            case .abandoned: phase.abandoned += 1
            case .lostInVoice: phase.lostInVoice += 1
            }
        }
        var sum = 0.0
        for (start, end, length) in stretches(from, to) {
            sum += Double(end - start) * Double(length)
        }
        phase.meanQueue = to > from ? sum / Double(to - from) : 0
        return phase
    }

    private func peak(_ from: Int64, _ to: Int64) -> Int {
        Int(stretches(from, to).map(\.length).max() ?? 0)
    }

    /// The first instant from one on at which at most as many wait as a level rounded up.
    private func recovery(from start: Int64, level: Double) -> Int64? {
        let most = Int32(level.rounded(.up))
        let first = max(Self.first(instants, start + 1) - 1, 0)
        guard let place = lengths.indices[first...].first(where: { lengths[$0] <= most }) else {
            return nil
        }
        return max(instants[place], start)
    }

    /// The stretches of constant queue between two instants.
    private func stretches(
        _ from: Int64, _ to: Int64
    ) -> [(start: Int64, end: Int64, length: Int32)] {
        var found: [(start: Int64, end: Int64, length: Int32)] = []
        var place = max(Self.first(instants, from + 1) - 1, 0)
        while place < instants.count, instants[place] < to {
            let end = place + 1 < instants.count ? min(instants[place + 1], to) : to
            found.append((max(instants[place], from), end, lengths[place]))
            place += 1
        }
        return found
    }

    /// The first place whose value is not below a limit.
    private static func first(_ values: [Int64], _ limit: Int64) -> Int {
        var low = 0
        var high = values.count
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < limit { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
