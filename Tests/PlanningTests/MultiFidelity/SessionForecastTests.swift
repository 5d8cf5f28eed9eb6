import Planning
import Testing

@Suite("What costly sessions foretell of others")
struct SessionForecastTests {
    private static func known(
        _ first: [Double], _ second: [Double], voices: [Int],
        costly: (Double, Double, Int) -> Double
    ) -> [SessionForecast.Known] {
        first.indices.map { place in
            SessionForecast.Known(
                cheap: SessionForecast.Cheap(
                    first: first[place], second: second[place], voice: voices[place]),
                costly: costly(first[place], second[place], voices[place]), weight: 2)
        }
    }

    /// Four sessions and one more: slopes of 3 and 2 become 4/5 of that.
    @Test("figures that have nothing in common have their slopes, drawn to 0 by one session each")
    func plane() {
        let forecast = SessionForecast.fit(
            Self.known([-1, -1, 1, 1], [-1, 1, -1, 1], voices: [0, 0, 0, 0]) { first, second, _ in
                10 + 3 * first + 2 * second
            }, voices: 1)
        for (first, second) in [(1.0, 1.0), (0, 0), (-2, 3)] {
            let cheap = SessionForecast.Cheap(first: first, second: second, voice: 0)
            #expect(abs(forecast.value(cheap) - (10 + 2.4 * first + 1.6 * second)) < 1e-12)
        }
    }

    /// Normal equations 5 a + 4 b = 12 and 4 a + 5 b = 12.
    @Test("two figures that say the same share its slope, and one alone has it")
    func same() {
        let line = [-1.0, -1, 1, 1]
        let shared = SessionForecast.fit(
            Self.known(line, line, voices: [0, 0, 0, 0]) { first, _, _ in 3 * first }, voices: 1)
        let alone = SessionForecast.fit(
            Self.known(line, [0, 0, 0, 0], voices: [0, 0, 0, 0]) { first, _, _ in 3 * first },
            voices: 1)
        let one = SessionForecast.Cheap(first: 1, second: 0, voice: 0)
        let both = SessionForecast.Cheap(first: 1, second: 1, voice: 0)
        #expect(abs(shared.value(one) - 4.0 / 3) < 1e-12)
        #expect(abs(shared.value(both) - 8.0 / 3) < 1e-12)
        #expect(abs(alone.value(one) - 2.4) < 1e-12)
    }

    /// What the line leaves: 1 of two sessions, -1 of two others; with five more each, 2/7.
    @Test("a voice's effect is what the line leaves, drawn to 0 by five sessions")
    func voices() {
        let forecast = SessionForecast.fit(
            Self.known([-1, 1, -1, 1], [0, 0, 0, 0], voices: [0, 0, 1, 1]) { _, _, voice in
                voice == 0 ? 6 : 4
            }, voices: 3)
        let values = (0..<3).map { forecast.value(SessionForecast.Cheap(first: 0, voice: $0)) }
        for (value, expected) in zip(values, [5 + 2.0 / 7, 5 - 2.0 / 7, 5]) {
            #expect(abs(value - expected) < 1e-12)
        }
    }
}
