import CallerModel
import Conversations
import DialogueEngine
import Distributions
import TestSupport
import Testing
import TwinPrimitives

/// Conversations whose every instant can be worked out by hand.
@Suite("Timing of conversations")
struct TimingTests {
    static func conversation(
        latency: Double, mouth: SpokenMouth = SpokenMouth(wordsPerSecond: 2, tailSeconds: 0),
        model change: (inout DialogueModel) -> Void = { _ in },
        persona: (inout Persona) -> Void = { _ in }
    ) -> Conversation {
        var model = ChainModel.make(turns: 2, fallback: ChainModel.noFallback)
        change(&model)
        var profile = ChainModel.profile(turns: 2) {
            $0.reaction = .constant(1)
            $0.wordsPerSecond = 2
            persona(&$0)
        }
        profile.wordings.values = [
            CallerWordings.Phrases(name: "value 1", phrases: ["{value}"])
        ]
        return Conversation(
            reducer: DialogueReducer(model: model, streams: RandomStreams(seed: 1, replication: 0)),
            profile: profile, ear: StubEar(model: model, errorRate: 0), mouth: mouth,
            latency: LatencyLaw(stages: [
                LatencyLaw.Stage(name: "all", body: .deterministic(latency))
            ]))
    }

    static func seconds(
        _ record: ConversationRecord, _ isMeant: (DialogueEvent) -> Bool
    ) -> [Double] {
        record.records.filter { isMeant($0.event) }.map(\.time.seconds)
    }

    @Test("prompts, reaction, speech and latency follow one another")
    func timeline() {
        let record = Self.conversation(latency: 0.5).run(SmallCallers.context(0))
        // "Hello." lasts 0.5 s; after 1 s "i want to chain", 2 s; 0.5 s later "And next?", 1 s; after
        // 1 s "four five two one", 2 s; 0.5 s later "Goodbye.", 0.5 s.
        let starts = Self.seconds(record) { if case .promptStarted = $0 { true } else { false } }
        #expect(starts == [0, 4, 8.5])
        #expect(record.spoken.map(\.start.seconds) == [1.5, 6])
        #expect(record.spoken.map(\.end.seconds) == [3.5, 8])
        #expect(record.spoken.map(\.segment.text) == ["i want to chain", "four five two one"])
        #expect(record.durationSeconds == 9)
        #expect(record.outcome == .completed)
        #expect(record.end == .endedByAgent)
        #expect(record.panel.responses == 2 && record.panel.callerTurns == 2)
        #expect(record.panel.meanResponseSeconds == 0.5)
        #expect(record.panel.deadAirs == 0)
    }

    @Test("a slow answer is dead air, and the caller checks in, then leaves")
    func checkIns() {
        let record = Self.conversation(
            latency: 100,
            persona: {
                $0.hazards.checkInAfter = 6
                $0.hazards.leavesAfterCheckIns = 2
            }
        ).run(SmallCallers.context(0))
        #expect(record.end == .callerLeft(.uncheckedCheckIns))
        #expect(record.outcome == .hungUp)
        // Ends its wish at 3.5, checks in 6 s after each silence began, and leaves 6 s after the last.
        let checkIns = record.spoken.filter { $0.segment.kind == .checkIn }
        #expect(checkIns.first?.start.seconds == 9.5)
        #expect(checkIns.count == 2)
        #expect(record.endedAt == (checkIns.last?.end ?? .zero) + SimulationDuration(seconds: 6))
        #expect(record.panel.unanswered == 2)
        #expect(record.panel.deadAirs == 2)
    }

    @Test("speech into a prompt stops it after the barge-in time, and is answered")
    func bargeIn() {
        let record = Self.conversation(
            latency: 0.5,
            model: { model in
                for place in model.prompts.indices { model.prompts[place].allowsBargeIn = true }
                model.timing.bargeInSeconds = 0.3
            },
            persona: { $0.hazards[.interrupt] = HazardRule(silent: 0, talking: 50) }
        ).run(SmallCallers.context(0))
        let cuts = Self.seconds(record) { if case .promptCut = $0 { true } else { false } }
        let begun = record.spoken.filter { $0.segment.kind == .interruption }.map(\.start.seconds)
        #expect(begun.count == 2 && cuts.count == 2)
        for (start, cut) in zip(begun, cuts) { #expect(abs(cut - start - 0.3) < 1e-9) }
        #expect(record.panel.interruptions == 2 && record.panel.yields == 2)
        #expect(abs(record.panel.yieldSeconds - 0.6) < 1e-6)
        #expect(record.outcome == .completed)
    }

    @Test("a prompt that may not be interrupted is heard to its end")
    func noBargeIn() {
        let record = Self.conversation(
            latency: 0.5,
            persona: { $0.hazards[.interrupt] = HazardRule(silent: 0, talking: 50) }
        ).run(SmallCallers.context(0))
        let cuts = Self.seconds(record) { if case .promptCut = $0 { true } else { false } }
        #expect(cuts.isEmpty)
        #expect(record.panel.interruptions == 2 && record.panel.yields == 0)
        #expect(record.outcome == .completed)
    }

    @Test("a sound without words stops a prompt, which then goes on")
    func falseInterruption() {
        let record = Self.conversation(
            latency: 0.5, mouth: SpokenMouth(wordsPerSecond: 0.5, tailSeconds: 0),
            model: { model in
                for place in model.prompts.indices { model.prompts[place].allowsBargeIn = true }
                model.timing.bargeInSeconds = 0.3
            },
            persona: { $0.hazards[.tic] = HazardRule(silent: 0, talking: 0.4) }
        ).run(SmallCallers.context(3))
        #expect(record.panel.distractions > 0)
        #expect(record.panel.falseYields > 0)
        #expect(record.outcome == .completed)
        #expect(record.callerTurns == 2)
    }

    @Test("keys are heard as keys")
    func keys() {
        let record = Self.conversation(
            latency: 30, persona: { $0.hazards[.pressZero] = HazardRule(silent: 1, talking: 0) }
        ).run(SmallCallers.context(1))
        #expect(record.inputs.contains { $0.input == .keys("0") })
        #expect(record.spoken.contains { $0.segment.keys == "0" && $0.segment.text.isEmpty })
    }

    @Test("partial transcripts come word by word when they are asked for")
    func partials() {
        var options = Conversation.Options()
        options.sendsAllPartials = true
        let base = Self.conversation(latency: 0.5)
        let conversation = Conversation(
            reducer: base.reducer, profile: base.profile, ear: PerfectEar(), options: options)
        let record = conversation.run(SmallCallers.context(0))
        let partials = record.inputs.compactMap { timed -> (Double, String)? in
            if case .partialTranscript(let text) = timed.input {
                (timed.time.seconds, text)
            } else {
                nil
            }
        }
        // The last word ends with the speech: it comes with the final transcript.
        #expect(partials.prefix(3).map(\.1) == ["i", "i want", "i want to"])
        let gaps = zip(partials, partials.dropFirst()).prefix(2).map { $1.0 - $0.0 }
        for gap in gaps { #expect(abs(gap - 0.5) < 1e-6) }
    }

    @Test("each call's tool delay and failure come from the world's rules")
    func world() {
        let model = SmallModel.make()
        func run(_ failureRate: Double) -> ConversationRecord {
            Conversation(
                reducer: DialogueReducer(
                    model: model, streams: RandomStreams(seed: 1, replication: 0)),
                profile: SmallCallers.profile([.ideal], goals: [SmallCallers.goals[0]]),
                world: RecordsWorld(
                    model: model,
                    rules: [
                        RecordsWorld.ToolRule(
                            name: "transfer", failureRate: failureRate, delay: .deterministic(3))
                    ])
            ).run(SmallCallers.context(0))
        }
        let works = run(0)
        let asked = Self.seconds(works) { if case .toolAsked = $0 { true } else { false } }
        let answered = Self.seconds(works) { if case .toolAnswered = $0 { true } else { false } }
        #expect(asked.count == 1 && answered.count == 1)
        #expect(abs((answered.first ?? 0) - (asked.first ?? 0) - 3) < 1e-9)
        #expect(works.outcome == .completed)
        let fails = run(1)
        #expect(fails.outcome == .unresolved)
        #expect(fails.records.contains { if case .toolFailed = $0.event { true } else { false } })
    }
}
