/// A day of the proleptic Gregorian calendar, without a time zone.
///
/// The arithmetic is exact: years are counted from 1 March, so that the leap day is the last of its
/// year, and 400 years have 146 097 days.
public struct CivilDate: Hashable, Comparable, Sendable {
    /// Days since 1 January 1970; negative before it.
    public let dayNumber: Int

    /// Numbers of the days of the years 1 to 9999, those that `YYYY-MM-DD` can name.
    public static let nameable = -719_162...2_932_896

    /// Names a day by its number.
    public init(dayNumber: Int) { self.dayNumber = dayNumber }

    /// Names a day by its date; nil when there is no such day.
    ///
    /// - Parameters:
    ///   - year: Year of the calendar; year 0 is the one before year 1.
    ///   - month: From 1 to 12.
    ///   - day: From 1 to the length of the month.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, of: year)
        else { return nil }
        let shiftedYear = month > 2 ? year : year - 1
        let era = Self.floor(shiftedYear, 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = era * Self.daysPerEra + dayOfEra - Self.daysBefore1970
    }

    /// Reads `YYYY-MM-DD`, years 0001 to 9999; nil when it is not of this form or no such day exists.
    public init?(_ text: String) { self.init(ascii: Array(text.utf8)[...]) }

    /// Reads `YYYY-MM-DD` from bytes.
    init?(ascii bytes: ArraySlice<UInt8>) {
        let dash = UInt8(ascii: "-")
        let start = bytes.startIndex
        guard bytes.count == 10, bytes[start + 4] == dash, bytes[start + 7] == dash,
            let year = Self.number(bytes[start..<start + 4]), year >= 1,
            let month = Self.number(bytes[start + 5..<start + 7]),
            let day = Self.number(bytes[start + 8..<start + 10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month from 1 to 12 and day of the month from 1.
    public var parts: (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + Self.daysBefore1970
        let era = Self.floor(shifted, Self.daysPerEra)
        let dayOfEra = shifted - era * Self.daysPerEra
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fifth = (5 * dayOfYear + 2) / 153
        let month = fifth < 10 ? fifth + 3 : fifth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * fifth + 2) / 5 + 1)
    }

    /// The day of the week.
    public var weekday: Weekday {
        // 1 January 1970 was a Thursday.
        let number = dayNumber + Weekday.thursday.rawValue
        return Weekday.allCases[number - Self.floor(number, 7) * 7]
    }

    /// The day a number of days later.
    public func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

    /// Orders by the calendar.
    public static func < (left: Self, right: Self) -> Bool { left.dayNumber < right.dayNumber }

    /// Days of 400 years.
    private static let daysPerEra = 146_097
    /// Days from 1 March of year 0, where an era begins, to 1 January 1970.
    private static let daysBefore1970 = 719_468

    private static func length(ofMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The quotient rounded down; the divisor is positive.
    static func floor(_ value: Int, _ divisor: Int) -> Int {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The number that decimal digits write; nil when there is another character.
    static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }

    /// A number of at least `width` digits.
    static func padded(_ number: Int, to width: Int = 2) -> String {
        let digits = String(number.magnitude)
        let zeros = String(repeating: "0", count: max(0, width - digits.count))
        return (number < 0 ? "-" : "") + zeros + digits
    }
}

extension CivilDate: CustomStringConvertible {
    /// The date as `YYYY-MM-DD`; a year before 0 has a minus, one after 9999 more digits.
    public var description: String {
        let (year, month, day) = parts
        return "\(Self.padded(year, to: 4))-\(Self.padded(month))-\(Self.padded(day))"
    }
}

/// The days of the week from Sunday, numbered from 0.
public enum Weekday: Int, CaseIterable, Sendable {
    /// Sunday, 0.
    case sunday
    /// Monday, 1.
    case monday
    /// Tuesday, 2.
    case tuesday
    /// Wednesday, 3.
    case wednesday
    /// Thursday, 4.
    case thursday
    /// Friday, 5.
    case friday
    /// Saturday, 6.
    case saturday

    /// The English name, such as `Sunday`.
    public var name: String {
        switch self {
        case .sunday: "Sunday"
        case .monday: "Monday"
        case .tuesday: "Tuesday"
        case .wednesday: "Wednesday"
        case .thursday: "Thursday"
        case .friday: "Friday"
        case .saturday: "Saturday"
        }
    }

    /// The first three letters of the name, such as `Sun`.
    public var shortName: String { String(name.prefix(3)) }
}
