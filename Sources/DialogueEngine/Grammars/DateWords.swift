import TwinPrimitives

/// Dates as people say them, seen from the day of the call.
///
/// "Next Tuesday" is the Tuesday of the week after this one, weeks beginning on Monday; a bare
/// weekday is the nearest on the longer side of the window, never today.
struct DateWords {
    let tokens: [Token]
    /// Days from today that can be meant.
    let window: ClosedRange<Int>
    /// Whether figures begin with the month: `3/5` is then 5 March, else 3 May.
    let isMonthFirst: Bool
    /// The day of the call.
    let today: CivilDate

    /// Whether the longer side of the window is ahead.
    var looksAhead: Bool { window.upperBound >= -window.lowerBound }

    /// A date at a place of the words.
    struct Reading {
        var date: CivilDate
        var end: Int
        var strength = Score.one
        /// Whether only a week, a month or a year was named: the date is its first day.
        var isPartial = false
    }

    /// Strength of a period where a day is wanted.
    static let vague = Score(0.5)
    /// Strength of figures without a month's name.
    static let figures = Score(0.9)

    func matches() -> [SlotMatch] {
        var found: [SlotMatch] = []
        var place = 0
        while place < tokens.count {
            if let reading = reading(at: place) {
                let distance = reading.date.dayNumber - today.dayNumber
                found.append(
                    SlotMatch(
                        .date(reading.date), place..<reading.end, strength: reading.strength,
                        isPartial: reading.isPartial,
                        isInvalid: !reading.isPartial && !window.contains(distance)))
                place = reading.end
            } else {
                place += 1
            }
        }
        if found.isEmpty, let only = bareDay() ?? keyed() { found = [only] }
        return Selection.ranked(found, in: tokens)
    }

    private func reading(at place: Int) -> Reading? {
        relative(at: place) ?? yearFirst(at: place) ?? calendar(at: place) ?? weekday(at: place)
            ?? written(at: place)
            ?? spokenFigures(at: place) ?? period(at: place)
    }

    /// A number or an ordinal alone, which can only be a day of the month: "fifteenth".
    private func bareDay() -> SlotMatch? {
        let said = tokens.indices.filter { !tokens[$0].facts.isHesitation }
        guard let first = said.first, let day = dayOfMonth(at: first), day.isOrdinal,
            said.last == first + day.length - 1,
            let date = nearest(day: day.value, month: nil)
        else { return nil }
        let distance = date.dayNumber - today.dayNumber
        return SlotMatch(
            .date(date), first..<first + day.length, strength: Score(0.8),
            isInvalid: !window.contains(distance))
    }

    // MARK: Choosing the year and the month

    /// The date with a day, and perhaps a month, that the window asks for.
    ///
    /// Inside the window on its longer side the nearest one; then the nearest inside on the other
    /// side; then the nearest on the longer side, which is impossible.
    func nearest(day: Int, month: Int?, weekday: Int = 0) -> CivilDate? {
        let now = today.parts
        var candidates: [CivilDate] = []
        if let month {
            let years = max(abs(window.lowerBound), abs(window.upperBound)) / 365 + 8
            // A leap day needs up to eight years.
            for year in now.year - min(years, 130)...now.year + min(years, 130) {
                if let date = CivilDate(year: year, month: month, day: day) {
                    candidates.append(date)
                }
            }
        } else {
            for offset in -14...14 {
                let index = now.year * 12 + now.month - 1 + offset
                if let date = CivilDate(year: index / 12, month: index % 12 + 1, day: day) {
                    candidates.append(date)
                }
            }
        }
        // Who names the weekday speaks of a date not far away, on either side.
        func rank(_ date: CivilDate) -> Int {
            if weekday == 0 { return cost(date) }
            let fits = DateWords.weekdayNumber(date) == weekday
            return cost(date, side: 1000) + (fits ? 0 : 500_000)
        }
        return candidates.min { (rank($0), $0.dayNumber) < (rank($1), $1.dayNumber) }
    }

    /// How far a reading is from what is wanted: outside the window, on its shorter side, in days.
    private func cost(_ date: CivilDate, side: Int = 100_000) -> Int {
        let distance = date.dayNumber - today.dayNumber
        let isWrongSide = looksAhead ? distance < 0 : distance > 0
        return abs(distance) + (isWrongSide ? side : 0)
            + (window.contains(distance) ? 0 : 1_000_000)
    }

    /// A year of two figures, in the century that brings the date into the window.
    func year(of twoFigures: Int, month: Int, day: Int) -> Int {
        let century = today.parts.year / 100 * 100
        let years = [century - 100, century, century + 100].map { $0 + twoFigures }
        let best = years.compactMap { year in
            CivilDate(year: year, month: month, day: day).map { (year, cost($0)) }
        }.min { $0.1 < $1.1 }
        return best?.0 ?? century + twoFigures
    }

    /// The day of the same number some months later, or the last of a shorter month.
    func adding(months: Int, to date: CivilDate) -> CivilDate {
        let parts = date.parts
        let index = parts.year * 12 + parts.month - 1 + months
        for day in stride(from: parts.day, through: max(1, parts.day - 3), by: -1) {
            if let date = CivilDate(year: index / 12, month: index % 12 + 1, day: day) {
                return date
            }
        }
        return date
    }

    /// The first day of the month some months after today's.
    func firstOfMonth(after months: Int) -> CivilDate {
        adding(months: months, to: today.adding(days: 1 - today.parts.day))
    }

    /// The weekday from Monday, 1 to 7.
    static func weekdayNumber(_ date: CivilDate) -> Int {
        date.weekday == .sunday ? 7 : date.weekday.rawValue
    }
}
