import ContactCenter
import ContactCenterEvents
import Conversations
import DialogueEngine
import ModelReading
import TwinPrimitives
import VoiceAgents

extension ScenarioDecoder {
    /// Levers and faults of a scenario.
    mutating func plan(_ parts: DecodedParts, pools: [MappingReader]) throws -> OperatingPlan {
        var plan = OperatingPlan()
        for reader in try root.namedMappings("levers") {
            plan.levers.append(try lever(reader, parts))
        }
        for reader in try root.namedMappings("faults") {
            plan.faults.append(try fault(reader, parts, pools: pools))
        }
        for (key, count) in [("levers", plan.levers.count), ("faults", plan.faults.count)]
        where count > Self.nameLimit {
            throw ScenarioError.invalid(
                location: root.location(of: key),
                what: "\(key) has more than \(Self.nameLimit) members")
        }
        return plan
    }

    private func lever(_ reader: MappingReader, _ parts: DecodedParts) throws -> LeverPlan {
        let pool = try number(
            of: try reader.text("pool"), in: poolNames, what: "voice-agent pool",
            location: reader.location(of: "pool"), key: reader.path(of: "pool"))
        let set = try reader.mapping("set")
        let changes = try changes(set, of: parts.voicePools[pool])
        guard !changes.isEmpty else {
            throw ScenarioError.invalid(
                location: set.node.location, what: "\(set.place) changes nothing")
        }
        let ways = ["at", "after", "when"].filter(reader.has)
        guard ways.count == 1 else { throw Self.needsOne(reader, "at, after or when") }
        let moment: LeverPlan.Moment
        if let rule = try reader.optionalMapping("when") {
            moment = .rule(try self.rule(rule))
            if reader.has("day") { throw reader.noEffect("day", "there is no at beside it") }
        } else {
            moment = .at(try instant(reader))
        }
        return LeverPlan(
            pool: VoicePoolID(UInt16(pool)), moment: moment, changes: changes)
    }

    /// Checks that redials after a cut have a fault that cuts off.
    static func checkCutOffs(
        _ parts: DecodedParts, _ plan: OperatingPlan, _ readers: [MappingReader]
    ) throws {
        for (number, type) in parts.contactTypes.enumerated()
        where type.returns.afterCutOff != nil {
            let pools = pools(of: type, parts)
            let isCutOff = plan.faults.contains { fault in
                fault.effects.contains {
                    pools.contains(Int($0.pool.rawValue)) && $0.effect.dropsSessions > 0
                }
            }
            if isCutOff { continue }
            throw try readers[number].mapping("redial").noEffect(
                "afterCutOff", "no fault cuts its callers off (faults, dropsSessions)")
        }
    }

    static func needsOne(_ reader: MappingReader, _ keys: String) -> ScenarioError {
        .invalid(
            location: reader.node.location, what: "\(reader.place) needs exactly one of \(keys)")
    }

    /// The instant of `at` and `day`, or of `after`, in seconds from the start.
    func instant(_ reader: MappingReader) throws -> Double {
        let key = reader.has("after") ? "after" : "at"
        let seconds: Double
        if key == "after" {
            if reader.has("day") { throw reader.noEffect("day", "after tells the day too") }
            seconds = try reader.number("after")
        } else {
            guard let calendar else {
                throw reader.invalid("at", "needs a calendar; say after, as time from the start")
            }
            let day = try reader.integer("day")
            guard day <= calendar.days else {
                throw reader.invalid("day", "is beyond the calendar's \(calendar.days) days")
            }
            seconds = grid.days[day - 1].start + (try Self.clock(reader, "at"))
        }
        guard seconds < grid.horizonSeconds else {
            throw reader.invalid(key, "is not before the end of what is simulated")
        }
        return seconds
    }

    private func rule(_ reader: MappingReader) throws -> LeverRule {
        let rule = LeverRule(
            waitingAbove: try reader.integer("waitingAbove"),
            holdsSeconds: try reader.number("for"),
            waitingBelow: try reader.optionalInteger("waitingBelow"),
            everySeconds: try reader.number("every"))
        if let below = rule.waitingBelow, below > rule.waitingAbove + 1 {
            throw reader.invalid(
                "waitingBelow",
                "should be at most one more than waitingAbove, or the rule is met "
                    + "and over at once")
        }
        guard rule.everySeconds < grid.horizonSeconds else {
            throw reader.invalid("every", "is longer than what is simulated")
        }
        guard rule.holdsSeconds < grid.horizonSeconds else {
            throw reader.invalid("for", "is longer than what is simulated")
        }
        return rule
    }

    /// The changes of a lever, in the order in which they take effect.
    private func changes(
        _ set: MappingReader, of pool: VoicePoolConfiguration
    ) throws -> [LeverChange] {
        try checkEffects(set, of: pool)
        var changes: [LeverChange] = []
        func add(_ setting: LeverSetting, _ value: UInt32?) {
            if let value { changes.append(LeverChange(setting, value)) }
        }
        if let word = try set.optionalText("operation") {
            let operation: LeverOperation =
                word == "on" ? .on : word == "drain" ? .drained : .handedOver
            add(.operation, UInt32(operation.rawValue))
        }
        add(.sessions, try set.optionalInteger("sessions").map { UInt32($0) })
        let whole = Double(LeverMoved.wholeShare)
        add(.share, try set.optionalNumber("share").map { UInt32(($0 * whole).rounded()) })
        let isSurrogate = pool.isSurrogate
        func score(_ value: Double) -> UInt32 {
            isSurrogate ? VoicePoolConfiguration.leastScore(value) : UInt32(Score(value).steps)
        }
        add(.accept, try set.optionalNumber("accept").map(score))
        add(.confirm, try set.optionalNumber("confirm").map(score))
        for (key, setting) in [
            ("consecutiveFailures", LeverSetting.consecutiveFailures),
            ("totalFailures", .totalFailures), ("turnLimit", .turnLimit),
        ] {
            add(setting, try set.optionalInteger(key).map { UInt32($0) })
        }
        return changes
    }

    private func checkEffects(_ set: MappingReader, of pool: VoicePoolConfiguration) throws {
        switch pool.tier {
        case .surrogate:
            if set.has("confirm") {
                throw set.noEffect("confirm", "at fidelity surrogate nothing is confirmed")
            }
        case .conversation(let tier):
            for key in ["consecutiveFailures", "totalFailures", "turnLimit"] where set.has(key) {
                throw set.noEffect(key, "the engine's lever moves accept and confirm only")
            }
            if set.has("accept"), tier.conversation.reducer.model.decisions.mode == .cost {
                throw set.noEffect("accept", "the dialogue model decides by cost, not thresholds")
            }
        // No file says so: a deck is made of a pool that was read.
        case .deck: break
        }
    }
}

extension VoicePoolConfiguration {
    /// Whether its sessions are chains of turns without text.
    var isSurrogate: Bool {
        guard case .surrogate = tier else { return false }
        return true
    }
}
