import DialogueEngine
import TwinPrimitives

/// A call while a script is played: the state, the clock, and what is under way.
struct Stage {
    let reducer: DialogueReducer
    let script: Script
    var state: DialogueState
    var time = SimulationTime.zero
    var records: [DialogueRecord] = []
    var inputs: [TimedInput] = []
    /// First record that belongs to the current turn.
    var markFrom = 0
    /// When the caller ended the last utterance.
    var spokeAt = SimulationTime.zero
    /// When the voice agent first answered it.
    var answeredAt: SimulationTime?
    /// What is under way, unordered: little at a time.
    private var notices: [(time: SimulationTime, order: Int, input: DialogueInput)] = []
    private var order = 0
    /// When the prompts that were given out will have been heard.
    private var mouthFree = SimulationTime.zero
    private var toolCalls: [ToolID: Int] = [:]
    private var verificationCalls = 0

    init(reducer: DialogueReducer, script: Script) {
        self.reducer = reducer
        self.script = script
        state = reducer.begin(script.context)
    }

    mutating func beginTurn() {
        markFrom = records.count
        answeredAt = nil
    }

    // MARK: Inputs and effects

    /// Gives the engine an input now.
    mutating func feed(_ input: DialogueInput) {
        guard inputs.count < ScriptPlayer.inputLimit else { return }
        inputs.append(TimedInput(time: time, input: input))
        let reaction = reducer.step(state, input, at: time)
        state = reaction.state
        records += reaction.records
        for effect in reaction.effects { carryOut(effect) }
    }

    private mutating func plan(_ input: DialogueInput, at instant: SimulationTime) {
        order += 1
        notices.append((instant, order, input))
    }

    private mutating func carryOut(_ effect: DialogueEffect) {
        switch effect {
        case .say(let utterance):
            let start = max(time, mouthFree)
            if answeredAt == nil { answeredAt = start }
            let words = Double(utterance.text.split(separator: " ").count)
            mouthFree = start + SimulationDuration(seconds: words / ScriptPlayer.wordsPerSecond)
            plan(.promptStarted(utterance.handle), at: start)
            plan(.promptFinished(utterance.handle), at: mouthFree)
        case .stopSpeaking: stopSpeaking()
        case .setTimer(let timer, let instant): plan(.timerFired(timer), at: instant)
        case .cancelTimer(let timer): notices.removeAll { $0.input == .timerFired(timer) }
        case .callTool(let call, let tool, _): answer(call, tool)
        case .verify(let call, _, _):
            let answers = script.verifications
            let passed =
                answers.isEmpty ? true : answers[min(verificationCalls, answers.count - 1)]
            verificationCalls += 1
            plan(
                .verificationAnswered(call, passed: passed),
                at: time + SimulationDuration(seconds: 0.2))
        case .finishListening, .handoff, .end: break
        }
    }

    private mutating func answer(_ call: CallID, _ tool: ToolID) {
        let behaviour = script.tools.first { $0.tool == tool } ?? .init(tool: tool)
        let count = toolCalls[tool, default: 0]
        toolCalls[tool] = count + 1
        let instant = time + SimulationDuration(seconds: behaviour.seconds)
        if count < behaviour.failures {
            plan(.toolFailed(call), at: instant)
        } else {
            plan(
                .toolAnswered(call, behaviour.answer ?? reducer.model[tool].sample), at: instant)
        }
    }

    /// Cuts the prompts that sound or wait.
    private mutating func stopSpeaking() {
        for utterance in state.playing {
            let started = notices.contains { $0.input == .promptStarted(utterance.handle) } == false
            let end =
                notices.first { $0.input == .promptFinished(utterance.handle) }?.time ?? time
            let words = utterance.text.split(separator: " ").count
            let left = (end - time).seconds * ScriptPlayer.wordsPerSecond
            let heard = started ? max(0, words - Int(left.rounded(.up))) : 0
            notices.removeAll {
                $0.input == .promptStarted(utterance.handle)
                    || $0.input == .promptFinished(utterance.handle)
            }
            plan(.promptCut(utterance.handle, wordsHeard: heard), at: time)
        }
        mouthFree = time
    }

    // MARK: Time

    /// Lets the earliest thing under way happen.
    private mutating func next() -> DialogueInput? {
        guard
            let place = notices.indices.min(by: {
                (notices[$0].time, notices[$0].order) < (notices[$1].time, notices[$1].order)
            })
        else { return nil }
        let notice = notices.remove(at: place)
        time = max(time, notice.time)
        feed(notice.input)
        return notice.input
    }

    private var isBusy: Bool {
        notices.contains { notice in
            if case .timerFired(let timer) = notice.input {
                return timer.purpose == .filler || timer.purpose == .tool
            }
            return true
        }
    }

    /// Lets everything happen until only silence is left.
    mutating func settle() {
        while state.outcome == nil, isBusy, inputs.count < ScriptPlayer.inputLimit {
            _ = next()
        }
    }

    /// Lets things happen until the current prompt has sounded for some words.
    private mutating func hearWords(_ count: Int) {
        guard let utterance = state.playing.first,
            let end = notices.first(where: { $0.input == .promptFinished(utterance.handle) })?.time
        else { return }
        let words = utterance.text.split(separator: " ").count
        let left = Double(max(0, words - count)) / ScriptPlayer.wordsPerSecond
        let instant = end + SimulationDuration(seconds: -left)
        while let first = notices.map(\.time).min(), first <= instant, next() != nil {}
        time = max(time, instant)
    }

    // MARK: The caller

    mutating func perform(_ act: Script.Act) {
        switch act {
        case .say(let readings):
            settle()
            time = time + SimulationDuration(seconds: 1)
            speak(readings)
        case .interrupt(let readings, let words):
            hearWords(words)
            speak(readings)
        case .noise(let words):
            hearWords(words)
            speak([])
        case .keys(let keys):
            settle()
            time = time + SimulationDuration(seconds: 1)
            spokeAt = time
            feed(.keys(keys))
        case .silence:
            settle()
            let before = state.turn
            while state.turn == before, state.outcome == nil, next() != nil {}
        case .hangUp: feed(.callerHungUp)
        case .lever(let lever): feed(.lever(lever))
        }
        untilQuestion()
    }

    /// The caller speaks: the engine's own timers close the utterance.
    private mutating func speak(_ readings: [Hypothesis]) {
        guard state.outcome == nil else { return }
        feed(.speechStarted)
        let words = Double(readings.first?.text.split(separator: " ").count ?? 1)
        let end = time + SimulationDuration(seconds: max(0.5, words / ScriptPlayer.wordsPerSecond))
        if let text = readings.first?.text { feed(.partialTranscript(text)) }
        while let first = notices.map(\.time).min(), first <= end, next() != nil {}
        time = max(time, end)
        feed(.speechStopped)
        spokeAt = time
        var isClosed = false
        while !isClosed, state.outcome == nil, let input = next() {
            if case .timerFired(let timer) = input,
                timer.purpose == .endpoint || timer.purpose == .maximumSpeech
            {
                isClosed = true
            }
        }
        answeredAt = nil
        feed(.finalTranscript(readings))
    }

    /// Lets things happen until the voice agent waits for the caller, or the call has ended; its prompts
    /// may still sound, so that the next act can interrupt them.
    mutating func untilQuestion() {
        while state.outcome == nil, state.question == nil || state.waiting != nil, isBusy,
            inputs.count < ScriptPlayer.inputLimit
        {
            _ = next()
        }
    }
}
