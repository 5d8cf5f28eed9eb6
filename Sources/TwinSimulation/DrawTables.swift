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
        var menuDuration: UnownedLawSampler?
        var menuHangup: Double
        var afterAbandon: RedialDraws?
        var afterUnresolved: RedialDraws?
        /// Number of the voice-agent pool, or -1.
        var pool: Int
        var priority: Int8
    }

    /// Whether and when a caller tries again.
    struct RedialDraws {
        var probability: Double
        var delay: UnownedLawSampler
        var limit: UInt16
    }

    /// What one group draws for one contact type.
    struct SkillDraws {
        var talk: UnownedLawSampler
        var afterContact: UnownedLawSampler?
    }

    let types: UnsafeMutablePointer<TypeDraws>
    /// Keeps the samplers alive whose unowned copies lie in the tables.
    private let owners: [LawSampler]
    private let typeCount: Int
    private let skills: UnsafeMutablePointer<SkillDraws?>
    private let skillCount: Int
    private let talks: UnsafeMutablePointer<TalkSource>

    init(_ center: CenterConfiguration) {
        var owners: [LawSampler] = []
        typeCount = center.contactTypes.count
        types = .allocate(capacity: max(typeCount, 1))
        for (number, type) in center.contactTypes.enumerated() {
            (types + number).initialize(to: Self.typeDraws(type, keptBy: &owners))
        }
        skillCount = typeCount * center.agentGroups.count
        skills = .allocate(capacity: max(skillCount, 1))
        for (group, agentGroup) in center.agentGroups.enumerated() {
            for (type, skill) in agentGroup.skills.enumerated() {
                (skills + group * typeCount + type).initialize(
                    to: skill.map {
                        SkillDraws(
                            talk: Self.sampler($0.talk, keptBy: &owners),
                            afterContact: $0.afterContact.map {
                                Self.sampler($0, keptBy: &owners)
                            })
                    })
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
            menuDuration: type.menu.map { sampler($0.duration, keptBy: &owners) },
            menuHangup: type.menu?.hangup ?? 0,
            afterAbandon: type.redialAfterAbandon.map {
                redialDraws($0, keptBy: &owners)
            },
            afterUnresolved: type.redialAfterUnresolved.map {
                redialDraws($0, keptBy: &owners)
            },
            pool: type.firstServedBy.map { Int($0.rawValue) } ?? -1, priority: type.priority)
    }

    private static func redialDraws(
        _ redial: Redial, keptBy owners: inout [LawSampler]
    ) -> RedialDraws {
        RedialDraws(
            probability: redial.probability, delay: sampler(redial.delay, keptBy: &owners),
            limit: redial.limit.map { UInt16(clamping: $0) } ?? .max)
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
        return talkAlone(group, type, streams.uniform(.service, caller, attempt: attempt))
    }

    @inline(never)
    private func talkAlone(
        _ group: AgentGroupID, _ type: ContactTypeID, _ uniform: Double
    ) -> Double {
        let place = Int(group.rawValue) &* typeCount &+ Int(type.rawValue)
        guard let skill = skills[place] else {
            preconditionFailure("the group cannot serve the type")
        }
        return skill.talk.draw(uniform: uniform)
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
