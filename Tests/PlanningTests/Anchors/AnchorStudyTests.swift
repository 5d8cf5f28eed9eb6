import Foundation
import Planning
import Scenarios
import Testing

/// Points of a projection whose calls are held at a costlier fidelity too.
@Suite("Anchors of a projection")
struct AnchorStudyTests {
    private func request(_ values: [String]) throws -> ProjectionRequest {
        let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("models").path
        let scenario = try Scenario(path: "\(models)/bank-dialogue.yaml")
        return ProjectionRequest(
            scenario: try scenario.varying(path: "horizon.duration", to: "1h"),
            axes: [ProjectionAxis(path: "voiceAgents.voice.line", values: values)],
            largestAbandonment: 0.1, groups: [0], seed: 1, jobs: 2, replications: 2...2,
            staffingReplications: 2)
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

    /// The shipped bank has the first 40 callers over three lines (docs/decode-bank.md): real decodes complete no
    /// more calls over babble than over a clean line, and both fidelities say so.
    @Test("the same calls are held at channel and at bank, and misses are none")
    func bank() async throws {
        let points = try await AnchorStudy(
            request(["clean", "babble10"]), fidelity: "bank"
        ).result()
        try #require(points.count == 2)
        for point in points {
            #expect(point.calls == 40 && point.fidelities == ("channel", "bank"))
            #expect(point.figures.contains { $0.name == "abandonmentRate" && !$0.isOfSession })
            for figure in point.figures where !figure.isOfSession {
                let middle = (figure.difference.lowerBound + figure.difference.upperBound) / 2
                #expect(abs(middle - (figure.costly - figure.cheap)) < 1e-9, "\(figure)")
            }
        }
        func resolved(_ point: AnchorPoint) throws -> AnchorFigure {
            try #require(point.figures.first { $0.name == "resolved" })
        }
        let (clean, babble) = (try resolved(points[0]), try resolved(points[1]))
        #expect(clean.cheap > babble.cheap && clean.costly > babble.costly)
    }

    @Test("a fidelity without a bank has no calls to hold")
    func noBank() async throws {
        await #expect(
            throws: MultiFidelityError.noBank(pool: "voice", fidelity: "channel-words")
        ) {
            _ = try await AnchorStudy(request(["clean"]), fidelity: "channel-words").result()
        }
    }
}
