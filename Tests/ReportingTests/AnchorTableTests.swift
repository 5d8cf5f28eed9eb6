import Foundation
import Planning
import Projections
import Reporting
import TestSupport
import Testing

/// Points of a projection that were held at a costlier fidelity too, in reports.
@Suite("Reports of anchors")
struct AnchorTableTests {
    private func result() async throws -> ProjectionResult {
        var result = try await SmallProjection.result()
        result.anchors = [
            AnchorPoint(
                at: result.points[3].at, fidelities: ("channel", "bank"), calls: 40,
                replications: 12,
                figures: [
                    AnchorFigure(
                        name: "seconds", unit: "s", isOfSession: true, cheap: 61.25, costly: 60,
                        difference: -3.5...1),
                    AnchorFigure(
                        name: "abandonmentRate", unit: "share", isOfSession: false, cheap: 0.05,
                        costly: 0.081, difference: 0.001...0.061),
                ])
        ]
        return result
    }

    @Test("the table has the point's own figures beside both fidelities, and says what differs")
    func text() async throws {
        let result = try await result()
        let lines = AnchorTable.text(result).split(separator: "\n").map(String.init)
        #expect(lines.count == 6)
        #expect(lines[0].hasPrefix("The same 40 calls at channel and at bank"))
        #expect(lines[0].hasSuffix("More than chance differ: abandonmentRate."))
        #expect(lines[1].hasSuffix("defects 40%, fallback accept 0.7"))
        #expect(lines[4].hasPrefix("seconds, s") && lines[4].hasSuffix("-3.50 to +1.00"))
        let cells = lines[5].split(separator: " ").map(String.init)
        let own = try #require(result.points[3].estimate("abandonmentRate")?.mean)
        #expect(cells[1].hasPrefix(String(format: "%.1f", own * 100)))
        #expect(cells.suffix(5) == ["5.0%", "8.1%", "+0.1%", "to", "+6.1%"])
    }

    @Test("JSON has the same numbers, and no anchors are an empty list")
    func json() async throws {
        var result = try await result()
        func anchors() throws -> [[String: Any]] {
            let text = ResultJSON.projection(result).text(lines: 3)
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            return try #require(object?["anchors"] as? [[String: Any]])
        }
        let figures = try #require(try anchors().first?["figures"] as? [[String: Any]])
        #expect(figures.map { $0["of"] as? String } == ["session", "center"])
        #expect(figures.last?["differenceHigh95"] as? Double == 0.061)
        #expect(ProjectionPage.html(result).contains("The same calls at two fidelities"))
        result.anchors = []
        #expect(try anchors().isEmpty && AnchorTable.text(result).isEmpty)
        #expect(!ProjectionPage.html(result).contains("two fidelities"))
    }
}
