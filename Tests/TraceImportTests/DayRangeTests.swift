import Testing
import TraceImport
import TwinPrimitives

@Suite("Ranges of days")
struct DayRangeTests {
    @Test("ranges are two days or one, in order")
    func ranges() throws {
        let one = try #require(DayRange("1999-08-16"))
        #expect("\(one)" == "1999-08-16..1999-08-16")
        let three = try #require(DayRange("1999-08-30..1999-09-01"))
        #expect(three.contains(try #require(CivilDate("1999-08-31"))))
        #expect(!three.contains(try #require(CivilDate("1999-09-02"))))
        for bad in ["1999-08-16..1999-08-15", "1999-8-16", "", "1999-08-16..", "1999-02-29"] {
            #expect(DayRange(bad) == nil)
        }
    }
}
