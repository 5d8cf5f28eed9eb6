import ContactCenter
import Distributions
import ModelReading
import TwinPrimitives

extension ScenarioDecoder {
    /// The shifts of a group, or nil.
    mutating func shifts(_ reader: MappingReader) throws -> [Shift]? {
        guard reader.has("shifts") else { return nil }
        if reader.has("present") {
            throw ScenarioError.noEffect(
                location: reader.location(of: "present"), key: reader.path(of: "present"),
                why: "shifts say who is there; see showUp and late")
        }
        let readers = try reader.namedMappings("shifts")
        guard !readers.isEmpty else {
            throw ScenarioError.invalid(
                location: reader.location(of: "shifts"),
                what: "\(reader.path(of: "shifts")) should not be empty")
        }
        return try readers.map { try shift($0) }
    }

    private mutating func shift(_ reader: MappingReader) throws -> Shift {
        let start = try Self.clock(reader, "start")
        let length = try reader.number("length")
        guard length <= grid.daySeconds else {
            throw ScenarioError.invalid(
                location: reader.location(of: "length"),
                what: "\(reader.path(of: "length")) is longer than a day")
        }
        return Shift(
            starts: try workedDays(reader).map { $0 + start }, length: length,
            agents: try reader.integer("agents"), breaks: try breaks(reader, length: length),
            showUp: try reader.number("showUp"), lateness: try optionalLaw(reader, "late"))
    }

    /// Beginnings of the days on which a shift is worked.
    private func workedDays(_ reader: MappingReader) throws -> [Double] {
        guard let items = try reader.optionalItems("weekdays") else { return grid.dayStarts }
        let known = ScenarioLanguage.weekdayWords
        let words = try items.map { item in
            guard let word = item.node.scalar, known.contains(word) else {
                throw ModelReadingError.unknownChoice(
                    location: item.node.location, key: item.path, text: item.node.scalar ?? "",
                    known: known)
            }
            return word
        }
        guard grid.days.first?.weekday != nil else {
            throw ScenarioError.invalid(
                location: reader.location(of: "weekdays"),
                what: "\(reader.path(of: "weekdays")) needs a calendar, not a horizon")
        }
        let starts = grid.days.filter { words.contains($0.weekday?.word ?? "") }.map(\.start)
        if starts.isEmpty {
            throw reader.noEffect("weekdays", "no such day is simulated, so nobody works the shift")
        }
        return starts
    }

    private func breaks(_ reader: MappingReader, length: Double) throws -> [Shift.Break] {
        guard let breaks = try reader.optionalMapping("breaks") else { return [] }
        let starts = try breaks.numbers("after")
        let lengths = try breaks.numbers("lengths")
        guard starts.count == lengths.count else {
            throw ScenarioError.invalid(
                location: breaks.location(of: "lengths"),
                what: "\(breaks.place) has \(starts.count) beginnings, but \(lengths.count) lengths"
            )
        }
        var end = 0.0
        for (start, pause) in zip(starts, lengths) {
            guard start >= end, start + pause <= length else {
                throw ScenarioError.invalid(
                    location: breaks.location(of: "after"),
                    what: "\(breaks.path(of: "after")): breaks should follow one another and lie "
                        + "within the shift")
            }
            end = start + pause
        }
        return zip(starts, lengths).map { Shift.Break(after: $0, length: $1) }
    }
}
