import CallerModel
import Conversations
import DialogueEngine
import Distributions
import Foundation
import Testing
import TwinPrimitives

@Suite("Random conversations")
struct RandomConversationTests {
    static let personas: [Persona] =
        [.ideal, .everyday, .tauVoiceRegular, .tauVoiceControl, .pyDial]
        + Persona.Behaviour.allCases.dropFirst().map(Persona.strange)

    static func conversation(
        _ ear: any Ear = PerfectEar(), model: DialogueModel = SmallModel.make(),
        personas: [Persona] = personas, seed: UInt64 = 7, replication: UInt32 = 0,
        latency: LatencyLaw = .cascaded
    ) -> Conversation {
        Conversation(
            reducer: DialogueReducer(
                model: model, streams: RandomStreams(seed: seed, replication: replication)),
            profile: SmallCallers.profile(personas), ear: ear, latency: latency,
            world: RecordsWorld(
                model: model, delay: .lognormal(mu: 0, sigma: 0.8), failureRate: 0.05))
    }

    /// The small bank with other rules: thresholds, limits, timing and memory drawn at random.
    static func randomModel(_ draw: (Int) -> Double) -> DialogueModel {
        var model = SmallModel.make()
        func pick<T>(_ place: Int, _ options: [T]) -> T {
            options[min(Int(draw(place) * Double(options.count)), options.count - 1)]
        }
        model.decisions.mode = pick(0, [.cost, .thresholds])
        model.decisions.accept = Score(0.5 + 0.5 * draw(1))
        model.decisions.confirm = Score(0.5 * draw(2))
        model.fallback.noMatch = pick(3, [0, 1, 2, 3, 5])
        model.fallback.noInput = pick(4, [0, 1, 2, 3])
        model.fallback.scoreLimit = pick(5, [0, 1, 3])
        model.fallback.scoreDecay = draw(6)
        model.fallback.noProgressTurns = pick(7, [0, 2, 8])
        model.fallback.maximumTurns = pick(8, [3, 10, 40, 100])
        model.fallback.maximumSeconds = pick(9, [0, 30, 900])
        model.fallback.sameQuestion = pick(10, [0, 2, 4])
        model.fallback.personRequests = pick(11, [0, 1, 2])
        model.fallback.turnConfidence = pick(12, [nil, Score(0.2)])
        model.fallback.exit = pick(13, [.handoff, .end])
        model.fallback.toolSeconds = pick(14, [0, 1, 10])
        model.fallback.verificationFailures = pick(15, [1, 2, 3])
        model.memory.fidelity = pick(16, [1, 1, 0.9])
        model.timing.endpointSeconds = pick(17, [0, 0.4, 1.2])
        model.timing.bargeInSeconds = pick(18, [0, 0.2, 1])
        model.timing.noInputSeconds = pick(19, [3, 7])
        return model
    }

    /// Runs blocks of calls, each under rules of its own, and expects every call to be sound.
    ///
    /// - Returns: The outcomes that occurred.
    static func check(blocks: Range<Int>, calls: Int, seed: UInt64) -> Set<DialogueOutcome> {
        var outcomes: Set<DialogueOutcome> = []
        for block in blocks {
            let streams = RandomStreams(seed: seed, replication: UInt32(block))
            let key = CallerKey(contactType: ContactTypeID(9), ordinal: 0)
            let model = randomModel { streams.uniform(.testing, key, draw: UInt32($0)) }
            let rate = [0, 0.1, 0.3][block % 3]
            let ear: any Ear =
                if block % 4 == 3 {
                    StubEar(model: model, errorRate: rate)
                } else { WordErrorEar(rate: rate) }
            let conversation = conversation(
                ear, model: model, seed: seed, replication: UInt32(block))
            for ordinal in 0..<calls {
                var context = SmallCallers.context(ordinal, attempt: UInt16(ordinal % 3))
                context.isPersonAvailable = ordinal % 5 > 0
                let record = conversation.run(context)
                let who = "seed \(seed), block \(block), caller \(ordinal), \(record.persona)"
                #expect(record.defects.isEmpty, "\(who): \(record.defects)")
                #expect(isDeclared(record), "\(who): \(record.end) \(record.outcome)")
                outcomes.insert(record.outcome)
            }
        }
        return outcomes
    }

    /// Whether outcome, reason, last event and times of a call agree.
    private static func isDeclared(_ record: ConversationRecord) -> Bool {
        let times = record.inputs.map(\.time)
        let isOrdered = zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }
        let last = record.records.last { if case .ended = $0.event { true } else { false } }
        guard isOrdered, last?.event == .ended(record.outcome),
            case .sessionEnded(record.outcome, _, _)? = record.notices.last?.notice,
            (record.package != nil) == (record.outcome == .handedOff)
        else { return false }
        switch record.end {
        case .endedByAgent: return record.outcome == .completed || record.outcome == .unresolved
        case .handedOff: return record.outcome == .handedOff
        case .callerLeft, .departed: return record.outcome == .hungUp
        case .stopped: return false
        }
    }

    @Test("ten thousand calls of sound and strange callers, under a hundred rule books, are sound")
    func everyCallIsSound() {
        let outcomes = Self.check(blocks: 0..<100, calls: 100, seed: 7)
        #expect(outcomes.count == DialogueOutcome.allCases.count)
    }

    private static let soak =
        ProcessInfo.processInfo.environment["CALLTWIN_SOAK_CALLS"].flatMap { Int($0) } ?? 0

    @Test(
        "as many calls as the environment asks for are sound", .enabled(if: soak > 0, "make soak"))
    func soaked() {
        let seed =
            ProcessInfo.processInfo.environment["CALLTWIN_SOAK_SEED"].flatMap { UInt64($0) } ?? 1
        _ = Self.check(blocks: 0..<(Self.soak / 200), calls: 200, seed: seed &+ 1000)
    }

    @Test("somebody with another's details gets no action that needs verification")
    func impostors() {
        let conversation = Self.conversation(personas: [.strange(.impostor)])
        var asked = 0
        for ordinal in 0..<1500 {
            let record = conversation.run(SmallCallers.context(ordinal))
            for event in record.records.map(\.event) {
                if case .toolAsked = event { asked += 1 }
            }
        }
        #expect(asked == 0)
    }

    @Test("callers who answer right and are heard right get what they want, unless a tool fails")
    func idealCallers() {
        let model = SmallModel.make()
        let conversation = Conversation(
            reducer: DialogueReducer(model: model, streams: RandomStreams(seed: 1, replication: 0)),
            profile: SmallCallers.profile([.ideal], goals: Array(SmallCallers.goals.prefix(2))))
        for ordinal in 0..<500 {
            let record = conversation.run(SmallCallers.context(ordinal))
            #expect(record.outcome == .completed, "caller \(ordinal): \(record.goal)")
        }
    }

    @Test("a conversation does not depend on what runs before it")
    func independence() {
        let conversation = Self.conversation(WordErrorEar(rate: 0.1))
        let alone = (0..<50).map { conversation.run(SmallCallers.context($0)).inputs }
        let backwards = (0..<50).reversed().map {
            conversation.run(SmallCallers.context($0)).inputs
        }
        #expect(alone == backwards.reversed())
    }
}
