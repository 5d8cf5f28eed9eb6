import Distributions
public import TwinPrimitives

/// One group that can serve a contact type, seen from the contact.
@frozen
public struct Route: Sendable {
    /// The group.
    public let group: AgentGroupID
    /// Level: lower is asked first.
    public let level: Int32
    /// When the group may take the type.
    public let condition: RouteCondition
    /// Weight of the group's idle time for this type.
    public let weight: Double
    /// Conversations and after-contact works that one agent of the group ends per second.
    public let rate: Double
}

/// One contact type that a group can serve, seen from the agent.
@frozen
public struct Service: Sendable {
    /// The contact type.
    public let contactType: ContactTypeID
    /// Rank: lower is looked at first.
    public let rank: Int32
    /// When the group may take the type.
    public let condition: RouteCondition
    /// Weight of the type's waiting time for this group.
    public let weight: Double
}

/// When a group may take a contact type: every part must hold.
@frozen
public struct RouteCondition: Equatable, Sendable {
    /// The contact has waited at least this long, in nanoseconds.
    public let after: Int64
    /// At least so many of the type wait, the one in hand counted.
    public let whenWaiting: UInt32
    /// More agents of the group than this are idle.
    public let reserve: UInt32

    /// Whether there is no condition.
    @inlinable
    public var isVoid: Bool { after == 0 && whenWaiting == 0 && reserve == 0 }

    /// Whether every part holds.
    ///
    /// Without a reserve the group need not have an idle agent: one with a contact in hand may have
    /// room for another one.
    ///
    /// - Parameters:
    ///   - waited: How long the contact has waited, in nanoseconds.
    ///   - waiting: Contacts of the type that wait, the one in hand counted.
    ///   - idle: Idle agents of the group.
    /// - Returns: Whether the group may take the contact.
    @inlinable
    @inline(__always)
    public func holds(waited: Int64, waiting: UInt32, idle: UInt32) -> Bool {
        waited >= after && waiting >= whenWaiting && (reserve == 0 || idle > reserve)
    }
}

/// Who can serve whom, compiled for routing: the groups of each type by level, and the types of
/// each group.
public struct SkillTable: ~Copyable {
    @usableFromInline let allRoutes: UnsafeMutablePointer<Route>
    /// First route of each type; one past the last at the end.
    @usableFromInline let routeStarts: UnsafeMutablePointer<Int32>
    @usableFromInline let allServices: UnsafeMutablePointer<Service>
    /// First service of each group; one past the last at the end.
    @usableFromInline let serviceStarts: UnsafeMutablePointer<Int32>
    /// Priority of each type on arrival.
    @usableFromInline let priorities: UnsafeMutablePointer<Int8>
    /// Groups that can serve each type, where they are few and each type's are of one level; every
    /// row is `flatWidth` long, the last group repeated: whether a row ends is no matter of chance.
    @usableFromInline let flatGroups: UnsafeMutablePointer<UInt16>
    /// Length of a row of `flatGroups`; 0 where there are none.
    @usableFromInline let flatWidth: Int
    /// The same of the types that each group can serve, where they are of one priority.
    @usableFromInline let flatTypes: UnsafeMutablePointer<UInt16>
    @usableFromInline let flatHeight: Int
    /// Whether any route has a condition.
    public let hasConditions: Bool
    /// Whether any priority changes with the wait.
    public let hasPrioritySteps: Bool
    @usableFromInline let steps: [[PriorityStep]]
    /// Waits after which the search of a waiting contact widens, by type: nanoseconds, ascending.
    public let delays: [[Int64]]

    /// Compiles the skills of a configuration.
    ///
    /// Routes of a type are in order of level, then of group number. Services of a group are in order
    /// of priority, highest first, then of type number.
    public init(_ configuration: CenterConfiguration) {
        let types = configuration.contactTypes
        let groups = configuration.agentGroups
        priorities = .allocate(capacity: max(types.count, 1))
        for (type, contactType) in types.enumerated() { priorities[type] = contactType.priority }
        steps = types.map(\.prioritySteps)
        hasPrioritySteps = steps.contains { !$0.isEmpty }
        var routes: [Route] = []
        var delays: [[Int64]] = []
        routeStarts = .allocate(capacity: types.count + 1)
        for type in types.indices {
            routeStarts[type] = Int32(routes.count)
            let able = groups.indices.compactMap { group in
                groups[group].skills[type].map { Self.route($0, group, groups[group]) }
            }
            routes += able.sorted { ($0.level, $0.group.rawValue) < ($1.level, $1.group.rawValue) }
            delays.append(Set(able.map(\.condition.after)).subtracting([0]).sorted())
        }
        routeStarts[types.count] = Int32(routes.count)
        allRoutes = .allocate(capacity: max(routes.count, 1))
        allRoutes.initialize(from: routes, count: routes.count)
        hasConditions = routes.contains { !$0.condition.isVoid }
        self.delays = delays
        let routesFrom = routeStarts
        let bounds = types.indices.map { Int(routesFrom[$0])..<Int(routesFrom[$0 + 1]) }
        (flatGroups, flatWidth) = Self.flat(
            bounds.map { routes[$0].map(\.group.rawValue) },
            isFlat: bounds.allSatisfy { Set(routes[$0].map(\.level)).count < 2 })
        var services: [Service] = []
        let ranks = types.map { -Int($0.priority) }
        serviceStarts = .allocate(capacity: groups.count + 1)
        for (group, agentGroup) in groups.enumerated() {
            serviceStarts[group] = Int32(services.count)
            services += types.indices.compactMap { type in
                agentGroup.skills[type].map { Self.service($0, type, types[type]) }
            }.sorted {
                (ranks[Int($0.contactType.rawValue)], $0.contactType.rawValue)
                    < (ranks[Int($1.contactType.rawValue)], $1.contactType.rawValue)
            }
        }
        serviceStarts[groups.count] = Int32(services.count)
        allServices = .allocate(capacity: max(services.count, 1))
        allServices.initialize(from: services, count: services.count)
        let servicesFrom = serviceStarts
        let rows = groups.indices.map { Int(servicesFrom[$0])..<Int(servicesFrom[$0 + 1]) }
        (flatTypes, flatHeight) = Self.flat(
            rows.map { services[$0].map(\.contactType.rawValue) },
            isFlat: rows.allSatisfy { row in
                Set(services[row].map { types[Int($0.contactType.rawValue)].priority }).count < 2
            })
    }

    /// Rows of equal length, the last number of each repeated; none where a row is empty or long.
    private static func flat(
        _ rows: [[UInt16]], isFlat: Bool
    ) -> (UnsafeMutablePointer<UInt16>, Int) {
        let width = rows.map(\.count).max() ?? 0
        guard isFlat, width <= mostFlat, rows.allSatisfy({ !$0.isEmpty }) else {
            return (.allocate(capacity: 1), 0)
        }
        let table = UnsafeMutablePointer<UInt16>.allocate(capacity: max(width * rows.count, 1))
        for (number, row) in rows.enumerated() {
            for place in 0..<width {
                table[number * width + place] = row[min(place, row.count - 1)]
            }
        }
        return (table, width)
    }

    /// Longer rows than this are searched level by level instead.
    private static var mostFlat: Int { 8 }

    private static func condition(_ skill: Skill) -> RouteCondition {
        RouteCondition(
            after: SimulationDuration(seconds: skill.afterSeconds).nanoseconds,
            whenWaiting: UInt32(clamping: skill.whenWaiting),
            reserve: UInt32(clamping: skill.reserve))
    }

    private static func route(
        _ skill: Skill, _ number: Int, _ group: AgentGroupConfiguration
    ) -> Route {
        let handling = skill.talk.mean + (skill.afterContact?.mean ?? 0)
        return Route(
            group: AgentGroupID(UInt16(number)), level: Int32(clamping: skill.level),
            condition: condition(skill), weight: group.weight * skill.weight,
            rate: handling > 0 ? 1 / handling : 0)
    }

    private static func service(
        _ skill: Skill, _ number: Int, _ type: ContactTypeConfiguration
    ) -> Service {
        Service(
            contactType: ContactTypeID(UInt16(number)), rank: Int32(clamping: skill.rank),
            condition: condition(skill), weight: type.weight * skill.weight)
    }

    deinit {
        allRoutes.deallocate()
        routeStarts.deallocate()
        allServices.deallocate()
        serviceStarts.deallocate()
        priorities.deallocate()
        flatGroups.deallocate()
        flatTypes.deallocate()
    }

    /// The groups that can serve a type, by level, then by number.
    @inlinable
    @inline(__always)
    public func routes(of type: ContactTypeID) -> UnsafeBufferPointer<Route> {
        let first = Int(routeStarts[Int(type.rawValue)])
        return UnsafeBufferPointer(
            start: allRoutes + first, count: Int(routeStarts[Int(type.rawValue) &+ 1]) &- first)
    }

    /// The types that a group can serve, by priority on arrival, then by number.
    @inlinable
    @inline(__always)
    public func services(of group: AgentGroupID) -> UnsafeBufferPointer<Service> {
        let first = Int(serviceStarts[Int(group.rawValue)])
        return UnsafeBufferPointer(
            start: allServices + first,
            count: Int(serviceStarts[Int(group.rawValue) &+ 1]) &- first)
    }

    /// The priority of a type's contact that has waited for some time.
    ///
    /// - Parameters:
    ///   - type: The contact's type.
    ///   - waited: Nanoseconds, head start included.
    /// - Returns: The priority of the last step that the wait has reached.
    @inlinable
    public func priority(_ type: ContactTypeID, waited: Int64) -> Int8 {
        var priority = priorities[Int(type.rawValue)]
        guard hasPrioritySteps else { return priority }
        for step in steps[Int(type.rawValue)] where Double(waited) >= step.afterSeconds * 1e9 {
            priority = step.priority
        }
        return priority
    }

    /// The agent of an open route's group who is idle longest, or nil.
    ///
    /// This is what a policy asks for each route: nil when nobody of the group is idle, or when the
    /// route's condition does not hold.
    ///
    /// - Parameters:
    ///   - route: A route of the request's type.
    ///   - request: The contact that asks.
    ///   - center: The center.
    /// - Returns: The agent and since when it is idle.
    @inlinable
    @inline(__always)
    public func idle(
        on route: Route, for request: AgentRequest, _ center: borrowing CenterState
    ) -> IdleAgent? {
        guard let idle = center.agents.longestIdle(route.group) else { return nil }
        guard hasConditions, !route.condition.isVoid else { return idle }
        let waiting =
            center.queues.length(request.contactType) &+ (request.isInQueue ? 0 : 1)
        let holds = route.condition.holds(
            waited: request.waited, waiting: waiting, idle: center.agents.idleCount(route.group))
        return holds ? idle : nil
    }

    /// The first contact that waits for an open service, or nil.
    ///
    /// This is what a policy asks for each service: nil when nobody of the type waits, or when the
    /// service's condition does not hold.
    ///
    /// - Parameters:
    ///   - service: A service of the agent's group.
    ///   - offer: The agent who is free.
    ///   - center: The center.
    /// - Returns: The contact and since when it counts as waiting.
    @inlinable
    @inline(__always)
    public func first(
        in service: Service, for offer: ContactRequest, _ center: borrowing CenterState
    ) -> WaitingContact? {
        guard let first = center.queues.first(service.contactType) else { return nil }
        if offer.room < center.share(service.contactType) { return nil }
        guard hasConditions, !service.condition.isVoid else { return first }
        let holds = service.condition.holds(
            waited: offer.now &- first.since, waiting: center.queues.length(service.contactType),
            idle: center.agents.idleCount(offer.group))
        return holds ? first : nil
    }

    /// The types that each group can serve in the group's own order: by rank, then by number.
    ///
    /// - Parameter configuration: Types and groups.
    /// - Returns: One list per group.
    static func servicesByRank(_ configuration: CenterConfiguration) -> [[Service]] {
        let table = SkillTable(configuration)
        return configuration.agentGroups.indices.map { group in
            table.services(of: AgentGroupID(UInt16(group))).sorted {
                ($0.rank, $0.contactType.rawValue) < ($1.rank, $1.contactType.rawValue)
            }
        }
    }

    /// Contacts of a type that its signed-in agents could end per second if they did nothing else.
    public func serviceRate(_ type: ContactTypeID, center: borrowing CenterState) -> Double {
        var rate = 0.0
        for route in routes(of: type) {
            rate += Double(center.agents.signedIn(route.group)) * route.rate
        }
        return rate
    }
}
