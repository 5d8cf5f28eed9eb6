import ContactCenterEvents
import Reporting
import Testing
import TwinPrimitives

@Suite("Text of numbers, tables and instants")
struct TextTests {
    @Test("durations are cut to whole seconds")
    func durations() {
        #expect(ClockText.duration(seconds: 59.9) == "0:59")
        #expect(ClockText.duration(seconds: 3600) == "1:00:00")
        for value in [nil, -1, .nan, .infinity] as [Double?] {
            #expect(ClockText.duration(seconds: value) == "-")
        }
    }

    @Test("times of day wrap at midnight")
    func timesOfDay() {
        #expect(ClockText.timeOfDay(seconds: 0) == "00:00")
        #expect(ClockText.timeOfDay(seconds: 9 * 3600 + 5 * 60 + 59) == "09:05")
        #expect(ClockText.timeOfDay(seconds: 25 * 3600) == "01:00")
    }

    @Test("a table has a rule below its titles unless told otherwise, and no trailing blanks")
    func tables() {
        var table = TextTable(["name", "count", "note"])
        table.add(["a", "100"])
        table.add(["longer", "1", "x"])
        let rows = ["a         100", "longer      1     x"]
        #expect(table.lines() == ["name    count  note", "------  -----  ----"] + rows)
        #expect(table.text() == table.lines().joined(separator: "\n") + "\n")
        var plain = TextTable(["name", "count", "note"], hasRule: false)
        plain.add(["a", "100"])
        plain.add(["longer", "1", "x"])
        #expect(plain.lines { "<\($0)>" } == ["<name    count  note>"] + rows)
        var bare = TextTable()
        bare.add(["a", "1"])
        bare.add(["b", "23", "x"])
        #expect(bare.lines { "<\($0)>" } == ["a   1", "b  23  x"])
        #expect(TextTable().lines().isEmpty)
    }

    @Test("reports round halves away from zero, the calculator as C does")
    func roundings() {
        #expect(NumberText.fixed(47.125, 2) == "47.13")
        #expect(NumberText.printed(47.125) == "47.12")
        #expect(NumberText.plain(190) == "190")
        #expect(NumberText.plain(0.1 + 0.2) == "0.3")
        #expect(NumberText.visiblePercent(0.00004) == "< 0.01 %")
        #expect(NumberText.visiblePercent(0) == "0.00 %")
        #expect(NumberText.visibleSeconds(0.004) == "< 0.01 s")
        #expect(NumberText.visibleSeconds(3.456) == "3.46 s")
    }

    @Test("figures stand to the right, names and notes to the left")
    func figures() {
        var lines = FigureLines()
        lines.add("a", "100")
        lines.add("longer", "1", "note")
        #expect(lines.text == "a       100\nlonger    1  note\n")
    }

    @Test("instants turn into civil time and back over month, year and leap day")
    func clock() throws {
        let description = RunDescription(
            name: "x", start: "1999-08-01T07:00:00", contactTypes: ["a"], agentGroups: [],
            voicePools: [])
        let clock = CivilClock(description)
        #expect(clock.origin?.secondNumber == 933_490_800)
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
