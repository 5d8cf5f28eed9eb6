import TwinPrimitives

/// Model and interpreter of an engine, kept once for all its calls.
@usableFromInline
final class DialogueBasis: Sendable {
    @usableFromInline let model: DialogueModel
    let interpreter: Interpreter
    /// Words that stop a prompt at once, split.
    let stopWords: [[String]]
    /// The wordings of each prompt that have no value to fill in, as they are said; nil for the others.
    let plainTexts: [[String?]]
    /// Most words of an acknowledgement, by its blanks.
    let longestAcknowledgement: Int

    init(_ model: DialogueModel) {
        self.model = model
        interpreter = Interpreter(model: model)
        stopWords = model.timing.stopWords.map { Words($0).list }
        plainTexts = model.prompts.map { prompt in
            prompt.variants.map { wording in
                wording.plainText.map(Sentences.capitalised)
            }
        }
        longestAcknowledgement =
            model.timing.acknowledgements.map { $0.count { $0 == " " } + 1 }.max() ?? 0
    }
}

/// The work on one input: a state being changed, and what comes of it.
struct Reduction {
    let basis: DialogueBasis
    let streams: RandomStreams
    /// Whether all that happens is noted, and the state's digest after each turn; both decide nothing.
    let keepsRecord: Bool
    var state: DialogueState
    var time = SimulationTime.zero
    var records: [DialogueRecord] = []
    var effects: [DialogueEffect] = []
    /// What was said before this turn of the caller, repairs left out, and where its question began.
    var saidBefore: [Utterance] = []
    var questionBefore = 0
    /// What was volunteered in this turn, by label, and whether anything was: then nothing else need be.
    var noted: [String] = []
    var hasVolunteered = false

    init(
        basis: DialogueBasis, streams: RandomStreams, state: DialogueState,
        keepsRecord: Bool = true
    ) {
        self.basis = basis
        self.streams = streams
        self.state = state
        self.keepsRecord = keepsRecord
    }

    @inline(__always)
    var model: DialogueModel { basis.model }
    @inline(__always)
    var interpreter: Interpreter { basis.interpreter }

    /// Notes an event.
    mutating func note(_ event: DialogueEvent) {
        records.append(
            DialogueRecord(time: time, turn: state.turn, cause: state.inputs, event: event))
    }

    /// Notes an event that only a record of the call tells.
    @inline(__always)
    mutating func record(_ event: DialogueEvent) {
        if keepsRecord { note(event) }
    }

    /// Takes in an input; what came of the one before is forgotten.
    mutating func take(_ input: DialogueInput, at time: SimulationTime) {
        self.time = time
        // Most inputs lead to little: emptying what is empty would cost more than they do.
        if !records.isEmpty { records.removeAll(keepingCapacity: true) }
        if !effects.isEmpty { effects.removeAll(keepingCapacity: true) }
        if !saidBefore.isEmpty { saidBefore.removeAll(keepingCapacity: true) }
        questionBefore = 0
        if !noted.isEmpty { noted.removeAll(keepingCapacity: true) }
        hasVolunteered = false
        take(input)
    }

    private mutating func take(_ input: DialogueInput) {
        if case .ended = state.phase { return }
        switch (state.phase, input) {
        case (.idle, .callStarted(let context)): start(context)
        case (.idle, _), (_, .callStarted): break
        default: takeDuringCall(input)
        }
        state.inputs += 1
    }

    private mutating func takeDuringCall(_ input: DialogueInput) {
        switch input {
        case .callStarted: break
        case .speechStarted: callerStarts()
        case .speechStopped: callerStops()
        case .partialTranscript(let text): hearPartly(text)
        case .soundJudged(let sound): hear(sound)
        case .finalTranscript(let hypotheses): hear(hypotheses)
        case .understood(let meaning): take(meaning)
        case .keys(let keys): takeKeys(keys)
        case .timerFired(let timer): take(timer)
        case .promptStarted(let handle): record(.promptStarted(handle))
        case .promptFinished(let handle): finishPrompt(handle)
        case .promptCut(let handle, let words): cutPrompt(handle, wordsHeard: words)
        case .toolAnswered(let call, let values): takeAnswer(call, values)
        case .toolFailed(let call): takeFailure(call, isTimeout: false)
        case .verificationAnswered(let call, let passed): takeVerification(call, passed: passed)
        case .lever(let lever): obey(lever)
        case .callerHungUp: end(.hungUp)
        }
    }

    private mutating func start(_ context: CallContext) {
        state.context = context
        state.level = context.level
        state.phase = .active
        state.startedAt = time
        if model.fallback.maximumSeconds > 0 {
            setTimer(.callLength, after: model.fallback.maximumSeconds)
        }
        enter(.greeting, act: .greet)
        state.question = .wish
        closeTurn()
    }

    private mutating func obey(_ lever: Lever) {
        note(.leverMoved(lever))
        switch lever {
        case .handoffNow:
            guard state.phase == .active else { return }
            note(.fallback(.lever, value: 1, limit: 1))
            handOff(trigger: .lever)
        case .endNow:
            guard state.phase == .active else { return }
            note(.fallback(.lever, value: 1, limit: 1))
            state.trigger = .lever
            close(.unresolved, pattern: .goodbye, act: .goodbye)
        case .personAvailable(let isAvailable): state.context.isPersonAvailable = isAvailable
        case .thresholds(let accept, let confirm):
            state.accept = accept
            state.confirm = confirm
        }
    }

    /// Ends the dialogue at once.
    mutating func end(_ outcome: DialogueOutcome) {
        if case .ended = state.phase { return }
        for purpose in TimerID.Purpose.allCases { cancelTimer(purpose) }
        noteUnfinished()
        state.phase = .ended(outcome)
        state.question = nil
        state.waiting = nil
        chainDigest()
        note(.ended(outcome))
        noteDigest()
    }

    /// Notes the state's digest at the end of a turn.
    mutating func closeTurn() {
        if case .ended = state.phase { return }
        if state.lastSaid.isEmpty, state.waiting == nil {
            // Nothing was said in this turn: what was said before it may still be repeated. While a
            // tool works, what follows it takes the place of that.
            state.lastSaid = saidBefore
            state.questionFrom = questionBefore
        }
        chainDigest()
        noteDigest()
    }

    private mutating func chainDigest() {
        if keepsRecord { state.chain = state.digest }
    }

    private mutating func noteDigest() {
        if keepsRecord { note(.stateDigest(state.chain)) }
    }

    // MARK: Timers

    /// Sets the timer of a purpose anew.
    mutating func setTimer(_ purpose: TimerID.Purpose, after seconds: Double) {
        cancelTimer(purpose)
        let place = Int(purpose.rawValue)
        state.timerSerials[place] += 1
        state.timerRuns[place] = true
        effects.append(
            .setTimer(
                TimerID(purpose: purpose, serial: state.timerSerials[place]),
                at: time + SimulationDuration(seconds: seconds)))
    }

    /// Forgets the timer of a purpose, if it runs.
    mutating func cancelTimer(_ purpose: TimerID.Purpose) {
        let place = Int(purpose.rawValue)
        guard state.timerRuns[place] else { return }
        state.timerRuns[place] = false
        effects.append(
            .cancelTimer(TimerID(purpose: purpose, serial: state.timerSerials[place])))
    }

    /// Whether the timer of a purpose runs.
    func runs(_ purpose: TimerID.Purpose) -> Bool { state.timerRuns[Int(purpose.rawValue)] }

    private mutating func take(_ timer: TimerID) {
        let place = Int(timer.purpose.rawValue)
        guard state.timerRuns[place], state.timerSerials[place] == timer.serial else { return }
        state.timerRuns[place] = false
        switch timer.purpose {
        case .noInput: hearNothing()
        case .endpoint: closeUtterance(.silence)
        case .maximumSpeech: closeUtterance(.maximumSpeech)
        case .bargeIn: stopForCaller()
        case .falseInterruption: resumePrompt()
        case .filler: fill()
        case .tool: missAnswer()
        case .callLength:
            fallBack(
                .timeLimit, value: (time - state.startedAt).seconds,
                limit: model.fallback.maximumSeconds)
        }
    }
}
