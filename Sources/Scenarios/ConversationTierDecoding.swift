import CallerModel
import Conversations
import DecodeBank
import DialogueEngine
import DialogueModels
import Distributions
import ModelReading
import TwinPrimitives
import VoiceAgents

/// Pools whose sessions are conversations: the files that they name become an engine and its callers.
extension ScenarioDecoder {
    mutating func conversationTier(_ reader: MappingReader) throws -> ConversationTier {
        let dialogue = try dialogue(reader)
        let callers = try callers(reader, of: dialogue)
        let stages = try reader.namedMappings("stages").map { try stage($0) }
        let world = try world(reader, of: dialogue.model)
        let firstDay = try firstDay(reader)
        let population = try population(reader)
        if let sound = try sound(reader, of: dialogue.model, firstDay) {
            // Streams are those of the replication; these stand in for them.
            let streams = RandomStreams(seed: 0, replication: 0)
            return ConversationTier(
                conversation: Conversation(
                    reducer: DialogueReducer(model: dialogue.model, streams: streams),
                    profile: callers.profile, ear: PerfectEar(), mouth: sound.mouth,
                    line: sound.line, latency: LatencyLaw(stages: stages), world: world),
                firstDay: firstDay,
                fingerprint: "\(dialogue.model.digest) \(callers.digest) \(sound.fingerprint)"
                    + " \(settings(reader))", population: population)
        }
        let fingerprint = "\(dialogue.model.digest) \(callers.digest) \(settings(reader))"
        let calls = PoolCalls(
            profile: callers.profile, latency: LatencyLaw(stages: stages), world: world)
        if let rate = try setDefects(reader) {
            let lines = try lines(reader)
            let heard = try ears(
                reader, callers, of: dialogue.model, try hearingTier(reader), over: lines)
            let defects = try solvedDefects(
                rate, over: lines, reader, calls.latency, firstDay,
                contentOfCalls: try contentOfCalls(reader, dialogue, callers, firstDay))
            return ConversationTier(
                conversation: calls.conversation(
                    MixedLinesEar(ears: heard.map(\.ear), mix: defects.found.mix), heard[0].model),
                firstDay: firstDay, fingerprint: fingerprint, defects: defects,
                population: population)
        }
        let (ear, model) = try ear(
            reader, callers, of: dialogue.model, try hearingTier(reader), over: nil)
        return ConversationTier(
            conversation: calls.conversation(ear, model), firstDay: firstDay,
            fingerprint: fingerprint, population: population)
    }

    private func population(_ reader: MappingReader) throws -> CallerPopulation? {
        guard let population = try reader.optionalMapping("population") else { return nil }
        return CallerPopulation(
            callers: UInt32(try population.integer("callers")),
            attempts: UInt16(try population.integer("attempts")),
            seed: UInt64(try population.integer("seed")))
    }

    /// What decides how the calls of a pool go but their lines: how and of which bank they are heard among it.
    private func contentOfCalls(
        _ reader: MappingReader, _ dialogue: TrainedDialogue, _ callers: ReadCallers,
        _ firstDay: CivilDate
    ) throws -> String {
        let bank = reader.node.singleValues.first { $0.path == "bank" }
        return "\(try reader.text("fidelity")) \(bank?.value ?? "") \(dialogue.model.digest)"
            + " \(callers.digest) \(firstDay) "
            + settings(
                reader,
                without: ScenarioLanguage.keysAroundSessions + [
                    "defects", "defectsDayCorrelation", "fidelity", "bank", "population",
                ])
    }

    // MARK: Files

    mutating func dialogue(_ reader: MappingReader) throws -> TrainedDialogue {
        let found = try dialogue(
            reader, replacing: try replacedValues(reader, "dialogueValues"))
        if let finding = found.findings.first {
            throw ScenarioError.invalid(
                location: reader.location(of: "dialogue"),
                what: "\(reader.path(of: "dialogue")): the dialogue model has a defect: "
                    + finding.description)
        }
        return found
    }

    /// The dialogue model with some values in place of those of its file, which a mix of lines is solved without.
    mutating func dialogue(
        _ reader: MappingReader, replacing values: [ReplacedValue]
    ) throws -> TrainedDialogue {
        try using(reader, "dialogue", replaced: values) {
            name, values, files throws(DialogueModelError) in
            try files.dialogue(name, values)
        }
    }

    mutating func callers(
        _ reader: MappingReader, of dialogue: TrainedDialogue
    ) throws -> ReadCallers {
        let values = try replacedValues(reader, "callerValues")
        return try using(reader, "callers", replaced: values) {
            name, values, files throws(DialogueModelError) in
            try files.callers(name, values, for: dialogue.model)
        }
    }

    /// Reads a file that a key names; one that cannot be opened is an error of the line that names it.
    private mutating func using<Value>(
        _ reader: MappingReader, _ key: String, replaced: [ReplacedValue],
        _ body: (String, [ReplacedValue], inout DataFiles) throws(DialogueModelError) -> Value
    ) throws -> Value {
        let name = try reader.text(key)
        do throws(DialogueModelError) {
            return try body(name, replaced, &files)
        } catch {
            // What is wrong inside the file has its own place there, unless values of the pool stand in it.
            if let place = error.location, place.line > 0 {
                let values = key == "dialogue" ? "dialogueValues" : "callerValues"
                guard !replaced.isEmpty else { throw ScenarioError.dialogue(error) }
                throw ScenarioError.invalid(
                    location: reader.location(of: values),
                    what: "with \(reader.path(of: values)), \(place): \(error.problem)")
            }
            throw ScenarioError.invalid(
                location: reader.location(of: key),
                what: "\(reader.path(of: key)): \(error.problem): \(files.path(name)); paths are "
                    + "beside the scenario file")
        }
    }

    private func replacedValues(_ reader: MappingReader, _ key: String) throws -> [ReplacedValue] {
        try reader.entries(key).map { entry in
            guard let text = entry.value.scalar else {
                throw ModelReadingError.wrongShape(
                    location: entry.value.location, key: "\(reader.path(of: key)).\(entry.key)",
                    expected: "a single value", got: entry.value.shape)
            }
            return ReplacedValue(path: entry.key, text: text)
        }
    }

    // MARK: The rest

    private func firstDay(_ reader: MappingReader) throws -> CivilDate {
        guard let text = try reader.optionalText("firstDay") else {
            guard let calendar else {
                throw ModelReadingError.missingKey(
                    location: reader.node.location, key: "firstDay", place: reader.place)
            }
            return calendar.start
        }
        guard let day = CivilDate(text) else {
            throw ScenarioError.invalid(
                location: reader.location(of: "firstDay"),
                what: "\(reader.path(of: "firstDay")): '\(text)' is no date such as 2026-11-30")
        }
        return day
    }

    private mutating func stage(_ reader: MappingReader) throws -> LatencyLaw.Stage {
        let tail = try tail(reader)
        return LatencyLaw.Stage(
            name: try reader.text("name"), body: try law(reader, "body"),
            tailProbability: tail?.probability ?? 0, tail: tail?.law ?? .deterministic(0),
            tailScale: try reader.number("tailScale"))
    }

    private mutating func world(
        _ reader: MappingReader, of model: DialogueModel
    ) throws -> RecordsWorld {
        guard let tools = try reader.optionalMapping("tools") else {
            return RecordsWorld(model: model)
        }
        return RecordsWorld(
            model: model, delay: try optionalLaw(tools, "delay") ?? RecordsWorld.usualDelay,
            failureRate: try tools.number("failures"))
    }

    /// What a pool at fidelity audio sounds like; nil at any other.
    private mutating func sound(
        _ reader: MappingReader, of model: DialogueModel, _ firstDay: CivilDate
    ) throws -> PoolSound? {
        guard try reader.text("fidelity") == "audio" else { return nil }
        let name = try reader.text("line")
        let isFile = name.contains("/") || name.hasSuffix(".yaml")
        let request = PoolSoundRequest(
            line: isFile ? files.path(name) : name, recognizer: try reader.text("recognizer"),
            model: model, firstDay: firstDay)
        do throws(PoolSoundError) {
            if let sound = try files.sound(for: request) { return sound }
        } catch .wrong(let what) {
            throw ScenarioError.invalid(
                location: reader.location(of: reader.has("line") ? "line" : "fidelity"),
                what: "\(reader.place): \(what)")
        } catch .missing(let what) {
            throw ScenarioError.unavailable(
                location: reader.location(of: "fidelity"), what: "\(reader.place): \(what)")
        }
        throw ScenarioError.unavailable(
            location: reader.location(of: "fidelity"),
            what:
                "\(reader.place): fidelity audio needs voices and recognisers, which this program "
                + "does without; known: text, channel, channel-words, bank")
    }

    /// The tier without sound that the pool hears by; nil where it hears text.
    func hearingTier(_ reader: MappingReader) throws -> HearingTier? {
        HearingTier(rawValue: try reader.text("fidelity"))
    }

    /// How a tier hears over each of several lines.
    mutating func ears(
        _ reader: MappingReader, _ callers: ReadCallers, of model: DialogueModel,
        _ tier: HearingTier?, over lines: [String]
    ) throws -> [(ear: any Ear, model: DialogueModel)] {
        var ears: [(ear: any Ear, model: DialogueModel)] = []
        for line in lines {
            ears.append(try ear(reader, callers, of: model, tier, over: line))
        }
        return ears
    }

    /// How a tier hears over a line, the pool's own when nil, with the model to hold its conversations by.
    private mutating func ear(
        _ reader: MappingReader, _ callers: ReadCallers, of model: DialogueModel,
        _ tier: HearingTier?, over line: String?
    ) throws -> (any Ear, DialogueModel) {
        guard let tier else {
            let rate = try reader.number("wordErrors")
            guard rate > 0 else { return (PerfectEar(), model) }
            let words = model.intents.flatMap { $0.examples.flatMap { Words($0).list } }
            return (WordErrorEar(rate: rate, vocabulary: words), model)
        }
        func path(_ key: String, _ named: String?) throws -> String {
            if let name = try reader.optionalText(key) { return files.path(name) }
            guard let named else {
                throw ScenarioError.invalid(
                    location: reader.location(of: "fidelity"),
                    what:
                        "\(reader.place): fidelity \(tier.rawValue) needs \(key), and the callers "
                        + "file names none under 'hearing'")
            }
            return named
        }
        let channels = try path("channels", callers.channelsPath)
        let bank = tier == .bank ? try path("bank", callers.bankPath) : nil
        let condition = try line ?? reader.text("line")
        do throws(DecodeBankError) {
            let hearing = try files.hearing(
                tier, condition: condition, model: model, channels: channels, bank: bank)
            return (hearing.ear, hearing.model)
        } catch {
            throw ScenarioError.invalid(
                location: reader.location(
                    of: ["lines", "line"].first { reader.has($0) } ?? "fidelity"),
                what: "\(reader.place): \(error.problem)")
        }
    }

    /// The single values of a pool that its files do not stand for, as written.
    ///
    /// - Parameters:
    ///   - reader: The pool.
    ///   - outside: Keys that are left out, with all below them: those around its sessions.
    /// - Returns: One line each, in the order of the file.
    func settings(
        _ reader: MappingReader, without outside: [String] = ScenarioLanguage.keysAroundSessions
    ) -> String {
        reader.node.singleValues.filter { value in
            !outside.contains { value.path == $0 || value.path.hasPrefix($0 + ".") }
        }.map { "\($0.path)=\($0.value)" }.joined(separator: "\n")
    }
}

/// Who calls a pool, how fast it answers and what lies behind it: its calls, but for ear and dialogue.
struct PoolCalls {
    var profile: CallerProfile
    var latency: LatencyLaw
    var world: RecordsWorld

    func conversation(_ ear: any Ear, _ model: DialogueModel) -> Conversation {
        // Streams are those of the replication; these stand in for them.
        Conversation(
            reducer: DialogueReducer(
                model: model, streams: RandomStreams(seed: 0, replication: 0)),
            profile: profile, ear: ear, latency: latency, world: world)
    }
}
