import ContactCenterEvents
import TwinPrimitives

/// What became of callers' needs: all contacts from the first attempt to the one after which nobody calls again.
public struct NeedTally: Equatable, Sendable {
    /// Needs that ended.
    public private(set) var needs: Int64 = 0
    /// Those whose last contact a voice agent resolved or a person served.
    public private(set) var resolved: Int64 = 0
    /// Contacts of the needs.
    public private(set) var contacts: Int64 = 0
    /// Values that were stated in a contact, after an earlier one of the need had stated as many.
    public private(set) var valuesStatedAgain: Int64 = 0
    /// Needs by their contacts: how many have 0, 1, 2 and so on.
    public private(set) var byContacts: [Int64] = []
    /// From the first arrival to the end of the contact that resolved it, in nanoseconds; as needs ended.
    public private(set) var resolutionTimes: [Int64] = []

    /// Starts from nothing.
    public init() {}

    /// Adds the needs of another replication.
    public static func += (left: inout NeedTally, right: NeedTally) {
        left.needs += right.needs
        left.resolved += right.resolved
        left.contacts += right.contacts
        left.valuesStatedAgain += right.valuesStatedAgain
        while left.byContacts.count < right.byContacts.count { left.byContacts.append(0) }
        for place in right.byContacts.indices { left.byContacts[place] += right.byContacts[place] }
        left.resolutionTimes += right.resolutionTimes
    }

    /// Both together.
    func adding(_ other: NeedTally) -> NeedTally {
        var sum = self
        sum += other
        return sum
    }

    mutating func add(_ need: Need) {
        needs += 1
        contacts += Int64(need.contacts)
        valuesStatedAgain += need.valuesStatedAgain
        while byContacts.count <= need.contacts { byContacts.append(0) }
        byContacts[need.contacts] += 1
        guard need.isResolved else { return }
        resolved += 1
        resolutionTimes.append(need.lastEnd - need.start)
    }

    /// Needs with more than one contact.
    public var repeated: Int64 { needs - (byContacts.count > 1 ? byContacts[1] : 0) }

    /// The number of contacts that a share of the needs do not exceed; nil without needs.
    ///
    /// - Parameter permille: The share in thousandths, from 1 to 1000.
    /// - Returns: The contacts of the need of rank ceil(share x needs), exactly.
    public func contactsQuantile(permille: Int) -> Int? {
        let rank = (needs * Int64(permille) + 999) / 1000
        var below: Int64 = 0
        return byContacts.indices.first { place in
            below += byContacts[place]
            return below >= rank && needs > 0
        }
    }

    /// The time to resolution of rank ceil(share x resolved needs), in seconds, exactly; nil without any.
    ///
    /// - Parameter permille: The share in thousandths, from 1 to 1000.
    /// - Returns: Seconds.
    public func resolutionSeconds(permille: Int) -> Double? {
        guard !resolutionTimes.isEmpty else { return nil }
        let sorted = resolutionTimes.sorted()
        return Double(sorted[max((sorted.count * permille + 999) / 1000, 1) - 1]) / 1e9
    }

    /// Sum of the times to resolution, in nanoseconds.
    public var resolutionTime: Int128 {
        resolutionTimes.reduce(Int128(0)) { $0 + Int128($1) }
    }
}

/// One need from its first arrival on.
struct Need {
    let start: Int64
    var contacts = 1
    /// Most values that one of its contacts had stated.
    var mostStated: Int64 = 0
    var valuesStatedAgain: Int64 = 0
    var isResolved = false
    var lastEnd: Int64 = 0
}

/// Follows callers over their contacts; fed by a fold of journeys.
struct NeedFold: Sendable {
    private var needs: [CallerKey: Need] = [:]
    private var callers: [UInt32: CallerKey] = [:]
    /// Contacts that ended at the last instant: whether their callers call again is decided after the end.
    private var undecided: [(contact: UInt32, caller: CallerKey)] = []
    private var decidedUntil = SimulationTime.zero
    private var tally = NeedTally()

    /// What was counted so far; needs that go on are left out.
    var result: NeedTally {
        var whole = self
        whole.decide()
        return whole.tally
    }

    /// A contact arrives; one that is not the first goes on with a need that is known.
    mutating func arrive(_ fact: ContactArrived, counts: Bool, at time: SimulationTime) {
        decide(before: time)
        if fact.attempt == 0 {
            if counts { needs[fact.caller] = Need(start: time.nanoseconds) }
        } else {
            needs[fact.caller]?.contacts += 1
        }
        if needs[fact.caller] != nil { callers[fact.contact.rawValue] = fact.caller }
    }

    /// A contact ends.
    ///
    /// - Parameters:
    ///   - contact: Its number.
    ///   - stated: Values that its caller stated.
    ///   - isResolved: Whether the wish was served.
    ///   - time: When.
    mutating func end(
        _ contact: UInt32, stated: Int64, isResolved: Bool, at time: SimulationTime
    ) {
        decide(before: time)
        guard let caller = callers.removeValue(forKey: contact), var need = needs[caller] else {
            return
        }
        need.valuesStatedAgain += min(stated, need.mostStated)
        need.mostStated = max(stated, need.mostStated)
        need.isResolved = isResolved
        need.lastEnd = time.nanoseconds
        needs[caller] = need
        undecided.append((contact, caller))
        decidedUntil = time
    }

    /// The caller of a contact that has just ended will call again.
    mutating func goesOn(_ contact: UInt32) {
        undecided.removeAll { $0.contact == contact }
    }

    private mutating func decide(before time: SimulationTime) {
        if time > decidedUntil, !undecided.isEmpty { decide() }
    }

    private mutating func decide() {
        for (_, caller) in undecided {
            if let need = needs.removeValue(forKey: caller) { tally.add(need) }
        }
        undecided.removeAll(keepingCapacity: true)
    }
}
