import ContactCenter
import Distributions
import ModelReading
import TwinPrimitives

/// Finds conditions that can never hold, and contacts that would wait for ever.
struct ConditionChecks {
    let parts: ScenarioDecoder.DecodedParts
    let root: MappingReader
    let types: [MappingReader]
    let groups: [GroupReaders]

    func check() throws {
        let room = try root.optionalInteger("queueCapacity")
        for (index, type) in types.enumerated() {
            if let own = parts.contactTypes[index].queueCapacity, let room, own > room {
                throw type.noEffect(
                    "queueCapacity", "all queues together have room for \(room) (queueCapacity)")
            }
            try checkCallback(index)
            try checkLastOnes(index)
            try checkDialer(index)
        }
        for (number, group) in groups.enumerated() {
            let most = largestStaffing(number)
            for (type, reader) in group.skills {
                guard let skill = parts.agentGroups[number].skills[type] else { continue }
                if skill.reserve > 0, skill.reserve >= most {
                    throw reader.invalid(
                        "reserve",
                        "should be below the \(most) agents of the group, or it never "
                            + "helps")
                }
                let capacity = min(parts.contactTypes[type].queueCapacity ?? .max, room ?? .max)
                if skill.whenWaiting > capacity {
                    throw reader.invalid(
                        "whenWaiting",
                        "is above the queue's capacity of \(capacity), so the group never helps")
                }
            }
        }
    }

    /// Agents of a group who can be there at once.
    private func largestStaffing(_ number: Int) -> Int {
        let group = parts.agentGroups[number]
        if let shifts = group.shifts { return shifts.reduce(0) { $0 + $1.agents } }
        if let presence = group.presence, presence.dayCV > 0 { return .max }
        let most = (group.staffing.counts.max() ?? 0) * (group.presence?.mean ?? 1)
        return Int(most.rounded(.up))
    }

    private func able(_ type: Int) -> [Int] {
        parts.agentGroups.indices.filter { parts.agentGroups[$0].skills[type] != nil }
    }

    private func checkCallback(_ type: Int) throws {
        guard let offer = parts.contactTypes[type].callback,
            let reader = try types[type].optionalMapping("callback")
        else { return }
        if reader.has("predictor"), !reader.has("whenPredicted") {
            throw reader.noEffect("predictor", "whenPredicted is not given")
        }
        let most = able(type).map { largestStaffing($0) }.max() ?? 0
        if offer.reserve > 0, offer.reserve >= most {
            throw reader.invalid(
                "reserve",
                "should be below the \(most) agents of the largest group, or nobody is "
                    + "ever called back")
        }
    }

    /// When every group helps only while several wait, the last ones are never served.
    private func checkLastOnes(_ type: Int) throws {
        guard parts.contactTypes[type].patience == .never else { return }
        let skills = able(type).compactMap { parts.agentGroups[$0].skills[type] }
        guard !skills.isEmpty, skills.allSatisfy({ $0.whenWaiting > 1 }) else { return }
        throw ScenarioError.invalid(
            location: types[type].node.location,
            what:
                "\(types[type].place): every group that serves it has whenWaiting above 1, so the "
                + "last callers would wait for ever; give them patience, or a group without it")
    }

    private func checkDialer(_ type: Int) throws {
        guard let outbound = parts.contactTypes[type].outbound,
            let reader = try types[type].optionalMapping("outbound")
        else { return }
        let able = able(type).reduce(0.0) { $0 + Double(largestStaffing($1)) }
        let all = parts.agentGroups.indices.reduce(0.0) { $0 + Double(largestStaffing($1)) }
        if Double(outbound.leastIdle) > all {
            throw reader.invalid(
                "leastIdle", "is above the \(Int(all)) agents of all groups, so nobody is called")
        }
        if Double(outbound.leastIdleAble) > able {
            throw reader.invalid(
                "leastIdleAble",
                "is above the \(Int(able)) agents who can serve the type, so nobody "
                    + "is called")
        }
        for (number, group) in groups.enumerated() {
            for (served, skill) in group.skills where served == type {
                guard parts.agentGroups[number].skills[served]?.talk.mean == 0 else { continue }
                throw skill.invalid(
                    "talk", "should take time: the dialer would call without end at one instant")
            }
        }
    }
}
