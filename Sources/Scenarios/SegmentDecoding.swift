import ContactCenterEvents
import ModelReading
import TwinPrimitives

extension ScenarioDecoder {
    /// The segments of a scenario; nil for one without.
    ///
    /// - Parameters:
    ///   - groups: Names of the agent groups by number.
    ///   - interval: Length of the reporting interval in seconds.
    /// - Returns: The segments in the order of the file.
    /// - Throws: `ScenarioError`, `ModelReadingError`.
    func segments(groups: [String], interval: Int) throws -> [SegmentDescription]? {
        guard root.has("segments") else { return nil }
        let readers = try root.namedMappings("segments")
        guard !readers.isEmpty else { throw Self.empty(root, "segments") }
        guard readers.count <= Self.nameLimit else {
            throw ScenarioError.invalid(
                location: root.location(of: "segments"),
                what: "segments has more than \(Self.nameLimit) members")
        }
        return try readers.map { try segment($0, groups: groups, interval: interval) }
    }

    private func segment(
        _ reader: MappingReader, groups: [String], interval: Int
    ) throws -> SegmentDescription {
        let segment = SegmentDescription(
            name: try segmentName(reader, groups: groups),
            contactTypes: try chosen(reader, "contactTypes", what: "contact type", from: typeNames),
            agentGroups: try chosen(reader, "agentGroups", what: "agent group", from: groups),
            times: try times(reader, interval: interval))
        guard segment.contactTypes != nil || segment.agentGroups != nil || segment.times != nil
        else {
            throw ScenarioError.invalid(
                location: reader.node.location,
                what: "\(reader.place) needs contactTypes, agentGroups or hours (from, to)")
        }
        return segment
    }

    /// The name, which no other part of the center has.
    private func segmentName(_ reader: MappingReader, groups: [String]) throws -> String {
        let name = try reader.text("name")
        let owner: String? =
            if typeNames.contains(name) {
                "a contact type"
            } else if groups.contains(name) {
                "an agent group"
            } else if name == "all" {
                "the whole center"
            } else {
                nil
            }
        guard let owner else { return name }
        throw ModelReadingError.badValue(
            location: reader.location(of: "name"), key: reader.path(of: "name"), text: name,
            problem: "is the name of \(owner); a segment needs one of its own")
    }

    /// The numbers of the names in a list, ascending.
    private func chosen(
        _ reader: MappingReader, _ key: String, what: String, from names: [String]
    ) throws -> [Int]? {
        guard let items = try reader.optionalItems(key) else { return nil }
        guard !items.isEmpty else { throw Self.empty(reader, key) }
        var numbers: [Int] = []
        for item in items {
            guard let name = item.node.scalar else {
                throw ModelReadingError.wrongShape(
                    location: item.node.location, key: item.path, expected: "a name of one \(what)",
                    got: item.node.shape)
            }
            let number = try number(
                of: name, in: names, what: what, location: item.node.location,
                key: reader.path(of: key))
            guard !numbers.contains(number) else {
                throw ModelReadingError.badValue(
                    location: item.node.location, key: reader.path(of: key), text: name,
                    problem: "appears twice; names of one list differ")
            }
            numbers.append(number)
        }
        return numbers.sorted()
    }

    // MARK: Hours

    private func times(
        _ reader: MappingReader, interval: Int
    ) throws -> SegmentDescription.TimesOfDay? {
        guard let key = ["from", "to"].first(where: reader.has) else { return nil }
        let day = SegmentDescription.TimesOfDay.daySeconds
        let location = reader.location(of: key)
        guard calendar != nil else {
            throw ScenarioError.invalid(
                location: location,
                what: "\(reader.path(of: key)) needs a calendar, not a horizon")
        }
        guard day.isMultiple(of: interval) else {
            throw ScenarioError.invalid(
                location: location,
                what: "\(reader.path(of: key)) needs a calendar.interval that fits into a day a "
                    + "whole number of times, not \(interval) s")
        }
        // 24:00 as a beginning and 00:00 as an end are the same instant of the next and last day.
        let from = try boundary(reader, "from", interval: interval) % day
        let end = try boundary(reader, "to", interval: interval)
        let to = end == 0 ? day : end
        guard from != to else {
            throw ScenarioError.invalid(
                location: location, what: "\(reader.place) has no hours: from and to are the same")
        }
        guard from > 0 || to < day else {
            throw ScenarioError.noEffect(
                location: location, key: reader.path(of: key), why: "from and to span a whole day")
        }
        return SegmentDescription.TimesOfDay(fromSeconds: from, toSeconds: to)
    }

    /// Seconds from midnight at a key, where a reporting interval begins.
    private func boundary(_ reader: MappingReader, _ key: String, interval: Int) throws -> Int {
        let seconds = Int(try Self.clock(reader, key))
        guard !seconds.isMultiple(of: interval) else { return seconds }
        // Boundaries that a time of hours and minutes can name; a day is a multiple of their step.
        var step = interval
        while !step.isMultiple(of: 60) { step += interval }
        let below = seconds / step * step
        throw ScenarioError.invalid(
            location: reader.location(of: key),
            what: "\(reader.path(of: key)): \(Self.clockText(seconds)) lies inside a reporting "
                + "interval (calendar.interval \(interval) s); the nearest boundaries are "
                + "\(Self.clockText(below)) and \(Self.clockText(below + step))")
    }

    private static func clockText(_ seconds: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return two(seconds / 3600) + ":" + two(seconds / 60 % 60)
    }

    private static func empty(_ reader: MappingReader, _ key: String) -> ScenarioError {
        .invalid(
            location: reader.location(of: key), what: "\(reader.path(of: key)) should not be empty")
    }
}
