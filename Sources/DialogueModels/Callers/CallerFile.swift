public import CallerModel
public import DialogueEngine
import ModelReading
import TwinPrimitives

/// A file of simulated callers for one dialogue model.
public struct CallerFile: Sendable {
    /// Path as the user gave it.
    public let path: String
    /// Path of the model.
    public var modelPath: String { reference.path }
    /// Path of the error channels that the file names; nil for none.
    public let channelsPath: String?
    /// Path of the bank of decodes that the file names; nil for none.
    public let bankPath: String?
    private let reference: ModelReference
    private let root: MappingReader

    /// Personas that a file can begin from.
    static let presets: [Persona] = [
        .everyday, .ideal, .tauVoiceControl, .tauVoiceRegular, .pyDial,
    ]

    /// The lists of `CallerWordings` that a file can replace: key, list and meaning.
    static func wordingLists()
        -> [(key: String, list: WritableKeyPath<CallerWordings, [String]>, meaning: String)]
    {
        [
            ("anyValue", \.anyValue, "answers for slots without own ones, with {value}"),
            ("yes", \.yes, "yes"), ("hedgedYes", \.hedgedYes, "yes, not quite sure"),
            ("no", \.no, "no"), ("hedgedNo", \.hedgedNo, "no, not quite sure"),
            ("correction", \.correction, "no, with the right {value}"),
            ("change", \.change, "what is to be changed"),
            ("holdOn", \.holdOn, "needs a moment"), ("doNotKnow", \.doNotKnow, "does not know"),
            ("person", \.person, "asks for a person"),
            ("checkIn", \.checkIn, "asks whether anybody is there"),
            ("nothingElse", \.nothingElse, "wants nothing more"),
            ("somethingElse", \.somethingElse, "wants {value} too"),
            ("earlierCall", \.earlierCall, "has called before, wants {value}"),
            ("sideSpeech", \.sideSpeech, "words to somebody else"),
            ("injection", \.injection, "instructions to the machine"),
        ]
    }

    /// Reads a file; the model it names is read by the caller.
    ///
    /// - Parameter path: Path of the YAML file.
    /// - Throws: What is wrong first, with its line.
    public init(path: String) throws(DialogueModelError) {
        self = try typed { try Self(file: ModelFile(path: path)) }
    }

    /// Reads a file with other values at some places, for sweeps.
    ///
    /// - Parameters:
    ///   - path: Path of the YAML file.
    ///   - values: Values that stand instead, in order.
    /// - Throws: As `init(path:)`; what is wrong with a path or a value.
    public init(
        path: String, replacing values: [ReplacedValue]
    ) throws(DialogueModelError) {
        self = try typed {
            try Self(file: ModelFile(path: path).replacing(values, table: CallerLanguage.root))
        }
    }

    /// Stands for the content of the file and of the wishes that it names: another number, other
    /// callers.
    ///
    /// - Throws: What is wrong with the file of wishes.
    public func digest() throws(DialogueModelError) -> UInt64 {
        var digest = Digest()
        digest.add(root.node)
        for wish in try wishes() {
            digest.add(wish.label ?? "")
            digest.add(wish.text)
        }
        return digest.value
    }

    private init(file: ModelFile) throws {
        root = try MappingReader(
            root: file.root, CallerLanguage.root, version: "callers", known: CallerLanguage.version)
        path = file.path
        reference = try ModelReference(root, "model", in: file.path)
        let hearing = try root.optionalMapping("hearing")
        channelsPath = try hearing?.optionalText("channels").map {
            ModelReference.path($0, beside: file.path)
        }
        bankPath = try hearing?.optionalText("bank").map {
            ModelReference.path($0, beside: file.path)
        }
    }

    /// Reads the model that the file names.
    ///
    /// - Returns: The model and what its checks found.
    /// - Throws: What is wrong with it; that it cannot be opened, with the line that names it.
    public func model() throws(DialogueModelError) -> DialogueModelFile {
        try reference.read { path throws(DialogueModelError) in try DialogueModelFile(path: path) }
    }

    /// The callers, with the names of a model.
    ///
    /// - Parameter model: The model at `modelPath`.
    /// - Returns: Each goal for each customer, and the personas.
    /// - Throws: What is wrong first, with its line.
    public func profile(for model: DialogueModel) throws(DialogueModelError) -> CallerProfile {
        try typed { try CallerDecoding(model: model, root: root, path: path).profile() }
    }

    /// Everything that a caller of this file can say as a wish, for comparison with examples.
    ///
    /// - Returns: Utterances with the names of their intents.
    /// - Throws: What is wrong with the file of wishes.
    public func wishes() throws(DialogueModelError) -> [LabelledUtterance] {
        try typed { try CallerDecoding.wishes(root, path: path).map(\.utterance) }
    }
}

/// Names of a callers file become values of the caller model.
private struct CallerDecoding {
    let model: DialogueModel
    let root: MappingReader
    let path: String
    let slots: NameTable
    let intents: NameTable

    init(model: DialogueModel, root: MappingReader, path: String) {
        self.model = model
        self.root = root
        self.path = path
        slots = NameTable("slot", model.slots.map(\.name))
        intents = NameTable("intent", model.intents.map(\.name))
    }

    func profile() throws -> CallerProfile {
        let goals = try decodeGoals()
        let personas = try root.namedMappings("personas").map { try persona($0) }
        guard !goals.isEmpty else { throw root.invalid("goals", "has no goal") }
        guard !personas.isEmpty else { throw root.invalid("personas", "has no persona") }
        let currency: Sayings.Currency
        switch try root.text("currency") {
        case "dollars": currency = .dollars
        case "euros": currency = .euros
        default: currency = .pounds
        }
        return CallerProfile(
            name: try root.text("name"), goals: goals, personas: personas,
            wordings: try wordings(), currency: currency)
    }

    // MARK: Goals

    private func decodeGoals() throws -> [CallerGoal] {
        let records = try root.optionalItems("records") ?? []
        let identity = Set(try slots.places(root, "identity"))
        let lookedUp = Set(try slots.places(root, "lookedUp"))
        func fact(_ key: String, _ node: ModelNode, _ entry: ModelEntry, _ path: String) throws
            -> CallerFact
        {
            let place = try slots.place(key, at: entry.location, key: path)
            let grammar = model.slots[place].grammar
            let value = try WrittenValue.read(node, grammar, key: path)
            return CallerFact(
                slot: key, value: Self.callerValue(value, grammar),
                isIdentity: identity.contains(place), isLookedUp: lookedUp.contains(place))
        }
        var goals: [CallerGoal] = []
        for reader in try root.namedMappings("goals") {
            let names = try intents.places(reader, "intents").map { intents.names[$0] }
            guard !names.isEmpty else { throw reader.invalid("intents", "names none") }
            let count = max(records.count, 1)
            for customer in 0..<count {
                var facts: [CallerFact] = []
                if customer < records.count {
                    let item = records[customer]
                    guard case .mapping(let entries) = item.node.content else {
                        throw ModelReadingError.wrongShape(
                            location: item.node.location, key: item.path, expected: "a mapping",
                            got: item.node.shape)
                    }
                    for entry in entries {
                        facts.append(try fact(entry.key, entry.value, entry, item.path))
                    }
                }
                for entry in try reader.entries("facts") {
                    let path = reader.path(of: "facts.\(entry.key)")
                    let values = MappingReader.oneOrMany(entry.value, path: path)
                    guard !values.isEmpty else { continue }
                    let chosen = values[customer % values.count]
                    facts.removeAll { $0.slot == entry.key }
                    facts.append(try fact(entry.key, chosen.node, entry, path))
                }
                goals.append(
                    CallerGoal(
                        name: try reader.text("name"),
                        weight: try reader.number("weight") / Double(count), intents: names,
                        facts: facts, mustReachPerson: try reader.flag("person")))
            }
        }
        return goals
    }

    /// A value in the caller's own terms.
    private static func callerValue(_ value: SlotValue, _ grammar: SlotGrammar) -> CallerValue {
        switch value {
        case .digits(let text): .digits(text)
        case .letters(let text): .letters(text)
        case .amount(let units): .amount(minorUnits: units)
        case .number(let number): .number(number)
        case .date(let date): .date(date)
        case .time(let minute): .time(minuteOfDay: minute)
        case .name(let place):
            if case .name(let names) = grammar { .name(names[place].text) } else { .text("") }
        case .choice(let place):
            if case .choice(let choices) = grammar {
                .choice(choices[place].name)
            } else {
                .text("")
            }
        case .yesNo(let isYes): .yesNo(isYes)
        case .text(let text): .text(text)
        }
    }

    // MARK: Wordings

    /// A line of the file of wishes.
    struct Wish {
        var utterance: LabelledUtterance
        var location: SourceLocation
    }

    static func wishes(_ root: MappingReader, path: String) throws -> [Wish] {
        guard root.has("wishes") else { return [] }
        let file = try ModelReference(root, "wishes", in: path).read {
            path throws(DialogueModelError) in try typed { try TextFile(path: path) }
        }
        var list: [Wish] = []
        for (number, line) in file.lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            let location = SourceLocation(path: file.path, line: number + 1)
            let fields = line.split(separator: "\t")
            guard fields.count == 2 else {
                throw DialogueModelError.invalid(
                    location: location,
                    what: "should be an intent, a tab and an utterance")
            }
            let utterance = LabelledUtterance(text: String(fields[1]), label: String(fields[0]))
            list.append(Wish(utterance: utterance, location: location))
        }
        return list
    }

    private func wordings() throws -> CallerWordings {
        var phrases: [String: [String]] = [:]
        for wish in try Self.wishes(root, path: path) {
            guard let name = wish.utterance.label else { continue }
            _ = try intents.place(name, at: wish.location, key: "wishes")
            phrases[name, default: []].append(wish.utterance.text)
        }
        var wordings = CallerWordings(
            wishes: phrases.keys.sorted().map { .init(name: $0, phrases: phrases[$0] ?? []) })
        guard let reader = try root.optionalMapping("wordings") else { return wordings }
        for entry in try reader.entries("values") {
            let path = reader.path(of: "values.\(entry.key)")
            _ = try slots.place(entry.key, at: entry.location, key: path)
            wordings.values.append(
                .init(name: entry.key, phrases: try texts(entry.value, path: path)))
        }
        for (key, list, _) in CallerFile.wordingLists() {
            if let node = reader.node[key] {
                wordings[keyPath: list] = try texts(node, path: reader.path(of: key))
            }
        }
        return wordings
    }

    private func texts(_ node: ModelNode, path: String) throws -> [String] {
        let items = try MappingReader.items(node, path: path)
        let texts = items.compactMap { $0.node.scalar }.filter { !$0.isEmpty }
        guard texts.count == items.count, !texts.isEmpty else {
            throw DialogueModelError.invalid(
                location: node.location, what: "\(path) should be a list of texts")
        }
        return texts
    }

    // MARK: Personas

    private func persona(_ reader: MappingReader) throws -> Persona {
        let presetName = try reader.text("preset")
        var persona = CallerFile.presets.first { $0.name == presetName } ?? .everyday
        persona.name = try reader.text("name")
        persona.weight = try reader.number("weight")
        if let word = try reader.optionalText("behaviour"),
            let behaviour = Persona.Behaviour.allCases.first(where: { $0.name == word })
        {
            persona.behaviour = behaviour
        }
        let numbers: [(String, WritableKeyPath<Persona, Double>)] = [
            ("overInforms", \.overInforms), ("underInforms", \.underInforms),
            ("corrects", \.corrects), ("misses", \.misses), ("hedges", \.hedges),
            ("hesitates", \.hesitates), ("wantsPerson", \.wantsPerson),
            ("mentionsEarlierCall", \.mentionsEarlierCall),
            ("groupsDigits", \.groupsDigits), ("pausesInside", \.pausesInside),
            ("knowledgeGap", \.knowledgeGap), ("turnHangup", \.turnHangup),
            ("wordsPerSecond", \.wordsPerSecond),
        ]
        for (key, number) in numbers {
            if let value = try reader.optionalNumber(key) { persona[keyPath: number] = value }
        }
        if let median = try reader.optionalNumber("reaction") {
            persona.reaction = persona.reaction.scaled(toMedian: median)
        }
        return persona
    }
}
