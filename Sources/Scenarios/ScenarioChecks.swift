import ContactCenter
import ModelReading
import TwinPrimitives
import VoiceAgents

extension ScenarioDecoder {
    /// Checks that every contact type has agents at some time.
    static func checkService(_ parts: DecodedParts, _ readers: [MappingReader]) throws {
        for (index, type) in parts.contactTypes.enumerated() {
            let able = parts.agentGroups.filter { $0.skills[index] != nil }
            let everStaffed = able.contains { group in
                group.staffing.counts.contains { $0 > 0 } && group.presence?.mean ?? 1 > 0
            }
            if everStaffed { continue }
            throw ScenarioError.invalid(
                location: readers[index].node.location,
                what: "nobody ever serves contact type '\(type.name)': "
                    + (able.isEmpty
                        ? "no agent group has the skill"
                        : "staffing of " + able.map(\.name).joined(separator: ", ")
                            + " is zero at all times"))
        }
    }

    /// Checks that contacts of every type can come about.
    static func checkSources(_ parts: DecodedParts, _ readers: [MappingReader]) throws {
        let transfers = parts.agentGroups.flatMap { group in
            group.skills.compactMap { $0?.transfer?.to }
        }
        let returns = parts.contactTypes.flatMap { type in
            let all = type.returns
            return [
                all.afterAbandon, all.afterBlocked, all.afterService, all.afterUnresolved,
                all.afterHangup, all.afterCutOff,
            ].compactMap { $0?.becomes }
        }
        let reached = Set((transfers + returns).map { Int($0.rawValue) })
        for (index, type) in parts.contactTypes.enumerated()
        where !readers[index].has("arrivals") && type.outbound == nil && !reached.contains(index)
            && type.initialContacts == 0
        {
            throw ScenarioError.invalid(
                location: readers[index].node.location,
                what:
                    "\(readers[index].place) has no arrivals and no outbound, and no other contact "
                    + "becomes one: say how its contacts come about")
        }
    }

    /// Checks that what needs an agent's whole attention is not asked of agents who serve several
    /// contacts at once.
    static func checkAtOnce(_ parts: DecodedParts, _ readers: [MappingReader]) throws {
        guard parts.contactTypes.contains(where: { $0.atOnce > 1 }) else { return }
        for (index, reader) in readers.enumerated() {
            let skills = parts.agentGroups[index].skills
            let isShared = skills.indices.contains {
                skills[$0] != nil && parts.contactTypes[$0].atOnce > 1
            }
            let isWhole = skills.contains {
                $0?.hold != nil || $0?.transfer != nil || $0?.afterContact != nil
            }
            guard isShared, isWhole else { continue }
            throw ScenarioError.invalid(
                location: reader.location(of: "skills"),
                what:
                    "\(reader.path(of: "skills")): afterContact, hold and transfer need an agent's "
                    + "whole attention; add them to talk where agents serve several contacts at "
                    + "once (atOnce), or give these contacts a group of their own")
        }
    }

    /// Most first contacts that a scenario may expect: contact numbers have 32 bits, and redials
    /// need room.
    private static let contactLimit = 1e9

    /// Checks that the run can number its contacts.
    static func checkLoad(_ parts: DecodedParts, _ readers: [MappingReader]) throws {
        var total = 0.0
        for (index, type) in parts.contactTypes.enumerated() {
            total += type.arrivals.process.expectedCount(from: 0, to: .infinity)
            if total <= contactLimit { continue }
            throw ScenarioError.invalid(
                location: readers[index].location(of: "arrivals"),
                what: "\(readers[index].path(of: "arrivals")): more than \(Int(contactLimit)) "
                    + "contacts are expected in all")
        }
    }

    /// Checks that every pool of voice agents has callers.
    static func checkPools(_ parts: DecodedParts, _ readers: [MappingReader]) throws {
        let used = Set(parts.contactTypes.flatMap { Self.pools(of: $0, parts) })
        for (index, reader) in readers.enumerated() where !used.contains(index) {
            throw ScenarioError.noEffect(
                location: reader.node.location, key: reader.path,
                why: "no contact type says firstServedBy: \(parts.voicePools[index].name), and no "
                    + "other pool passes contacts on to it")
        }
    }
}
