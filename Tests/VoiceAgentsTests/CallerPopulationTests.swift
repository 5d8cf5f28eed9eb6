import Testing
import TwinPrimitives
import VoiceAgents

/// Few callers that stand for all: who is drawn.
@Suite("Populations of callers")
struct CallerPopulationTests {
    private static let streams = RandomStreams(seed: 4, replication: 0)

    private func key(_ caller: Int, attempt: UInt16 = 0) -> DialogueKey {
        DialogueKey(
            caller: CallerKey(contactType: ContactTypeID(1), ordinal: UInt32(caller)),
            attempt: attempt)
    }

    @Test("each member is drawn equally often, whoever calls")
    func uniform() {
        let population = CallerPopulation(callers: 50, attempts: 1, seed: 9)
        var counts: [CallerKey: Double] = [:]
        let draws = 50_000
        for caller in 0..<draws {
            counts[population.member(for: key(caller), streams: Self.streams).caller, default: 0] +=
                1
        }
        #expect(Set(counts.keys) == Set(population.members.map(\.caller)))
        let expected = Double(draws) / 50
        let squares = counts.values.map { ($0 - expected) * ($0 - expected) / expected }
        // Chi-square with 49 degrees of freedom: 99.9 % quantile.
        #expect(squares.reduce(0, +) < 85.35)
    }

    @Test("a caller is the same member in all attempts; the last that differs stands for more")
    func attempts() {
        let population = CallerPopulation(callers: 7, attempts: 2, seed: 9)
        for caller in 0..<100 {
            let members = (0..<4 as Range<UInt16>).map {
                population.member(for: key(caller, attempt: $0), streams: Self.streams)
            }
            #expect(Set(members.map(\.caller)).count == 1)
            #expect(members.map(\.attempt) == [0, 1, 1, 1])
        }
        #expect(population.members.count == 14)
    }

    @Test("the chance of few members is that of a sample without error inside")
    func standardError() {
        let population = CallerPopulation(callers: 101, attempts: 1, seed: 9)
        #expect(abs(population.standardError(of: 0.5) - 0.05) < 1e-12)
        #expect(population.standardError(of: 0) == 0)
        #expect(
            CallerPopulation(callers: 1, attempts: 1, seed: 9).standardError(of: 0.5) == .infinity)
    }
}
