import ContactCenterEvents
import Projections
import Testing
import TwinPrimitives

@Suite("chosen indicators")
struct KPISelectionTests {
    private let names = RunDescription(
        name: "random", start: nil, contactTypes: ["a", "b", "c"], agentGroups: ["g", "h"],
        voicePools: ["p", "q"])
    private let prices = PriceTable(
        groupPerHour: [30, 40], poolPerMinute: [0.1, 0.2], poolPerSession: [1, 2])

    private func tally(_ script: EventScript, _ parts: FoldParts) -> CenterTally {
        var configuration = RandomStreamTests.configuration(4, perInterval: true)
        configuration = CenterFoldConfiguration(
            contactTypes: 3, agentGroups: 2, voicePools: 2, interval: configuration.interval,
            warmUp: configuration.warmUp, horizon: configuration.horizon, perInterval: true,
            parts: parts)
        return script.tally(configuration)
    }

    @Test("each indicator counted alone has the values that it has among all, in every scope")
    func alone() throws {
        for recorded in [false, true] {
            var stream = RandomEventStream(seed: 11, recorded: recorded)
            let script = stream.make(steps: 4000, drain: false)
            let all = tally(script, .all).kpiRows(names: names, prices: prices)
            for kpi in KeyPerformanceIndicators.all {
                let selection = try KPISelection([kpi.name])
                let alone = tally(script, selection.parts)
                #expect(alone.violation() == nil, "\(kpi.name)")
                #expect(alone.ignoredEvents == 0, "\(kpi.name)")
                let rows = alone.kpiRows(names: names, prices: prices, selection)
                #expect(!rows.isEmpty && rows == all.filter { $0.kpi == kpi.name }, "\(kpi.name)")
            }
        }
    }

    @Test("every set of parts keeps its laws and leaves nothing behind of the others")
    func parts() {
        var stream = RandomEventStream(seed: 3, recorded: false)
        let script = stream.make(steps: 2000, drain: false)
        let whole = tally(script, .all)
        for bits in 0...FoldParts.all.rawValue {
            let some = tally(script, FoldParts(rawValue: bits))
            let parts = some.configuration.parts
            #expect(some.violation() == nil, "\(parts)")
            #expect(some.allContacts.answered == whole.allContacts.answered)
            #expect(some.allContacts.waitOfAnswered == whole.allContacts.waitOfAnswered)
            let service = parts.contains(.service)
            #expect(some.allContacts.talkTime == (service ? whole.allContacts.talkTime : 0))
            let none = some.waits.allSatisfy { $0.count == 0 }
            #expect(none != parts.contains(.waitDistribution))
            #expect((some.time.talking == whole.time.talking) == parts.contains(.agentTime))
            #expect(
                some.allContacts.turns == (parts.contains(.turns) ? whole.allContacts.turns : 0))
        }
    }

    @Test("a part brings those that it stands on")
    func closure() {
        #expect(FoldParts.agentTime.closure == [.agentTime, .service])
        #expect(FoldParts.handlingDistribution.closure == [.handlingDistribution, .service])
        #expect(FoldParts.latencyDistribution.closure == [.latencyDistribution, .turns])
        #expect(FoldParts.all.closure == .all)
        #expect(FoldParts.waitDistribution.closure == .waitDistribution)
    }

    @Test(
        "names are taken in any order and put into that of the registry, means behind their ratios")
    func order() throws {
        let selection = try KPISelection([
            "meanWait", "offered", "abandonmentRateMeanOfRatios", "abandonmentRate", "meanWait",
        ])
        #expect(
            selection.indicators.map(\.name) == [
                "offered", "abandonmentRate", "abandonmentRateMeanOfRatios", "meanWait",
            ])
        #expect(selection.indicators[2].kind == .meanOfRatios)
        #expect(selection.parts == [])
        #expect(KPISelection.all.parts == .all)
    }

    @Test("names that there are not are refused: unknown ones, and means of what is no ratio")
    func refused() {
        for name in ["abandonmentRat", "offeredMeanOfRatios", "waitP95MeanOfRatios", ""] {
            #expect(throws: ProjectionError.unknownIndicator(name)) {
                try KPISelection(["meanWait", name])
            }
        }
        #expect(throws: ProjectionError.noIndicator) { try KPISelection([]) }
        let text = ProjectionError.unknownIndicator("x").description
        #expect(text.hasPrefix("error: no indicator is named 'x'; known: offered, "))
    }

    @Test("a breakdown has the scopes that it names, the whole center always")
    func breakdown() {
        var stream = RandomEventStream(seed: 2, recorded: false)
        let tally = tally(stream.make(steps: 500, drain: true), .all)
        let intervals = tally.intervals.count
        #expect(intervals > 1)
        #expect(tally.scopes(by: []) == [.all])
        #expect(tally.scopes(by: .type).count == 4)
        #expect(tally.scopes(by: .group).count == 3)
        #expect(tally.scopes(by: .interval).count == 1 + intervals)
        #expect(tally.scopes(by: .all).count == 6 * (1 + intervals))
    }
}
