/// What a family of simulated cases takes, and how its cases are built.
struct CaseFamily: Sendable {
    /// Parameters, members of objects with a dot: `patience.mean_s`.
    let parameters: [String]
    let build: @Sendable (ExactCase) throws(UnsupportedParameters) -> TheoryCase

    init(
        _ parameters: String,
        _ build: @escaping @Sendable (ExactCase) throws(UnsupportedParameters) -> TheoryCase
    ) {
        self.parameters = parameters.split(separator: " ").map(String.init)
        self.build = build
    }
}

extension ExactCase {
    /// Refuses parameters, and members of them, that a family would otherwise pass over in silence.
    ///
    /// - Parameter known: Names, those of members with a dot.
    /// - Throws: The first unknown one, with those that are known at its place.
    func allow(_ known: [String]) throws(UnsupportedParameters) {
        try allow(known, in: parameters, at: "")
    }

    private func allow(
        _ known: [String], in value: CaseValue, at path: String
    ) throws(UnsupportedParameters) {
        for item in value.items { try allow(known, in: item, at: path) }
        for (name, member) in value.members.sorted(by: { $0.key < $1.key }) {
            let full = path + name
            let isProse = path.isEmpty && Self.prose.contains(name)
            guard isProse || known.contains(where: { $0 == full || $0.hasPrefix(full + ".") })
            else {
                let here = known.filter { $0.hasPrefix(path) }.map { $0.dropFirst(path.count) }
                throw UnsupportedParameters(
                    "the parameter '\(full)' is not known; known: "
                        + Self.firstParts(here).map { path + $0 }.joined(separator: ", "))
            }
            try allow(known, in: member, at: full + ".")
        }
    }

    /// Words for the reader.
    static let prose: Set = ["note", "notes", "what"]

    /// The names before the first dot, each once, in order.
    private static func firstParts(_ names: [Substring]) -> [String] {
        var parts: [String] = []
        for name in names {
            let part = String(name.prefix { $0 != "." })
            if !parts.contains(part) { parts.append(part) }
        }
        return parts
    }

    /// A number that may be left out; null counts as left out.
    func optional(_ path: String...) throws(UnsupportedParameters) -> Double? {
        switch parameters.at(path) {
        case nil, .nothing: return nil
        case .number(let number): return number
        default:
            let name = path.joined(separator: ".")
            throw UnsupportedParameters("'\(name)' is no number and not null")
        }
    }

    /// The first of some numbers that a case gives.
    ///
    /// - Throws: When it gives none.
    func needed(firstOf names: String...) throws(UnsupportedParameters) -> Double {
        for name in names {
            if let number = try optional(name) { return number }
        }
        throw UnsupportedParameters("no number '\(names.joined(separator: "' or '"))'")
    }

    /// Refuses a text that says something else than what is simulated.
    ///
    /// - Parameters:
    ///   - name: A parameter that may be left out, and may be an object where that is known too.
    ///   - known: What it may say.
    /// - Throws: When it says something else, with what is known.
    func expect(_ name: String, _ known: String...) throws(UnsupportedParameters) {
        switch parameters.members[name] {
        case nil, .nothing, .object: return
        case .text(let text) where known.contains(text): return
        case .text(let text):
            throw UnsupportedParameters(
                "the \(name) '\(text)' is not known; known: " + known.joined(separator: ", "))
        default: throw UnsupportedParameters("'\(name)' is no text")
        }
    }

    /// Refuses a queue that nobody leaves unserved and that would grow without end.
    ///
    /// - Parameters:
    ///   - load: Offered load of those who never leave, in erlangs.
    ///   - agents: Agents who can serve them.
    ///   - whose: Who they are, for the message.
    /// - Throws: When the load is not below the number of agents.
    func requireStable(
        load: Double, agents: Double, of whose: String = "the queue"
    ) throws(UnsupportedParameters) {
        guard load < agents else {
            throw UnsupportedParameters(
                "unstable: \(whose) offers \(load) erlangs to \(agents) agents, and nobody abandons;"
                    + " there is no steady state below utilisation 1 to compare")
        }
    }
}
