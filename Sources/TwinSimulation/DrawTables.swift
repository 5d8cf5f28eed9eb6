import ContactCenter
import Distributions
import RandomVariates
import TwinPrimitives

/// The laws of a center, compiled for drawing.
struct DrawTables: ~Copyable {
    /// What one contact type draws.
    struct TypeDraws {
        var patience: UnownedLawSampler
        var balk: Double
        /// Whether those who meet its queue do more than wait: hang up at its length, hear an
        /// announcement, are offered a callback.
        var meetsSpecially: Bool
        /// Whether a search of its contacts widens with the wait or with the queue.
        var searchesAgain: Bool
        var tolerance: UnownedLawSampler?
        var callbackPatience: UnownedLawSampler?
        var menuDuration: UnownedLawSampler?
        var menuHangup: Double
        var afterAbandon: RedialDraws?
        var afterBlocked: RedialDraws?
        var afterService: RedialDraws?
        var afterUnresolved: RedialDraws?
        var afterHangup: RedialDraws?
        var afterCutOff: RedialDraws?
        /// Share of outbound contacts that reach the right party, and the talk with a wrong one.
        var rightParty: Double
        var wrongPartyTalk: UnownedLawSampler?
        /// Whether patience and conversation time are those of the first attempt.
        var keepsDraws: Bool
        /// Factor on the patience in the queue for each attempt before.
        var patiencePerAttempt: Double
        /// Number of the voice-agent pool, or -1.
        var pool: Int
        var priority: Int8
    }

    /// Whether and when a caller tries again.
    struct RedialDraws {
        var probability: Double
        var delay: UnownedLawSampler
        var limit: UInt16
        var becomes: ContactTypeID?
    }

    /// What one group draws for one contact type.
    struct SkillDraws {
        var talk: UnownedLawSampler
        var afterContact: UnownedLawSampler?
        var hold: HoldDraws?
        var transfer: TransferDraws?
    }

    /// A hold in a conversation.
    struct HoldDraws {
        var probability: Double
        var duration: UnownedLawSampler
    }

    /// Passing a contact on.
    struct TransferDraws {
        var probability: Double
        var to: ContactTypeID
        var served: Double
        var delay: UnownedLawSampler?
        var stays: Double
        var conference: UnownedLawSampler?
        var briefing: UnownedLawSampler?
    }

    let types: UnsafeMutablePointer<TypeDraws>
    /// Keeps the samplers alive whose unowned copies lie in the tables.
    private let owners: [LawSampler]
    private let typeCount: Int
    private let skills: UnsafeMutablePointer<SkillDraws?>
    private let skillCount: Int
    private let talks: UnsafeMutablePointer<TalkSource>
    /// Whether any conversation may be put on hold or passed on.
    let hasLegs: Bool

    init(_ center: CenterConfiguration) {
        var owners: [LawSampler] = []
        typeCount = center.contactTypes.count
        types = .allocate(capacity: max(typeCount, 1))
        for (number, type) in center.contactTypes.enumerated() {
            var draws = Self.typeDraws(type, keptBy: &owners)
            draws.searchesAgain = center.agentGroups.contains { group in
                group.skills[number].map { $0.afterSeconds > 0 || $0.whenWaiting > 1 } ?? false
            }
            (types + number).initialize(to: draws)
        }
        hasLegs = center.agentGroups.contains { group in
            group.skills.contains { $0?.hold != nil || $0?.transfer != nil }
        }
        skillCount = typeCount * center.agentGroups.count
        skills = .allocate(capacity: max(skillCount, 1))
        for (group, agentGroup) in center.agentGroups.enumerated() {
            for (type, skill) in agentGroup.skills.enumerated() {
                (skills + group * typeCount + type).initialize(
                    to: skill.map { Self.skillDraws($0, keptBy: &owners) })
            }
        }
        self.owners = owners
        talks = .allocate(capacity: max(typeCount, 1))
        for type in 0..<typeCount { (talks + type).initialize(to: TalkSource(type, center)) }
    }

    /// Compiles a law, keeps it, and returns a copy that costs no reference count per draw.
    private static func sampler(
        _ law: Law, keptBy owners: inout [LawSampler]
    ) -> UnownedLawSampler {
        let sampler = LawSampler(law)
        owners.append(sampler)
        return sampler.unowned
    }

    deinit {
        types.deinitialize(count: typeCount)
        types.deallocate()
        skills.deinitialize(count: skillCount)
        skills.deallocate()
        talks.deinitialize(count: typeCount)
        talks.deallocate()
    }

    private static func typeDraws(
        _ type: ContactTypeConfiguration, keptBy owners: inout [LawSampler]
    ) -> TypeDraws {
        TypeDraws(
            patience: sampler(type.patience, keptBy: &owners), balk: type.balk,
            meetsSpecially: type.balkPerWaiting > 0 || type.announcement != nil
                || type.callback != nil,
            searchesAgain: false,
            tolerance: type.announcement.map { sampler($0.tolerance, keptBy: &owners) },
            callbackPatience: type.callback.map { sampler($0.patience, keptBy: &owners) },
            menuDuration: type.menu.map { sampler($0.duration, keptBy: &owners) },
            menuHangup: type.menu?.hangup ?? 0,
            afterAbandon: redialDraws(type.returns.afterAbandon, keptBy: &owners),
            afterBlocked: redialDraws(type.returns.afterBlocked, keptBy: &owners),
            afterService: redialDraws(type.returns.afterService, keptBy: &owners),
            afterUnresolved: redialDraws(type.returns.afterUnresolved, keptBy: &owners),
            afterHangup: redialDraws(
                type.returns.afterHangup ?? type.returns.afterUnresolved, keptBy: &owners),
            afterCutOff: redialDraws(
                type.returns.afterCutOff ?? type.returns.afterHangup
                    ?? type.returns.afterUnresolved, keptBy: &owners),
            rightParty: type.outbound?.rightParty ?? 1,
            wrongPartyTalk: type.outbound.map { sampler($0.wrongPartyTalk, keptBy: &owners) },
            keepsDraws: type.returns.keepsDraws,
            patiencePerAttempt: type.returns.patiencePerAttempt,
            pool: type.firstServedBy.map { Int($0.rawValue) } ?? -1, priority: type.priority)
    }

    private static func redialDraws(
        _ redial: Redial?, keptBy owners: inout [LawSampler]
    ) -> RedialDraws? {
        redial.map { redial in
            RedialDraws(
                probability: redial.probability, delay: sampler(redial.delay, keptBy: &owners),
                limit: redial.limit.map { UInt16(clamping: $0) } ?? .max,
                becomes: redial.becomes)
        }
    }

    private static func skillDraws(
        _ skill: Skill, keptBy owners: inout [LawSampler]
    ) -> SkillDraws {
        func optional(_ law: Law?) -> UnownedLawSampler? {
            law.map { sampler($0, keptBy: &owners) }
        }
        return SkillDraws(
            talk: sampler(skill.talk, keptBy: &owners), afterContact: optional(skill.afterContact),
            hold: skill.hold.map {
                HoldDraws(
                    probability: $0.probability, duration: sampler($0.duration, keptBy: &owners))
            },
            transfer: skill.transfer.map {
                TransferDraws(
                    probability: $0.probability, to: $0.to, served: $0.served,
                    delay: optional($0.delay), stays: $0.stays,
                    conference: optional($0.conference), briefing: optional($0.briefing))
            })
    }

    /// Conversation time of a contact with an agent of a group, in seconds.
    @inline(__always)
    func talk(
        _ group: AgentGroupID, _ type: ContactTypeID, _ caller: CallerKey, attempt: UInt16,
        _ streams: RandomStreams
    ) -> Double {
        if attempt == 0, let seconds = talks[Int(type.rawValue)].talk(caller.ordinal, streams) {
            return seconds
        }
        let place = Int(group.rawValue) &* typeCount &+ Int(type.rawValue)
        let uniform = streams.uniform(.service, caller, attempt: attempt)
        return Self.talk(skills + place, uniform)
    }

    /// What a group draws for a type it can serve.
    func skill(_ group: AgentGroupID, _ type: ContactTypeID) -> SkillDraws? {
        skills[Int(group.rawValue) &* typeCount &+ Int(type.rawValue)]
    }

    /// Conversation time for a uniform number, in seconds.
    func talkAlone(
        _ group: AgentGroupID, _ type: ContactTypeID, _ uniform: Double
    ) -> Double {
        Self.talk(skills + (Int(group.rawValue) &* typeCount &+ Int(type.rawValue)), uniform)
    }

    /// Static: a method's call would copy the whole table first.
    @inline(never)
    private static func talk(
        _ skill: UnsafeMutablePointer<SkillDraws?>, _ uniform: Double
    ) -> Double {
        guard let talk = skill.pointee?.talk else {
            preconditionFailure("the group cannot serve the type")
        }
        return talk.draw(uniform: uniform)
    }

    /// After-contact work, in seconds, or nil when there is none.
    @inline(__always)
    func afterContactWork(
        _ group: AgentGroupID, _ type: ContactTypeID, uniform: Double
    ) -> Double? {
        let place = Int(group.rawValue) &* typeCount &+ Int(type.rawValue)
        return skills[place]?.afterContact?.draw(uniform: uniform)
    }
}
