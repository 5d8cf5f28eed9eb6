/// A day of the Gregorian calendar, without a time zone.
public struct CivilDate: Equatable, Sendable {
    /// Days since 1 January 1970; negative before it.
    public let dayNumber: Int

    /// Names a day by its number.
    public init(dayNumber: Int) { self.dayNumber = dayNumber }

    /// Reads `YYYY-MM-DD`; nil when it is not of this form or no such day exists.
    ///
    /// Years 0001 to 9999.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.count) == [4, 2, 2],
            text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            year > 0
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Names a day by year, month and day; nil when no such day exists.
    ///
    /// Counts days from 1 March, so that the leap day is the last of its year; 146 097 days are 400
    /// years (proleptic Gregorian calendar, exact).
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= Self.days(year: year, month: month)
        else { return nil }
        let shiftedYear = month > 2 ? year : year - 1
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = era * 146_097 + dayOfEra - 719_468
    }

    private static func days(year: Int, month: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The day of the week; 1 January 1970 was a Thursday.
    public var weekday: Weekday {
        let index = ((dayNumber + 4) % 7 + 7) % 7
        return Weekday.allCases[index]
    }

    /// The day a number of days later.
    public func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }
}

/// The days of the week by the words of the scenario language.
public enum Weekday: String, CaseIterable, Sendable {
    /// Sunday.
    case sun
    /// Monday.
    case mon
    /// Tuesday.
    case tue
    /// Wednesday.
    case wed
    /// Thursday.
    case thu
    /// Friday.
    case fri
    /// Saturday.
    case sat
}
