import ContactCenter
import ContactCenterEvents
import Distributions
import ModelReading
import ResponseStations
import TwinPrimitives
import VoiceAgents

/// Turns the tree of a scenario file into values.
struct ScenarioDecoder {
    let root: MappingReader
    let grid: TimeGrid
    let calendar: ScenarioCalendar?
    let typeNames: [String]
    let poolNames: [String]
    var files: DataFiles

    /// Most contact types, groups or pools.
    static let nameLimit = 1000

    /// The parts whose names refer to each other.
    struct DecodedParts {
        var contactTypes: [ContactTypeConfiguration] = []
        var agentGroups: [AgentGroupConfiguration] = []
        var voicePools: [VoicePoolConfiguration] = []
        var stations: [StationConfiguration] = []
    }

    private init(_ source: ScenarioSource) throws {
        try Self.checkVersion(source.file)
        root = try MappingReader(source.file.root, ScenarioLanguage.root, path: "")
        _ = try root.integer("calltwin")
        files = source.tables
        (grid, calendar) = try Self.time(root)
        typeNames = try Self.names(root, "contactTypes")
        poolNames = try Self.names(root, "voiceAgents")
    }

    /// Decodes a scenario.
    ///
    /// - Parameters:
    ///   - source: The tree.
    ///   - checksAxes: Whether every value of the `project:` axes is decoded too.
    /// - Returns: The validated scenario.
    /// - Throws: `ScenarioError`, `ModelReadingError`.
    static func scenario(_ source: ScenarioSource, checksAxes: Bool) throws -> Scenario {
        var decoder = try Self(source)
        var parts = DecodedParts()
        let pools = try decoder.root.namedMappings("voiceAgents")
        let types = try decoder.root.namedMappings("contactTypes")
        for reader in types { parts.contactTypes.append(try decoder.contactType(reader)) }
        let groups = try decoder.root.namedMappings("agentGroups")
        for reader in groups { parts.agentGroups.append(try decoder.agentGroup(reader)) }
        parts.stations = try decoder.stations()
        for reader in pools {
            parts.voicePools.append(try decoder.voicePool(reader, parts.stations))
        }
        try Self.checkStations(parts.stations, parts, decoder.root)
        try Self.checkService(parts, types)
        try Self.checkSources(parts, types)
        try Self.checkAtOnce(parts, try decoder.root.namedMappings("agentGroups"))
        try Self.checkLoad(parts, types)
        let groupReaders = try groups.map { try decoder.readers($0) }
        try ConditionChecks(parts: parts, root: decoder.root, types: types, groups: groupReaders)
            .check()
        try ContactPathChecks(parts: parts, root: decoder.root, types: types, groups: groupReaders)
            .check()
        try Self.checkPools(parts, pools)
        let plan = try decoder.plan(parts, pools: pools)
        try Self.checkOverflow(parts, plan, pools)
        try Self.checkCutOffs(parts, plan, types)
        // A sweep may name a strategy that does not look at what another one needs.
        if checksAxes { try RoutingChecks(decoder.root).check(types: types, groups: groupReaders) }
        let escalateTo = try pools.enumerated().map { index, reader in
            try decoder.escalation(reader, pool: index, parts)
        }
        var source = source
        source.tables = decoder.files
        let scenario = try decoder.assemble(parts, plan, escalateTo, source)
        if checksAxes { try scenario.checkAxes(decoder.root) }
        return scenario
    }

    private func assemble(
        _ parts: DecodedParts, _ plan: OperatingPlan, _ escalateTo: [AgentGroupID?],
        _ source: ScenarioSource
    ) throws -> Scenario {
        let name = try root.text("name")
        let goal = try serviceLevel()
        let center = CenterConfiguration(
            contactTypes: parts.contactTypes, agentGroups: parts.agentGroups,
            trunks: try root.optionalInteger("trunks"),
            queueCapacity: try root.optionalInteger("queueCapacity"), closing: try closing(),
            routing: try routing(), horizonSeconds: grid.horizonSeconds,
            daySeconds: grid.daySeconds, load: try load(parts))
        return Scenario(
            name: name, seed: UInt64(try root.integer("seed")), calendar: calendar,
            center: center, voicePools: parts.voicePools, stations: parts.stations, plan: plan,
            escalateTo: escalateTo,
            serviceLevel: goal, project: try project(),
            published: try published(groups: parts.agentGroups.map(\.name)),
            assumed: AssumedInputs.find(source.file),
            description: try description(name, goal, center, parts, plan), source: source)
    }

    private func description(
        _ name: String, _ goal: ServiceLevelGoal, _ center: CenterConfiguration,
        _ parts: DecodedParts, _ plan: OperatingPlan
    ) throws -> RunDescription {
        let start = calendar == nil ? nil : try root.mapping("calendar").text("start")
        let horizon = try root.optionalMapping("horizon")
        let interval = try reportInterval(horizon ?? root.mapping("calendar"))
        let warmUp = try horizon?.number("warmUp") ?? 0
        let groups = parts.agentGroups.map(\.name)
        return RunDescription(
            name: name, start: start.map { $0 + "T00:00:00" },
            intervalSeconds: interval, warmUpSeconds: warmUp,
            horizonSeconds: grid.horizonSeconds, contactTypes: typeNames,
            agentGroups: groups, voicePools: poolNames,
            serviceLevelSeconds: goal.thresholdSeconds,
            contactsAtOnce: parts.contactTypes.contains { $0.atOnce > 1 }
                ? parts.contactTypes.map(\.atOnce) : nil,
            segments: try segments(groups: groups, interval: interval),
            levers: plan.levers.isEmpty
                ? nil : try root.namedMappings("levers").map { try $0.text("name") },
            faults: plan.faults.isEmpty ? nil : plan.faults.map(\.name),
            stations: Self.describe(parts.stations), stages: Self.describe(parts),
            flows: Self.flows(parts))
    }

    /// Length of the interval of reports in whole seconds; the whole horizon when it is left out.
    func reportInterval(_ reader: MappingReader) throws -> Int {
        guard let seconds = try reader.optionalNumber("interval") else {
            return Int(grid.horizonSeconds.rounded(.up))
        }
        guard seconds == seconds.rounded(), seconds <= max(grid.horizonSeconds, 86_400) else {
            throw ModelReadingError.badValue(
                location: reader.location(of: "interval"), key: reader.path(of: "interval"),
                text: reader.node["interval"]?.scalar ?? "",
                problem: "should be whole seconds, at most what is simulated")
        }
        return Int(seconds)
    }

    /// Factor on the rate of all arrivals, which must be random for it.
    private func load(_ parts: DecodedParts) throws -> Double {
        if root.has("load") {
            for (type, reader) in zip(
                parts.contactTypes, try root.namedMappings("contactTypes"))
            where type.arrivals.process is FixedCounts || type.arrivals.process is RecordedArrivals
            {
                throw root.noEffect(
                    "load", "\(reader.path(of: "arrivals")) says how many come, not at which rate")
            }
        }
        return try root.number("load")
    }

    private func serviceLevel() throws -> ServiceLevelGoal {
        let reader = try root.mappingOrDefaults("serviceLevel")
        return ServiceLevelGoal(
            thresholdSeconds: try reader.number("threshold"),
            target: try reader.number("target"))
    }

    private func routing() throws -> RoutingConfiguration {
        let reader = try root.mappingOrDefaults("routing")
        return RoutingConfiguration(
            agentFor: try reader.text("agentFor"), contactFor: try reader.text("contactFor"))
    }

    /// Closing time of every day, or the end of a plain horizon.
    private func closing() throws -> Closing {
        guard try root.text("closing") == "cutOff" else { return .serveOut }
        return .cutOff(grid.days.map { $0.start + grid.close })
    }

    // MARK: Shared by the parts

    /// A law at a key.
    mutating func law(_ reader: MappingReader, _ key: String) throws -> Law {
        try LawDecoder.law(reader.mapping(key), &files)
    }

    /// A law at a key that may be absent.
    mutating func optionalLaw(_ reader: MappingReader, _ key: String) throws -> Law? {
        guard let inner = try reader.optionalMapping(key) else { return nil }
        return try LawDecoder.law(inner, &files)
    }

    /// The number of a name.
    func number(
        of name: String, in names: [String], what: String, location: SourceLocation, key: String
    ) throws -> Int {
        guard let index = names.firstIndex(of: name) else {
            throw ScenarioError.unknownName(
                location: location, key: key, what: what, name: name, known: names)
        }
        return index
    }

    private static func names(_ root: MappingReader, _ key: String) throws -> [String] {
        let readers = try root.namedMappings(key)
        if readers.isEmpty, root.has(key) {
            throw ScenarioError.invalid(
                location: root.location(of: key), what: "\(key) should not be empty")
        }
        guard readers.count <= nameLimit else {
            throw ScenarioError.invalid(
                location: root.location(of: key), what: "\(key) has more than \(nameLimit) members")
        }
        return try readers.map { try $0.text("name") }
    }

    private static func checkVersion(_ file: ModelFile) throws {
        guard let node = file.root["calltwin"], let text = node.scalar,
            let version = Int(text), version > ScenarioLanguage.version
        else { return }
        throw ScenarioError.newerVersion(
            location: node.location, found: text, known: ScenarioLanguage.version)
    }
}
