import Foundation
import Planning
import Projections
import Reporting
import Scenarios
import Statistics
import TestSupport
import Testing

@Suite("Findings of a projection as text")
struct FindingsReportTests {
    static let accept = "voiceAgents.voice.fallback.accept"

    /// Two cases of two options each, with findings set by hand.
    private func result() async throws -> ProjectionResult {
        var result = try await SmallProjection.result(chosen: [Self.accept])
        for (place, best) in [0, 1].enumerated() {
            result.choices[place].best = best
            result.choices[place].criterion = .cost
            for option in 0...1 {
                result.choices[place].options[option].isEfficient = option == best
                result.choices[place].options[option].mayBeBest = option == best
                result.choices[place].options[option].costAboveBest = option == best ? 0 : 1.25
                result.choices[place].options[option].costAboveBestHalfWidth =
                    option == best ? nil : 0.5
            }
        }
        return result
    }

    private func line(_ text: String, _ start: String) throws -> String {
        String(try #require(text.split(separator: "\n").first { $0.hasPrefix(start) }))
    }

    @Test("the best choice is told with what it was chosen by, and that it moves")
    func moves() async throws {
        let text = FindingsTable.text(try await result())
        let summary = try line(text, "Best choice")
        #expect(
            summary.contains(
                "(least cost per resolved contact with the staffing as planned, among those that do not"
                    + " miss the target): moves: 0.45 in 1, 0.7 in 1 of 2 cases."))
        let rows = text.split(separator: "\n").suffix(2)
        #expect(rows.allSatisfy { $0.contains("1.25±0.50") })
    }

    @Test("a choice by agent hours, and a case without one, are told as such")
    func hours() async throws {
        var result = try await result()
        result.choices[0].criterion = .agentHours
        result.choices[1].best = nil
        result.choices[1].criterion = nil
        let summary = try line(FindingsTable.text(result), "Best choice")
        #expect(
            summary.contains(
                "(fewest agent hours needed to hold the target): 0.45 in the 1 of 2 cases"))
        #expect(!summary.contains("cost"))
        // Which option that may be is not known by hours.
        let row = try #require(FindingsTable.text(result).split(separator: "\n").last)
        #expect(row.hasPrefix("2%") && row.contains("?"))
    }

    @Test("options not told apart are named in the table and on the page")
    func open() async throws {
        var result = try await result()
        #expect(!ProjectionPage.html(result).contains("not told apart from the best"))
        result.choices[0].options[1].isEfficient = true
        result.choices[0].options[1].mayBeBest = true
        #expect(result.choices[0].notToldApart == [1])
        let page = ProjectionPage.html(result)
        #expect(page.components(separatedBy: "not told apart from the best").count == 2)
        #expect(page.components(separatedBy: ">dominated<").count == 2)
    }

    @Test("axes that have no amplification are named, in text and on the page")
    func leftOut() async throws {
        let mixed = try await SmallProjection.result(
            axes: [
                ("voiceAgents.voice.defects", ["0.02", "40%"]), (Self.accept, ["0.45", "0.7"]),
            ])
        let wanted = "Without amplification, their values being no numbers of one unit: "
        #expect(FindingsTable.text(mixed).contains(wanted))
        #expect(ProjectionPage.html(mixed).contains(wanted))
        let whole = try await SmallProjection.result()
        #expect(!FindingsTable.text(whole).contains(wanted))
    }

    @Test("shares of the variance: a row for each axis and pair, in text, on the page and as JSON")
    func shares() async throws {
        let result = try await SmallProjection.result()
        let text = VarianceTable.text(result)
        let shares = try #require(result.varianceShares.first { $0.kpi == "containmentRate" })
        let part = shares.parts.components[1]
        let share = try #require(part.share)
        let half = try #require(part.shareHalfWidth95)
        let cell =
            NumberText.fixed(share * 100, 1) + "±" + NumberText.fixed(half * 100, 1) + "%"
        #expect(try line(text, "fallback accept ").contains(cell))
        #expect(try line(text, "voice defects x fallback accept").contains("±"))
        #expect(!text.contains("three and more"))
        #expect(ProjectionPage.html(result).contains("<td>\(cell)</td>"))
        let json = ResultJSON.projection(result).text(lines: 3)
        #expect(json.contains("\"varianceShares\""))
        #expect(json.contains(JSONValue.number(share).text()))
        // One axis, or a second of one value: nothing to share out.
        let one = try await SmallProjection.result(
            axes: [("voiceAgents.voice.defects", ["2%", "40%"]), (Self.accept, ["0.45"])])
        #expect(VarianceTable.text(one).isEmpty)
    }

    @Test("hours that a search did not reach, and numbers without an upper end, are marked")
    func marks() async throws {
        var result = try await SmallProjection.result()
        let before = ProjectionTable.text(result)
        #expect(!before.contains(">") && !before.contains("?"))
        for place in result.points[0].staffing.indices {
            result.points[0].staffing[place].holdsTarget = false
            result.points[0].staffing[place].high = nil
        }
        let lines = ProjectionTable.text(result).split(separator: "\n")
        let row = try #require(lines.dropFirst(2).first)
        let needed = try #require(result.points[0].staffing.map(\.needed).max())
        #expect(row.contains(">\(needed) (") && row.contains("-?)"))
    }

    @Test("a break-even prints its open ends, and what is not known is not 'beyond'")
    func breakEven() async throws {
        var result = try await SmallProjection.result()
        for (found, text) in [
            (BreakEven.at(value: 42, low: 40.5, high: nil, unit: "%"), "42% (40.5..)"),
            (.at(value: 42, low: nil, high: 44, unit: "%"), "42% (..44)"), (.beyond, "beyond"),
            (.noEffect, "-"), (.unknown, "?"),
        ] {
            result.assumed[0].breakEven = found
            let row = try line(
                ProjectionTable.assumedText(result), result.assumed[0].input.path)
            #expect(row.contains(" \(text) "), "\(row)")
        }
    }
}
