import Distributions
import ModelReading
import ResponseStations
import VoiceAgents

/// Stations, and the turns that pass through them.
extension ScenarioDecoder {
    mutating func stations() throws -> [StationConfiguration] {
        try root.namedMappings("stations").map { try station($0) }
    }

    private mutating func station(_ reader: MappingReader) throws -> StationConfiguration {
        let service: StationService
        if try reader.text("kind") == "servers" {
            service = .servers(try servers(reader))
        } else {
            service = .tokens(try languageModel(reader))
        }
        let rate = try reader.optionalMapping("rate").map {
            RateLimit(perSecond: try $0.number("limit"), burst: try $0.integer("burst"))
        }
        return StationConfiguration(
            name: try reader.text("name"), service: service, rate: rate,
            client: try client(reader))
    }

    private mutating func client(_ reader: MappingReader) throws -> ClientRules {
        var client = ClientRules(
            waitLimit: try optionalLaw(reader, "waitLimit") ?? .never,
            timeout: try reader.optionalNumber("timeout"),
            failures: try reader.number("failures"),
            hedgeAfter: try reader.optionalNumber("hedgeAfter"))
        if let retries = try reader.optionalMapping("retries") {
            client.retries = try retries.integer("most")
            client.backOff = try retries.number("backOff")
            client.backOffFactor = try retries.number("factor")
            if client.timeout == nil, client.failures == 0, client.waitLimit == .never,
                try !isMadeToFail(reader.text("name"))
            {
                throw reader.noEffect(
                    "retries",
                    "without timeout, waitLimit, failures or a fault no request comes to nothing")
            }
        }
        if let timeout = client.timeout, let hedge = client.hedgeAfter, hedge >= timeout {
            throw reader.noEffect("hedgeAfter", "the timeout comes first")
        }
        return client
    }

    private mutating func servers(_ reader: MappingReader) throws -> ServersConfiguration {
        let count = try reader.optionalInteger("servers")
        let cold = try reader.optionalMapping("coldStart").map {
            ColdStart(afterIdle: try $0.number("afterIdle"), adds: try law($0, "adds"))
        }
        if cold != nil, count == nil {
            throw reader.noEffect("coldStart", "servers are unlimited, so none is ever idle")
        }
        return ServersConfiguration(count: count, time: try serviceTime(reader), coldStart: cold)
    }

    private mutating func serviceTime(_ reader: MappingReader) throws -> ServiceTime {
        let tail = try tail(reader)
        return ServiceTime(
            body: try law(reader, "body"), tailProbability: tail?.probability ?? 0,
            tail: tail?.law ?? .deterministic(0), tailScale: try reader.number("tailScale"),
            withinCall: try reader.number("withinCall"))
    }

    private mutating func languageModel(_ reader: MappingReader) throws -> TokensConfiguration {
        let tokens = TokensConfiguration(
            replicas: try reader.integer("replicas"), maximumBatch: try reader.integer("batch"),
            memoryTokens: try reader.optionalInteger("memoryTokens"),
            promptTokensPerSecond: try reader.number("promptTokensPerSecond"),
            stepBase: try reader.number("stepBase"),
            stepPerRequest: try reader.number("stepPerRequest"),
            promptTokens: try law(reader, "promptTokens"),
            generatedTokens: try law(reader, "generatedTokens"),
            firstChunkTokens: try reader.integer("firstChunkTokens"))
        if tokens.stepBase + tokens.stepPerRequest == 0 {
            throw reader.invalid(
                "stepBase", "and stepPerRequest are both 0: a step must take some time")
        }
        return tokens
    }

    // MARK: Turns

    /// The work of a pool's turn; nil when the pool says nothing of it.
    mutating func turn(
        _ pool: MappingReader, _ stations: [StationConfiguration]
    ) throws -> TurnGraph? {
        guard let reader = try pool.optionalMapping("turn") else { return nil }
        let stages = try reader.namedMappings("stages")
        guard (1...TurnGraph.mostStages).contains(stages.count) else {
            throw reader.invalid(
                "stages", "should be 1 to \(TurnGraph.mostStages) stages, not \(stages.count)")
        }
        let names = try stages.map { try $0.text("name") }
        var graph = TurnGraph(stages: [])
        for (place, stage) in stages.enumerated() {
            graph.stages.append(
                TurnGraph.Stage(
                    name: names[place], place: try self.place(stage, stations),
                    after: try after(stage, place, names),
                    passesOn: try passesOn(stage, stations),
                    probability: try stage.number("needed")))
        }
        if let early = try reader.optionalMapping("speculation") {
            graph.speculation = try speculation(early, graph, names)
        }
        if let filler = try reader.optionalMapping("filler") {
            graph.filler = Filler(
                after: try filler.number("after"), lasts: try filler.number("lasts"),
                most: try filler.integer("most"))
        }
        return graph
    }

    private mutating func place(
        _ reader: MappingReader, _ stations: [StationConfiguration]
    ) throws -> StagePlace {
        let name = try reader.optionalText("station")
        let delay = try reader.optionalMapping("delay")
        switch (name, delay) {
        case (let name?, nil):
            return .station(
                try number(
                    of: name, in: stations.map(\.name), what: "station",
                    location: reader.location(of: "station"), key: reader.path(of: "station")))
        case (nil, let delay?): return .delay(try serviceTime(delay))
        case (.some, .some):
            throw reader.noEffect(
                "delay", "the stage is done by a station, which has its own times")
        case (nil, nil):
            throw ScenarioError.invalid(
                location: reader.node.location,
                what:
                    "\(reader.place) needs station or delay: who does the work, or how long it takes"
            )
        }
    }

    private func after(_ reader: MappingReader, _ place: Int, _ names: [String]) throws -> [Int] {
        guard let items = try reader.optionalItems("after") else {
            return place == 0 ? [] : [place - 1]
        }
        return try items.map { item in
            let found = try number(
                of: item.node.scalar ?? "", in: Array(names[..<place]), what: "stage before it",
                location: item.node.location, key: item.path)
            return found
        }.sorted()
    }

    private func passesOn(
        _ reader: MappingReader, _ stations: [StationConfiguration]
    ) throws -> Double {
        let share = try reader.number("passesOn")
        guard reader.has("passesOn"), let name = try reader.optionalText("station"),
            let station = stations.first(where: { $0.name == name })
        else { return share }
        if case .tokens = station.service {
            throw reader.noEffect(
                "passesOn", "a language model passes on its first chunk: see firstChunkTokens")
        }
        return share
    }

    private func speculation(
        _ reader: MappingReader, _ graph: TurnGraph, _ names: [String]
    ) throws -> TurnGraph.Speculation {
        let stage = try number(
            of: try reader.text("stage"), in: names, what: "stage",
            location: reader.location(of: "stage"), key: reader.path(of: "stage"))
        if graph.stages[stage].after.isEmpty {
            throw reader.noEffect("stage", "the stage comes after none, so it cannot begin earlier")
        }
        return TurnGraph.Speculation(stage: stage, wasted: try reader.number("wasted"))
    }
}
