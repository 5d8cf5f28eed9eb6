import ContactCenterEvents
import Projections
import Testing
import TwinPrimitives

/// A list of events written by hand: instants in seconds, ids as plain numbers.
struct EventScript {
    var events: [(event: ContactCenterEvent, time: SimulationTime)] = []

    mutating func add(_ seconds: Double, _ event: ContactCenterEvent) {
        events.append((event, SimulationTime(seconds: seconds)))
    }

    mutating func arrive(
        _ seconds: Double, _ contact: UInt32, type: UInt16 = 0, attempt: UInt16 = 0
    ) {
        add(
            seconds,
            .contactArrived(
                ContactArrived(
                    contact: ContactID(contact), contactType: ContactTypeID(type),
                    caller: CallerKey(contactType: ContactTypeID(type), ordinal: contact),
                    attempt: attempt, cause: attempt > 0 ? .afterAbandonment : .first,
                    priority: 0)))
    }

    mutating func queue(_ seconds: Double, _ contact: UInt32) {
        add(seconds, .contactQueued(ContactQueued(contact: ContactID(contact))))
    }

    mutating func answer(_ seconds: Double, _ contact: UInt32, _ agent: AgentID) {
        add(
            seconds,
            .contactAnswered(ContactAnswered(contact: ContactID(contact), agent: agent)))
    }

    mutating func abandon(_ seconds: Double, _ contact: UInt32) {
        add(seconds, .contactAbandoned(ContactAbandoned(contact: ContactID(contact))))
    }

    mutating func end(
        _ seconds: Double, _ contact: UInt32, _ agent: AgentID, recorded: Bool = true
    ) {
        add(
            seconds,
            .contactEnded(
                ContactEnded(
                    contact: ContactID(contact), agent: agent, durationRecorded: recorded)))
    }

    mutating func finishWork(_ seconds: Double, _ agent: UInt32) {
        add(seconds, .afterContactWorkEnded(AfterContactWorkEnded(agent: AgentID(agent))))
    }

    mutating func signIn(_ seconds: Double, _ agent: UInt32, group: UInt16 = 0) {
        add(
            seconds,
            .agentSignedIn(AgentSignedIn(agent: AgentID(agent), group: AgentGroupID(group))))
    }

    mutating func signOut(_ seconds: Double, _ agent: UInt32) {
        add(seconds, .agentSignedOut(AgentSignedOut(agent: AgentID(agent))))
    }

    mutating func startSession(_ seconds: Double, _ contact: UInt32, pool: UInt16 = 0) {
        add(
            seconds,
            .sessionStarted(
                SessionStarted(contact: ContactID(contact), pool: VoicePoolID(pool))))
    }

    mutating func turn(
        _ seconds: Double, _ contact: UInt32, right: Bool, accepted: Bool, latency: Double
    ) {
        add(
            seconds,
            .utteranceUnderstood(
                UtteranceUnderstood(
                    contact: ContactID(contact), turn: 0, right: right, accepted: accepted,
                    score: 512)))
        add(
            seconds,
            .promptStarted(
                PromptStarted(
                    contact: ContactID(contact), turn: 0,
                    latency: SimulationDuration(seconds: latency))))
    }

    mutating func endSession(
        _ seconds: Double, _ contact: UInt32, _ outcome: SessionOutcome, wrongActions: UInt16 = 0
    ) {
        add(
            seconds,
            .sessionEnded(
                SessionEnded(
                    contact: ContactID(contact), outcome: outcome, wrongActions: wrongActions)))
    }

    mutating func redial(_ seconds: Double, _ contact: UInt32, _ cause: ArrivalCause) {
        add(
            seconds,
            .redialScheduled(
                RedialScheduled(
                    contact: ContactID(contact), cause: cause,
                    delay: SimulationDuration(seconds: 60))))
    }

    /// The tally of the events one by one, after a look that batches of them give the same.
    func tally(_ configuration: CenterFoldConfiguration) -> CenterTally {
        var fold = CenterFold(configuration)
        for (event, time) in events { fold.record(event, at: time) }
        let tally = fold.tally()
        #expect(tallyOfBatches(configuration) == tally)
        return tally
    }

    /// The same, fed in batches of 1 to 9 events, so that what belongs together is torn apart too.
    private func tallyOfBatches(_ configuration: CenterFoldConfiguration) -> CenterTally {
        let timed = events.map { TimedEvent($0.event, at: $0.time) }
        var fold = CenterFold(configuration)
        var start = 0
        var size = 1
        while start < timed.count {
            let end = min(start + size, timed.count)
            timed[start..<end].withUnsafeBufferPointer { fold.record($0) }
            start = end
            size = size % 9 + 1
        }
        return fold.tally()
    }
}
