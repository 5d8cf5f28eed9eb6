import CallerModel
public import DialogueEngine
public import TwinPrimitives

/// A conversation in progress, moved on from one instant to the next.
///
/// Whoever owns it calls `begin` once and then `advance` at each `nextInstant`, until it is over; what
/// the world outside should know is collected as notices. `Conversation.run` does so for one call alone.
/// It is large, so it cannot be copied.
public struct ConversationCourse: ~Copyable {
    /// What it is run by.
    public let conversation: Conversation
    /// What was known when it began.
    public let context: CallContext
    let start: SimulationTime
    let keepsRecord: Bool

    var dialogue: RunningDialogue
    var caller: Caller
    var agenda = CourseAgenda()
    var now: SimulationTime
    /// Inputs that arise while effects are carried out.
    var pending: [DialogueInput] = []
    var isFeeding = false

    /// What a fault of the systems around does to it now; nil: nothing.
    public var disturbance: ConversationDisturbance?
    // The sound between both sides, where there is one.
    let line: (any SpeechLine)?
    private var framesAlone = 0

    // The voice agent's mouth.
    var queue: [Utterance] = []
    var sounding: (utterance: Utterance, spoken: SpokenPrompt, start: SimulationTime)?

    // The recording that the caller follows.
    /// Its next turn; nil where none is followed, or no longer.
    var recordedPlace: Int?
    var departure: RecordingDeparture?

    // The caller's mouth.
    var plan: [CallerSegment] = []
    var speaking: (segment: CallerSegment, start: SimulationTime, wordsTaken: Int)?

    /// Answers begun, and the caller's turn of the last one: a planned answer may never be spoken.
    var answers = 0
    var countedTurn: UInt16 = 0
    /// What was waited for when the caller began to speak.
    var askedAtStart = ""
    /// When the impulse on the agenda is due.
    var impulseAt: SimulationTime?

    // The open utterance.
    var openText = ""
    var openActs: [SaidAct] = []
    var utterances: UInt16 = 0
    var lastTranscriptAt: SimulationTime

    /// Utterances that wait for what is outside, in order.
    var held: [HeldReading] = []

    /// What the world was asked, in order.
    private var asked: [WorldRequest.Matter] = []

    // What is kept.
    var inputs: [TimedInput] = []
    var records: [DialogueRecord] = []
    var spoken: [SpokenSegment] = []
    var closed: [ClosedUtterance] = []
    var notices: [TimedNotice] = []
    var panel = InteractionPanel()
    var watch = PanelWatch()
    var turnWatch = TurnWatch()
    var deeds = DeedWatch()
    var defects: [ConversationDefect] = []
    var outcome: DialogueOutcome?
    var end: ConversationEnd?
    /// Events that may still happen.
    private var left = 0

    /// Brings a caller and an engine together; nothing happens yet.
    ///
    /// - Parameters:
    ///   - conversation: What it is run by.
    ///   - context: What is known when the call begins; names the caller and the attempt.
    ///   - start: When it begins.
    ///   - keepsRecord: Whether `record` will be asked for; a course without takes less memory and
    ///     tells the same notices.
    public init(
        _ conversation: Conversation, context: CallContext, start: SimulationTime,
        keepsRecord: Bool = true
    ) {
        self.conversation = conversation
        self.context = context
        self.start = start
        self.keepsRecord = keepsRecord
        now = start
        lastTranscriptAt = start
        dialogue = RunningDialogue(conversation.reducer, context, notesDigests: keepsRecord)
        line = conversation.line?.line(
            for: context, at: start, streams: conversation.reducer.streams)
        caller = Caller(
            profile: conversation.profile, streams: conversation.reducer.streams,
            key: context.caller, attempt: context.attempt, today: context.today, at: start)
        recordedPlace = conversation.recorded == nil ? nil : 0
    }

    /// Begins the call; it may be over at once.
    public mutating func begin() {
        left = conversation.options.maximumEvents
        note(.sessionStarted)
        if line != nil { scheduleFrame() }
        feed(.callStarted(context))
        if end == nil { settle() }
        finishIfOver()
    }

    /// Whether the call has come to its end.
    public var isOver: Bool { end != nil }

    /// When something happens next, not before the last instant; nil once the call is over, and
    /// `SimulationTime.distantFuture` while all waits for an utterance to be delivered.
    public var nextInstant: SimulationTime? {
        isOver ? nil : agenda.firstInstant ?? (held.isEmpty ? now : .distantFuture)
    }

    /// The work on an utterance is done: it reaches the engine, after those before it.
    ///
    /// - Parameters:
    ///   - utterance: Number of the utterance, as `utteranceClosed` told it.
    ///   - isLost: Whether the work failed: then nothing was heard.
    ///   - time: When, not before the last instant.
    public mutating func deliver(_ utterance: UInt16, isLost: Bool, at time: SimulationTime) {
        guard !isOver, let place = held.firstIndex(where: { $0.utterance == utterance })
        else { return }
        held[place].isDone = true
        held[place].isLost = isLost
        while let first = held.first, first.isDone {
            held.removeFirst()
            let heardAt =
                first.closedAt + SimulationDuration(seconds: max(0, first.reading.delaySeconds))
            send(first.isLost ? .hypotheses([]) : first.reading.content, at: max(time, heardAt))
        }
    }

    /// Lets the next thing happen; nothing once the call is over.
    public mutating func advance() {
        guard !isOver else { return }
        guard let (time, item) = agenda.popFirst() else {
            stop(.stalled)
            return finishIfOver()
        }
        now = time
        if item != .frame { left -= 1 }
        if left < 0 { stop(.eventBudget) }
        if (now - start).seconds > conversation.options.maximumSeconds { stop(.timeBudget) }
        if end == nil { happen(item) }
        finishIfOver()
    }

    /// Lets everything happen that is due at an instant.
    public mutating func advance(to time: SimulationTime) {
        while let next = nextInstant, next <= time { advance() }
    }

    /// A supervisor's order reaches the voice agent.
    ///
    /// - Parameters:
    ///   - lever: The order.
    ///   - time: When, not before the last instant.
    public mutating func move(_ lever: Lever, at time: SimulationTime) {
        guard !isOver else { return }
        now = max(now, time)
        feed(.lever(lever))
        if end == nil { settle() }
        finishIfOver()
    }

    /// The notices since they were last taken, in order.
    public mutating func takeNotices() -> [TimedNotice] {
        let taken = notices
        notices = []
        return taken
    }

    private mutating func finishIfOver() {
        if isOver { finish() }
    }

    private mutating func stop(_ defect: ConversationDefect) {
        guard end == nil else { return }
        defects.append(defect)
        end = .stopped(defect)
    }

    private mutating func happen(_ item: CourseItem) {
        switch item {
        case .promptEnds(let handle): promptEnds(handle)
        case .callerStarts: callerStarts()
        case .callerWord: callerWord()
        case .callerStops: callerStops()
        case .impulse: followImpulse()
        case .frame: frameEnds()
        case .timer(let timer): feed(.timerFired(timer))
        case .input(let input): feed(input)
        }
        if end == nil { settle() }
    }

    // MARK: The line

    private mutating func scheduleFrame() {
        guard let line else { return }
        agenda.add(.frame, at: now + SimulationDuration(seconds: line.frameSeconds))
    }

    /// Hears a frame of the line; the engine learns what was found in it.
    private mutating func frameEnds() {
        guard let line else { return }
        framesAlone = agenda.hasOnlyFrames ? framesAlone + 1 : 0
        if Double(framesAlone) * line.frameSeconds > Self.longestStall { return stop(.stalled) }
        let findings = line.listen(
            until: now, question: dialogue.question, wantsPartials: wantsPartials)
        if let failure = line.failure { return stop(.line(failure)) }
        for finding in findings where end == nil {
            switch finding {
            case .speechStarted: feed(.speechStarted)
            case .speechStopped: feed(.speechStopped)
            case .partial(let text): feed(.partialTranscript(text))
            case .sound(let sound): feed(.soundJudged(sound))
            }
        }
        scheduleFrame()
    }

    /// Whether words so far matter: while a prompt sounds, or was cut and may have to go on, unless the
    /// line tells who wants the word without them.
    var wantsPartials: Bool {
        if conversation.options.sendsAllPartials { return true }
        return !(line?.judgesSounds ?? false) && (sounding != nil || dialogue.isPromptCut)
    }

    /// Seconds of sound after which a call in which nothing is planned counts as stalled.
    private static let longestStall = 60.0

    // MARK: The engine

    /// Feeds an input, and those that arise from it, in order.
    mutating func feed(_ input: DialogueInput) {
        pending.append(input)
        guard !isFeeding else { return }
        isFeeding = true
        var place = 0
        while place < pending.count, end == nil {
            let next = pending[place]
            place += 1
            dialogue.take(next, at: now)
            if keepsRecord {
                inputs.append(TimedInput(time: now, input: next))
                records += dialogue.records
            }
            tell(of: next, dialogue.records)
            for effect in dialogue.effects { carryOut(effect) }
        }
        pending.removeAll(keepingCapacity: true)
        isFeeding = false
    }

    /// Tells the world outside what the engine made of an input.
    private mutating func tell(of input: DialogueInput, _ records: [DialogueRecord]) {
        deeds.note(records)
        switch input {
        case .finalTranscript, .understood:
            let place = turnWatch.utterancesRead
            if let turn = turnWatch.read(records) {
                note(.turnJudged(turn))
                if closed.indices.contains(place) { closed[place].fate = turn.fate }
            }
        default: break
        }
        for record in records {
            switch record.event {
            case .repairEntered(let pattern, _): note(.repairEntered(pattern))
            case .fallback(let trigger, _, _): note(.fellBack(trigger))
            case .verified(let level, _, let passed):
                note(.verified(level: level, passed: passed))
            default: break
            }
        }
    }

    private mutating func carryOut(_ effect: DialogueEffect) {
        switch effect {
        case .say(let utterance):
            queue.append(utterance)
            if sounding == nil { soundNext() }
        case .stopSpeaking: cutPrompts()
        case .finishListening: closeUtterance()
        case .setTimer(let timer, let time): agenda.add(.timer(timer), at: max(time, now))
        case .cancelTimer(let timer): agenda.remove(.timer(timer))
        case .callTool(let call, let tool, let values):
            let isWrong = isWrong(tool, values)
            deeds.act(isWrong: isWrong)
            note(.toolCalled(tool, isWrong: isWrong))
            let needed = conversation.reducer.model[tool].level
            if dialogue.level < needed { defects.append(.actionBelowLevel(tool)) }
            if !areUsable(values, by: tool) { defects.append(.unusableValue(tool)) }
            ask(.tool(tool), values, call)
        case .verify(let call, let factor, let values):
            ask(.verification(factor: factor), values, call)
        case .handoff(let package):
            note(
                .handedOff(
                    package,
                    HandoffContext(
                        package, goal: caller.goal, served: deeds.completed,
                        misunderstood: turnWatch.misunderstood,
                        translation: conversation.translation)))
            conclude(.handedOff, .handedOff)
        case .end(let outcome): conclude(.endedByAgent, outcome)
        }
    }

    /// Whether a tool is called for a wish that the caller does not have, or with a value that is not
    /// the caller's.
    private func isWrong(_ tool: ToolID, _ values: [SlotValue]) -> Bool {
        let model = conversation.reducer.model
        let intent = dialogue.stack.last { $0.intent != nil }?.intent
        if model[tool].changesWorld, let intent,
            !caller.goal.intents.contains(model[intent].name)
        {
            return true
        }
        return zip(model[tool].needs, values).contains { slot, value in
            guard let fact = caller.goal.fact(model[slot].name),
                let wanted = conversation.translation.value(fact.value, of: slot)
            else { return false }
            // Whom the line identified is the caller.
            return wanted != value && value != .ofLine
        }
    }

    /// Whether a tool is told a value of each slot, or why there is none.
    private func areUsable(_ values: [SlotValue], by tool: ToolID) -> Bool {
        let model = conversation.reducer.model
        return zip(model[tool].needs, values).allSatisfy { slot, value in
            model[slot].grammar.holds(value) && value != .leftOut
                || value == .leftOut && model[slot].isOptional
                || value == .ofLine && context.level > 0
        }
    }

    private mutating func ask(
        _ matter: WorldRequest.Matter, _ values: [SlotValue], _ call: CallID
    ) {
        let request = WorldRequest(
            matter: matter, values: values, goal: caller.goal, caller: context.caller,
            attempt: context.attempt, ordinal: asked.count { $0 == matter })
        asked.append(matter)
        let reply = conversation.world.answer(request, streams: conversation.reducer.streams)
        let delay = max(0, reply.delaySeconds) * (disturbance?.latencyFactor ?? 1)
        let time = now + SimulationDuration(seconds: delay)
        if case .tool(let tool) = matter, isBroken(tool, request.ordinal) {
            return agenda.add(.input(.toolFailed(call)), at: time)
        }
        switch (matter, reply.content) {
        case (.verification, .verdict(let passed)):
            agenda.add(.input(.verificationAnswered(call, passed: passed)), at: time)
        case (.verification, _):
            agenda.add(.input(.verificationAnswered(call, passed: false)), at: time)
        case (.tool, .values(let values)):
            agenda.add(.input(.toolAnswered(call, values)), at: time)
        case (.tool, _): agenda.add(.input(.toolFailed(call)), at: time)
        }
    }

    /// Whether a fault makes a request of a tool fail.
    private func isBroken(_ tool: ToolID, _ ordinal: Int) -> Bool {
        guard let chance = disturbance?.failure(of: tool), chance > 0 else { return false }
        let streams = conversation.reducer.streams
        return streams.uniform(
            .faultTool, context.caller, attempt: context.attempt, turn: tool.rawValue,
            draw: UInt32(truncatingIfNeeded: ordinal)) < chance
    }

    mutating func conclude(_ reason: ConversationEnd, _ outcome: DialogueOutcome) {
        guard end == nil else { return }
        end = reason
        self.outcome = outcome
    }

    mutating func note(_ notice: ConversationNotice) {
        notices.append(TimedNotice(time: now, notice: notice))
    }
}
