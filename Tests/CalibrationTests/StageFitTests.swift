import Calibration
import Distributions
import RandomVariates
import Testing
import TwinPrimitives

@Suite("Measured times of stages")
struct StageSampleTests {
    private func samples(
        _ text: String, call: String? = nil
    ) throws -> StageSamples {
        try StageSamples(text: text, path: "t.csv", callAttribute: call)
    }

    private func problem(_ text: String) -> String? {
        do {
            _ = try samples(text)
            return nil
        } catch { return "\(error)" }
    }

    @Test("a table gives stages in the order of their coming")
    func table() throws {
        let read = try samples(
            "call,stage,milliseconds,model\n1,ears,200,a\n1,model,700,a\n\n# pause\n2,ears,250.5,b\n"
        )
        #expect(read.stages.map(\.name) == ["ears", "model"])
        #expect(
            read.stages[0].samples == [
                .init(call: "1", seconds: 0.2), .init(call: "2", seconds: 0.2505),
            ])
    }

    @Test("spans give the same, whole or a line each")
    func spans() throws {
        func document(_ trace: String, _ name: String, _ begin: Int, _ end: Int) -> String {
            "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"\(trace)\","
                + "\"name\":\"\(name)\",\"startTimeUnixNano\":\"\(begin)\","
                + "\"endTimeUnixNano\":\"\(end)\",\"attributes\":[{\"key\":\"session.id\","
                + "\"value\":{\"stringValue\":\"s\(trace)\"}}]}]}]}]}"
        }
        let base = 1_790_000_000_000_000_000
        let lines = [
            document("a", "ears", base, base + 200_000_000),
            document("b", "ears", base, base + 250_500_000),
        ]
        let read = try samples(lines.joined(separator: "\n"))
        #expect(
            read.stages[0].samples == [
                .init(call: "a", seconds: 0.2), .init(call: "b", seconds: 0.2505),
            ])
        let named = try samples(lines[0], call: "session.id")
        #expect(named.stages[0].samples == [.init(call: "sa", seconds: 0.2)])
    }

    @Test(
        "what cannot be used is named with its line and what to write instead",
        arguments: [
            (
                "stage\nears\n",
                "t.csv:1: error: the header is 'stage'; wanted: stage, one of seconds"
            ),
            ("stage,seconds\nears\n", "t.csv:2: error: 1 cells, but the header has 2"),
            ("stage,seconds\nears,0.2\nears,-\n", "t.csv:3: error: time '-' should be a number"),
            ("stage,seconds\n,0.2\n", "t.csv:2: error: no stage is named"),
            ("stage,seconds\n", "t.csv:1: error: no request in it"),
            ("{\"spans\":[]}", "t.csv:1: error: there is no list resourceSpans"),
            ("{\"resourceSpans\":[]}\n{oh", "t.csv:2: error: this is no JSON document"),
            (
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"x\"}]}]}]}",
                "t.csv:1: error: span 'x': startTimeUnixNano should be nanoseconds since 1970, not"
            ),
        ])
    func faults(text: String, message: String) {
        #expect(problem(text)?.hasPrefix(message) == true, "\(problem(text) ?? "no error")")
    }
}

@Suite("Fits of stages")
struct StageFitTests {
    /// Times of `calls` calls with five requests each, drawn by inversion.
    private func drawn(
        calls: Int, within: Double, stalls: Double
    ) -> [StageSamples.Sample] {
        let streams = RandomStreams(seed: 12, replication: 0)
        let pareto = LawSampler(.pareto(shape: 2.5, scale: 4))
        var samples: [StageSamples.Sample] = []
        for call in 0..<calls {
            let caller = CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(call))
            func uniform(_ turn: Int, _ draw: UInt32) -> Double {
                streams.uniform(.testing, caller, turn: UInt16(turn), draw: draw)
            }
            let shared = PortableMath.inverseNormal(uniform(0, 9))
            for turn in 0..<5 {
                let score =
                    within.squareRoot() * shared
                    + (1 - within).squareRoot() * PortableMath.inverseNormal(uniform(turn, 0))
                var seconds = 0.6 * PortableMath.exp(0.5 * score)
                if uniform(turn, 1) < stalls { seconds += pareto.draw(uniform: uniform(turn, 2)) }
                samples.append(.init(call: "\(call)", seconds: seconds))
            }
        }
        return samples
    }

    @Test("come back to the law that the times were drawn from")
    func recovers() throws {
        let fit = try StageFitter.fit("model", drawn(calls: 4000, within: 0.4, stalls: 0.03))
        #expect(fit.requests == 20_000 && fit.calls == 4000)
        // 20 000 times, of which 8 000 or so are independent: the median's standard error is about
        // 1.25 x 0.5 / sqrt(8000) = 0.7 %, that of the deviation 1.5 %; stalls pull both up a
        // little.
        #expect(abs(fit.median / 0.6 - 1) < 0.05)
        #expect(abs(fit.sigma / 0.5 - 1) < 0.08)
        // Of 600 stalls those beyond the body's edge are seen, some half.
        #expect(fit.stallShare > 0.008 && fit.stallShare < 0.03)
        #expect(abs(fit.fitted[1] / fit.measured[1] - 1) < 0.1)
        #expect(abs(fit.fitted[2] / fit.measured[2] - 1) < 0.15)
        #expect(fit.distance < 0.03)
        // Stalls are no call's own, so the correlation lies below that of the body.
        let share = try #require(fit.withinCall)
        #expect(share > 0.3 && share < 0.42)
    }

    @Test("find no stalls where there are none, and no call in common where there is none")
    func plain() throws {
        let fit = try StageFitter.fit("model", drawn(calls: 4000, within: 0, stalls: 0))
        #expect(fit.stallShare == 0)
        #expect((fit.withinCall ?? 1) < 0.02)
        #expect(StageFragment.yaml([fit], source: "x").contains("tail:") == false)
    }

    @Test("of too few times are refused")
    func few() {
        #expect(throws: CalibrationError.self) {
            try StageFitter.fit("model", Array(drawn(calls: 3, within: 0, stalls: 0)))
        }
    }
}
