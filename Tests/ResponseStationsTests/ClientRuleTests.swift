import ContactCenterEvents
import Distributions
import ResponseStations
import Testing
import TwinPrimitives

@Suite("What is done about slow and failed requests")
struct ClientRuleTests {
    private func seconds(_ told: NetworkDrive.Told) -> [Double] {
        told.answers.map(\.elapsed.seconds)
    }

    @Test("a time-out, a pause, a second attempt: then the stage gives up")
    func retries() {
        let drive = NetworkDrive(
            servers(
                nil, .deterministic(10),
                client: ClientRules(timeout: 1, retries: 2, backOff: 0.5, backOffFactor: 3)))
        let told = drive.run(at: [0])
        // 1 s, pause 0.5 s, 1 s, pause 1.5 s, 1 s.
        #expect(seconds(told) == [5])
        #expect(told.answers[0].hasFailed)
        #expect(told.served.map(\.outcome) == [.timedOut, .timedOut, .timedOut])
        #expect(told.served.map(\.attempt) == [0, 1, 2])
        #expect(told.served.map(\.elapsed.seconds) == [0, 0, 5])
        #expect(told.served.map(\.isCritical) == [false, false, true])
        #expect(told.served.map(\.served.seconds) == [1, 1, 1])
    }

    @Test("requests that fail are sent again, each attempt with its own chance")
    func failures() {
        let drive = NetworkDrive(
            servers(nil, .deterministic(1), client: ClientRules(failures: 0.3, retries: 1)))
        let told = drive.run(at: (0..<20_000).map { Double($0) * 0.01 })
        let failed = told.answers.count(where: \.hasFailed)
        // 9 %: a standard error of 0.2 points.
        #expect(abs(Double(failed) / 20_000 - 0.09) < band * (0.09 * 0.91 / 20_000).squareRoot())
        #expect(Set(seconds(told)) == [1, 2])
    }

    @Test("the first answer of two counts, and the other is given up at once")
    func hedge() {
        // One server: the second request waits behind the first, and never begins.
        let told = NetworkDrive(
            servers(1, .deterministic(2), client: ClientRules(hedgeAfter: 0.5))
        ).run(at: [0])
        #expect(seconds(told) == [2])
        let second = told.served.first { $0.isHedge }
        #expect(second?.outcome == .overtaken)
        #expect(second?.queued.seconds == 1.5)
        #expect(second?.served.nanoseconds == 0)
    }

    @Test("a cold server pays once")
    func coldStart() {
        let station = StationConfiguration(
            name: "s",
            service: .servers(
                .init(
                    count: 1, time: ServiceTime(body: .deterministic(1)),
                    coldStart: ColdStart(afterIdle: 60, adds: .deterministic(3)))))
        let told = NetworkDrive(station).run(at: [10, 100, 110, 171])
        // Idle since 0, 11, 104 and 111: 10, 89, 6 and 60 s.
        #expect(seconds(told) == [1, 4, 1, 4])
    }

    @Test("a burst passes, then one request each tenth of a second")
    func burst() {
        let told = NetworkDrive(
            servers(nil, .deterministic(0), rate: RateLimit(perSecond: 10, burst: 3))
        ).run(at: [5, 5, 5, 5, 5])
        #expect(told.answeredAt.map(\.nanoseconds) == [5, 5, 5, 5.1, 5.2].map { Int64($0 * 1e9) })
    }

    @Test("who leaves the queue frees nobody's server")
    func waitLimit() {
        let told = NetworkDrive(
            servers(1, .deterministic(5), client: ClientRules(waitLimit: .deterministic(2)))
        ).run(at: [0, 1])
        #expect(told.served.map(\.outcome) == [.leftQueue, .answered])
        #expect(told.answeredAt.map(\.seconds) == [3, 5])
    }

    @Test("an unavailable station keeps requests waiting; a slow one takes its factor longer")
    func condition() {
        let told = NetworkDrive(servers(1, .deterministic(1))).run(at: [0, 10, 20, 30]) {
            number, network, time, _ in
            switch number {
            case 1: network.set(StationCondition(capacity: 0), ofStation: 0, at: time)
            case 2: network.set(StationCondition(slowdown: 3), ofStation: 0, at: time)
            case 3: network.set(StationCondition(), ofStation: 0, at: time)
            default: break
            }
        }
        // The second waits from 10 to 20 and is slow, the third follows it, the last is quick again.
        #expect(seconds(told) == [1, 13, 6, 1])
    }

    @Test("of four servers a third, rounded up, takes up requests; who is served goes on")
    func reduced() {
        let told = NetworkDrive(servers(4, .deterministic(10))).run(
            at: [0, 0, 0, 1, 1, 1]
        ) { number, network, time, _ in
            if number == 3 {
                network.set(StationCondition(capacity: 1 / 3), ofStation: 0, at: time)
            }
        }
        // Three are in service; of two places that are left the first is free when two have gone.
        #expect(told.answeredAt.map(\.seconds) == [10, 10, 10, 20, 20, 30])
    }

    @Test("a share of errors comes on top of a station's own, and the same requests fail as before")
    func moreErrors() {
        func failed(_ own: Double, _ more: Double) -> Set<UInt32> {
            let told = NetworkDrive(
                servers(nil, .deterministic(1), client: ClientRules(failures: own))
            ).run(at: (0..<4000).map { Double($0) }) { number, network, time, _ in
                if number == 0 {
                    network.set(StationCondition(failures: more), ofStation: 0, at: time)
                }
            }
            return Set(
                told.served.filter { $0.outcome == .failed }.map(\.contact.rawValue))
        }
        let (own, both) = (failed(0.1, 0), failed(0.1, 0.5))
        #expect(own.isSubset(of: both))
        // 1 - 0.9 x 0.5 of 4000: a standard error of 31.5; a third of one point is not seen.
        let exact = 0.55 * 4000
        #expect(abs(Double(both.count) - exact) < band * (exact * 0.45).squareRoot())
    }

    @Test("a caller who has gone takes the requests along and frees the server")
    func cancelled() {
        let told = NetworkDrive(servers(1, .deterministic(10))).run(at: [0, 1, 4]) {
            number, network, time, handles in
            if number == 2 { network.cancel(handles[0], at: time) }
        }
        #expect(told.served.map(\.outcome) == [.cancelled, .answered, .answered])
        #expect(told.served[0].served.seconds == 4)
        #expect(told.answeredAt.map(\.seconds) == [14, 24])
    }
}

@Suite("A turn as a graph of stages")
struct TurnGraphTests {
    private static func delay(_ seconds: Double) -> StagePlace {
        .delay(ServiceTime(body: .deterministic(seconds)))
    }

    @Test("a saved millisecond acts on the critical path only")
    func criticalPath() {
        func run(_ short: Double, _ long: Double) -> NetworkDrive.Told {
            NetworkDrive(
                stations: [],
                graph: TurnGraph(stages: [
                    .init(name: "ears", place: Self.delay(0.2), after: []),
                    .init(name: "model", place: Self.delay(long), after: [0]),
                    .init(name: "tool", place: Self.delay(short), after: [0]),
                    .init(name: "voice", place: Self.delay(0.3), after: [1, 2]),
                ])
            ).run(at: [0])
        }
        let told = run(0.5, 0.9)
        #expect(told.answers[0].elapsed.nanoseconds == 1_400_000_000)
        #expect(told.served.map(\.isCritical) == [true, true, false, true])
        let parts = told.served.filter(\.isCritical).reduce(0) { $0 + $1.elapsed.nanoseconds }
        #expect(parts == 1_400_000_000)
        #expect(run(0.4, 0.9).answers == told.answers)
        #expect(run(0.5, 0.8).answers[0].elapsed.nanoseconds == 1_300_000_000)
    }

    @Test("a stage that streams passes on early and works to its end")
    func streaming() {
        let told = NetworkDrive(
            stations: [servers(1, .deterministic(2))],
            graph: TurnGraph(stages: [
                .init(name: "voice", place: .station(0), after: [], passesOn: 0.25),
                .init(name: "network", place: Self.delay(0.1), after: [0]),
            ])
        ).run(at: [0, 1])
        #expect(told.answeredAt.map(\.nanoseconds) == [600_000_000, 2_600_000_000])
        let voice = told.served.filter { $0.stage == 0 }
        #expect(voice.map(\.served.seconds) == [2, 2])
        #expect(voice.map(\.elapsed.seconds) == [0.5, 1.5])
    }

    @Test("what is begun early is used when it was right and thrown away when it was wrong")
    func speculation() {
        func run(_ wasted: Double, _ model: Double) -> NetworkDrive.Told {
            NetworkDrive(
                stations: [servers(nil, .deterministic(model))],
                graph: TurnGraph(
                    stages: [
                        .init(name: "ears", place: Self.delay(0.5), after: []),
                        .init(name: "model", place: .station(0), after: [0]),
                    ], speculation: .init(stage: 1, wasted: wasted))
            ).run(at: [0])
        }
        #expect(run(0, 0.8).answers[0].elapsed.nanoseconds == 800_000_000)
        #expect(run(0, 0.3).answers[0].elapsed.nanoseconds == 500_000_000)
        let told = run(1, 0.8)
        #expect(told.answers[0].elapsed.nanoseconds == 1_300_000_000)
        let discarded = told.served.filter { $0.outcome == .discarded }
        #expect(discarded.map(\.served.nanoseconds) == [500_000_000])
        // One that was done before it turned out wrong is wasted whole.
        #expect(
            run(1, 0.3).served.filter { $0.outcome == .discarded }.map(\.served.nanoseconds)
                == [300_000_000])
    }

    @Test("a stage that few turns need takes its time in those only")
    func needed() {
        let told = NetworkDrive(
            stations: [],
            graph: TurnGraph(stages: [
                .init(name: "model", place: Self.delay(1), after: []),
                .init(name: "tool", place: Self.delay(2), after: [0], probability: 0.25),
            ])
        ).run(at: (0..<10_000).map(Double.init))
        let long = told.answers.count { $0.elapsed.seconds == 3 }
        #expect(long + told.answers.count { $0.elapsed.seconds == 1 } == 10_000)
        #expect(abs(Double(long) - 2500) < band * (10_000 * 0.25 * 0.75).squareRoot())
    }

    @Test("every request is told once, and what turns took adds up, in busy networks")
    func adding() {
        for seed in 1...20 {
            let client = ClientRules(
                waitLimit: .exponential(mean: 3), timeout: 4, failures: 0.1, retries: 2,
                backOff: 0.1, hedgeAfter: 0.7)
            let model = StationConfiguration(
                name: "m",
                service: .tokens(
                    TokensConfiguration(
                        replicas: 2, maximumBatch: 3, memoryTokens: 2000,
                        promptTokensPerSecond: 4000, stepBase: 0.01, stepPerRequest: 0.002,
                        promptTokens: .exponential(mean: 600),
                        generatedTokens: .exponential(mean: 40), firstChunkTokens: 6)),
                client: client)
            let drive = NetworkDrive(
                stations: [servers(2, .exponential(mean: 0.4), client: client), model],
                graph: TurnGraph(
                    stages: [
                        .init(name: "ears", place: .station(0), after: [], passesOn: 0.7),
                        .init(name: "model", place: .station(1), after: [0]),
                        .init(name: "tool", place: .station(0), after: [0], probability: 0.4),
                        .init(name: "voice", place: Self.delay(0.2), after: [1, 2]),
                    ], speculation: .init(stage: 1, wasted: 0.3)),
                seed: UInt64(seed))
            let told = drive.poisson(perSecond: 2.5, count: 2000, replication: 0)
            #expect(told.answers.count == 2000)
            let parts = Dictionary(grouping: told.served.filter(\.isCritical), by: \.contact)
            for answer in told.answers {
                let sum = (parts[answer.contact] ?? []).reduce(0) { $0 + $1.elapsed.nanoseconds }
                #expect(sum == answer.elapsed.nanoseconds)
            }
            // Nothing is in service beyond what the servers are.
            let busy = told.served.filter { $0.stage == 0 || $0.stage == 2 }
                .reduce(0) { $0 + $1.served.seconds }
            let end = told.answeredAt.map(\.seconds).max() ?? 0
            #expect(busy <= 2 * end + 10)
        }
    }

    @Test("a filler begins the silence anew and takes no patience while it sounds")
    func filler() {
        let filler = Filler(after: 2, lasts: 1, most: 2)
        #expect(filler.end(at: 1.9) == nil)
        #expect(filler.end(at: 2.5) == 3)
        #expect(filler.end(at: 5.5) == 6)
        #expect(filler.end(at: 8.5) == nil)
        // Constant hazard: only the sound of the filler is gained.
        let constant = Law.exponential(mean: 4)
        #expect(filler.hangup(constant, silence: 1.5) == 1.5)
        #expect(abs(filler.hangup(constant, silence: 3) - 4) < 1e-12)
        #expect(abs(filler.hangup(constant, silence: 5) - 7) < 1e-12)
        #expect(abs(filler.hangup(constant, silence: 9) - 11) < 1e-12)
        // Hazard t / 8 of Weibull(2, 4): 2 s of silence spend a quarter, so 3 s (9/16) come to two
        // fillers of a quarter each and 1 s more (1/16): 2 + 1 + 2 + 1 + 1.
        let growing = Law.weibull(shape: 2, scale: 4)
        #expect(abs(filler.hangup(growing, silence: 3) - 7) < 1e-9)
        #expect(filler.hangup(.deterministic(3), silence: 3) == 9)
        #expect(filler.hangup(.never, silence: .infinity) == .infinity)
    }
}
