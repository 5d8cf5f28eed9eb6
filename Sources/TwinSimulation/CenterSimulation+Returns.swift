import ContactCenter
import ContactCenterEvents
import RandomVariates
import SimulationKernel
import TwinPrimitives

/// Callers who come back.
extension CenterSimulation {
    /// A caller calls again.
    mutating func returnCaller(place: UInt32) {
        let caller = orbit.leave(place)
        admit(
            caller.contactType, caller: caller.caller, attempt: caller.attempt, cause: caller.cause)
    }

    /// Lets a caller decide whether to come back.
    ///
    /// - Parameters:
    ///   - entry: The contact that has ended.
    ///   - cause: How it ended.
    ///   - hungUp: Whether the caller hung up on a voice agent.
    ///   - cutOff: Whether a fault cut the caller off from a voice agent.
    @inline(__always)
    mutating func considerReturn(
        _ entry: ContactEntry, _ cause: ArrivalCause, hungUp: Bool = false,
        cutOff: Bool = false
    ) {
        let type = draws.types + Int(entry.contactType.rawValue)
        let redial: DrawTables.RedialDraws?
        switch cause {
        case .afterAbandonment: redial = type.pointee.afterAbandon
        case .afterBlocking: redial = type.pointee.afterBlocked
        case .afterService: redial = type.pointee.afterService
        case _ where cutOff: redial = type.pointee.afterCutOff
        default: redial = hungUp ? type.pointee.afterHangup : type.pointee.afterUnresolved
        }
        if let redial { decideReturn(entry, cause, redial) }
    }

    @inline(never)
    private mutating func decideReturn(
        _ entry: ContactEntry, _ cause: ArrivalCause, _ redial: DrawTables.RedialDraws
    ) {
        guard entry.attempt < redial.limit, entry.attempt < .max else { return }
        let (decisions, delays) = Self.purposes(cause)
        let decision = streams.uniform(decisions, entry.caller, attempt: entry.attempt)
        guard decision < redial.probability else { return }
        let uniform = streams.uniform(delays, entry.caller, attempt: entry.attempt)
        let delay = SimulationDuration(seconds: redial.delay.draw(uniform: uniform))
        record(
            .redialScheduled(
                RedialScheduled(contact: ContactID(entry.id), cause: cause, delay: delay)))
        guard now + delay < horizon else { return }
        guard orbit.hasRoom(within: limits.callersInOrbit) else {
            stop(.tooManyCallersInOrbit(limit: limits.callersInOrbit))
            return
        }
        let place = orbit.enter(
            Orbit.Place(
                caller: entry.caller, contactType: redial.becomes ?? entry.contactType,
                attempt: entry.attempt + 1, cause: cause))
        schedule(.callerReturns, place, after: delay)
    }

    /// The streams of a decision to come back, and of the time until then.
    private static func purposes(_ cause: ArrivalCause) -> (RandomPurpose, RandomPurpose) {
        switch cause {
        case .afterBlocking: (.retrialDecision, .retrialDelay)
        case .afterService: (.repeatDecision, .repeatDelay)
        case .afterUnresolved: (.returnDecision, .returnDelay)
        case .first, .afterAbandonment, .dialled: (.redialDecision, .redialDelay)
        }
    }
}
