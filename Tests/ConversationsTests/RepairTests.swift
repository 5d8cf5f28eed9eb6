import Conversations
import DialogueEngine
import Testing
import TwinPrimitives

/// Questions about wishes, requests for a person, and goodbyes.
@Suite("Repairs")
struct RepairTests {
    private static let transfer = IntentID(0)
    private static let balance = IntentID(1)

    private static func said(_ call: FedCall) -> [String] {
        call.events.compactMap { event in
            if case .prompted(let utterance) = event { utterance.text } else { nil }
        }
    }

    private static func outcome(_ call: FedCall) -> DialogueOutcome? { call.state.outcome }

    /// Adds a prompt, and gives its number.
    private static func add(_ parts: [PromptPart], to model: inout DialogueModel) -> PromptID {
        model.prompts.append(
            Prompt(name: "added", variants: [PromptText(parts: parts)], allowsBargeIn: true))
        return PromptID(UInt16(model.prompts.count - 1))
    }

    /// The model with two wordings for each question about wishes.
    private static func worded(_ model: inout DialogueModel) {
        model.patterns[.confirmWish] = [
            add([.text("Is it "), .topic, .text("?")], to: &model),
            add([.text("Do you mean "), .topic, .text("?")], to: &model),
        ]
        model.patterns[.clarify] = [
            add([.text("Is it "), .topic, .text(" or "), .otherTopic, .text("?")], to: &model),
            add([.text("Which: "), .topic, .text(", "), .otherTopic, .text("?")], to: &model),
        ]
        model.fallback.noMatch = 0
        model.fallback.scoreLimit = 0
    }

    private static func wishes(_ shares: [(IntentID, Double)]) -> DialogueInput {
        var meaning = Interpretation(text: "something")
        meaning.intents = shares.map { IntentCandidate(intent: $0, probability: Score($1)) }
        return .understood(meaning)
    }

    @Test("one wish in doubt is asked about by its own words, each time in the next wording")
    func confirmed() {
        var call = FedCall {
            $0.decisions.mode = .thresholds
            Self.worded(&$0)
        }
        for words in ["Is it transfer?", "Do you mean transfer?", "Do you mean transfer?"] {
            call.feed(Self.wishes([(Self.transfer, 0.5)]))
            #expect(call.state.question == .confirmIntent(Self.transfer))
            #expect(Self.said(call).last == words)
            call.say("no")
        }
    }

    @Test("two wishes too close are asked about together, each time in the next wording")
    func clarified() {
        var call = FedCall {
            $0.decisions.mode = .thresholds
            Self.worded(&$0)
        }
        for words in ["Is it transfer or balance?", "Which: transfer, balance?"] {
            call.feed(Self.wishes([(Self.transfer, 0.5), (Self.balance, 0.45)]))
            #expect(call.state.question == .clarify([Self.transfer, Self.balance]))
            #expect(Self.said(call).last == words)
            call.say("no")
        }
    }

    @Test("a flow words the question between wishes in its own way; without words it is not asked")
    func overridden() {
        var call = FedCall(
            { model in
                model.decisions.mode = .thresholds
                Self.worded(&model)
                let own = Self.add([.text("Now "), .topic, .text("?")], to: &model)
                model.flows[0].overrides = [PatternOverride(pattern: .clarify, prompts: [own])]
            }, level: 1)
        call.say("send money")
        call.feed(Self.wishes([(Self.balance, 0.5), (Self.transfer, 0.45)]))
        #expect(Self.said(call).last == "Now balance?")

        var mute = FedCall {
            $0.decisions.mode = .thresholds
            Self.worded(&$0)
            $0.patterns[.clarify] = []
        }
        mute.feed(Self.wishes([(Self.transfer, 0.5), (Self.balance, 0.45)]))
        #expect(mute.state.question == .confirmIntent(Self.transfer))
    }

    @Test("who asks for a person while a tool works hears so, and then what the tool says")
    func personWhileWaiting() {
        for requests in [0, 2] {
            var call = FedCall({ $0.fallback.personRequests = requests }, level: 1)
            call.say("my balance")
            #expect(call.state.waiting != nil)
            call.say("a person please")
            #expect(Self.said(call).count == 1)
            #expect(call.state.question == nil)
            let id = CallID(call.state.callCount)
            call.feed(.toolAnswered(id, [.amount(minorUnits: 12_345)]))
            #expect(Self.said(call).contains { $0.hasPrefix("You have") }, "\(requests)")
        }
    }

    @Test("a goodbye completes the call only when no wish is left")
    func goodbye() {
        func served() -> FedCall {
            var call = FedCall({ $0.decisions.mode = .thresholds }, level: 1)
            call.say("my balance")
            call.feed(
                .toolAnswered(CallID(call.state.callCount), [.amount(minorUnits: 12_345)]))
            #expect(call.state.question == .anythingElse)
            return call
        }
        var done = served()
        done.say("goodbye")
        done.finishPrompts()
        #expect(Self.outcome(done) == .completed)

        // Asked whether a transfer is meant, the caller leaves.
        var doubted = served()
        doubted.feed(Self.wishes([(Self.transfer, 0.5)]))
        #expect(doubted.state.question == .confirmIntent(Self.transfer))
        doubted.say("goodbye")
        doubted.finishPrompts()
        #expect(Self.outcome(doubted) == .unresolved)
        #expect(doubted.events.contains(.flow(FlowID(0), .dropped)))

        // A wish that was taken back is none.
        var taken = served()
        taken.feed(Self.wishes([(Self.transfer, 0.5)]))
        taken.say("no")
        taken.say("goodbye")
        taken.finishPrompts()
        #expect(Self.outcome(taken) == .completed)

        var waiting = served()
        waiting.state.pending = [IntentCandidate(intent: Self.transfer, probability: .one)]
        waiting.say("goodbye")
        waiting.finishPrompts()
        #expect(Self.outcome(waiting) == .unresolved)
        #expect(waiting.events.contains(.flow(FlowID(0), .dropped)))
    }

    @Test("only two signs of impatience, or a complaint, make a caller annoyed")
    func annoyed() {
        func summary(_ texts: [String]) -> String {
            var call = FedCall({ $0.fallback.noMatch = 0 }, level: 1)
            for text in texts { call.say(text) }
            call.feed(.lever(.handoffNow))
            call.finishPrompts()
            return call.events.compactMap { event in
                if case .handoffPackaged(let package) = event { package.summary } else { nil }
            }.joined()
        }
        #expect(!summary(["can you say that again please"]).contains("annoyed"))
        #expect(!summary(["never mind"]).contains("annoyed"))
        #expect(summary(["hurry up", "hurry up"]).contains("annoyed"))
        #expect(summary(["this is ridiculous"]).contains("annoyed"))
    }

    @Test("phrases stop a prompt when speech begins with them, and others never do")
    func phrases() {
        func isStopped(_ text: String) -> Bool {
            let call = FedCall { model in
                model.timing.stopWords = ["hang on", "stop"]
                model.timing.acknowledgements = ["mm hmm"]
            }
            let started = call.reducer.step(call.state, .speechStarted, at: .zero).state
            let reaction = call.reducer.step(started, .partialTranscript(text), at: .zero)
            #expect(!started.playing.isEmpty)
            return reaction.effects.contains(.stopSpeaking)
        }
        #expect(isStopped("Hang on a minute"))
        #expect(isStopped("stop"))
        #expect(!isStopped("hang"))
        #expect(!isStopped("i hang on"))
        #expect(!isStopped("mm-hmm"))
    }

    @Test("what begins as an acknowledgement stops a prompt as soon as it is more than one")
    func beginsAsListening() {
        func stops(_ texts: [String]) -> [Bool] {
            let call = FedCall { $0.timing.acknowledgements = ["yeah", "mm hmm", "yeah okay"] }
            var state = call.reducer.step(call.state, .speechStarted, at: .zero).state
            return texts.map { text in
                let reaction = call.reducer.step(state, .partialTranscript(text), at: .zero)
                state = reaction.state
                return reaction.effects.contains(.stopSpeaking)
            }
        }
        #expect(stops(["yeah", "yeah but", "yeah but my card"]) == [false, true, false])
        #expect(stops(["yeah", "yeah okay", "yeah okay then"]) == [false, false, true])
        #expect(stops(["mm", "mm hmm"]) == [false, false])
        // What never began as one is left to the time after which speech stops a prompt.
        #expect(stops(["my", "my card"]) == [false, false])
    }

    @Test("what sounds like a turn stops a prompt at once; what sounds like listening never does")
    func sounds() {
        let call = FedCall()
        let started = call.reducer.step(call.state, .speechStarted, at: .zero).state
        #expect(!started.playing.isEmpty)
        let turn = call.reducer.step(started, .soundJudged(.turn), at: .zero)
        #expect(turn.effects.contains(.stopSpeaking))
        let held = call.reducer.step(started, .soundJudged(.acknowledgement), at: .zero)
        #expect(!held.effects.contains(.stopSpeaking))
        #expect(
            held.effects.contains {
                if case .cancelTimer(let timer) = $0 { return timer.purpose == .bargeIn }
                return false
            })
        // Nobody speaks: a judgement that comes late changes nothing.
        let silent = call.reducer.step(call.state, .soundJudged(.turn), at: .zero)
        #expect(silent.effects.isEmpty)
    }

    @Test("a prompt that an acknowledgement has stopped goes on with the word that was lost")
    func goesOn() throws {
        let call = FedCall()
        let prompt = try #require(call.state.playing.first)
        var state = call.reducer.step(call.state, .speechStarted, at: .zero).state
        state = call.reducer.step(state, .soundJudged(.turn), at: .zero).state
        state = call.reducer.step(state, .promptCut(prompt.handle, wordsHeard: 1), at: .zero).state
        let reaction = call.reducer.step(state, .soundJudged(.acknowledgement), at: .zero)
        let said = reaction.effects.compactMap { effect -> String? in
            if case .say(let utterance) = effect { return utterance.text }
            return nil
        }
        let words = prompt.text.split(separator: " ")
        #expect(words.count > 2)
        #expect(said.first.map { prompt.text.hasSuffix($0) } == true, "\(said)")
    }
}
