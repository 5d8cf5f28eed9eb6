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
    var speaking: SegmentInProgress?

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
    /// Requests to the world that do, in order.
    var heldRequests: [HeldRequest] = []

    /// What the world was asked, in order.
    var asked: [WorldRequest.Matter] = []

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
        dialogue = RunningDialogue(conversation.reducer, context, keepsRecord: keepsRecord)
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
    /// `SimulationTime.distantFuture` while all waits for what is outside to deliver.
    public var nextInstant: SimulationTime? {
        isOver ? nil : agenda.firstInstant ?? (waitsForOutside ? .distantFuture : now)
    }

    /// Lets the next thing happen; nothing once the call is over.
    public mutating func advance() {
        guard !isOver else { return }
        guard let next = agenda.popFirst() else {
            stop(.stalled)
            return finishIfOver()
        }
        now = next.time
        if next.item != .frame { left -= 1 }
        if left < 0 { stop(.eventBudget) }
        if (now - start).seconds > conversation.options.maximumSeconds { stop(.timeBudget) }
        if end == nil { happen(next.item, next.input) }
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

    private mutating func happen(_ item: CourseItem, _ input: DialogueInput?) {
        switch item {
        case .promptEnds(let handle): promptEnds(handle)
        case .callerStarts: callerStarts()
        case .callerWord: callerWord()
        case .callerStops: callerStops()
        case .impulse: followImpulse()
        case .frame: frameEnds()
        case .timer(let timer): feed(.timerFired(timer))
        case .input: if let input { feed(input) }
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
        framesAlone = agenda.hasOnlyFrames && !waitsForOutside ? framesAlone + 1 : 0
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
        guard !isFeeding else { return pending.append(input) }
        isFeeding = true
        if end == nil { react(to: input) }
        var place = 0
        while place < pending.count, end == nil {
            react(to: pending[place])
            place += 1
        }
        if !pending.isEmpty { pending.removeAll(keepingCapacity: true) }
        isFeeding = false
    }

    /// Lets the engine take an input in, and carries out what it wants.
    private mutating func react(to input: DialogueInput) {
        let reaction = dialogue.take(input, at: now)
        if keepsRecord {
            inputs.append(TimedInput(time: now, input: input))
            records += reaction.records
        }
        tell(of: input, reaction.records)
        for effect in reaction.effects { carryOut(effect) }
        dialogue.giveBack(reaction)
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
            case .flow(let flow, .started) where conversation.isWished(flow),
                .flow(let flow, .resumed) where conversation.isWished(flow):
                note(.flowEntered(flow))
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

    mutating func conclude(_ reason: ConversationEnd, _ outcome: DialogueOutcome) {
        guard end == nil else { return }
        end = reason
        self.outcome = outcome
    }

    mutating func note(_ notice: ConversationNotice) {
        notices.append(TimedNotice(time: now, notice: notice))
    }
}
