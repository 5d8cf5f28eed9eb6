import ContactCenterEvents
import Distributions
import QueueingTheory
import ResponseStations
import Testing
import TwinPrimitives

@Suite("A station alone against queueing theory")
struct StationTheoryTests {
    @Test("servers with exponential times wait as Erlang C says")
    func erlangC() throws {
        let exact = try ErlangC(
            traffic: Traffic(arrivalsPerHour: 4 * 3600, meanHandlingSeconds: 0.8), agents: 4)
        let drive = NetworkDrive(servers(4, .exponential(mean: 0.8)))
        // The wait's standard error is about 2 %: a wait 10 % off would be seen.
        let found = drive.mean(perSecond: 4) { $0.queued.seconds }
        #expect(abs(found.mean - exact.meanWait) < band * found.error)
        #expect(found.error < 0.03 * exact.meanWait)
        let delayed = drive.mean(perSecond: 4) { $0.queued.nanoseconds > 0 ? 1 : 0 }
        #expect(abs(delayed.mean - exact.delayProbability) < band * delayed.error)
    }

    @Test("one server with lognormal times waits as Pollaczek and Khinchine say")
    func singleServer() {
        let law = Law.lognormal(mean: 0.5, cv: 1.2)
        let rho = 0.6
        let exact = rho / (1 - rho) * 0.5 * (1 + 1.2 * 1.2) / 2
        let found = NetworkDrive(servers(1, law)).mean(perSecond: rho / 0.5) {
            $0.queued.seconds
        }
        #expect(abs(found.mean - exact) < band * found.error)
        #expect(found.error < 0.04 * exact)
    }

    @Test("exponential limits of the wait make it Erlang A")
    func erlangA() throws {
        let exact = try ImpatientQueue(
            traffic: Traffic(arrivalsPerHour: 5 * 3600, meanHandlingSeconds: 0.8), agents: 4,
            patience: .exponential(mean: 0.5)
        ).performance()
        let drive = NetworkDrive(
            servers(
                4, .exponential(mean: 0.8),
                client: ClientRules(waitLimit: .exponential(mean: 0.5))))
        let left = drive.mean(perSecond: 5) { $0.outcome == .leftQueue ? 1 : 0 }
        #expect(abs(left.mean - exact.abandonment) < band * left.error)
        let wait = drive.mean(perSecond: 5) { $0.queued.seconds }
        #expect(abs(wait.mean - exact.meanWait) < band * wait.error)
        #expect(wait.error < 0.02 * exact.meanWait)
    }

    @Test("a rate limit alone is a server with constant times")
    func rateLimit() {
        // Unlimited servers, one request per 0.1 s: requests wait as in M/D/1 at 70 %.
        let exact = 0.7 / (2 * 0.3) * 0.1
        let found = NetworkDrive(
            servers(nil, .deterministic(3), rate: RateLimit(perSecond: 10))
        ).mean(perSecond: 7) { $0.queued.seconds }
        #expect(abs(found.mean - exact) < band * found.error)
        #expect(found.error < 0.03 * exact)
    }

    @Test("a second request after 0.3 s leaves the product of both survivals")
    func hedging() {
        // P(answer later than t) = exp(-t) below 0.3, exp(-t) exp(-(t - 0.3)) above; so the mean is
        // 1 - e^-0.3 + e^-0.3 / 2.
        let tail = PortableMath.exp(-0.3)
        let exact = 1 - tail + tail / 2
        let drive = NetworkDrive(
            servers(nil, .exponential(mean: 1), client: ClientRules(hedgeAfter: 0.3)))
        let found = drive.mean(perSecond: 2) { $0.outcome == .answered ? $0.elapsed.seconds : nil }
        #expect(abs(found.mean - exact) < band * found.error)
        #expect(found.error < 0.002)
        // The loser works from 0.3 s to the answer where it was sent: as long as the winner had left.
        let wasted = drive.mean(perSecond: 2) { $0.outcome == .overtaken ? 1 : 0 }
        let share = tail / (1 + tail)
        #expect(abs(wasted.mean - share) < band * wasted.error)
    }

    @Test("requests decoded together share the model as processor sharing says")
    func processorSharing() {
        // A step costs 1 ms per request and prompts cost next to nothing, so 500 tokens alone take
        // 0.5 s; processor sharing answers after 0.5 / (1 - rho) on average, whatever the law.
        for law in [Law.deterministic(500), .uniform(lower: 100, upper: 900)] {
            let station = StationConfiguration(
                name: "model",
                service: .tokens(
                    TokensConfiguration(
                        maximumBatch: 100_000, promptTokensPerSecond: 1e12, stepBase: 0,
                        stepPerRequest: 0.001, promptTokens: .deterministic(1),
                        generatedTokens: law)))
            let found = NetworkDrive(station).mean(perSecond: 1.2, count: 10_000) {
                $0.queued.seconds + $0.served.seconds
            }
            let exact = 0.5 / (1 - 0.6)
            // Joining waits for the end of a step: at most one of some 3 ms, and the first token is free.
            #expect(abs(found.mean - exact) < band * found.error + 0.005)
            #expect(found.error < 0.02 * exact)
        }
    }

    @Test("the later of two independent exponential branches decides")
    func laterBranch() {
        let delay = ServiceTime(body: .exponential(mean: 1))
        let drive = NetworkDrive(
            stations: [],
            graph: TurnGraph(stages: [
                .init(name: "a", place: .delay(delay), after: []),
                .init(name: "b", place: .delay(delay), after: []),
            ]))
        let told = drive.poisson(perSecond: 1, count: 40_000, replication: 0)
        let values = told.answers.map(\.elapsed.seconds)
        let mean = values.reduce(0, +) / 40_000
        // Mean 1.5, variance 1.25: a standard error of 0.0056.
        #expect(abs(mean - 1.5) < band * (1.25 / 40_000).squareRoot())
        let critical = told.served.filter(\.isCritical)
        #expect(critical.count == 40_000)
        let first = critical.count { $0.stage == 0 }
        #expect(abs(Double(first) - 20_000) < band * 100)
    }

    @Test("requests of one call correlate as stated and keep their law")
    func withinCall() {
        let time = ServiceTime(body: .lognormal(mu: 0, sigma: 0.8), withinCall: 0.4)
        let station = StationConfiguration(
            name: "s", service: .servers(.init(count: nil, time: time)))
        var network = StationNetwork(
            stations: [station],
            graphs: [TurnGraph(stages: [.init(name: "s", place: .station(0), after: [])])],
            streams: RandomStreams(seed: 3, replication: 0))
        let calls = 20_000
        for call in 0..<calls {
            for turn in 0..<2 {
                let key = TurnKey(
                    contact: ContactID(UInt32(call)),
                    caller: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(call)),
                    attempt: 0, number: UInt16(turn))
                _ = network.begin(key, graph: 0, at: .zero)
            }
        }
        network.advance(to: .distantFuture)
        var logs = [[Double]](repeating: [0, 0], count: calls)
        for notice in network.takeNotices() {
            guard case .answered(let answer) = notice else { continue }
            logs[Int(answer.contact.rawValue)][Int(answer.number)] =
                PortableMath.log(answer.elapsed.seconds)
        }
        let product = logs.reduce(0) { $0 + $1[0] * $1[1] } / Double(calls)
        let square = logs.reduce(0) { $0 + $1[0] * $1[0] } / Double(calls)
        // Of log times: covariance 0.4 x 0.64 with a standard error of sqrt(1 + 0.16) x 0.64 / 141,
        // variance 0.64 with one of sqrt(2) x 0.64 / 141.
        #expect(abs(product - 0.256) < band * 1.077 * 0.64 / Double(calls).squareRoot())
        #expect(abs(square - 0.64) < band * 1.414 * 0.64 / Double(calls).squareRoot())
    }
}
