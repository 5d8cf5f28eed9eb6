import Planning
import Statistics
import Testing
import TwinPrimitives
import VoiceAgents

/// Sessions of few members, each of whom calls some times: sessions of one are the same call.
///
/// Members are those of `SyntheticPairsTests`, always the same ones, so their mean is the truth; who calls and who is
/// held at cost is drawn anew in each repetition.
@Suite("Two fidelities of few callers")
struct SyntheticPopulationTests {
    static let members = 800
    static let sessions = 1500
    static let budget = 150
    static let repetitions = 2000
    static let callers = (0..<members).map {
        SyntheticPairsTests.caller($0, RandomStreams(seed: 4711, replication: 0))
    }

    /// The mean of all members, each as likely to call.
    static func truth(_ output: SessionOutput) -> Double {
        RunningMoments(callers.map { output.value(of: $0.costly) }).mean
    }

    static func key(_ number: Int) -> DialogueKey {
        DialogueKey(
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(number)), attempt: 0)
    }

    /// The sessions of a repetition, and who calls.
    static func drawn(_ repetition: Int) -> (sessions: [CenterSession], members: [Int]) {
        let streams = RandomStreams(seed: UInt64(repetition), replication: 0)
        let members = (0..<sessions).map {
            Int(streams.uniform(.testing, key($0).caller) * Double(Self.members))
        }
        return (
            members.enumerated().map { number, member in
                var session = CenterSession(
                    replication: 0, key: key(number), start: .zero,
                    summary: callers[member].cheap)
                session.member = key(member)
                return session
            }, members
        )
    }

    static func pairs(_ repetition: Int) -> SessionPairs {
        let (sessions, members) = drawn(repetition)
        var pairs = SessionPairs(sessions, budget: budget, seed: UInt64(repetition))
        for wanted in [pairs.pilot(of: budget), nil] {
            let missing = pairs.missing(wanted ?? pairs.allocation(of: budget))
            pairs.take(missing.map { $0.map { RecordedSession(callers[members[$0]].costly) } })
        }
        return pairs
    }

    @Test("calls are different ones, and a budget beyond them takes all")
    func different() throws {
        let (sessions, members) = Self.drawn(1)
        var pairs = SessionPairs(sessions, budget: 2 * Self.members, seed: 1)
        let missing = pairs.missing(pairs.allocation(of: 2 * Self.members))
        let taken = missing.flatMap { $0 }.map { members[$0] }
        #expect(Set(taken).count == taken.count && Set(taken) == Set(members))
        pairs.take(missing.map { $0.map { RecordedSession(Self.callers[members[$0]].costly) } })
        let output = try SyntheticPairsTests.output("contained")
        let estimate = try TwoPhaseEstimate(pairs.strata(of: output), range: .share)
        let mean = RunningMoments(members.map { output.value(of: Self.callers[$0].costly) }).mean
        #expect(abs(estimate.value - mean) < 1e-12 && estimate.varianceOfPairs == 0)
    }

    /// 93 to 97 % are asked for; 2 000 repetitions know coverage to 0.5 points.
    @Test("intervals cover the mean of the members, and estimates are right in the mean")
    func coverage() throws {
        for name in ["contained", "seconds"] {
            let output = try SyntheticPairsTests.output(name)
            let truth = Self.truth(output)
            var errors = RunningMoments()
            var covered = 0.0
            for repetition in 0..<Self.repetitions {
                let estimate = try TwoPhaseEstimate(
                    Self.pairs(repetition).strata(of: output), range: output.range)
                errors.add(estimate.value - truth)
                covered += estimate.interval().contains(truth) ? 1 / Double(Self.repetitions) : 0
            }
            #expect((0.93...0.97).contains(covered), "\(name): covered \(covered)")
            let deviation = try #require(errors.standardDeviation)
            #expect(
                abs(errors.mean) <= 4.9 * deviation / Double(Self.repetitions).squareRoot(),
                "\(name): bias \(errors.mean / deviation) standard deviations")
        }
    }

    /// 1 000 repetitions know a variance to 4.5 %, tested at 4.9 of that: the whole variance of the calls, as if all
    /// callers were drawn anew and not these members, would be found.
    @Test("decks of the bootstrap spread as decks of other days of these callers do")
    func bootstrap() throws {
        let output = try SyntheticPairsTests.output("seconds")
        var means = RunningMoments()
        var told = RunningMoments()
        let repetitions = 1000
        for repetition in 0..<repetitions {
            let pairs = Self.pairs(repetition)
            means.add(SyntheticPairsTests.mean(output, pairs, pairs.weights))
            let decks = (0..<6).map {
                SyntheticPairsTests.mean(
                    output, pairs,
                    pairs.bootstrapWeights(number: $0, seed: UInt64(repetition)))
            }
            told.add(try #require(RunningMoments(decks).variance))
        }
        let ratio = told.mean / (try #require(means.variance))
        #expect(
            abs(ratio - 1) < 4.9 * (2 / Double(repetitions)).squareRoot(),
            "bootstrap over repetitions \(ratio)")
    }
}
