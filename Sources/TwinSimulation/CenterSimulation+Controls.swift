import ContactCenter
import ContactCenterEvents
import Conversations
import DialogueEngine
import RandomVariates
import ResponseStations
import SimulationKernel
import TwinPrimitives
import VoiceAgents

/// Levers move and faults act.
extension CenterSimulation {
    /// Schedules what is due next among levers and faults.
    mutating func scheduleControls() {
        guard let next = controls.agenda.next else { return }
        schedule(.controlsAct, 0, after: next - now)
    }

    /// Does all that is due now.
    mutating func actOnControls() {
        guard mayScheduleMore() else { return }
        while let act = controls.agenda.take(at: now) {
            switch act {
            case .endFault(let fault, let occurrence): endFault(fault, occurrence)
            case .startFault(let fault, let occurrence): startFault(fault, occurrence)
            case .move(let lever):
                let plan = controls.plan.levers[Int(lever)]
                for change in plan.changes { controls.layers.plan(change, of: plan.pool) }
                move(plan.changes, of: plan.pool, lever: lever, .planned)
            case .look(let lever): look(lever)
            }
        }
        scheduleControls()
    }

    // MARK: Whom a pool takes

    /// Where a contact goes that its pool passes by although sessions may be free; nil: it takes it.
    @inline(never)
    func passedBy(_ contact: ContactID, _ pool: VoicePoolID) -> VoiceOverflow? {
        let number = Int(pool.rawValue)
        let entry = center.queues.contacts[contact.rawValue]
        let settings = voice.settings(pool)
        if settings.share < LeverMoved.wholeShare {
            let place = streams.uniform(.voiceShare, entry.caller, draw: UInt32(number))
            if place * Double(LeverMoved.wholeShare) >= Double(settings.share) {
                return voicePools.otherwise[number]
            }
        }
        let isOpen = voicePools.hours[number]?.contains(now) ?? true
        guard isOpen, settings.operation == .on, !isRefused(entry, pool) else {
            return voicePools.whenClosed[number]
        }
        return nil
    }

    /// Whether a fault keeps a pool from taking a caller.
    private func isRefused(_ entry: ContactEntry, _ pool: VoicePoolID) -> Bool {
        guard controls.isDisturbed[Int(pool.rawValue)] else { return false }
        let refused = controls.faults.disturbance(of: pool, defects: 0, at: now)?.refused ?? 0
        return refused > 0
            && streams.uniform(
                .faultRefusal, entry.caller, attempt: entry.attempt, draw: UInt32(pool.rawValue))
                < refused
    }

    // MARK: Levers

    private mutating func look(_ lever: UInt16) {
        let plan = controls.plan.levers[Int(lever)]
        guard case .rule(let rule) = plan.moment else { return }
        let waiting = Int(center.queues.totalLength)
        let cause = controls.watches[Int(lever)].look(rule, waiting: waiting, at: now)
        guard let cause else { return }
        let settings = voice.settings(plan.pool)
        let changes = plan.changes.map { change in
            cause == .ruleMet
                ? controls.layers.add(
                    change, of: plan.pool, lever: lever, to: settings[change.setting])
                : controls.layers.remove(change.setting, of: plan.pool, lever: lever)
        }
        move(changes, of: plan.pool, lever: lever, cause)
    }

    private mutating func move(
        _ changes: [LeverChange], of pool: VoicePoolID, lever: UInt16, _ cause: LeverCause
    ) {
        for change in changes {
            recordVoice(
                .leverMoved(
                    LeverMoved(
                        pool: pool, setting: change.setting, value: change.value, lever: lever,
                        cause: cause)))
            switch change.setting {
            case .operation where voice.settings(pool).operation == .handedOver:
                handOverSessions(of: pool)
            default: break
            }
        }
        if changes.contains(where: { $0.setting == .accept || $0.setting == .confirm }) {
            moveThresholds(of: pool)
        }
        voicePools.surrogates[Int(pool.rawValue)]?.take(voice.settings(pool))
    }

    /// The contacts of a pool's sessions, the oldest first, without notices of what comes next in them.
    private mutating func sessionsWithoutNotices(of pool: VoicePoolID) -> [UInt32] {
        let contacts = sessions(of: pool)
        dropNotices(of: contacts)
        for contact in contacts { conversations.forgetNotice(contact) }
        return contacts
    }

    /// The contacts of a pool's sessions, the oldest first.
    private func sessions(of pool: VoicePoolID) -> [UInt32] {
        var contacts: [UInt32] = []
        voice.sessions.forEach { if $0.pool == pool { contacts.append($0.id) } }
        return contacts.sorted()
    }

    /// Drops the notices of what comes next in some sessions.
    mutating func dropNotices(of contacts: [UInt32]) {
        guard !contacts.isEmpty else { return }
        Self.sweep(
            &notices, of: center, sessions: Set(contacts.map { $0 & (Notice.indexLimit - 1) }))
    }

    /// Hands all sessions of a pool over to human agents.
    private mutating func handOverSessions(of pool: VoicePoolID) {
        for id in sessionsWithoutNotices(of: pool) { handOver(id, of: pool) }
        settleStations()
    }

    /// Hands a session over to human agents; notices of what comes next in it are dropped already.
    mutating func handOver(_ id: UInt32, of pool: VoicePoolID) {
        let contact = ContactID(id)
        guard conversations.tiers[Int(pool.rawValue)] == nil else {
            return follow(conversations.move(.handoffNow, in: id, at: now), of: contact)
        }
        abandonTurn(contact)
        let session = voice.sessions[id]
        record(.fallbackTriggered(FallbackTriggered(contact: contact, trigger: .lever)))
        record(.handoffPackaged(HandoffPackaged(contact: contact, turns: session.turn)))
        endSession(contact, session, .escalated)
        seekHuman(contact, center.queues.identity(contact))
    }

    /// Tells the conversations of a pool its thresholds.
    private mutating func moveThresholds(of pool: VoicePoolID) {
        guard conversations.tiers[Int(pool.rawValue)] != nil else { return }
        let lever = Self.thresholds(voice.settings(pool))
        for id in sessionsWithoutNotices(of: pool) {
            follow(conversations.move(lever, in: id, at: now), of: ContactID(id))
        }
    }

    private static func thresholds(_ settings: PoolSettings) -> Lever {
        .thresholds(
            accept: Score(steps: Int16(clamping: settings.accept)),
            confirm: Score(steps: Int16(clamping: settings.confirm)))
    }

    /// The thresholds of a pool of conversations, where a lever has moved them.
    func movedThresholds(_ pool: VoicePoolID) -> Lever? {
        guard !controls.plan.levers.isEmpty else { return nil }
        let (first, settings) = (
            controls.firstSettings[Int(pool.rawValue)], voice.settings(pool)
        )
        guard first.accept != settings.accept || first.confirm != settings.confirm else {
            return nil
        }
        return Self.thresholds(settings)
    }

    // MARK: Faults

    private mutating func startFault(_ fault: UInt16, _ occurrence: UInt32) {
        for (pool, effect) in controls.plan.faults[Int(fault)].effects {
            recordFault(
                .faultStarted(FaultStarted(fault: fault, occurrence: occurrence, pool: pool)))
            controls.isDisturbed[Int(pool.rawValue)] = true
            if effect.dropsSessions > 0 {
                dropSessions(of: pool, share: effect.dropsSessions, fault, occurrence)
            }
        }
        setConditions(by: fault)
    }

    private mutating func endFault(_ fault: UInt16, _ occurrence: UInt32) {
        for (pool, _) in controls.plan.faults[Int(fault)].effects {
            recordFault(
                .faultEnded(FaultEnded(fault: fault, occurrence: occurrence, pool: pool)))
        }
        setConditions(by: fault)
    }

    /// Tells the stations that a fault hits how they work now.
    private mutating func setConditions(by fault: UInt16) {
        let stations = controls.plan.faults[Int(fault)].stations
        guard !stations.isEmpty else { return }
        for (station, _) in stations {
            let condition = controls.faults.condition(ofStation: station)
            turns.network.set(condition, ofStation: station, at: now)
        }
        settleStations()
    }

    private mutating func recordFault(_ event: ContactCenterEvent) {
        controls.faults.evolve(event, at: now)
        record(event)
    }

    /// Cuts callers off.
    private mutating func dropSessions(
        of pool: VoicePoolID, share: Double, _ fault: UInt16, _ occurrence: UInt32
    ) {
        let drawKey = controls.plan.faults[Int(fault)].drawKey
        var dropped: [UInt32] = []
        for id in sessions(of: pool) {
            let key = dialogueKey(id)
            let uniform = streams.uniform(
                .faultDrop, key.caller, attempt: key.attempt,
                turn: UInt16(truncatingIfNeeded: occurrence), draw: drawKey)
            if uniform < share { dropped.append(id) }
        }
        dropNotices(of: dropped)
        for id in dropped {
            var session = voice.sessions[id]
            if let wrong = conversations.wrongActions(id) { session.wrongActions = wrong }
            conversations.remove(id)
            abandonTurn(ContactID(id))
            endSession(ContactID(id), session, .cutOff)
        }
        settleStations()
    }

    /// Lets what acts now act on the turns of a pool of surrogates.
    @inline(never)
    mutating func disturbSurrogate(_ pool: VoicePoolID) {
        let number = Int(pool.rawValue)
        let own = voicePools.ownDefects(number, at: now)
        let found = controls.faults.disturbance(of: pool, defects: own, at: now)
        voicePools.surrogates[number]?.latencyFactor = found?.latencyFactor ?? 1
        voicePools.surrogates[number]?.defects = found?.defects ?? own
        controls.isDisturbed[number] = found != nil || voicePools.variesByDay(number)
    }

    /// What acts now on the conversations of a pool; nil: nothing.
    func conversationDisturbance(_ pool: VoicePoolID) -> ConversationDisturbance? {
        guard controls.hasFaults else { return nil }
        return controls.faults.disturbance(of: pool, defects: 0, at: now)?.conversation
    }
}
