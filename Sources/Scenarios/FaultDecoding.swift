import ContactCenter
import ContactCenterEvents
import Conversations
import DecodeBank
import DialogueEngine
import ModelReading
import TwinPrimitives
import VoiceAgents

extension ScenarioDecoder {
    mutating func fault(
        _ reader: MappingReader, _ parts: DecodedParts, pools: [MappingReader]
    ) throws -> FaultPlan {
        let effect = try reader.mapping("effect")
        guard !effect.node.singleValues.isEmpty else {
            throw ScenarioError.invalid(
                location: effect.node.location, what: "\(effect.place) does nothing")
        }
        var effects: [(pool: VoicePoolID, effect: FaultEffect)] = []
        for item in reader.oneOrMany("pool") {
            let number = try number(
                of: item.node.scalar ?? item.node.shape, in: poolNames, what: "voice-agent pool",
                location: item.node.location, key: item.path)
            let id = VoicePoolID(UInt16(number))
            guard !effects.contains(where: { $0.pool == id }) else {
                throw ModelReadingError.badValue(
                    location: item.node.location, key: item.path, text: poolNames[number],
                    problem: "appears twice")
            }
            effects.append(
                (id, try self.effect(effect, of: parts.voicePools[number], pools[number])))
        }
        let fades = ["latencyFactor", "defects", "defectsFactor", "failure", "refusesSessions"]
        if reader.has("recovery"), !fades.contains(where: effect.has) {
            throw reader.noEffect("recovery", "what the fault does cannot fade")
        }
        return FaultPlan(
            name: try reader.text("name"), timing: try timing(reader),
            recoverySeconds: try reader.number("recovery"), effects: effects)
    }

    private mutating func timing(_ reader: MappingReader) throws -> FaultPlan.Timing {
        guard ["at", "after", "perDay"].count(where: reader.has) == 1 else {
            throw Self.needsOne(reader, "at, after or perDay")
        }
        let isRandom = reader.has("perDay")
        let (needed, other) = isRandom ? ("duration", "lasts") : ("lasts", "duration")
        if reader.has(other) {
            throw reader.noEffect(
                other, "with \(isRandom ? "perDay" : "at or after") say \(needed)")
        }
        guard reader.has(needed) else {
            throw ModelReadingError.missingKey(
                location: reader.node.location, key: needed, place: reader.place)
        }
        guard let perDay = try reader.optionalNumber("perDay") else {
            return .planned(start: try instant(reader), length: try reader.number("lasts"))
        }
        if reader.has("day") { throw reader.noEffect("day", "there is no at beside it") }
        return .random(perDay: perDay, length: try law(reader, "duration"))
    }

    private mutating func effect(
        _ reader: MappingReader, of pool: VoicePoolConfiguration, _ poolReader: MappingReader
    ) throws -> FaultEffect {
        var effect = FaultEffect(
            latencyFactor: try reader.optionalNumber("latencyFactor") ?? 1,
            defects: try reader.optionalNumber("defects"),
            defectsFactor: try reader.optionalNumber("defectsFactor") ?? 1,
            dropsSessions: try reader.optionalNumber("dropsSessions") ?? 0,
            refusesSessions: try reader.optionalNumber("refusesSessions") ?? 0,
            toolFailure: try reader.optionalNumber("failure") ?? 0)
        if reader.has("defects"), reader.has("defectsFactor") {
            throw reader.noEffect("defectsFactor", "defects stands instead of the pool's share")
        }
        if reader.has("tools"), !reader.has("failure") {
            throw reader.noEffect("tools", "there is no failure beside it")
        }
        if pool.turn != nil, reader.has("latencyFactor") {
            throw reader.noEffect(
                "latencyFactor",
                "the turns of pool \(pool.name) are done by stations, which have their own times")
        }
        guard case .conversation(let tier) = pool.tier else {
            for key in ["failure", "tools", "line"] where reader.has(key) {
                throw reader.noEffect(
                    key,
                    "at fidelity surrogate (pool \(pool.name)) there are no tools and no line; "
                        + "say defects or latencyFactor")
            }
            return effect
        }
        for key in ["defects", "defectsFactor"] where reader.has(key) {
            throw reader.noEffect(
                key, "the sessions of pool \(pool.name) are conversations; say line")
        }
        if reader.has("tools") {
            effect.tools = try tools(reader, of: tier.conversation.reducer.model)
        }
        if let condition = try reader.optionalText("line") {
            effect.line = FaultyLine(
                condition: condition, ear: try faultyEar(reader, condition, poolReader))
        }
        return effect
    }

    private func tools(_ reader: MappingReader, of model: DialogueModel) throws -> [ToolID] {
        let names = model.tools.map(\.name)
        return try reader.oneOrMany("tools").map { item in
            ToolID(
                UInt16(
                    try number(
                        of: item.node.scalar ?? item.node.shape, in: names, what: "tool",
                        location: item.node.location, key: item.path)))
        }
    }

    /// How a pool hears on another line.
    private mutating func faultyEar(
        _ reader: MappingReader, _ condition: String, _ pool: MappingReader
    ) throws -> any Ear {
        guard let tier = HearingTier(rawValue: try pool.text("fidelity")) else {
            throw reader.noEffect(
                "line",
                "only pools of fidelity \(HearingTier.allCases.map(\.rawValue).joined(separator: ", "))"
                    + " have lines that change during a run; this one is \(try pool.text("fidelity"))"
            )
        }
        let dialogue = try dialogue(pool)
        let callers = try callers(pool, of: dialogue)
        let channels =
            try pool.optionalText("channels").map { files.path($0) }
            ?? callers.channelsPath
        let bank =
            tier == .bank
            ? try pool.optionalText("bank").map { files.path($0) } ?? callers.bankPath : nil
        do throws(DecodeBankError) {
            return try files.hearing(
                tier, condition: condition, model: dialogue.model, channels: channels ?? "",
                bank: bank
            ).ear
        } catch {
            throw ScenarioError.invalid(
                location: reader.location(of: "line"), what: "\(reader.place): \(error.problem)")
        }
    }
}
