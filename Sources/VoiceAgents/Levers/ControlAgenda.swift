public import ContactCenterEvents
import RandomVariates
public import TwinPrimitives

/// What is due among levers and faults, one after the other.
///
/// At one instant faults end first, then others begin, then planned levers move, then rules are
/// looked at; each in the order of the scenario.
public struct ControlAgenda: Sendable {
    /// One thing to do.
    public enum Act: Equatable, Sendable {
        /// A fault ends.
        case endFault(UInt16, occurrence: UInt32)
        /// A fault begins.
        case startFault(UInt16, occurrence: UInt32)
        /// A planned lever moves.
        case move(UInt16)
        /// A rule is looked at.
        case look(UInt16)

        fileprivate var rank: Int {
            switch self {
            case .endFault: 0
            case .startFault: 1
            case .move: 2
            case .look: 3
            }
        }

        fileprivate var number: UInt16 {
            switch self {
            case .endFault(let number, _), .startFault(let number, _), .move(let number),
                .look(let number):
                number
            }
        }
    }

    private struct Item: Sendable {
        var time: SimulationTime
        var act: Act

        func precedes(_ other: Item) -> Bool {
            (time.nanoseconds, act.rank, act.number)
                < (other.time.nanoseconds, other.act.rank, other.act.number)
        }
    }

    /// What is known from the start, the first last.
    private var planned: [Item]
    /// The next look at each rule; nil for levers without one, and after the horizon.
    private var looks: [SimulationTime?]
    private let everies: [SimulationDuration]
    private let horizon: SimulationTime

    /// Draws the faults of a run and lists what is due in it.
    ///
    /// - Parameters:
    ///   - plan: What is planned.
    ///   - streams: The replication's streams.
    ///   - horizon: End of arrivals; nothing begins or is looked at from then on.
    public init(_ plan: OperatingPlan, streams: RandomStreams, horizon: SimulationTime) {
        self.horizon = horizon
        var items: [Item] = []
        for (number, lever) in plan.levers.enumerated() {
            guard case .at(let seconds) = lever.moment else { continue }
            items.append(Item(time: SimulationTime(seconds: seconds), act: .move(UInt16(number))))
        }
        for (number, fault) in plan.faults.enumerated() {
            let times = Self.occurrences(fault, streams, horizon)
            for (occurrence, time) in times.enumerated() {
                let key = UInt32(occurrence)
                items.append(
                    Item(
                        time: time.start, act: .startFault(UInt16(number), occurrence: key)))
                items.append(
                    Item(time: time.end, act: .endFault(UInt16(number), occurrence: key)))
            }
        }
        planned = items.filter { $0.time < horizon || $0.act.rank == 0 }
            .sorted { $1.precedes($0) }
        everies = plan.levers.map { lever in
            guard case .rule(let rule) = lever.moment else {
                return SimulationDuration(nanoseconds: .max)
            }
            return SimulationDuration(seconds: rule.everySeconds)
        }
        looks = everies.map { every in
            let first = SimulationTime(nanoseconds: every.nanoseconds)
            return every.nanoseconds < .max && first < horizon ? first : nil
        }
    }

    /// The occurrences of a fault that begin before the horizon.
    private static func occurrences(
        _ fault: FaultPlan, _ streams: RandomStreams, _ horizon: SimulationTime
    ) -> [(start: SimulationTime, end: SimulationTime)] {
        switch fault.timing {
        case .planned(let start, let length):
            guard SimulationTime(seconds: start) < horizon else { return [] }
            return [(SimulationTime(seconds: start), SimulationTime(seconds: start + length))]
        case .random(let perDay, let law):
            guard perDay > 0 else { return [] }
            let length = LawSampler(law)
            var found: [(start: SimulationTime, end: SimulationTime)] = []
            var at = 0.0
            while true {
                let key = CallerKey(
                    contactType: ContactTypeID(0), ordinal: UInt32(found.count))
                func uniform(_ purpose: RandomPurpose) -> Double {
                    streams.uniform(purpose, key, draw: fault.drawKey)
                }
                at -= PortableMath.log(uniform(.faultStart)) * secondsPerDay / perDay
                let start = SimulationTime(seconds: at)
                guard start < horizon else { return found }
                at += max(length.draw(uniform: uniform(.faultLength)), shortest)
                found.append((start, SimulationTime(seconds: at)))
            }
        }
    }

    private static let secondsPerDay = 86_400.0
    /// Shortest fault, in seconds: its end must come after its beginning.
    private static let shortest = 1e-6

    private var nextLook: Item? {
        var first: Item?
        for (number, time) in looks.enumerated() {
            guard let time else { continue }
            let item = Item(time: time, act: .look(UInt16(number)))
            if first.map({ item.precedes($0) }) ?? true { first = item }
        }
        return first
    }

    /// When something is due next; nil when nothing is.
    public var next: SimulationTime? {
        switch (planned.last?.time, nextLook?.time) {
        case (let item?, let look?): min(item, look)
        case (let item, let look): item ?? look
        }
    }

    /// Takes the next thing that is due.
    ///
    /// - Parameter time: Now.
    /// - Returns: It; nil when nothing more is due.
    public mutating func take(at time: SimulationTime) -> Act? {
        let look = nextLook
        if let item = planned.last, item.time <= time, look.map({ item.precedes($0) }) ?? true {
            planned.removeLast()
            return item.act
        }
        guard let look, look.time <= time else { return nil }
        let number = Int(look.act.number)
        let after = look.time + everies[number]
        looks[number] = after < horizon ? after : nil
        return look.act
    }
}

/// How far the rule of a lever is met.
public struct RuleWatch: Sendable {
    private var aboveSince: SimulationTime?
    /// Whether it is met.
    public private(set) var isMet = false

    /// A rule that was not looked at yet.
    public init() {}

    /// Looks at the rule.
    ///
    /// - Parameters:
    ///   - rule: The rule.
    ///   - waiting: People waiting for a human agent.
    ///   - time: Now.
    /// - Returns: Why the lever moves now; nil when it does not.
    public mutating func look(
        _ rule: LeverRule, waiting: Int, at time: SimulationTime
    ) -> LeverCause? {
        if isMet {
            guard let below = rule.waitingBelow, waiting < below else { return nil }
            isMet = false
            aboveSince = nil
            return .ruleOver
        }
        guard waiting > rule.waitingAbove else {
            aboveSince = nil
            return nil
        }
        let since = aboveSince ?? time
        aboveSince = since
        guard time - since >= SimulationDuration(seconds: rule.holdsSeconds) else { return nil }
        isMet = true
        return .ruleMet
    }
}
