import Foundation
import Testing
import TraceImport

@Suite("Days of the calendar")
struct CivilDayTests {
    /// Counts on from 1 January 1600 with nothing but month lengths and the leap rule.
    @Test("every day of 800 years has its number and its text")
    func everyDay() throws {
        var expected = try #require(CivilDay(year: 1600, month: 1, day: 1)).number
        #expect(expected == -135_140)
        for year in 1600..<2400 {
            let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            for (month, length) in zip(1..., lengths) {
                #expect(CivilDay(year: year, month: month, day: length + 1) == nil)
                for day in [1, length] {
                    let found = try #require(CivilDay(year: year, month: month, day: day))
                    #expect(found.number == expected + day - 1)
                    let text = String(format: "%04d-%02d-%02d", year, month, day)
                    #expect("\(found)" == text)
                    #expect(CivilDay(text) == found)
                }
                expected += length
            }
        }
    }

    @Test("ranges are two days or one, in order")
    func ranges() throws {
        let one = try #require(DayRange("1999-08-16"))
        #expect("\(one)" == "1999-08-16..1999-08-16")
        let three = try #require(DayRange("1999-08-30..1999-09-01"))
        #expect(three.contains(try #require(CivilDay("1999-08-31"))))
        #expect(!three.contains(try #require(CivilDay("1999-09-02"))))
        for bad in ["1999-08-16..1999-08-15", "1999-8-16", "", "1999-08-16..", "1999-02-29"] {
            #expect(DayRange(bad) == nil)
        }
    }
}
