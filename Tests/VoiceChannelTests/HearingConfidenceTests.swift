import Testing
import VoiceChannel

@Suite("Confidence and errors of recognisers")
struct HearingConfidenceTests {
    @Test("word errors of cases small enough for the hand")
    func wordErrors() {
        func errors(_ said: String, _ heard: String) -> Int {
            WordErrors(said: said, heard: heard).errors
        }
        #expect(errors("pay my bill", "pay my bill") == 0)
        #expect(errors("pay my bill", "") == 3)
        #expect(errors("", "you") == 1)
        #expect(errors("one oh two", "one two two") == 1)
        #expect(errors("a b c d", "b c d e") == 2)
        #expect(WordErrors(said: "a b", heard: "a c d e").rate == 1.5)
        // As sclite aligns: two right words cost 18, six edits, and five substitutions 20.
        #expect(errors("p q r a b", "a b s t u") == 6)
    }

    /// Least number of edits, by trying every one at every place.
    private static func leastErrors(
        _ said: ArraySlice<Substring>, _ heard: ArraySlice<Substring>
    ) -> Int {
        guard let first = said.first else { return heard.count }
        guard let other = heard.first else { return said.count }
        let rest = leastErrors(said.dropFirst(), heard.dropFirst())
        if first == other { return rest }
        return 1
            + min(
                rest, leastErrors(said.dropFirst(), heard),
                leastErrors(said, heard.dropFirst()))
    }

    @Test("in short utterances errors are the least number of edits")
    func leastEdits() {
        var state: UInt64 = 5
        func draw(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        for _ in 0..<2000 {
            func words() -> String {
                (0..<draw(5)).map { _ in ["a", "b", "c"][draw(3)] }.joined(separator: " ")
            }
            let (said, heard) = (words(), words())
            let least = Self.leastErrors(
                said.split(separator: " ")[...], heard.split(separator: " ")[...])
            #expect(WordErrors(said: said, heard: heard).errors == least, "\(said) / \(heard)")
        }
    }

    @Test("the calibration error of cases small enough for the hand")
    func calibrationError() {
        let cases = [(0.95, true), (0.95, false), (0.15, false), (0.15, false)].map {
            ConfidenceCase(confidence: $0.0, isRight: $0.1)
        }
        // The upper bin is right half the time, the lower never: (2 x 0.45 + 2 x 0.15) / 4.
        #expect(abs(ConfidenceCase.calibrationError(cases) - 0.3) < 1e-12)
        #expect(ConfidenceCase.calibrationError([]) == 0)
    }

    /// Cases whose share right is the square of their score.
    private func squares(_ count: Int, start: UInt64) -> [ConfidenceCase] {
        var state = start
        func draw() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(UInt64(1) << 53)
        }
        return (0..<count).map { _ in
            let score = draw()
            return ConfidenceCase(confidence: score, isRight: draw() < score * score)
        }
    }

    @Test("a calibration rises, and takes the error out of other cases of the same law")
    func calibration() {
        let calibration = ConfidenceCalibration(fitting: squares(4000, start: 1))
        let grid = (0...100).map { calibration.probability(Double($0) / 100) }
        #expect(zip(grid, grid.dropFirst()).allSatisfy { $0 <= $1 })
        let others = squares(4000, start: 77)
        let calibrated = others.map {
            ConfidenceCase(
                confidence: calibration.probability($0.confidence), isRight: $0.isRight)
        }
        // The mean of |s - s^2| is a sixth; a bin's share of 400 cases errs by 0.025 at most.
        #expect(ConfidenceCase.calibrationError(others) > 0.12)
        #expect(ConfidenceCase.calibrationError(calibrated) < 0.04)
    }

    /// Isotonic regression of ties: each score's own mean, where those rise, whatever the order of cases.
    @Test("cases of one score are one block before neighbours are pooled", arguments: [1, 5, 9])
    func ties(_ first: Int) {
        var cases = [
            ConfidenceCase(confidence: 0.25, isRight: false),
            ConfidenceCase(confidence: 0.5, isRight: false),
        ]
        cases += Array(repeating: ConfidenceCase(confidence: 0.5, isRight: true), count: 9)
        let turned = Array(cases[first...] + cases[..<first])
        let calibration = ConfidenceCalibration(fitting: turned)
        // Means 0 of 1 and 9 of 10, drawn to 9 of 11 by two virtual cases in each block.
        #expect(calibration.knots.map(\.score) == [0.25, 0.5])
        let mean = 9.0 / 11
        for (knot, expected) in zip(calibration.knots, [2 * mean / 3, (9 + 2 * mean) / 12]) {
            #expect(abs(knot.probability - expected) < 1e-12)
        }
    }

    @Test("without cases scores stay, and equal scores give one probability")
    func edges() {
        #expect(ConfidenceCalibration(fitting: []).probability(0.3) == 0.3)
        #expect(ConfidenceCalibration.identity.probability(1.4) == 1)
        let same = ConfidenceCalibration(
            fitting: [true, false, true, true].map {
                ConfidenceCase(confidence: 0.5, isRight: $0)
            })
        #expect(same.probability(0.1) == 0.75 && same.probability(0.9) == 0.75)
    }

    @Test(
        "figures become the words that people say",
        arguments: [
            ("My PIN is 4821.", "my pin is four thousand eight hundred twenty one"),
            ("It's $120.", "it's one hundred twenty dollars"),
            ("$5.50, please", "five dollars and fifty cents please"),
            ("May 3rd, 1984", "may third nineteen eighty four"),
            ("0123", "zero one two three"),
            ("555-0142", "five hundred fifty five zero one four two"),
            ("Twenty-one", "twenty one"),
        ])
    func figures(text: String, words: String) {
        #expect(NumberSpelling.words(text) == words)
    }
}
