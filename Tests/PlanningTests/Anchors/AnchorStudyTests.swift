import Foundation
import Planning
import Scenarios
import Testing

/// Points of a projection whose calls are held at a costlier fidelity too.
@Suite("Anchors of a projection")
struct AnchorStudyTests {
    /// The projection of a shipped scenario.
    private func request(_ name: String) throws -> ProjectionRequest {
        let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("models").path
        let scenario = try Scenario(path: "\(models)/\(name).yaml")
        let axes = (scenario.project?.axes ?? []).map {
            ProjectionAxis(path: $0.path, values: $0.values)
        }
        return ProjectionRequest(
            scenario: scenario, axes: axes, largestAbandonment: 0.05, groups: [0], seed: 1,
            jobs: 2, replications: 2...2, staffingReplications: 2)
    }

    @Test("anchors are the first, the middle and the last point, each once")
    func places() {
        func anchors(_ count: Int) -> [String] {
            AnchorStudy.anchors(
                among: (0..<count).map { [Setting(path: "x", value: "\($0)")] }
            ).flatMap { $0.map(\.value) }
        }
        #expect(anchors(27) == ["0", "13", "26"])
        #expect(anchors(2) == ["0", "1"])
        #expect(anchors(1) == ["0"])
        #expect(anchors(0) == [])
    }

    /// The shipped bank has the first callers at the anchors of models/bank-monday.yaml (make decode-bank): from the
    /// first to the last more is misheard, at both fidelities, and fewer callers are served.
    @Test("the same calls are held at channel and at bank, and the bank lacks none of them")
    func bank() async throws {
        let request = try request("bank-monday")
        let points = try await AnchorStudy(request, fidelity: "bank").result()
        try #require(points.count == 3)
        for point in points {
            #expect(point.calls >= 40 && point.fidelities == ("channel", "bank"))
            #expect(point.figures.contains { $0.name == "abandonmentRate" && !$0.isOfSession })
            for figure in point.figures where !figure.isOfSession {
                let middle = (figure.difference.lowerBound + figure.difference.upperBound) / 2
                #expect(abs(middle - (figure.costly - figure.cheap)) < 1e-9, "\(figure)")
            }
        }
        func figure(_ name: String, _ point: AnchorPoint) throws -> AnchorFigure {
            try #require(point.figures.first { $0.name == name })
        }
        let resolved = try points.map { try figure("resolved", $0) }
        #expect(resolved[0].cheap > resolved[2].cheap && resolved[0].costly > resolved[2].costly)
        let misheard = try points.map { try figure("turnDefectRate", $0) }
        #expect(misheard[0].cheap < misheard[2].cheap && misheard[0].costly < misheard[2].costly)
    }

    @Test("a fidelity without a bank has no calls to hold")
    func noBank() async throws {
        await #expect(
            throws: MultiFidelityError.noBank(pool: "voice", fidelity: "channel-words")
        ) {
            let request = try request("bank-dialogue")
            _ = try await AnchorStudy(request, fidelity: "channel-words").result()
        }
    }
}
