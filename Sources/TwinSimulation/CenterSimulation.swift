import ContactCenter
public import ContactCenterEvents
import Distributions
import RandomVariates
public import SimulationKernel
public import TwinPrimitives
import VoiceAgents

/// One replication of a contact center with voice agents, on the kernel.
///
/// Data flow: the run loop hands over the next arrival or notice; the decider says what follows from
/// the state; each event that follows is recorded, which changes the state by `evolve` and goes to
/// the receivers in batches. What must happen later is drawn from the caller's own streams and waits
/// as a notice.
public struct CenterSimulation: ~Copyable, SimulationModel {
    var center: CenterState
    var voice: SessionState
    let decider: Decider
    let draws: DrawTables
    let voicePools: VoicePools
    /// Levers and faults: what is planned, what is due, what acts.
    var controls: VoiceControls
    /// The sessions that are conversations and that something around them may reach.
    var conversations: LiveConversations
    /// The stations that voice agents' turns pass through.
    var turns: StationTurns
    /// The sessions whose course is known.
    var played: PlayedSessions
    var notices: FutureEvents<LadderQueue>
    var orbit: Orbit
    var sources: UnsafeMutablePointer<ArrivalSource>
    let sourceCount: Int
    /// Instant of each source's next arrival, in nanoseconds.
    let nextOfSources: UnsafeMutablePointer<Int64>
    /// The type whose first arrival comes next.
    var nextSource: Int
    let staffing: [StaffingSteps]
    var staffingPosition: [Int]
    let streams: RandomStreams
    let horizon: SimulationTime
    var now: SimulationTime
    var outlet: EventOutlet
    /// Where agents with shifts should be; nil when no group works shifts.
    let timetable: Timetable?
    /// Closings at which those who wait are cut off.
    let closings: [SimulationTime]
    /// By contact type: what those who meet its queue hear or are offered.
    let announcements: [Announcement?]
    let callbackOffers: [CallbackOffer?]
    let balksPerWaiting: [Double]
    /// Factor of each agent on its times; empty when no group has a pace.
    let paces: [Double]
    /// Whether conversations may be other than one draw and its after-contact work.
    let hasSpecialContacts: Bool
    /// The conversation of each agent, where some may be put on hold or passed on.
    var legs: [ConversationLeg]
    /// By contact type: what others in hand add to a conversation.
    let slowdowns: [Double]
    var dialers: [DialerState]
    let hasDialers: Bool
    var isDialing: Bool
    let limits: SimulationLimits
    /// Contacts below this number keep the limits without a look.
    var roomUntil: UInt32
    /// What stopped the run before its end, if anything did.
    public private(set) var failure: SimulationError?
    /// Instant of the next arrival, or `SimulationTime.distantFuture`.
    public var nextArrival: SimulationTime

    /// Prepares a replication.
    ///
    /// - Parameters:
    ///   - configuration: The center.
    ///   - seed: Seed of the experiment.
    ///   - replication: Number of the replication, from 0.
    ///   - antithetic: Whether every uniform number u of the replication becomes 1 - u. The events do
    ///     not tell: such a run is no replication of its own.
    ///   - receivers: Who listens to the events.
    ///   - limits: How much the replication may hold.
    /// - Throws: `SimulationError.tooManyAgents`.
    public init(
        _ configuration: TwinConfiguration, seed: UInt64, replication: UInt32,
        antithetic: Bool = false, receivers: [any EventReceiver],
        limits: SimulationLimits = SimulationLimits()
    ) throws(SimulationError) {
        let streams = RandomStreams(seed: seed, replication: replication, antithetic: antithetic)
        let setup = configuration.center
        let staffing = setup.agentGroups.enumerated().map { number, group in
            StaffingSteps(
                group, number: UInt16(number), daySeconds: setup.daySeconds,
                endSeconds: setup.horizonSeconds, streams: streams)
        }
        let shifts = ShiftDraws(
            center: setup, streams: streams,
            largestStaffing: staffing.map { Int($0.counts.max() ?? 0) })
        let sizes = shifts.sizes
        let agents = sizes.reduce(0, +)
        guard agents <= limits.agents else {
            throw .tooManyAgents(planned: agents, limit: limits.agents)
        }
        self.limits = limits
        roomUntil = 0
        self.staffing = staffing
        staffingPosition = Array(repeating: 0, count: staffing.count)
        center = CenterState(setup, largestStaffing: sizes)
        voice = SessionState(configuration.voicePools.map(\.settings))
        timetable = shifts.timetable()
        decider = Decider(setup, timetable: timetable)
        draws = DrawTables(setup)
        let defects = DefectRates(configuration, streams: streams)
        voicePools = VoicePools(configuration.voicePools, configuration.plan, defects)
        controls = VoiceControls(
            configuration, streams: streams, horizon: SimulationTime(seconds: setup.horizonSeconds))
        conversations = LiveConversations(
            configuration.voicePools, configuration.plan, defects, streams: streams)
        turns = StationTurns(configuration, streams: streams)
        played = PlayedSessions(
            configuration.voicePools, configuration.plan, defects, streams: streams)
        notices = FutureEvents()
        orbit = Orbit()
        closings = Self.closings(setup)
        announcements = setup.contactTypes.map(\.announcement)
        callbackOffers = setup.contactTypes.map(\.callback)
        balksPerWaiting = setup.contactTypes.map(\.balkPerWaiting)
        paces = Self.paces(setup, sizes: sizes, streams: streams)
        hasSpecialContacts = Self.hasSpecialContacts(configuration, hasLegs: draws.hasLegs)
        legs = Array(repeating: ConversationLeg(), count: draws.hasLegs ? agents : 0)
        slowdowns = setup.contactTypes.map(\.slowdown)
        dialers = setup.contactTypes.indices.compactMap { DialerState($0, setup) }
        hasDialers = !dialers.isEmpty
        isDialing = false
        sourceCount = setup.contactTypes.count
        sources = ArrivalSource.all(of: setup, streams: streams)
        nextOfSources = .allocate(capacity: max(sourceCount, 1))
        for number in 0..<sourceCount {
            nextOfSources[number] = sources[number].next.nanoseconds
        }
        nextSource = 0
        nextArrival = .distantFuture
        self.streams = streams
        horizon = SimulationTime(seconds: setup.horizonSeconds)
        now = .zero
        outlet = EventOutlet(receivers)
        record(
            .runStarted(
                RunStarted(
                    seed: seed, replication: replication, behaviourVersion: behaviourVersion)))
        open(setup)
        findNextArrival()
    }

    deinit {
        sources.deinitialize(count: sourceCount)
        sources.deallocate()
        nextOfSources.deallocate()
    }

    /// Instant of the first notice, or `SimulationTime.distantFuture`.
    public var nextNotice: SimulationTime { notices.firstDue }

    /// Runs to the end: no contact arrives after the horizon, all who are inside are served out.
    ///
    /// - Throws: What the run needed too much of; the receivers then have the events up to it.
    public mutating func runToEnd() throws(SimulationError) {
        run()
        if let failure {
            outlet.flush()
            throw failure
        }
        now = max(now, horizon)
        record(.runEnded(RunEnded(contacts: center.nextContact.rawValue)))
        outlet.flush()
    }

    /// Records an event: it changes the state and goes to the receivers.
    @inline(__always)
    mutating func record(_ event: ContactCenterEvent) {
        center.evolve(event, at: now)
        outlet.record(event, at: now)
    }

    /// Records an event of a voice-agent leg, which changes the sessions too.
    @inline(__always)
    mutating func recordVoice(_ event: ContactCenterEvent) {
        voice.evolve(event)
        record(event)
    }

    /// Ends the run at the event in hand: nobody arrives any more, and nothing is due.
    @inline(never)
    mutating func stop(_ error: SimulationError) {
        failure = failure ?? error
        nextArrival = .distantFuture
        notices.sweep { _ in false }
    }

    /// Whether more notices may be scheduled; if not, the run is stopped.
    ///
    /// Asked before each turn of a dialogue and, for the few other notices of a contact, at least once
    /// in `SimulationLimits.contactsBetweenLooks` arrivals.
    @inline(__always)
    mutating func mayScheduleMore() -> Bool {
        if notices.scheduled < limits.notices { return true }
        stop(.tooManyNotices(limit: limits.notices))
        return false
    }

    /// Schedules a notice, unless it never falls due.
    ///
    /// - Parameters:
    ///   - kind: Its kind.
    ///   - index: For whom. Agents, groups and places in the orbit are fewer than 2^24. Of a contact
    ///     the lowest 24 bits are kept: they name one live contact, see `SimulationLimits`.
    ///   - delay: Time until it falls due.
    @inline(__always)
    mutating func schedule(_ kind: NoticeKind, _ index: UInt32, after delay: SimulationDuration) {
        guard delay.nanoseconds != .max else { return }
        notices.schedule(kind.rawValue, index & 0xFF_FFFF, at: now + delay)
    }

    /// Removes the first notice and handles it.
    public mutating func handleNotice() {
        let notice = notices.popFirst()
        now = notice.due
        switch notice.kind {
        case NoticeKind.conversationEnds.rawValue: endConversation(AgentID(notice.index))
        case NoticeKind.searchWidens.rawValue: widenSearch(index: notice.index)
        case NoticeKind.centerCloses.rawValue: closeCenter(notice.index)
        case NoticeKind.dutyChanges.rawValue: changeDuty(AgentID(notice.index))
        case NoticeKind.conferenceEnds.rawValue: endConference(AgentID(notice.index))
        case NoticeKind.controlsAct.rawValue:
            if notice.index == Self.takeoverIndex { takeOver() } else { actOnControls() }
        case NoticeKind.dialerStarts.rawValue: startDialer(notice.index)
        case NoticeKind.dialerRetries.rawValue: retryDialer(notice.index)
        case NoticeKind.chatEnds.rawValue: endChat(index: notice.index)
        case NoticeKind.afterContactWorkEnds.rawValue: endAfterContactWork(AgentID(notice.index))
        case NoticeKind.patienceEnds.rawValue: endPatience(index: notice.index)
        case NoticeKind.sessionContinues.rawValue: continueSession(index: notice.index)
        case NoticeKind.menuEnds.rawValue: endMenu(index: notice.index)
        case NoticeKind.callerReturns.rawValue: returnCaller(place: notice.index)
        case NoticeKind.staffingChanges.rawValue:
            changeStaffing(AgentGroupID(UInt16(notice.index)))
        case NoticeKind.stationsAct.rawValue: stationsAct()
        default: preconditionFailure("a notice of an unknown kind")
        }
    }
}
