import TwinPrimitives

/// What a `CenterState` consists of.
@frozen
@usableFromInline
struct CenterStore: ~Copyable {
    /// Live contacts and their queues.
    @usableFromInline var queues: ContactQueues
    /// Human agents.
    @usableFromInline var agents: AgentTable
    /// Head start of each contact type, in nanoseconds.
    @usableFromInline let headStarts: UnsafeMutablePointer<Int64>
    /// Whether a group does after-contact work for a type: row group, column type.
    @usableFromInline let afterContactWork: UnsafeMutablePointer<Bool>
    /// Wait of the contact of each queue that entered service last after waiting, in nanoseconds.
    @usableFromInline let lastWaits: UnsafeMutablePointer<Int64>
    /// Contacts of each type that left the queue unserved.
    @usableFromInline let abandonedCounts: UnsafeMutablePointer<UInt32>
    /// How much of an agent a contact of each type takes, in parts of `AgentLoad.whole`.
    @usableFromInline let shares: UnsafeMutablePointer<UInt16>
    /// Whether agents may serve several contacts at once.
    @usableFromInline let servesSeveralAtOnce: Bool
    /// Whether contacts of a type take a line into the center.
    @usableFromInline let usesLine: UnsafeMutablePointer<Bool>
    @usableFromInline let hasTypesWithoutLine: Bool
    /// Contacts inside that take no line.
    @usableFromInline var withoutLine: Int
    /// Contacts that have arrived so far: the number of the next one.
    @usableFromInline var arrivedCount: UInt32

    init(_ configuration: CenterConfiguration, largestStaffing: [Int]) {
        let types = configuration.contactTypes.count
        queues = ContactQueues(types: types)
        agents = AgentTable(sizes: largestStaffing)
        headStarts = .allocate(capacity: max(types, 1))
        abandonedCounts = .allocate(capacity: max(types, 1))
        abandonedCounts.initialize(repeating: 0, count: types)
        shares = .allocate(capacity: max(types, 1))
        usesLine = .allocate(capacity: max(types, 1))
        for (type, contactType) in configuration.contactTypes.enumerated() {
            headStarts[type] = SimulationDuration(seconds: contactType.headStartSeconds).nanoseconds
            shares[type] = AgentLoad.share(atOnce: contactType.atOnce)
            usesLine[type] = contactType.channel == .call
        }
        hasTypesWithoutLine = configuration.contactTypes.contains { $0.channel != .call }
        withoutLine = 0
        servesSeveralAtOnce = configuration.contactTypes.contains { $0.atOnce > 1 }
        lastWaits = .allocate(capacity: max(types, 1))
        lastWaits.initialize(repeating: 0, count: types)
        let pairs = max(types * configuration.agentGroups.count, 1)
        afterContactWork = .allocate(capacity: pairs)
        afterContactWork.initialize(repeating: false, count: pairs)
        for (group, agentGroup) in configuration.agentGroups.enumerated() {
            for (type, skill) in agentGroup.skills.enumerated() {
                afterContactWork[group * types + type] = skill?.afterContact != nil
            }
        }
        arrivedCount = 0
    }

    @usableFromInline
    deinit {
        headStarts.deallocate()
        lastWaits.deallocate()
        shares.deallocate()
        usesLine.deallocate()
        abandonedCounts.deallocate()
        afterContactWork.deallocate()
    }
}
