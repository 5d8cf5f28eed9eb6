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

    /// Checks that every pool of voice agents has callers.
    static func checkPools(_ parts: DecodedParts, _ readers: [MappingReader]) throws {
        let used = parts.contactTypes.compactMap { $0.firstServedBy.map { Int($0.rawValue) } }
        for (index, reader) in readers.enumerated() where !used.contains(index) {
            throw ScenarioError.noEffect(
                location: reader.node.location, key: reader.path,
                why: "no contact type says firstServedBy: \(parts.voicePools[index].name)")
        }
    }
}
