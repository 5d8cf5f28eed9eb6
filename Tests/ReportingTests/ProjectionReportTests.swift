import Foundation
import Planning
import Projections
import Reporting
import Scenarios
import TestSupport
import Testing

@Suite("Reports of a projection")
struct ProjectionReportTests {
    /// Sets the rate of abandonment at a point; nil where nobody seeks a person.
    static func set(
        _ mean: Double?, _ halfWidth: Double?, at point: Int, of result: inout ProjectionResult
    ) {
        for place in result.points[point].estimates.indices {
            let row = result.points[point].estimates[place]
            guard row.kpi == "abandonmentRate", row.contactType == "all", row.agentGroup == nil,
                row.interval == nil, row.segment == nil, row.voicePool == nil
            else { continue }
            result.points[point].estimates[place].mean = mean
            result.points[point].estimates[place].halfWidth95 = halfWidth
        }
    }

    @Test("the table has a row a point and the headline counts verdicts, by whole intervals")
    func table() async throws {
        var result = try await SmallProjection.result(hold: 0.25)
        let lines = ProjectionTable.text(result).split(separator: "\n")
        #expect(lines.count == 2 + 4)
        let headline = ProjectionTable.headline(result)
        Self.set(0.1, 0.05, at: 0, of: &result)
        Self.set(0.24, 0.02, at: 1, of: &result)
        Self.set(0.6, 0.05, at: 2, of: &result)
        Self.set(nil, nil, at: 3, of: &result)
        #expect(
            ProjectionTable.headline(result).contains(
                "is held at or below 25.0 % at 1 of 4 points, missed at 1, open at 1 (it lies inside"
                    + " the interval), without anybody who seeks one at 1. It runs from 10.0 % to"
                    + " 60.0 %."))
        #expect(headline.hasPrefix("Whether the first point holds the target turns round"))
        #expect(headline.contains("inScope (20% to 95%)"))
        #expect(!headline.contains("half-width"))
        let scope = try #require(
            result.assumed.firstIndex { $0.input.path.hasSuffix("inScope") })
        result.assumed[scope].verdictsInRange = [.open, .holds]
        let named = "may turn round inside the assumed range of \(result.assumed[scope].input.path)"
        #expect(ProjectionTable.headline(result).contains(named))
        // What moves no abandonment turns nothing round, however open the first point is.
        result.assumed[scope].breakEven = .noEffect
        #expect(!ProjectionTable.headline(result).contains(named))
        let short = try await SmallProjection.result(halfWidth: 0.001, replications: 20...20)
        #expect(
            ProjectionTable.headline(short).contains(
                "The half-width of 0.10 % asked for was not reached at 4 points with 20"))
    }

    @Test("JSON names its schema, keeps a seed of 64 bits, and reads back to the result")
    func json() async throws {
        let result = try await SmallProjection.result()
        let text = ResultJSON.projection(result).text(lines: 3)
        #expect(text.contains("\"seed\": 18446744073709551615"))
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["schema"] as? String == "calltwin.projection/1")
        let points = try #require(object["points"] as? [[String: Any]])
        #expect(points.count == 4)
        for (point, stored) in zip(result.points, points) {
            let kpis = try #require(stored["kpis"] as? [[String: Any]])
            #expect(kpis.count == point.estimates.count)
            let rate = try #require(
                kpis.first {
                    $0["kpi"] as? String == "abandonmentRate"
                        && $0["contactType"] as? String == "all"
                })
            // Foundation's reader may miss the last digits of a Double.
            let read = try #require(rate["mean"] as? Double)
            #expect(abs(read - (try #require(point.estimate("abandonmentRate")?.mean))) < 1e-14)
            let staffing = try #require(stored["staffing"] as? [[String: Any]])
            #expect(staffing.map { $0["needed"] as? Int } == point.staffing.map(\.needed))
            #expect(staffing.allSatisfy { $0["holdsTarget"] as? Bool == true })
        }
    }

    @Test("what few callers leave open stands at each point of the JSON, and on the page")
    func populations() async throws {
        let result = try await SmallProjection.result()
        let few = [VoiceReport.Population(pool: "voice", callers: 150) { 0.1 * $0 }]
        let text = ResultJSON.projection(result, populations: few).text(lines: 3)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let points = try #require(object["points"] as? [[String: Any]])
        for (point, stored) in zip(result.points, points) {
            let row = try #require((stored["populations"] as? [[String: Any]])?.first)
            #expect(row["voicePool"] as? String == "voice" && row["callers"] as? Int == 150)
            let contained = try #require(
                point.estimates.first {
                    $0.kpi == "containmentRate" && $0.voicePool == "voice"
                }?.mean)
            let open = try #require(row["containmentHalfWidth95"] as? Double)
            #expect(abs(open - 0.1 * contained) < 1e-12)
        }
        let sentence = "voice: 150 callers, drawn with replacement, stand for all"
        #expect(ProjectionPage.html(result, populations: few).contains(sentence))
        #expect(!ProjectionPage.html(result).contains(sentence))
        #expect(!ResultJSON.projection(result).text(lines: 3).contains("populations"))
    }

    @Test("CSV has one line per estimate, difference and requirement, all as wide as the header")
    func csv() async throws {
        let result = try await SmallProjection.result()
        let lines = ProjectionTable.csv(result).components(separatedBy: "\r\n").dropLast()
        let wanted = result.points.reduce(0) {
            $0 + $1.estimates.count + $1.differences.count + $1.staffing.count
        }
        #expect(lines.count == wanted + 1)
        #expect(
            Set(lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).count })
                == [16])
        // Axes, quantity, indicator and scope name a line: pools are told from the center.
        let keys = lines.dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).prefix(10)
                .joined(separator: ",")
        }
        #expect(Set(keys).count == keys.count)
        #expect(keys.contains { $0.hasSuffix(",containmentRate,share,all,,voice,,") })
    }

    @Test("the page stands alone: no script, no address, names escaped, every chart there")
    func page() async throws {
        let result = try await SmallProjection.result()
        let page = ProjectionPage.html(result)
        #expect(page.contains("Small &lt;projection&gt; &amp; &quot;more&quot;"))
        #expect(!page.contains("<projection>"))
        for banned in ["<script", "src=", "@import", "url("] {
            #expect(!page.contains(banned), "\(banned)")
        }
        // The only address is the name of the SVG language.
        let addresses = page.components(separatedBy: "http").dropFirst()
        #expect(addresses.allSatisfy { $0.hasPrefix("://www.w3.org/2000/svg") })
        for title in [
            "Abandonment of those who seek a person", "Human agents needed: agents",
            "Containment, apparent and true", "Wrong actions", "Repeat load",
            "Cost per resolved contact", "All points", "Assumed inputs and their elasticities",
        ] {
            #expect(page.contains("<h2>\(title)</h2>"), "\(title)")
        }
        // A center without a calendar has no time of day.
        #expect(page.contains("time from the start") && !page.contains("time of day"))
        let svgs = page.components(separatedBy: "<svg").count - 1
        #expect(svgs >= 6 && page.components(separatedBy: "</svg>").count - 1 == svgs)
        #expect(!page.contains("nan") && !page.contains("inf,"))
    }

    @Test("numbers of JSON are the shortest that read back, and texts are escaped")
    func values() {
        #expect(JSONValue.unsigned(.max).text() == "18446744073709551615")
        #expect(JSONValue.number(0.1).text() == "0.1")
        #expect(JSONValue.number(3).text() == "3")
        #expect(JSONValue.number(.nan).text() == "null")
        #expect(JSONValue.string("a\"b\\c\n\u{1}").text() == "\"a\\\"b\\\\c\\n\\u0001\"")
    }
}
