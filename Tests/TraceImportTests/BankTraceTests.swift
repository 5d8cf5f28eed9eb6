import ContactCenterEvents
import Testing
import TraceImport
import TwinPrimitives

@Suite("The committed trace of the bank")
struct BankTraceTests {
    let trace: ImportedTrace
    let rejected: [RejectedLine]

    /// Read once for all tests.
    private static let shared = Result {
        var rejected: [RejectedLine] = []
        let trace = try TechnionImporter().read(paths: [bankTrace], days: nil) {
            rejected.append($0)
        }
        return (trace, rejected)
    }

    init() throws { (trace, rejected) = try Self.shared.get() }

    @Test("every row is well formed and every known peculiarity is counted")
    func quirks() {
        #expect(rejected.isEmpty)
        let report = trace.report
        #expect(report.lines == 30_138 && report.contacts == 29_899 && report.rejected == 0)
        let expected = [
            "phantoms": 239, "servedWithoutServiceTime": 87,
            "servedWithoutServiceOrQueueTime": 24, "servedWithoutServer": 229,
            "hungUpWithServiceTime": 84, "hungUpServiceSeconds": 15_494,
            "negativeMenuTime": 14, "negativeMenuTimeOfPhantoms": 1, "menuOver300Seconds": 87,
            "queueOverMidnight": 11, "serviceOverMidnight": 11, "queueStartsAfterMenu": 11,
            "abandonedAtOnce": 41, "serviceStartsEarly": 123, "serviceStartsLate": 61,
            "outOfTimeOrder": 31,
        ]
        let found = Dictionary(uniqueKeysWithValues: report.counters.map { ($0.name, $0.count) })
        #expect(found == expected)
        #expect(report.agents == (1...28).map { $0 < 10 ? "S0\($0)" : "S\($0)" })
        #expect(report.menuHangups == 2_455 && report.queued == 20_968)
        #expect(report.abandoned == 6_409 && report.served == 21_035)
        #expect(trace.description.start == "1999-08-01T00:00:00")
        #expect(
            trace.description.contactTypes
                == ["regular", "stock", "prospect", "internet", "english", "callback"])
    }

    @Test("events fold to the published figures of the 21 days")
    func figures() {
        var fold = EventFigures()
        trace.emit(into: &fold)
        #expect(fold.disorder == 0)
        let all = fold.figures(1...21)
        #expect(all.calls == 29_899 && all.menuHangups == 2_455 && all.sought == 27_444)
        #expect(all.queued == 20_968 && all.abandoned == 6_409 && all.served == 21_035)
        #expect(rounded(all.abandonment, 4) == 0.2335)
        #expect(rounded(Double(all.abandoned) / Double(all.queued), 4) == 0.3057)
        #expect(rounded(all.meanWait, 2) == 95.21)
        #expect(rounded(Double(all.waiting) / Double(all.queued), 2) == 124.61)
        #expect(rounded(all.serviceLevel, 4) == 0.3059)
        #expect(all.services.count == 20_948)
        #expect(rounded(Double(all.services.reduce(0, +)) / 20_948, 2) == 186.30)
        #expect(all.services[10_473] == 114 && all.services[10_474] == 114)
    }

    @Test("events and a slow count of the text agree on every day")
    func slowRecount() throws {
        var fold = EventFigures()
        trace.emit(into: &fold)
        let slow = try SlowRecount(path: bankTrace)
        for day in 1...21 { #expect(fold.figures(day...day) == slow.figures(day...day)) }
    }

    /// Rows of the reference page: calls, menu hang-ups, sought, queued and abandoned shares.
    @Test(
        "each week has the figures of the reference page",
        arguments: [
            (1...7, 11_615, 633, 10_982, 0.843, 0.279, 108.8, 0.222),
            (8...14, 10_195, 1_131, 9_064, 0.843, 0.267, 115.1, 0.220),
            (15...21, 8_089, 691, 7_398, 0.551, 0.125, 50.6, 0.535),
        ])
    func weeks(
        _ week: (ClosedRange<Int>, Int, Int, Int, Double, Double, Double, Double)
    ) throws {
        var fold = EventFigures()
        trace.emit(into: &fold)
        let found = fold.figures(week.0)
        #expect(found.calls == week.1 && found.menuHangups == week.2 && found.sought == week.3)
        #expect(rounded(Double(found.queued) / Double(found.sought), 3) == week.4)
        #expect(rounded(found.abandonment, 3) == week.5)
        #expect(rounded(found.meanWait, 1) == week.6)
        #expect(rounded(found.serviceLevel, 3) == week.7)
    }

    @Test("each day has the figures of the reference page")
    func days() {
        let expected: [(Int, Double, Double, Double)] = [
            (2_357, 0.325, 116.9, 0.180), (2_348, 0.289, 111.4, 0.162),
            (2_322, 0.375, 147.2, 0.098), (1_841, 0.204, 82.4, 0.374),
            (1_890, 0.210, 92.1, 0.284), (706, 0.187, 71.8, 0.376), (151, 0.160, 58.5, 0.384),
            (1_938, 0.205, 80.3, 0.319), (2_071, 0.232, 117.9, 0.235),
            (2_132, 0.368, 149.0, 0.094), (1_797, 0.305, 121.8, 0.163),
            (1_426, 0.261, 128.0, 0.186), (597, 0.110, 54.4, 0.519), (234, 0.138, 71.8, 0.500),
            (1_659, 0.167, 70.3, 0.423), (1_698, 0.160, 64.1, 0.474),
            (1_393, 0.082, 39.2, 0.576), (1_191, 0.059, 26.2, 0.689),
            (1_434, 0.153, 47.4, 0.568), (532, 0.093, 40.7, 0.539), (182, 0.115, 55.7, 0.511),
        ]
        var fold = EventFigures()
        trace.emit(into: &fold)
        for (day, row) in zip(1..., expected) {
            let found = fold.figures(day...day)
            #expect(found.calls == row.0)
            #expect(rounded(found.abandonment, 3) == row.1)
            #expect(rounded(found.meanWait, 1) == row.2)
            #expect(rounded(found.serviceLevel, 3) == row.3)
        }
    }

    @Test("16 August alone has the figures that three formats agree on")
    func oneDay() throws {
        let day = try #require(DayRange("1999-08-16..1999-08-16"))
        let trace = try TechnionImporter().read(paths: [bankTrace], days: day) { _ in }
        var fold = EventFigures()
        trace.emit(into: &fold)
        let found = fold.figures(1...1)
        #expect(found.calls == 1_698 && found.menuHangups == 188 && found.queued == 905)
        #expect(found.served == 1_268 && found.abandoned == 242 && found.waiting == 96_844)
        #expect(found.services.reduce(0, +) == 211_849)
        #expect(trace.report.count(of: "phantoms") == 6)
        #expect(trace.report.count(of: "hungUpServiceSeconds") == 17)
        #expect(trace.report.outsideDays == 30_138 - 1_704)
        #expect(trace.report.agents == self.trace.report.agents)
        #expect(trace.description.start == "1999-08-16T00:00:00")
    }

    private func rounded(_ value: Double, _ places: Int) -> Double {
        let scale = places == 1 ? 10.0 : places == 2 ? 100.0 : places == 3 ? 1000.0 : 10_000.0
        return (value * scale).rounded() / scale
    }
}
