import ModelReading

/// Values that a source published for a scenario, to hold the simulator against.
public struct PublishedValues: Equatable, Sendable {
    /// Where the values are from.
    public var source: String
    /// Replications to compare with.
    public var replications: Int
    /// The values.
    public var expectations: [Expectation]

    /// One value: a ratio of sums of counts and times per replication.
    public struct Expectation: Equatable, Sendable {
        /// A count or time, added or subtracted.
        public struct Term: Equatable, Sendable {
            /// Its name.
            public var name: String
            /// Whether it is subtracted.
            public var isSubtracted: Bool
        }

        /// What the source calls it.
        public var name: String
        /// What is added up.
        public var sum: [Term]
        /// What it is divided by; empty: one replication.
        public var over: [Term]
        /// A number that it is divided by, too.
        public var divisor: Double
        /// Number of the contact type; nil: all.
        public var contactType: Int?
        /// Number of the agent group; nil: all.
        public var agentGroup: Int?
        /// Number of the interval, from 0; nil: all together.
        public var interval: Int?
        /// The published value.
        public var value: Double
        /// Its standard error; 0 for an exact value.
        public var standardError: Double
    }
}

extension ScenarioDecoder {
    /// The published values of the scenario, or nil.
    func published(groups: [String]) throws -> PublishedValues? {
        guard let reader = try root.optionalMapping("published") else { return nil }
        let expectations = try reader.namedMappings("expect").map { reader in
            PublishedValues.Expectation(
                name: try reader.text("name"), sum: try terms(reader, "sum"),
                over: try terms(reader, "over"), divisor: try reader.number("divisor"),
                contactType: try index(reader, "contactType", in: typeNames, "contact type"),
                agentGroup: try index(reader, "agentGroup", in: groups, "agent group"),
                interval: try interval(reader),
                value: try reader.number("value"),
                standardError: try reader.number("standardError"))
        }
        return PublishedValues(
            source: try reader.text("source"), replications: try reader.integer("replications"),
            expectations: expectations)
    }

    private func interval(_ reader: MappingReader) throws -> Int? {
        guard let number = try reader.optionalInteger("interval") else { return nil }
        let seconds = try reportInterval(
            try root.optionalMapping("horizon") ?? root.mapping("calendar"))
        let count = Int((grid.horizonSeconds / Double(seconds)).rounded(.up))
        guard number <= count else {
            throw ScenarioError.invalid(
                location: reader.location(of: "interval"),
                what:
                    "\(reader.path(of: "interval")): the scenario has \(count) reporting intervals")
        }
        return number - 1
    }

    private func index(
        _ reader: MappingReader, _ key: String, in names: [String], _ what: String
    ) throws -> Int? {
        guard let name = try reader.optionalText(key) else { return nil }
        return try number(
            of: name, in: names, what: what, location: reader.location(of: key),
            key: reader.path(of: key))
    }

    private func terms(
        _ reader: MappingReader, _ key: String
    ) throws -> [PublishedValues.Expectation.Term] {
        try (reader.optionalItems(key) ?? []).map { item in
            let text = item.node.scalar ?? ""
            let name = text.hasPrefix("-") ? String(text.dropFirst()) : text
            guard PublishedValues.termNames.contains(name) else {
                throw ModelReadingError.unknownChoice(
                    location: item.node.location, key: item.path, text: text,
                    known: PublishedValues.termNames)
            }
            return PublishedValues.Expectation.Term(
                name: name, isSubtracted: text.hasPrefix("-"))
        }
    }
}

extension PublishedValues {
    /// The counts and times that a published value may name; times are in seconds.
    public static let termNames = [
        "arrived", "firstAttempts", "repeated", "blocked", "balked", "queued", "answered",
        "answeredAtOnce", "metQueue", "answeredWithin", "abandoned", "abandonedWithin",
        "disconnected", "ended",
        "dialled", "waitOfAnswered", "waitOfAbandoned", "talkTime", "waitingTime", "busyTime",
        "signedInTime", "observedTime",
    ]
}
