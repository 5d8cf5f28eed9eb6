/// A day of the proleptic Gregorian calendar.
public struct CivilDay: Hashable, Comparable, Sendable {
    /// Days since 1 January 1970; negative before it.
    public let number: Int

    /// Names a day by its number.
    public init(number: Int) { self.number = number }

    /// Names a day by its date, or nil if there is no such date.
    ///
    /// Source of the count: days of the 400-year era that begins on 1 March (exact).
    ///
    /// - Parameters:
    ///   - year: From 1 to 9999.
    ///   - month: From 1 to 12.
    ///   - day: From 1 to the length of the month.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[month - 1] else { return nil }
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    /// Reads `YYYY-MM-DD`, or nil if the text is not such a date.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
            let year = Field.number(bytes[0..<4]), let month = Field.number(bytes[5..<7]),
            let day = Field.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Orders by the calendar.
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

extension CivilDay: CustomStringConvertible {
    /// The date as `YYYY-MM-DD`.
    public var description: String {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fifth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * fifth + 2) / 5 + 1
        let month = fifth < 10 ? fifth + 3 : fifth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }
}

/// A number with leading zeros.
func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Days from a first to a last one, both included.
public struct DayRange: Hashable, Sendable {
    /// The first day.
    public let first: CivilDay
    /// The last day; never before the first.
    public let last: CivilDay

    /// Joins two days, or nil if the last lies before the first.
    public init?(first: CivilDay, last: CivilDay) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// Reads `YYYY-MM-DD..YYYY-MM-DD` or a single `YYYY-MM-DD`, or nil if the text is neither.
    public init?(_ text: String) {
        if let day = CivilDay(text) {
            self.init(first: day, last: day)
            return
        }
        let bytes = Array(text.utf8)
        guard bytes.count == 22, bytes[10] == 0x2E, bytes[11] == 0x2E,
            let first = CivilDay(String(decoding: bytes[0..<10], as: UTF8.self)),
            let last = CivilDay(String(decoding: bytes[12...], as: UTF8.self))
        else { return nil }
        self.init(first: first, last: last)
    }

    /// Whether a day lies in the range.
    public func contains(_ day: CivilDay) -> Bool { first <= day && day <= last }
}

extension DayRange: CustomStringConvertible {
    /// The range as it is read.
    public var description: String { "\(first)..\(last)" }
}
