import ContactCenter
import VoiceAgents

/// Something that a scenario has and the fluid model of its meltdown has not.
public struct MeltdownOmission: Equatable, Sendable {
    /// What it is, and what the model has instead.
    public var what: String
    /// Whether the simulations beside the fluid model have it.
    public var isSimulated: Bool

    /// Stores an omission.
    public init(_ what: String, isSimulated: Bool) {
        self.what = what
        self.isSimulated = isSimulated
    }
}

extension MeltdownParts {
    /// What the scenario has and the fluid model has not.
    ///
    /// - Parameters:
    ///   - pool: The pool that the model follows.
    ///   - hasPlan: Whether the scenario has levers or faults.
    /// - Returns: One entry for each, in a fixed order.
    func leftOut(_ pool: VoicePoolConfiguration, hasPlan: Bool) -> [MeltdownOmission] {
        let found = ofCallers(pool) + ofCenter + ofPool(pool, hasPlan: hasPlan)
        return found.filter(\.holds).map(\.omission)
    }

    private typealias Finding = (holds: Bool, omission: MeltdownOmission)

    private func simulated(_ what: String, _ holds: Bool) -> Finding {
        (holds, MeltdownOmission(what, isSimulated: true))
    }

    private func nowhere(_ what: String, _ holds: Bool) -> Finding {
        (holds, MeltdownOmission(what, isSimulated: false))
    }

    /// Whether something holds for one of the contact types that the pool serves first.
    private func any(_ holds: (ContactTypeConfiguration) -> Bool) -> Bool {
        types.contains { holds(center.contactTypes[$0.number]) }
    }

    private static func redials(_ type: ContactTypeConfiguration) -> [Redial] {
        let returns = type.returns
        return [
            returns.afterAbandon, returns.afterService, returns.afterUnresolved,
            returns.afterHangup, returns.afterBlocked,
        ].compactMap { $0 }
    }

    private func ofCallers(_ pool: VoicePoolConfiguration) -> [Finding] {
        let comeBack = any { !Self.redials($0).isEmpty }
        var scope = 1.0
        if case .surrogate(let dialogue) = pool.tier { scope = dialogue.inScope }
        let straight = direct.map { center.contactTypes[$0].name }.joined(separator: ", ")
        return [
            simulated(
                "differences between contact types: means over them are used", types.count > 1),
            simulated(
                "limits on further attempts: callers try without end",
                any { Self.redials($0).contains { $0.limit != nil } }),
            simulated("redial.keepsDraws", any { $0.returns.keepsDraws }),
            simulated(
                "redial.patiencePerAttempt: each attempt has the patience of the first",
                any { $0.returns.patiencePerAttempt != 1 }),
            simulated(
                "redial.becomes: who comes back is of the same contact type",
                any { Self.redials($0).contains { $0.becomes != nil } }),
            simulated(
                "that a caller's request stays in scope or out of it: each attempt is drawn anew",
                scope < 1 && comeBack),
            nowhere(
                "redial.afterCutOff: nothing cuts callers off",
                any { $0.returns.afterCutOff != nil }),
            nowhere(
                "returns and queues of contacts straight to the same agents (\(straight)): their "
                    + "load is taken off", !direct.isEmpty),
            nowhere("busyness: mean rates are used", any { $0.arrivals.process.busyness != nil }),
            nowhere(
                "contacts that are there at the start, and outbound ones",
                any { $0.initialContacts > 0 || $0.outbound != nil }),
        ]
    }

    private var ofCenter: [Finding] {
        let serving = groups.map { center.agentGroups[$0] }
        return [
            simulated(
                "who serves what: the agents of all groups serve everything", groups.count > 1),
            simulated(
                "trunks and queueCapacity", center.trunks != nil || center.queueCapacity != nil),
            simulated(
                "queueCapacity and balkPerWaiting of contact types",
                any { $0.queueCapacity != nil || $0.balkPerWaiting > 0 }),
            simulated(
                "callbacks and announcements",
                any { $0.callback != nil || $0.announcement != nil }),
            simulated("contacts that an agent serves at once", any { $0.atOnce > 1 }),
            simulated(
                "transfers",
                serving.contains { group in group.skills.contains { $0?.transfer != nil } }),
            nowhere(
                "how presence differs from day to day: its mean is used",
                serving.contains { ($0.presence?.dayCV ?? 0) > 0 }),
        ]
    }

    private func overflows(_ pool: VoicePoolConfiguration) -> Bool {
        if case .pool = pool.whenFull { return true }
        return false
    }

    private func ofPool(_ pool: VoicePoolConfiguration, hasPlan: Bool) -> [Finding] {
        [
            simulated(
                "contacts that find no session free take as long as escalated ones",
                pool.handoff.talkFactor != 1 && pool.sessions != nil && pool.whenFull != .lost),
            simulated("the pool that takes what finds no session free: people do", overflows(pool)),
            simulated("share of the pool: every caller is offered to it", pool.share < 1),
            nowhere("hours of the pool: it is open at all times", pool.hours != nil),
            simulated("stations: answers take no time", pool.turn != nil),
            simulated("takeover: sessions go on to their end", pool.takeover != nil),
            nowhere("levers and faults", hasPlan),
            nowhere("defectsDayCorrelation: the mean rate is used", pool.defectDays != nil),
            nowhere(
                "stations of tools: tools take the time of those that wait nowhere",
                !pool.toolStations.isEmpty),
        ]
    }
}
