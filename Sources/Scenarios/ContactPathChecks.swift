import ContactCenter
import Distributions
import ModelReading
import TwinPrimitives
import VoiceAgents

/// Follows contacts through transfers and new attempts: who leaves unserved, who is refused, what is
/// said of contacts that never come.
struct ContactPathChecks {
    let parts: ScenarioDecoder.DecodedParts
    let root: MappingReader
    let types: [MappingReader]
    let groups: [GroupReaders]

    func check() throws {
        for type in types.indices {
            try checkReturns(type)
            try checkTransferredOnly(type)
        }
        for (number, group) in groups.enumerated() {
            for (type, reader) in group.skills {
                try checkTransfer(number, type, reader)
            }
        }
        try checkEndlessTransfers()
    }

    private func transfers(_ type: Int) -> [Transfer] {
        parts.agentGroups.compactMap { $0.skills[type]?.transfer }
    }

    /// The type and those in whose queues its contacts may go on.
    private func queues(_ type: Int) -> Set<Int> {
        var found: Set<Int> = [type]
        var next = [type]
        while let from = next.popLast() {
            for transfer in transfers(from) where found.insert(Int(transfer.to.rawValue)).inserted {
                next.append(Int(transfer.to.rawValue))
            }
        }
        return found
    }

    /// Whether contacts of a type may leave unserved.
    private func leaves(_ type: Int) -> Bool {
        let own = parts.contactTypes[type]
        return own.balk > 0 || own.balkPerWaiting > 0
            || own.announcement.map { $0.tolerance != .never } ?? false
            || own.callback.map { $0.patience != .never } ?? false
            || queues(type).contains { parts.contactTypes[$0].patience != .never }
    }

    private func checkReturns(_ type: Int) throws {
        guard let redial = try types[type].optionalMapping("redial") else { return }
        let own = parts.contactTypes[type]
        if redial.has("afterAbandon"), !leaves(type) {
            throw redial.noEffect(
                "afterAbandon", "patience never ends, so nobody abandons")
        }
        let pools = ScenarioDecoder.pools(of: own, parts).map { parts.voicePools[$0] }
        if redial.has("afterBlocked"), own.queueCapacity == nil, !root.has("trunks"),
            !root.has("queueCapacity"), !pools.contains(where: \.losesContacts)
        {
            throw redial.noEffect(
                "afterBlocked", "nothing refuses contacts (trunks, queueCapacity, whenFull: lost)")
        }
        for key in ["keepsDraws", "patiencePerAttempt"]
        where redial.has(key) && own.returns.all.isEmpty {
            throw redial.noEffect(key, "no caller comes back")
        }
    }

    /// Contacts that only come by a transfer keep the rules of the type that they arrived as.
    private func checkTransferredOnly(_ type: Int) throws {
        let own = parts.contactTypes[type]
        let isBecome = parts.contactTypes.contains { other in
            other.returns.all.contains { $0.becomes.map { Int($0.rawValue) } == type }
        }
        guard !types[type].has("arrivals"), own.outbound == nil, own.initialContacts == 0, !isBecome
        else { return }
        let keys = [
            "menu", "firstServedBy", "balkPerWaiting", "announcement", "callback", "queueCapacity",
            "redial",
        ]
        for key in keys where types[type].has(key) {
            throw types[type].noEffect(
                key,
                "contacts come to the type by a transfer only, which neither meets it nor is "
                    + "refused; say it of the type that they arrive as")
        }
    }

    private func checkTransfer(_ group: Int, _ type: Int, _ skill: MappingReader) throws {
        guard let transfer = parts.agentGroups[group].skills[type]?.transfer,
            let reader = try skill.optionalMapping("transfer")
        else { return }
        if transfer.conference != nil, transfer.stays == 0 {
            throw reader.noEffect("conference", "the first agent never stays (stays)")
        }
        if transfer.briefing != nil, transfer.stays == 1 {
            throw reader.noEffect("briefing", "the first agent always stays (stays)")
        }
    }

    /// Types whose every agent passes every contact on, to types of which the same holds.
    private func checkEndlessTransfers() throws {
        var endless = Set(
            types.indices.filter { type in
                let skills = parts.agentGroups.compactMap { $0.skills[type] }
                return !skills.isEmpty && skills.allSatisfy { $0.transfer?.probability == 1 }
            })
        while let type = endless.first(where: { type in
            transfers(type).contains { !endless.contains(Int($0.to.rawValue)) }
        }) {
            endless.remove(type)
        }
        guard let type = endless.min() else { return }
        throw ScenarioError.invalid(
            location: types[type].node.location,
            what: "\(types[type].place): every agent passes every contact on, and so do those who "
                + "get it then: nobody ever serves it to the end")
    }
}

extension Returns {
    /// The behaviours that are given.
    var all: [Redial] {
        [afterAbandon, afterBlocked, afterService, afterUnresolved, afterHangup, afterCutOff]
            .compactMap { $0 }
    }
}
