import ContactCenter
import ModelReading
import TwinPrimitives

/// Finds what a scenario says for the sake of routing, and its strategies do not look at.
struct RoutingChecks {
    let agentFor: [any AgentSelection.Type]
    let contactFor: [any ContactSelection.Type]

    /// The strategies of a scenario: its own and those of its sweep.
    init(_ root: MappingReader) throws {
        let reader = try root.mappingOrDefaults("routing")
        var agents = [try reader.text("agentFor")]
        var contacts = [try reader.text("contactFor")]
        if let project = try root.optionalMapping("project") {
            for axis in try project.entries("axes") {
                let words = try MappingReader.items(axis.value, path: axis.key)
                    .compactMap { $0.node.scalar }
                if axis.key == "routing.agentFor" { agents += words }
                if axis.key == "routing.contactFor" { contacts += words }
            }
        }
        agentFor = agents.compactMap { RoutingPolicies.agentSelection($0) }
        contactFor = contacts.compactMap { RoutingPolicies.contactSelection($0) }
    }

    /// Checks all contact types and agent groups.
    ///
    /// - Throws: `noEffect` for the first key that no strategy looks at.
    func check(types: [MappingReader], groups: [GroupReaders]) throws {
        for type in types {
            try check(type, "priority", .priority)
            try check(type, "priorityAfter", .priority)
            try check(type, "weight", .typeWeight)
            try check(type, "queueShare", .queueShare)
            try check(type, "region", .region)
        }
        for group in groups {
            try check(group.group, "weight", .groupWeight)
            try check(group.group, "idleShare", .idleShare)
            try check(group.group, "region", .region)
            for skill in group.skills {
                try check(skill.reader, "level", .level)
                try check(skill.reader, "rank", .rank)
                try check(skill.reader, "weight", .typeWeight, .groupWeight)
            }
        }
        try checkShares(types, "queueShare", .queueShare)
        try checkShares(groups.map(\.group), "idleShare", .idleShare)
    }

    private func isLookedAt(_ attribute: RoutingAttribute) -> Bool {
        agentFor.contains { $0.attributes.contains(attribute) }
            || contactFor.contains { $0.attributes.contains(attribute) }
    }

    private func check(
        _ reader: MappingReader, _ key: String, _ attributes: RoutingAttribute...
    ) throws {
        guard reader.has(key), !attributes.contains(where: isLookedAt) else { return }
        func knows(_ looked: [RoutingAttribute]) -> Bool {
            looked.contains { attributes.contains($0) }
        }
        let agents = RoutingPolicies.agentSelections.filter { knows($0.attributes) }
        let contacts = RoutingPolicies.contactSelections.filter { knows($0.attributes) }
        let known =
            agents.map { "agentFor: \($0.keyword)" } + contacts.map { "contactFor: \($0.keyword)" }
        throw reader.noEffect(
            key, "the routing does not look at it; known to do so: " + known.joined(separator: ", ")
        )
    }

    /// Shares of a whole that someone looks at: some must be there, and not more than the whole.
    private func checkShares(
        _ readers: [MappingReader], _ key: String, _ attribute: RoutingAttribute
    ) throws {
        guard isLookedAt(attribute), let last = readers.last(where: { $0.has(key) }) else { return }
        let sum = try readers.reduce(0.0) { try $0 + $1.number(key) }
        // Decimal shares of a file add up to 1 within a few units of the last place.
        guard sum > 1 + 1e-9 else { return }
        let percent = (sum * 1e4).rounded() / 100
        throw last.invalid(key, "and those before it add up to \(percent)%, above 100%")
    }
}

/// The readers of an agent group and of its skills.
struct GroupReaders {
    let group: MappingReader
    let skills: [(type: Int, reader: MappingReader)]
}
