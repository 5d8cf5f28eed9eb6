import ContactCenter
import Distributions
import ModelReading
import ResponseStations
import TwinPrimitives
import VoiceAgents

extension ScenarioDecoder {
    mutating func voicePool(
        _ reader: MappingReader, _ stations: [StationConfiguration]
    ) throws -> VoicePoolConfiguration {
        let sessions = try reader.optionalInteger("sessions")
        let tier: VoiceTier =
            switch try reader.text("fidelity") {
            case "surrogate": .surrogate(try surrogate(reader, sessions: sessions))
            default: .conversation(try conversationTier(reader))
            }
        var pool = VoicePoolConfiguration(
            name: try reader.text("name"), sessions: sessions, tier: tier,
            turn: try turn(reader, stations),
            toolStations: try toolStations(reader, of: tier, stations))
        try checkTurn(reader, pool)
        pool.defectDays = try defectDays(reader, pool)
        try decodeAccess(reader, &pool)
        if let takeover = try reader.optionalMapping("takeover") {
            pool.takeover = TakeoverRule(
                afterMisunderstood: try takeover.integer("afterMisunderstood"),
                noticedAfter: try law(takeover, "noticedAfter"))
        }
        if let handoff = try reader.optionalMapping("handoff") {
            pool.handoff = try self.handoff(handoff, of: tier)
        }
        if let cost = try reader.optionalMapping("cost") {
            pool.cost = VoiceCost(
                perMinute: try cost.number("perMinute"),
                perSession: try cost.number("perSession"))
        }
        return pool
    }

    private func defectDays(
        _ reader: MappingReader, _ pool: VoicePoolConfiguration
    ) throws -> DefectDays? {
        // The tiers text and audio have no such key.
        guard !["text", "audio"].contains(try reader.text("fidelity")) else { return nil }
        let correlation = try reader.number("defectsDayCorrelation")
        guard correlation > 0 else { return nil }
        guard let defects = pool.setDefects, defects > 0, defects < 1 else {
            throw reader.noEffect(
                "defectsDayCorrelation", "no defects are set that could differ from day to day")
        }
        return DefectDays(correlation: correlation)
    }

    /// Checks that a pool says once how long its answers take, and that fillers are heard.
    private func checkTurn(_ reader: MappingReader, _ pool: VoicePoolConfiguration) throws {
        switch pool.tier {
        case .surrogate(let dialogue):
            if pool.turn == nil, !reader.has("latency") {
                throw ScenarioError.invalid(
                    location: reader.node.location,
                    what: "\(reader.place) needs latency or turn: how long an answer takes")
            }
            if pool.turn != nil, reader.has("latency") {
                throw reader.noEffect("latency", "turn says how an answer comes about")
            }
            if pool.turn?.filler != nil, dialogue.silencePatience == .never {
                throw try reader.mapping("turn").noEffect(
                    "filler", "without silencePatience nobody needs one")
            }
        case .conversation:
            if pool.turn != nil, reader.has("stages") {
                throw reader.noEffect("stages", "turn says how an answer comes about")
            }
            if pool.turn?.filler != nil {
                throw try reader.mapping("turn").noEffect(
                    "filler",
                    "a filler speaks at fidelity surrogate only; the dialogue model's own"
                        + " speaks while tools work")
            }
        // No file says so: a deck is made of a pool that was read.
        case .deck: break
        }
    }

    private func handoff(_ reader: MappingReader, of tier: VoiceTier) throws -> HandoffEffect {
        if case .surrogate = tier {
            for key in [
                "perMisunderstoodTurn", "perMissingValue", "unverified",
                "patiencePerMisunderstoodTurn",
            ] where reader.has(key) {
                throw reader.noEffect(
                    key, "at fidelity surrogate nothing is known of what a person is told")
            }
        }
        return HandoffEffect(
            talkFactor: try reader.number("talkFactor"),
            perMisunderstoodTurn: try reader.number("perMisunderstoodTurn"),
            perMissingValue: try reader.number("perMissingValue"),
            unverified: try reader.number("unverified"),
            patiencePerMisunderstoodTurn: try reader.number("patiencePerMisunderstoodTurn"))
    }

    private mutating func surrogate(
        _ reader: MappingReader, sessions: Int?
    ) throws -> SurrogateConfiguration {
        let scores = try reader.mapping("scores")
        var dialogue = SurrogateConfiguration(
            turnsNeeded: try law(reader, "turnsNeeded"), defects: try reader.number("defects"),
            scoreWhenRight: try law(scores, "right"), scoreWhenWrong: try law(scores, "wrong"),
            fallback: try fallback(reader.mapping("fallback")),
            latency: try reader.optionalMapping("latency").map {
                try latency($0, sessions: sessions)
            } ?? Latency(body: .deterministic(0)),
            silencePatience: try optionalLaw(reader, "silencePatience") ?? .never,
            hangupPerTurn: try reader.number("hangupPerTurn"),
            callerSpeech: try law(reader, "callerSpeech"), prompt: try law(reader, "prompt"),
            inScope: try reader.number("inScope"),
            asksForPerson: try reader.number("asksForPerson"))
        if let load = try reader.optionalMapping("hangupUnderLoad") {
            dialogue.hangupUnderLoad = HangupUnderLoad(
                full: try load.number("full"), steepness: try load.number("steepness"),
                midpoint: try load.number("midpoint"))
            if sessions == nil {
                throw reader.noEffect("hangupUnderLoad", "sessions are unlimited")
            }
        }
        return dialogue
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

    private mutating func latency(
        _ reader: MappingReader, sessions: Int?
    ) throws -> Latency {
        var latency = Latency(
            body: try law(reader, "body"), tailScale: try reader.number("tailScale"))
        if let tail = try tail(reader) {
            latency.tailProbability = tail.probability
            latency.tail = tail.law
        }
        if let load = try reader.optionalMapping("underLoad") {
            latency.underLoad = LatencyUnderLoad(
                full: try load.number("full"), steepness: try load.number("steepness"),
                midpoint: try load.number("midpoint"))
            if sessions == nil {
                throw reader.noEffect("underLoad", "sessions are unlimited")
            }
        }
        return latency
    }

    /// The stalls of a latency or a stage; nil without.
    mutating func tail(_ reader: MappingReader) throws -> (probability: Double, law: Law)? {
        guard let tail = try reader.optionalMapping("tail") else {
            if reader.has("tailScale") {
                throw reader.noEffect("tailScale", "there is no tail beside it")
            }
            return nil
        }
        return (try tail.number("probability"), try law(tail, "extra"))
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
        where Self.pools(of: type, decoded).contains(pool)
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
