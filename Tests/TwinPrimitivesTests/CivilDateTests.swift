import Foundation
import Testing
import TwinPrimitives

@Suite("Civil dates and instants")
struct CivilDateTests {
    @Test(
        "known days have their weekday and number",
        arguments: [
            ("1999-08-01", Weekday.sunday, 10_804), ("1970-01-01", .thursday, 0),
            ("2000-02-29", .tuesday, 11_016), ("1969-12-31", .wednesday, -1),
            ("2024-02-29", .thursday, 19_782), ("1900-03-01", .thursday, -25_508),
            ("2100-12-31", .friday, 47_846), ("0001-01-01", .monday, -719_162),
            ("1582-10-15", .friday, -141_427), ("9999-12-31", .friday, 2_932_896),
        ])
    func known(text: String, weekday: Weekday, number: Int) throws {
        let date = try #require(CivilDate(text))
        #expect(date.weekday == weekday)
        #expect(date.dayNumber == number)
        #expect("\(date)" == text)
    }

    @Test("days are numbered as the Gregorian calendar of Foundation numbers them")
    func foundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for number in stride(from: -40_000, through: 60_000, by: 37) {
            let date = Date(timeIntervalSince1970: Double(number) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
            let civil = CivilDate(
                year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0)
            #expect(civil?.dayNumber == number)
            #expect(civil?.weekday == Weekday.allCases[(parts.weekday ?? 0) - 1])
        }
    }

    /// Counts on from 1 January 1600 with nothing but month lengths and the leap rule.
    @Test("every month of 800 years begins and ends at its number")
    func everyMonth() throws {
        var expected = try #require(CivilDate(year: 1600, month: 1, day: 1)).dayNumber
        #expect(expected == -135_140)
        for year in 1600..<2400 {
            let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            for (month, length) in zip(1..., lengths) {
                #expect(CivilDate(year: year, month: month, day: length + 1) == nil)
                for day in [1, length] {
                    let found = try #require(CivilDate(year: year, month: month, day: day))
                    #expect(found.dayNumber == expected + day - 1)
                    let text = String(format: "%04d-%02d-%02d", year, month, day)
                    #expect("\(found)" == text)
                    #expect(CivilDate(text) == found)
                }
                expected += length
            }
        }
    }

    @Test("4 000 years to either side lead to a date and back, with weekdays in turn")
    func roundTrip() throws {
        // A step of 173 days, prime to 7 and to the lengths of months, years and eras.
        var before: Weekday?
        for number in stride(from: -1_461_000, through: 1_461_000, by: 173) {
            let date = CivilDate(dayNumber: number)
            let (year, month, day) = date.parts
            #expect(CivilDate(year: year, month: month, day: day) == date)
            if let before { #expect(date.weekday.rawValue == (before.rawValue + 173) % 7) }
            before = date.weekday
            let next = date.adding(days: 1)
            #expect(date < next && next.parts != date.parts)
            if (1...9999).contains(year) { #expect(CivilDate("\(date)") == date) }
        }
        #expect("\(CivilDate(dayNumber: -719_528))" == "0000-01-01")
        #expect("\(CivilDate(dayNumber: -719_529))" == "-0001-12-31")
    }

    @Test(
        "what is no day is refused",
        arguments: [
            "1999-02-29", "1900-02-29", "1999-13-01", "1999-00-10", "1999-8-1", "x", "",
            "1999-08-01T00:00", "99-08-01", "1999-08-+1", "0000-01-01", "1999/08/01",
            "1999-08-32", "1999-08-00", " 1999-08-1", "1999-08-0\u{661}",
        ])
    func refused(text: String) { #expect(CivilDate(text) == nil) }

    @Test("instants are read, written and moved along simulated time, rounded down")
    func instants() throws {
        let start = try #require(CivilInstant("1999-08-01T07:00:00"))
        #expect(start.secondNumber == 933_490_800)
        #expect("\(start)" == "1999-08-01T07:00:00")
        #expect(start.secondOfDay == 7 * 3600)
        #expect("\(start.at(SimulationTime(seconds: 17 * 3600)))" == "1999-08-02T00:00:00")
        #expect("\(start.at(SimulationTime(nanoseconds: -1)))" == "1999-08-01T06:59:59")
        #expect(start.at(SimulationTime(seconds: 0.999)) == start)
        let early = try #require(CivilInstant("0001-01-01T00:00:01"))
        #expect(early < start && "\(early)" == "0001-01-01T00:00:01" && early.secondOfDay == 1)
        #expect(CivilInstant("1999-08-01 07:00:00") == nil)
        #expect(CivilInstant("1999-08-01 07:00:00", allowingBlank: true) == start)
    }

    @Test(
        "what is no instant is refused",
        arguments: [
            "1999-02-29T00:00:00", "1999-08-01", "1999-08-01T24:00:00", "1999-08-01T00:60:00",
            "1999-08-01T00:00:60", "1999-08-01T00:00", "1999-08-01T0:00:000", "",
            "1999-08-01T00-00-00", "1999-08-01T00:00:00Z",
        ])
    func refusedInstant(text: String) {
        #expect(CivilInstant(text, allowingBlank: true) == nil)
    }
}
