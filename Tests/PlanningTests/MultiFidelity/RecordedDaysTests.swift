import Foundation
import Planning
import Statistics
import Testing
import TwinPrimitives
import VoiceAgents

/// Sound is too slow for thousands of repetitions, but days of it were held and kept: every repetition
/// draws its costly sessions from the table, by the code of the product, and the whole table is the truth.
@Suite("Days that were held in sound", .serialized)
struct RecordedDaysTests {
    static let repetitions = 2000
    static let hearings = 10
    /// Processor seconds of a session, as the commands that made the tables told them.
    static let audioSeconds = 0.82
    static let hearingSeconds = ["channel": 0.00007, "channel-words": 0.00026, "bank": 0.0005]
    /// The figures that are judged, in the order of least gains.
    let outputs: [SessionOutput]

    init() throws {
        outputs = try ["contained", "resolved", "seconds", "misunderstoodTurns"].map { name in
            try #require(SessionOutput.all.first { $0.name == name })
        }
    }

    static func pairs(_ days: RecordedDays, budget: Int, seed: UInt64) -> SessionPairs {
        var pairs = SessionPairs(days.sessions, budget: budget, seed: seed)
        for wanted in [pairs.pilot(of: budget), nil] {
            pairs.take(
                pairs.missing(wanted ?? pairs.allocation(of: budget)).map {
                    $0.map { days.costly[$0] }
                })
        }
        return pairs
    }

    struct Found {
        var covered = 0.0
        /// Mean squared error.
        var square = 0.0
    }

    static func truth(_ days: RecordedDays, _ output: SessionOutput) -> RunningMoments {
        RunningMoments(days.costly.map { output.value(of: $0.summary) })
    }

    func judge(_ days: RecordedDays, budget: Int) throws -> [Found] {
        let truths = outputs.map { Self.truth(days, $0).mean }
        var found = outputs.map { _ in Found() }
        for repetition in 0..<Self.repetitions {
            let pairs = Self.pairs(days, budget: budget, seed: UInt64(repetition))
            for (place, output) in outputs.enumerated() {
                let estimate = try TwoPhaseEstimate(
                    pairs.strata(of: output), range: output.range)
                let error = estimate.value - truths[place]
                found[place].square += error * error / Double(Self.repetitions)
                found[place].covered +=
                    estimate.intervalOfDrawn().contains(truths[place])
                    ? 1 / Double(Self.repetitions) : 0
            }
        }
        return found
    }

    /// Mean squared errors of as many sessions, drawn plainly, for what the cheap ones and some at cost took together.
    func plainSquares(
        _ days: RecordedDays, budget: Int, hearingSeconds: Double
    ) throws -> [Double] {
        let sessions = Double(days.costly.count)
        let plain =
            Double(budget) + sessions * Double(Self.hearings) * hearingSeconds / Self.audioSeconds
        return try outputs.map {
            try #require(Self.truth(days, $0).variance) * (1 - plain / sessions) / plain
        }
    }

    /// Mean squared errors of plain sampling of different calls, each drawn in proportion to its sessions; of as many
    /// more as what was held cheaply of each costs, rounded up.
    func plainSquaresOfCalls(
        _ days: RecordedDays, budget: Int, secondsPerCall: Double
    ) -> [Double] {
        let calls = days.calls
        let sizes = calls.map(\.sessions)
        let values = outputs.map { output in
            calls.map { output.value(of: days.costly[$0.place].summary) }
        }
        let cheap = Double(calls.count) * secondsPerCall / Self.audioSeconds
        let count = budget + Int(cheap.rounded(.up))
        let chances = ProportionalSample.probabilities(sizes: sizes, count: count)
        let truths = outputs.map { Self.truth(days, $0).mean }
        var squares = outputs.map { _ in 0.0 }
        for repetition in 0..<Self.repetitions {
            let streams = RandomStreams(seed: UInt64(repetition), replication: 0)
            let taken = ProportionalSample.order(
                sizes: sizes,
                uniforms: sizes.indices.map {
                    streams.uniform(
                        .testing,
                        CallerKey(contactType: ContactTypeID(0), ordinal: UInt32($0)))
                }
            ).prefix(count)
            let all = taken.reduce(0) { $0 + sizes[$1] / chances[$1] }
            for place in squares.indices {
                let sum = taken.reduce(0) { $0 + sizes[$1] / chances[$1] * values[place][$1] }
                let error = sum / all - truths[place]
                squares[place] += error * error / Double(Self.repetitions)
            }
        }
        return squares
    }

    private func check(_ found: [Found], plain: [Double], least: [Double]) {
        for (place, output) in outputs.enumerated() {
            let (covered, gain) = (found[place].covered, plain[place] / found[place].square)
            #expect((0.93...0.97).contains(covered), "\(output.name): covered \(covered)")
            #expect(gain > least[place], "\(output.name): gain \(gain)")
        }
    }

    /// Whether `make soak` asks, which judges each channel with each budget.
    private static let isWhole =
        ProcessInfo.processInfo.environment["CALLTWIN_SOAK_DAYS"] != nil
    private static let moreChannels = [
        ("channel", 100, [1.6, 1.8, 1.53, 1.32]), ("channel-words", 40, [1.52, 1.73, 1.4, 1.15]),
    ]

    /// Coverage is asked to be 93 to 97 %, and 2 000 repetitions know it to 0.5 points and a mean squared error to
    /// 3.2 %; least gains are some three such errors below those of docs/fidelity.md.
    @Test(
        "few sessions in sound and many heard cheaply cover the truth, at a smaller squared error",
        arguments: [
            ("channel", 40, [1.55, 1.66, 1.5, 1.22]),
            ("channel-words", 100, [1.68, 2, 1.49, 1.23]),
        ] + (isWhole ? moreChannels : []))
    func sessions(_ fidelity: String, _ budget: Int, _ least: [Double]) throws {
        let days = try RecordedDays(fidelity, hearings: Self.hearings)
        let seconds = try #require(Self.hearingSeconds[fidelity])
        check(
            try judge(days, budget: budget),
            plain: try plainSquares(days, budget: budget, hearingSeconds: seconds),
            least: least)
    }

    /// Both squared errors are known to 3.2 %, their quotient to 4.5 %; least gains are some three such errors below those
    /// of docs/fidelity.md, and for seconds at 100 the 2 that is asked for.
    @Test(
        "few sessions in sound, a bank of the callers and a channel beside it cover the truth",
        arguments: [(true, 40, [2.3, 2.58, 1.69, 1.7]), (true, 100, [2.57, 2.87, 2, 1.9])]
            + (isWhole
                ? [(false, 40, [2.3, 2.58, 1.57, 1.74]), (false, 100, [2.46, 2.75, 1.79, 1.86])]
                : []))
    func bank(_ hasBeside: Bool, _ budget: Int, _ least: [Double]) throws {
        let beside: (fidelity: String, hearings: Int)? =
            hasBeside ? ("channel-words", MultiFidelityRequest.Beside.usualHearings) : nil
        let days = try RecordedDays(
            "bank", hearings: 1, of: "small-bank-decodes", beside: beside)
        let seconds = try #require(Self.hearingSeconds["bank"])
        let again = try beside.map {
            Double($0.hearings) * (try #require(Self.hearingSeconds[$0.fidelity]))
        }
        check(
            try judge(days, budget: budget),
            plain: plainSquaresOfCalls(
                days, budget: budget,
                secondsPerCall: seconds + (again ?? 0)),
            least: least)
    }

    /// Mean of an output by the sizes of strata alone.
    private static func stratified(_ pairs: SessionPairs, _ output: SessionOutput) -> Double {
        let strata = pairs.strata(of: output)
        let all = strata.reduce(0) { $0 + $1.weight }
        return strata.reduce(0) { sum, stratum in
            let mean = zip(stratum.weights, stratum.costly).reduce(0) { $0 + $1.0 * $1.1 }
            return sum + stratum.weight / all * mean / stratum.weights.reduce(0, +)
        }
    }

    /// Squared errors are compared with those by the sizes of strata alone, of the same draws.
    ///
    /// 300 repetitions know their quotient to 8 % or so; least ones are two such errors below what was found. Told
    /// variances are for all callers that might have come, 6 to 12 % more than for these, and slopes fitted anew to each
    /// deck add to them: 1.03 to 1.25 was found, and three errors of 8 % lie on either side.
    @Test(
        "what a center plays has the means of all sessions, and a bootstrap tells how surely",
        arguments: [("bank", 40, [1, 1.12, 1.35]), ("channel", 100, [0.9, 1, 1.28])])
    func decks(_ fidelity: String, _ budget: Int, _ least: [Double]) throws {
        let days =
            fidelity == "bank"
            ? try RecordedDays(
                "bank", hearings: 1, of: "small-bank-decodes",
                beside: ("channel-words", MultiFidelityRequest.Beside.usualHearings))
            : try RecordedDays(fidelity, hearings: Self.hearings)
        let outputs = try ["contained", "escalated", "seconds"].map(SyntheticPairsTests.output)
        let truths = outputs.map { Self.truth(days, $0).mean }
        let repetitions = 300
        var square = outputs.map { _ in 0.0 }
        var (told, alone) = (square, square)
        func squared(_ error: Double) -> Double { error * error / Double(repetitions) }
        for repetition in 0..<repetitions {
            let seed = UInt64(repetition)
            let pairs = Self.pairs(days, budget: budget, seed: seed)
            let again = (0..<20).map { pairs.bootstrapWeights(number: $0, seed: seed) }
            for (place, output) in outputs.enumerated() {
                let mean = { SyntheticPairsTests.mean(output, pairs, $0) }
                square[place] += squared(mean(pairs.weights) - truths[place])
                alone[place] += squared(Self.stratified(pairs, output) - truths[place])
                let variance = try #require(RunningMoments(again.map(mean)).variance)
                told[place] += variance / Double(repetitions)
            }
        }
        for (place, output) in outputs.enumerated() {
            let (gain, ratio) = (alone[place] / square[place], told[place] / square[place])
            #expect(gain > least[place], "\(output.name): gain \(gain)")
            #expect((0.8...1.45).contains(ratio), "\(output.name): told over found \(ratio)")
        }
    }
}
