import Calibration
import RandomVariates
import Statistics
import Testing
import TwinPrimitives

/// Intervals where the turns of a session are alike.
@Suite("Pilots whose sessions differ")
struct PilotClusterTests {
    private static let streams = RandomStreams(seed: 61, replication: 0)

    private static func uniform(_ session: Int, _ turn: Int, _ draw: UInt32) -> Double {
        let caller = CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(session))
        return streams.uniform(.testing, caller, turn: UInt16(turn), draw: draw)
    }

    private static let (pilots, size, turns) = (400, 100, 6)

    /// Coverage of 95 % is missed by 4.9 standard errors less than once in a million: 0.05 of 400
    /// pilots.
    private static let least = 0.95 - 4.9 * (0.95 * 0.05 / Double(pilots)).squareRoot()

    // In one session of five half of the turns are not understood, in the others none: 10 % in all,
    // with an intraclass correlation of 0.04 / 0.09. Six turns have a design effect of 1 + 5 x
    // 0.444 = 3.2: an interval of independent turns covers with P(|Z| < 1.96 / 1.79) = 73 %.
    @Test("the interval of a share covers it although bad lines spoil whole sessions")
    func shares() {
        var covered = 0
        for pilot in 0..<Self.pilots {
            let sessions = (0..<Self.size).map { index -> PilotSession in
                let number = pilot * Self.size + index
                let isBad = Self.uniform(number, 0, 0) < 0.2
                let failed = (0..<Self.turns).count { Self.uniform(number, $0, 1) < 0.5 }
                return PilotSession(
                    outcome: .contained, seconds: 60, turns: Self.turns,
                    misunderstood: isBad ? failed : 0)
            }
            let file = PilotFile(
                path: "made.csv", sessions: sessions, problems: [],
                columns: [.outcome, .duration, .turns, .misunderstood])
            let found = PilotFitter(file).fit().parameter("defects")
            covered += found?.interval.contains(0.1) == true ? 1 : 0
        }
        #expect(Double(covered) / Double(Self.pilots) >= Self.least, "\(covered)")
    }

    // Half of the log variance belongs to the session: the mean of the logarithm has a design
    // effect of 1 + 5 x 0.5 = 3.5, and an interval of independent turns covers with P(|Z| < 1.05) =
    // 71 %.
    @Test("the interval of the latency's median covers it although slow lines slow whole sessions")
    func latencies() throws {
        let fitter = StalledLatencyFitter().coarse
        var covered = 0
        for pilot in 0..<Self.pilots {
            let groups = (0..<Self.size).map { index -> [Double] in
                let number = pilot * Self.size + index
                let own = PortableMath.inverseNormal(Self.uniform(number, 0, 2))
                return (0..<Self.turns).map { turn in
                    let score = PortableMath.inverseNormal(Self.uniform(number, turn, 3))
                    return 1.2 * PortableMath.exp(0.45 * 0.5.squareRoot() * (own + score))
                }
            }
            let fit = try fitter.fit(groups: groups)
            let off = abs(fit.mu - PortableMath.log(1.2))
            covered += off <= 1.96 * fit.standardErrors[0] ? 1 : 0
        }
        #expect(Double(covered) / Double(Self.pilots) >= Self.least, "\(covered)")
    }

    @Test("a share of clusters that are alike is worth as many trials as there are clusters")
    func alike() throws {
        // Ten sessions of five turns, two of them all wrong: 10 of 50 turns, worth 2 of 10 trials.
        let exact = try BinomialInference.interval(successes: 2, trials: 10)
        let worth = try BinomialInference.interval(share: 0.2, effectiveTrials: 10)
        #expect(abs(exact.lower - worth.lower) < 1e-12 && abs(exact.upper - worth.upper) < 1e-12)
        let sessions = (0..<10).map { index in
            PilotSession(
                outcome: .contained, seconds: 60, turns: 5, misunderstood: index < 2 ? 5 : 0)
        }
        let file = PilotFile(path: "made.csv", sessions: sessions, problems: [], columns: [])
        let defects = try #require(PilotFitter(file).fit().parameter("defects"))
        #expect(abs(defects.interval.lowerBound - exact.lower) < 1e-9)
        #expect(abs(defects.interval.upperBound - exact.upper) < 1e-9)
    }
}
