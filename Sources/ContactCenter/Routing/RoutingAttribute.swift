/// What a scenario may say of contact types, groups and skills for the sake of routing.
///
/// A strategy lists those it looks at; a scenario that says one which neither of its two strategies
/// looks at is refused, since it would do nothing.
public enum RoutingAttribute: String, CaseIterable, Sendable {
    /// `level` of a skill.
    case level
    /// `rank` of a skill.
    case rank
    /// `priority` and `priorityAfter` of a contact type.
    case priority
    /// `weight` of a contact type.
    case typeWeight
    /// `weight` of an agent group.
    case groupWeight
    /// `queueShare` of a contact type.
    case queueShare
    /// `idleShare` of an agent group.
    case idleShare
    /// `region` of a contact type or an agent group.
    case region
}
