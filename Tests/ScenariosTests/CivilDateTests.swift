import Foundation
import Scenarios
import Testing

@Suite("Civil dates")
struct CivilDateTests {
    @Test(
        "known days have their weekday",
        arguments: [
            ("1999-08-01", Weekday.sun), ("1970-01-01", .thu), ("2000-02-29", .tue),
            ("1969-12-31", .wed), ("2024-02-29", .thu), ("1900-03-01", .thu), ("2100-12-31", .fri),
        ])
    func weekday(text: String, weekday: Weekday) {
        #expect(CivilDate(text)?.weekday == weekday)
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

    @Test(
        "what is no day is refused",
        arguments: [
            "1999-02-29", "1900-02-29", "1999-13-01", "1999-00-10", "1999-8-1", "x", "",
            "1999-08-01T00:00", "99-08-01", "1999-08-+1", "0000-01-01",
        ])
    func refused(text: String) { #expect(CivilDate(text) == nil) }
}
