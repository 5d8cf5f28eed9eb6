public import ContactCenterEvents
public import Conversations
import DialogueEngine
public import TwinPrimitives

/// What the faults that are there do to one pool at one instant.
public struct PoolDisturbance: Sendable {
    /// Factor on response latencies.
    public var latencyFactor = 1.0
    /// Share of turns wrongly understood.
    public var defects: Double
    /// Share of callers that the pool cannot take.
    public var refused = 0.0
    /// What conversations feel of it.
    public var conversation = ConversationDisturbance()

    /// A pool on which nothing acts.
    ///
    /// - Parameter defects: Its own share of turns wrongly understood.
    public init(defects: Double = 0) { self.defects = defects }
}

/// The faults that act: a fold of events, and nothing else.
public struct FaultState: Sendable {
    /// One fault on one pool.
    private struct Acting: Sendable {
        var fault: UInt16
        var pool: VoicePoolID
        var effect: FaultEffect
        var recovery: SimulationDuration
        /// When it was mended; nil while it is there.
        var end: SimulationTime?
    }

    private let plans: [FaultPlan]
    private var acting: [Acting] = []

    /// No fault acts yet.
    ///
    /// - Parameter plans: What may act.
    public init(_ plans: [FaultPlan]) { self.plans = plans }

    /// Whether none acts, as far as it is known without a look at the time.
    public var isEmpty: Bool { acting.isEmpty }

    /// Changes the state by one event; events that concern no fault change nothing.
    public mutating func evolve(_ event: ContactCenterEvent, at time: SimulationTime) {
        switch event {
        case .faultStarted(let fact):
            let plan = plans[Int(fact.fault)]
            // One that still fades is there in full again.
            acting.removeAll { $0.fault == fact.fault && $0.pool == fact.pool }
            for (pool, effect) in plan.effects where pool == fact.pool {
                acting.append(
                    Acting(
                        fault: fact.fault, pool: pool, effect: effect,
                        recovery: SimulationDuration(seconds: plan.recoverySeconds)))
            }
        case .faultEnded(let fact):
            for place in acting.indices
            where acting[place].fault == fact.fault && acting[place].pool == fact.pool {
                acting[place].end = time
            }
            acting.removeAll { $0.end != nil && $0.recovery.nanoseconds == 0 }
        default: break
        }
    }

    /// What acts on a pool now; nil when nothing does.
    ///
    /// - Parameters:
    ///   - pool: The pool.
    ///   - defects: Its own share of turns wrongly understood.
    ///   - time: The instant, not before the last event.
    /// - Returns: All faults together, in whichever order they began: factors multiply; of shares of
    ///   defects that stand instead of the pool's the largest counts, each mixed by its strength with
    ///   what the factors make of the pool's; what fails or is refused by one of several fails or is
    ///   refused.
    public func disturbance(
        of pool: VoicePoolID, defects: Double, at time: SimulationTime
    ) -> PoolDisturbance? {
        var found = PoolDisturbance(defects: defects)
        var replaced: [(share: Double, strength: Double)] = []
        var isDisturbed = false
        for fault in acting
        where fault.pool == pool && !(fault.end.map { $0 + fault.recovery <= time } ?? false) {
            isDisturbed = true
            let strength =
                fault.end.map {
                    1 - (time - $0).seconds / fault.recovery.seconds
                } ?? 1
            found.add(fault.effect, strength: strength, isThere: fault.end == nil)
            if let share = fault.effect.defects { replaced.append((share, strength)) }
        }
        found.defects = min(found.defects, 1)
        if let largest = replaced.map({ found.defects + $1 * ($0 - found.defects) }).max() {
            found.defects = largest
        }
        return isDisturbed ? found : nil
    }
}

extension PoolDisturbance {
    mutating func add(_ effect: FaultEffect, strength: Double, isThere: Bool) {
        latencyFactor *= 1 + strength * (effect.latencyFactor - 1)
        defects *= 1 + strength * (effect.defectsFactor - 1)
        refused = 1 - (1 - refused) * (1 - strength * effect.refusesSessions)
        conversation.latencyFactor = latencyFactor
        if effect.toolFailure > 0 {
            conversation.toolFailures.append(
                .init(tools: effect.tools, probability: strength * effect.toolFailure))
        }
        if isThere, let line = effect.line { conversation.ear = line.ear }
    }
}
