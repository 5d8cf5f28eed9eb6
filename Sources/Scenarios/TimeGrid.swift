import ModelReading
import TwinPrimitives

/// The days of a scenario on the axis of simulated time, and profiles laid over them.
struct TimeGrid {
    /// Start of each day in seconds, with its weekday where there is a calendar.
    let days: [(start: Double, weekday: Weekday?)]
    /// Opening and closing in seconds from the start of a day.
    let open: Double
    let close: Double
    /// How long the last agents of a day stay after closing, in seconds.
    let staffStays: Double
    /// End of arrivals in seconds.
    let horizonSeconds: Double
    /// Length of a day in seconds.
    let daySeconds: Double

    /// Most pieces of one profile: ten years of half hours are 175 200.
    static let pieceLimit = 1_000_000

    /// A plain horizon is one long day.
    init(duration: Double, day: Double) {
        days = [(0, nil)]
        open = 0
        close = duration
        staffStays = 0
        horizonSeconds = duration
        daySeconds = day
    }

    init(_ calendar: ScenarioCalendar, staffStays: Double) {
        days = (0..<calendar.days).map { day in
            (Double(day) * 86_400, calendar.start.adding(days: day).weekday)
        }
        open = calendar.openSeconds
        close = calendar.closeSeconds
        self.staffStays = staffStays
        horizonSeconds = Double(calendar.days - 1) * 86_400 + calendar.closeSeconds
        daySeconds = 86_400
    }

    /// Starts of all days up to the end of arrivals, in seconds.
    var dayStarts: [Double] {
        if days.first?.weekday != nil { return days.map(\.start) }
        let count = max(1, (horizonSeconds / daySeconds - 1e-9).rounded(.up))
        return (0..<Int(count)).map { Double($0) * daySeconds }
    }

    /// Whether the center is closed for a part of every day.
    var hasClosedTime: Bool { days.first?.weekday != nil && (open > 0 || close < 86_400) }

    /// The steps of a profile by day; one list of steps, or one by day of the week.
    func profile(
        _ reader: MappingReader, list: String, byWeekday: String
    ) throws -> (interval: Double, days: [[Double]]) {
        let (interval, count) = try intervalSteps(reader)
        let days = try dailyValues(
            reader, list: list, byWeekday: byWeekday, count: count,
            fill: "\(count) steps of the interval fill \(openTime)")
        return (interval, days)
    }

    /// What the steps of a day fill, in words.
    var openTime: String { days.first?.weekday == nil ? "the horizon" : "opening hours" }

    /// Length and number of the steps of a day that the key `interval` makes.
    func intervalSteps(_ reader: MappingReader) throws -> (interval: Double, count: Int) {
        let interval = try reader.number("interval")
        let steps = max(1, ((close - open) / interval - 1e-9).rounded(.up))
        guard steps * Double(days.count) <= Double(Self.pieceLimit) else {
            throw ScenarioError.invalid(
                location: reader.location(of: "interval"),
                what: "\(reader.path(of: "interval")) cuts the scenario into more than "
                    + "\(Self.pieceLimit) steps")
        }
        return (interval, Int(steps))
    }

    /// The values of each day: one list for all days, or one by day of the week.
    ///
    /// - Parameters:
    ///   - reader: The mapping that has either key.
    ///   - list: The key of one list.
    ///   - byWeekday: The key of lists by day of the week.
    ///   - count: Values of a day.
    ///   - fill: Why so many, as in "has 2 values where …".
    /// - Returns: One list per day.
    /// - Throws: `ScenarioError`, `ModelReadingError`.
    func dailyValues(
        _ reader: MappingReader, list: String, byWeekday: String, count: Int, fill: String
    ) throws -> [[Double]] {
        func check(_ values: [Double], _ key: String, _ location: SourceLocation) throws {
            guard values.count == count else {
                throw ScenarioError.invalid(
                    location: location, what: "\(key) has \(values.count) values where \(fill)")
            }
        }
        guard reader.has(list) != reader.has(byWeekday) else {
            throw ScenarioError.invalid(
                location: reader.node.location,
                what: "\(reader.place) needs either \(list) or \(byWeekday)")
        }
        if reader.has(list) {
            let values = try reader.numbers(list)
            try check(values, reader.path(of: list), reader.location(of: list))
            return days.map { _ in values }
        }
        let weekly = try reader.mapping(byWeekday)
        guard days.first?.weekday != nil else {
            throw ScenarioError.invalid(
                location: weekly.node.location,
                what: "\(reader.path(of: byWeekday)) needs a calendar, not a horizon")
        }
        for weekday in Weekday.allCases {
            guard let values = try weekly.optionalNumbers(weekday.word) else { continue }
            try check(
                values, weekly.path(of: weekday.word), weekly.location(of: weekday.word))
        }
        return try days.map { try values(of: $0.weekday, weekly) }
    }

    private func values(of weekday: Weekday?, _ weekly: MappingReader) throws -> [Double] {
        guard let weekday, let values = try weekly.optionalNumbers(weekday.word) else {
            throw ScenarioError.invalid(
                location: weekly.node.location,
                what: "\(weekly.place) has no '\(weekday?.word ?? "")', a day of the calendar")
        }
        return values
    }

    /// A profile on the axis of time, 0 outside opening hours.
    ///
    /// Equal neighbours stay apart: presence and rounding are drawn anew at each step.
    ///
    /// - Parameters:
    ///   - days: Steps of each day from opening on.
    ///   - interval: Length of a step in seconds.
    ///   - stay: How long the last step of a day holds after closing; never beyond the next
    ///     opening, and nothing follows the last day.
    /// - Returns: Left ends in seconds from the start, ascending from 0, and the value from each on.
    func lay(
        _ days: [[Double]], interval: Double, stay: Double = 0
    ) -> (breaks: [Double], values: [Double]) {
        let steps = days.lazy.map(\.count).max() ?? 0
        return lay(days, offsets: (0..<steps).map { Double($0) * interval }, stay: stay)
    }

    /// A profile whose steps begin at given times from opening on.
    ///
    /// - Parameters:
    ///   - days: Steps of each day from opening on.
    ///   - offsets: Left ends of the steps in seconds from opening, ascending from 0.
    ///   - stay: How long the last step of a day holds after closing.
    /// - Returns: Left ends in seconds from the start, ascending from 0, and the value from each on.
    func lay(
        _ days: [[Double]], offsets: [Double], stay: Double = 0
    ) -> (breaks: [Double], values: [Double]) {
        var breaks: [Double] = []
        var values: [Double] = []
        func add(_ at: Double, _ value: Double) {
            breaks.append(at)
            values.append(value)
        }
        if open > 0 { add(0, 0) }
        for (index, day) in days.enumerated() {
            let start = self.days[index].start
            for (offset, value) in zip(offsets, day) { add(start + open + offset, value) }
            let isLast = index == days.count - 1
            if !isLast, close + stay < daySeconds + open { add(start + close + stay, 0) }
        }
        return (breaks, values)
    }
}
