import ContactCenter
import RandomVariates
import TwinPrimitives

/// The laws of a center, compiled for drawing.
struct DrawTables: ~Copyable {
    /// What one contact type draws.
    struct TypeDraws {
        var patience: LawSampler
        var balk: Double
        var menuDuration: LawSampler?
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
        var delay: LawSampler
        var limit: UInt16
    }

    /// What one group draws for one contact type.
    struct SkillDraws {
        var talk: LawSampler
        var afterContact: LawSampler?
    }

    let types: UnsafeMutablePointer<TypeDraws>
    private let typeCount: Int
    private let skills: UnsafeMutablePointer<SkillDraws?>
    private let skillCount: Int

    init(_ center: CenterConfiguration) {
        typeCount = center.contactTypes.count
        types = .allocate(capacity: max(typeCount, 1))
        for (number, type) in center.contactTypes.enumerated() {
            (types + number).initialize(to: Self.typeDraws(type))
        }
        skillCount = typeCount * center.agentGroups.count
        skills = .allocate(capacity: max(skillCount, 1))
        for (group, agentGroup) in center.agentGroups.enumerated() {
            for (type, skill) in agentGroup.skills.enumerated() {
                (skills + group * typeCount + type).initialize(
                    to: skill.map {
                        SkillDraws(
                            talk: LawSampler($0.talk),
                            afterContact: $0.afterContact.map { LawSampler($0) })
                    })
            }
        }
    }

    deinit {
        types.deinitialize(count: typeCount)
        types.deallocate()
        skills.deinitialize(count: skillCount)
        skills.deallocate()
    }

    private static func typeDraws(_ type: ContactTypeConfiguration) -> TypeDraws {
        TypeDraws(
            patience: LawSampler(type.patience), balk: type.balk,
            menuDuration: type.menu.map { LawSampler($0.duration) },
            menuHangup: type.menu?.hangup ?? 0,
            afterAbandon: type.redialAfterAbandon.map(redialDraws),
            afterUnresolved: type.redialAfterUnresolved.map(redialDraws),
            pool: type.firstServedBy.map { Int($0.rawValue) } ?? -1, priority: type.priority)
    }

    private static func redialDraws(_ redial: Redial) -> RedialDraws {
        RedialDraws(
            probability: redial.probability, delay: LawSampler(redial.delay),
            limit: redial.limit.map { UInt16(clamping: $0) } ?? .max)
    }

    /// Conversation time, in seconds.
    @inline(__always)
    func talk(
        _ group: AgentGroupID, _ type: ContactTypeID, uniform: Double
    ) -> Double {
        let place = Int(group.rawValue) &* typeCount &+ Int(type.rawValue)
        guard skills[place] != nil else { preconditionFailure("the group cannot serve the type") }
        return skills[place].unsafelyUnwrapped.talk.draw(uniform: uniform)
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
