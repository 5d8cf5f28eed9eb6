public import TwinPrimitives

/// Who can serve whom, compiled for routing: the groups of each type by level, and the types of
/// each group.
public struct SkillTable: ~Copyable {
    /// One group that can serve a type.
    @frozen
    @usableFromInline
    struct Route {
        @usableFromInline let group: AgentGroupID
        @usableFromInline let level: Int32
    }

    @usableFromInline let routes: UnsafeMutablePointer<Route>
    /// First route of each type; one past the last at the end.
    @usableFromInline let routeStarts: UnsafeMutablePointer<Int32>
    @usableFromInline let servable: UnsafeMutablePointer<ContactTypeID>
    /// First servable type of each group; one past the last at the end.
    @usableFromInline let servableStarts: UnsafeMutablePointer<Int32>
    /// Priority of each type.
    @usableFromInline let priorities: UnsafeMutablePointer<Int8>

    /// Compiles the skills of a configuration.
    ///
    /// Routes of a type are in order of level, then of group number. Types of a group are in order of
    /// priority, highest first, then of type number.
    public init(_ configuration: CenterConfiguration) {
        let types = configuration.contactTypes
        let groups = configuration.agentGroups
        priorities = .allocate(capacity: max(types.count, 1))
        for (type, contactType) in types.enumerated() { priorities[type] = contactType.priority }
        var allRoutes: [Route] = []
        routeStarts = .allocate(capacity: types.count + 1)
        for type in types.indices {
            routeStarts[type] = Int32(allRoutes.count)
            let able = groups.indices.compactMap { group in
                groups[group].skills[type].map { (group: group, level: $0.level) }
            }
            for entry in able.sorted(by: { ($0.level, $0.group) < ($1.level, $1.group) }) {
                allRoutes.append(
                    Route(group: AgentGroupID(UInt16(entry.group)), level: Int32(entry.level)))
            }
        }
        routeStarts[types.count] = Int32(allRoutes.count)
        routes = .allocate(capacity: max(allRoutes.count, 1))
        routes.initialize(from: allRoutes, count: allRoutes.count)
        var allServable: [ContactTypeID] = []
        servableStarts = .allocate(capacity: groups.count + 1)
        for (group, agentGroup) in groups.enumerated() {
            servableStarts[group] = Int32(allServable.count)
            let able = types.indices.filter { agentGroup.skills[$0] != nil }
            for type in able.sorted(by: {
                (-Int(types[$0].priority), $0) < (-Int(types[$1].priority), $1)
            }) {
                allServable.append(ContactTypeID(UInt16(type)))
            }
        }
        servableStarts[groups.count] = Int32(allServable.count)
        servable = .allocate(capacity: max(allServable.count, 1))
        servable.initialize(from: allServable, count: allServable.count)
    }

    deinit {
        routes.deallocate()
        routeStarts.deallocate()
        servable.deallocate()
        servableStarts.deallocate()
        priorities.deallocate()
    }
}
