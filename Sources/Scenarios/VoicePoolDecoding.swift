import ContactCenter
import Distributions
import ModelReading
import TwinPrimitives
import VoiceAgents

extension ScenarioDecoder {
    mutating func voicePool(_ reader: MappingReader) throws -> VoicePoolConfiguration {
        try checkFidelity(reader)
        let scores = try reader.mapping("scores")
        var pool = VoicePoolConfiguration(
            name: try reader.text("name"), sessions: try reader.optionalInteger("sessions"),
            turnsNeeded: try law(reader, "turnsNeeded"), defects: try reader.number("defects"),
            scoreWhenRight: try law(scores, "right"), scoreWhenWrong: try law(scores, "wrong"),
            fallback: try fallback(reader.mapping("fallback")),
            latency: try latency(reader.mapping("latency")),
            silencePatience: try optionalLaw(reader, "silencePatience") ?? .never,
            hangupPerTurn: try reader.number("hangupPerTurn"),
            callerSpeech: try law(reader, "callerSpeech"), prompt: try law(reader, "prompt"),
            inScope: try reader.number("inScope"),
            asksForPerson: try reader.number("asksForPerson"))
        pool.losesWhenFull = try reader.text("whenFull") == "lost"
        if reader.has("whenFull"), pool.sessions == nil {
            throw ScenarioError.noEffect(
                location: reader.location(of: "whenFull"), key: reader.path(of: "whenFull"),
                why: "sessions are unlimited")
        }
        if let load = try reader.optionalMapping("hangupUnderLoad") {
            pool.hangupUnderLoad = HangupUnderLoad(
                full: try load.number("full"), steepness: try load.number("steepness"),
                midpoint: try load.number("midpoint"))
            if pool.sessions == nil {
                throw ScenarioError.noEffect(
                    location: reader.location(of: "hangupUnderLoad"),
                    key: reader.path(of: "hangupUnderLoad"), why: "sessions are unlimited")
            }
        }
        if let handoff = try reader.optionalMapping("handoff") {
            pool.handoffTalkFactor = try handoff.number("talkFactor")
        }
        if let cost = try reader.optionalMapping("cost") {
            pool.cost = VoiceCost(
                perMinute: try cost.number("perMinute"),
                perSession: try cost.number("perSession"))
        }
        return pool
    }

    /// Refuses the finer fidelities of the design, which need audio or a dialogue model.
    private func checkFidelity(_ reader: MappingReader) throws {
        if let word = reader.node["fidelity"]?.scalar, ["audio", "bank", "channel"].contains(word) {
            throw ScenarioError.invalid(
                location: reader.location(of: "fidelity"),
                what: "\(reader.path(of: "fidelity")) '\(word)' is not available in this version; "
                    + "known: surrogate")
        }
        _ = try reader.text("fidelity")
    }

    private func fallback(_ reader: MappingReader) throws -> Fallback {
        let fallback = Fallback(
            accept: try reader.number("accept"),
            consecutiveFailures: try reader.optionalInteger("consecutiveFailures"),
            totalFailures: try reader.optionalInteger("totalFailures"),
            turnLimit: try reader.optionalInteger("turnLimit"))
        if fallback.consecutiveFailures == nil, fallback.totalFailures == nil,
            fallback.turnLimit == nil
        {
            throw ScenarioError.invalid(
                location: reader.node.location,
                what: "\(reader.place) needs consecutiveFailures, totalFailures or turnLimit, "
                    + "or a session may never end")
        }
        if let total = fallback.totalFailures, let row = fallback.consecutiveFailures, row > total {
            throw ScenarioError.noEffect(
                location: reader.location(of: "consecutiveFailures"),
                key: reader.path(of: "consecutiveFailures"),
                why: "totalFailures (\(total)) is reached before \(row) in a row")
        }
        return fallback
    }

    private mutating func latency(_ reader: MappingReader) throws -> Latency {
        var latency = Latency(
            body: try law(reader, "body"), tailScale: try reader.number("tailScale"))
        if let tail = try reader.optionalMapping("tail") {
            latency.tailProbability = try tail.number("probability")
            latency.tail = try law(tail, "extra")
        } else if reader.has("tailScale") {
            throw ScenarioError.noEffect(
                location: reader.location(of: "tailScale"), key: reader.path(of: "tailScale"),
                why: "there is no tail beside it")
        }
        return latency
    }

    /// The group that a pool is said to escalate to, checked against the skills.
    func escalation(
        _ reader: MappingReader, pool: Int, _ decoded: DecodedParts
    ) throws -> AgentGroupID? {
        guard let name = try reader.optionalText("escalateTo") else { return nil }
        let location = reader.location(of: "escalateTo")
        let group = try number(
            of: name, in: decoded.agentGroups.map(\.name), what: "agent group",
            location: location, key: reader.path(of: "escalateTo"))
        for (index, type) in decoded.contactTypes.enumerated()
        where type.firstServedBy == VoicePoolID(UInt16(pool))
            && decoded.agentGroups[group].skills[index] == nil
        {
            throw ScenarioError.invalid(
                location: location,
                what: "\(reader.path(of: "escalateTo")): agent group '\(name)' cannot serve "
                    + "contact type '\(type.name)'")
        }
        return AgentGroupID(UInt16(group))
    }
}
