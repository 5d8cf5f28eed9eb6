import ContactCenterEvents
import Distributions
import ResponseStations
import Testing
import TwinPrimitives

@Suite("A language model that counts its steps")
struct LanguageModelTests {
    @Test("does to every request what walking through its steps does", arguments: 0..<60)
    func stepwise(seed: Int) {
        let choice = RandomStreams(seed: UInt64(seed), replication: 9)
        func pick(_ number: UInt32) -> Double {
            choice.uniform(.testing, CallerKey(contactType: ContactTypeID(1), ordinal: number))
        }
        let rules = TokensConfiguration(
            maximumBatch: 1 + Int(pick(0) * 6), memoryTokens: pick(1) < 0.5 ? nil : 700,
            promptTokensPerSecond: 3000, stepBase: 0.011,
            stepPerRequest: (pick(2) * 3).rounded(.down) * 0.002,
            promptTokens: .uniform(lower: 1, upper: 500),
            generatedTokens: .uniform(lower: 1, upper: 40),
            firstChunkTokens: 1 + Int(pick(3) * 8))
        var time = 0.0
        let arrivals = (0..<80).map { number in
            time += pick(10 + UInt32(number)) * 0.8
            return time
        }
        // Prompt and answer are draws 2 and 3 of a request.
        let streams = RandomStreams(seed: 7, replication: 0)
        func tokens(_ law: Law, _ draw: UInt32, _ number: Int) -> Int64 {
            let caller = CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(number))
            return Int64(
                law.quantile(streams.uniform(.stageRequest, caller, draw: draw << 16)).rounded())
        }
        let requests = arrivals.enumerated().map { number, arrival in
            StepwiseModel.Request(
                arrival: SimulationTime(seconds: arrival).nanoseconds,
                prompt: tokens(rules.promptTokens, 2, number),
                answer: tokens(rules.generatedTokens, 3, number))
        }
        let exact = StepwiseModel(rules: rules).run(requests)
        let told = NetworkDrive(
            StationConfiguration(name: "m", service: .tokens(rules))
        ).run(at: arrivals)
        var found = requests.map { _ in StepwiseModel.Result(chunk: -1, end: -1) }
        for fact in told.served {
            let number = Int(fact.contact.rawValue)
            let arrival = requests[number].arrival
            found[number].chunk = arrival + fact.elapsed.nanoseconds
            found[number].end = arrival + fact.queued.nanoseconds + fact.served.nanoseconds
        }
        #expect(found == exact)
    }

    @Test("with a free batch the first token comes after the prompt, the last after all steps")
    func alone() {
        let rules = TokensConfiguration(
            maximumBatch: 4, promptTokensPerSecond: 1000, stepBase: 0.01, stepPerRequest: 0.001,
            promptTokens: .deterministic(500), generatedTokens: .deterministic(11),
            firstChunkTokens: 3)
        let told = NetworkDrive(
            StationConfiguration(name: "m", service: .tokens(rules))
        ).run(at: [0])
        // 0.5 s of reading, then 2 steps of 11 ms to the third token and 8 more to the eleventh.
        #expect(told.answers.map(\.elapsed.nanoseconds) == [522_000_000])
        #expect(told.served.map(\.served.nanoseconds) == [610_000_000])
        #expect(told.served[0].elapsed.nanoseconds == 522_000_000)
    }

    @Test("time to first token grows with load")
    func growsWithLoad() {
        let rules = TokensConfiguration(
            maximumBatch: 8, promptTokensPerSecond: 6000, stepBase: 0.02, stepPerRequest: 0.002,
            promptTokens: .exponential(mean: 900), generatedTokens: .exponential(mean: 80))
        let drive = NetworkDrive(StationConfiguration(name: "m", service: .tokens(rules)))
        let means = [0.5, 1.5, 2.5].map { rate in
            drive.mean(perSecond: rate, count: 4000, runs: 4) {
                $0.outcome == .answered ? $0.elapsed.seconds : nil
            }
        }
        #expect(means[1].mean > means[0].mean + band * (means[0].error + means[1].error))
        #expect(means[2].mean > means[1].mean + band * (means[1].error + means[2].error))
    }

    @Test("a request that was given up leaves its place to others")
    func givenUp() {
        // The first would take 100 s and is given up after 1 s; the second waits for the place.
        let rules = TokensConfiguration(
            maximumBatch: 1, promptTokensPerSecond: 1e9, stepBase: 0.1, stepPerRequest: 0,
            promptTokens: .deterministic(1), generatedTokens: .deterministic(1000),
            firstChunkTokens: 1000)
        let told = NetworkDrive(
            StationConfiguration(
                name: "m", service: .tokens(rules), client: ClientRules(timeout: 1))
        ).run(at: [0, 0.5])
        #expect(told.served.map(\.outcome) == [.timedOut, .timedOut])
        #expect(told.answers.map(\.hasFailed) == [true, true])
        let second = told.served.first { $0.contact.rawValue == 1 }
        // It began when the step ended in which the first was given up: at 1.0 s.
        #expect(
            second?.queued.nanoseconds == 500_000_001 || second?.queued.nanoseconds == 500_000_000)
    }
}
