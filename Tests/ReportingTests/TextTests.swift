import ContactCenterEvents
import Reporting
import Testing
import TwinPrimitives

@Suite("Text of numbers, tables and instants")
struct TextTests {
    @Test("whole numbers are grouped by thousands")
    func whole() {
        #expect(NumberText.whole(0) == "0")
        #expect(NumberText.whole(999) == "999")
        #expect(NumberText.whole(1000) == "1 000")
        #expect(NumberText.whole(-29_899) == "-29 899")
        #expect(NumberText.whole(.min) == "-9 223 372 036 854 775 808")
    }

    @Test("fixed places round halves away from zero and never print minus zero")
    func fixed() {
        #expect(NumberText.fixed(95.214, places: 2) == "95.21")
        #expect(NumberText.fixed(0.125, places: 2) == "0.13")
        #expect(NumberText.fixed(-0.125, places: 2) == "-0.13")
        #expect(NumberText.fixed(-0.001, places: 2) == "0.00")
        #expect(NumberText.fixed(0.05, places: 1) == "0.1")
        #expect(NumberText.fixed(114, places: 0) == "114")
        #expect(NumberText.fixed(1.05, places: 3) == "1.050")
        for value in [nil, .nan, .infinity, 1e10] as [Double?] {
            #expect(NumberText.fixed(value, places: 2) == "-")
        }
        #expect(NumberText.percent(0.2335) == "23.35 %")
        #expect(NumberText.clock(seconds: 59.9) == "0:59")
        #expect(NumberText.clock(seconds: 3600) == "1:00:00")
        #expect(NumberText.clock(seconds: nil) == "-")
    }

    @Test("tables align names to the left and numbers to the right, without trailing blanks")
    func table() {
        var table = TextTable(["name", "n"])
        table.add(["a", "1"])
        table.add(["longer", "100"])
        table.add(["bare"])
        #expect(table.text == "name      n\na         1\nlonger  100\nbare\n")
    }

    @Test("instants turn into civil time and back over month, year and leap day")
    func clock() throws {
        let description = RunDescription(
            name: "x", start: "1999-08-01T07:00:00", contactTypes: ["a"], agentGroups: [],
            voicePools: [])
        let clock = CivilClock(description)
        #expect(clock.origin == 933_490_800)
        #expect(clock.text(.zero) == "1999-08-01 07:00:00")
        #expect(clock.day(SimulationTime(seconds: 17 * 3600)) == "1999-08-02 Mon")
        let leap = try #require(clock.instant("2000-02-29T12:34:56"))
        #expect(clock.text(leap) == "2000-02-29 12:34:56")
        #expect(clock.instant("90.5") == SimulationTime(seconds: 90.5))
        #expect(clock.instant("1999-08-01 07:01") == SimulationTime(seconds: 60))
        for bad in [
            "1999-02-29T00:00:00", "1999-08-01T06:59:59", "1999-08-01", "2000-02-30T00:00",
            "1999-13-01T00:00", "-1", "nan", "1e300", "", "1999-08-01T24:00:00",
        ] {
            #expect(clock.instant(bad) == nil)
        }
    }

    @Test("a log without a calendar counts in seconds and days")
    func noCalendar() {
        let clock = CivilClock(
            RunDescription(
                name: "x", start: nil, contactTypes: ["a"], agentGroups: [], voicePools: []))
        #expect(clock.text(SimulationTime(seconds: 90)) == "90 s")
        #expect(clock.day(SimulationTime(seconds: 90_000)) == "day 1")
        #expect(clock.instant("1999-08-01T07:00:00") == nil)
    }
}
