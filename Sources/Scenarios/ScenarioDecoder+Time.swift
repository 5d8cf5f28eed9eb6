import ModelReading
import TwinPrimitives

extension ScenarioDecoder {
    static func time(_ root: MappingReader) throws -> (TimeGrid, ScenarioCalendar?) {
        guard root.has("calendar") != root.has("horizon") else {
            throw ScenarioError.invalid(
                location: root.node.location, what: "the scenario needs either calendar or horizon")
        }
        if let horizon = try root.optionalMapping("horizon") {
            return (try Self.horizon(horizon), nil)
        }
        let reader = try root.mapping("calendar")
        guard let start = CivilDate(try reader.text("start")) else {
            throw badValue(reader, "start", "is no day such as 1999-08-02")
        }
        let (open, close) = (try clock(reader, "open"), try clock(reader, "close"))
        guard open < close else {
            throw ScenarioError.invalid(
                location: reader.node.location, what: "calendar.open should be before close")
        }
        let calendar = ScenarioCalendar(
            start: start, days: try reader.integer("days"), openSeconds: open,
            closeSeconds: close, zone: try reader.optionalText("zone"))
        let grid = TimeGrid(calendar, staffStays: try reader.number("staffStays"))
        if reader.has("staffStays"), !grid.hasClosedTime || calendar.days == 1 {
            throw ScenarioError.noEffect(
                location: reader.location(of: "staffStays"),
                key: reader.path(of: "staffStays"),
                why: calendar.days == 1
                    ? "agents of the last day stay until the run ends"
                    : "the center never closes")
        }
        return (grid, calendar)
    }

    private static func horizon(_ reader: MappingReader) throws -> TimeGrid {
        let duration = try reader.number("duration")
        let warmUp = try reader.number("warmUp")
        let day = try reader.number("day")
        guard warmUp < duration else {
            throw ScenarioError.invalid(
                location: reader.location(of: "warmUp"),
                what: "horizon.warmUp should be shorter than the duration")
        }
        guard duration / day <= Double(TimeGrid.pieceLimit) else {
            throw badValue(reader, "day", "cuts the duration into too many days")
        }
        return TimeGrid(duration: duration, day: day)
    }

    private static func badValue(
        _ reader: MappingReader, _ key: String, _ problem: String
    ) -> ModelReadingError {
        .badValue(
            location: reader.location(of: key), key: reader.path(of: key),
            text: reader.node[key]?.scalar ?? "", problem: problem)
    }

    /// Seconds from midnight of the time at a key.
    static func clock(_ reader: MappingReader, _ key: String) throws -> Double {
        guard let seconds = seconds(ofClock: try reader.text(key)) else {
            throw badValue(reader, key, "is no time such as 07:00, at most 24:00")
        }
        return seconds
    }

    /// Seconds from midnight of `hh:mm`, up to 24:00; nil for any other text.
    static func seconds(ofClock text: String) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }),
            parts.joined().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let hours = Int(parts[0]), let minutes = Int(parts[1]), minutes < 60,
            hours * 60 + minutes <= 24 * 60
        else { return nil }
        return Double(hours * 3600 + minutes * 60)
    }
}
