/// How understanding is turned into action.
public struct DecisionRules: Hashable, Sendable {
    /// Which rule decides.
    public enum Mode: UInt8, Hashable, Sendable, CaseIterable {
        /// The action of least expected cost, with calibrated probabilities.
        case cost
        /// Fixed thresholds on the score.
        case thresholds
    }

    /// Which rule decides.
    public var mode: Mode
    /// Threshold mode: at or above it, from 0 to 1, a reading is acted on; not below `confirm`.
    ///
    /// Cost mode has no use for it.
    public var accept: Score
    /// Threshold mode: at or above it, and below `accept`, a reading is confirmed.
    ///
    /// Both modes: at or above it, from 0 to 1, what is said about the conversation itself, and a wish
    /// beyond policy, is acted on.
    public var confirm: Score
    /// Threshold mode: two readings closer than this, from 0 to 1, are clarified.
    public var ambiguityGap: Score
    /// Both modes: an utterance at or above this out-of-scope probability, 0 to 1, is not acted on.
    public var outOfScope: Score
    /// Both modes: a yes or a no below it settles nothing; the question is asked again.
    public var consent: Score
    /// Cost of acting on a wrong reading, one for each risk class in the order of `RiskClass`; in
    /// questions, 0 or more; a question costs 1.
    public var wrong: [Double]
    /// Cost of a confirmation in passing, in questions, 0 or more.
    public var confirmImplicitly: Double
    /// Cost of a confirmation by question, in questions, 0 or more.
    public var confirmExplicitly: Double
    /// Cost of a clarifying question, in questions, 0 or more.
    public var clarify: Double
    /// Cost of asking the caller to say it again, with what that leads to; in questions, 0 or more.
    public var rephrase: Double
    /// Cost of a handoff to a person, in questions, 0 or more.
    public var person: Double
    /// Probability that a caller lets a wrong value said in passing stand, 0 to 1.
    public var missedCorrection: Double

    /// Costs in questions: assumed, in the ratio 20 of reference practice for money.
    public static let standard = DecisionRules(
        mode: .cost, accept: Score(0.7), confirm: Score(0.4), ambiguityGap: Score(0.1),
        outOfScope: Score(0.6), consent: Score(0.4), wrong: [3, 8, 12, 20], confirmImplicitly: 0.3,
        confirmExplicitly: 1, clarify: 1.2, rephrase: 1.6, person: 12, missedCorrection: 0.3)

    /// Stores the parts.
    public init(
        mode: Mode, accept: Score, confirm: Score, ambiguityGap: Score, outOfScope: Score,
        consent: Score, wrong: [Double], confirmImplicitly: Double, confirmExplicitly: Double,
        clarify: Double,
        rephrase: Double, person: Double, missedCorrection: Double
    ) {
        self.mode = mode
        self.accept = accept
        self.confirm = confirm
        self.ambiguityGap = ambiguityGap
        self.outOfScope = outOfScope
        self.consent = consent
        self.wrong = wrong
        self.confirmImplicitly = confirmImplicitly
        self.confirmExplicitly = confirmExplicitly
        self.clarify = clarify
        self.rephrase = rephrase
        self.person = person
        self.missedCorrection = missedCorrection
    }
}

/// When the voice agent gives up.
///
/// A limit of zero, or nil, switches its trigger off; that on turns always holds.
public struct FallbackRules: Hashable, Sendable {
    /// A turn whose best reading is below this is reason enough.
    public var turnConfidence: Score?
    /// No-matches in a row.
    public var noMatch: Int
    /// No-inputs in a row.
    public var noInput: Int
    /// Leaky failure score F <- decay F + weight of the event: share kept from turn to turn,
    /// 0 (each turn begins anew) to 1 (nothing is forgotten).
    public var scoreDecay: Double
    /// Limit of the failure score, 0 or more; 0 is off.
    public var scoreLimit: Double
    /// Weights of a no-match, a no-input, a rejected value, a correction: four, each 0 or more.
    public var scoreWeights: [Double]
    /// Turns without a newly confirmed slot or a finished step.
    public var noProgressTurns: Int
    /// Turns of the caller in a call; always in force.
    public var maximumTurns: Int
    /// Seconds of a call; 0 is off.
    public var maximumSeconds: Double
    /// Times one question is asked.
    public var sameQuestion: Int
    /// Limit of the affect score, the sum over the turns of what their words show (`SpeechMarkers`);
    /// 0 is off.
    public var affect: Int
    /// Which request for a person is granted: 1 at once, 2 after an offer to help; 0 never.
    public var personRequests: Int
    /// Tool failures in a call.
    public var toolFailures: Int
    /// Seconds that a tool may take; 0 is off.
    public var toolSeconds: Double
    /// Failed verifications in a call.
    public var verificationFailures: Int
    /// Whether a wish beyond policy leads to a person.
    public var policyBoundary: Bool
    /// What happens then.
    public var exit: FallbackExit

    /// Values for a service that has people behind it; each is assumed.
    public static let standard = FallbackRules(
        turnConfidence: nil, noMatch: 3, noInput: 3, scoreDecay: 0.8, scoreLimit: 4,
        scoreWeights: [1, 0.7, 1, 0.5], noProgressTurns: 8, maximumTurns: 40,
        maximumSeconds: 900, sameQuestion: 4, affect: 6, personRequests: 2, toolFailures: 3,
        toolSeconds: 10, verificationFailures: 3, policyBoundary: true, exit: .handoff)

    /// Stores the parts.
    public init(
        turnConfidence: Score? = nil, noMatch: Int, noInput: Int, scoreDecay: Double,
        scoreLimit: Double, scoreWeights: [Double], noProgressTurns: Int, maximumTurns: Int,
        maximumSeconds: Double, sameQuestion: Int, affect: Int, personRequests: Int,
        toolFailures: Int, toolSeconds: Double, verificationFailures: Int, policyBoundary: Bool,
        exit: FallbackExit
    ) {
        self.turnConfidence = turnConfidence
        self.noMatch = noMatch
        self.noInput = noInput
        self.scoreDecay = scoreDecay
        self.scoreLimit = scoreLimit
        self.scoreWeights = scoreWeights
        self.noProgressTurns = noProgressTurns
        self.maximumTurns = maximumTurns
        self.maximumSeconds = maximumSeconds
        self.sameQuestion = sameQuestion
        self.affect = affect
        self.personRequests = personRequests
        self.toolFailures = toolFailures
        self.toolSeconds = toolSeconds
        self.verificationFailures = verificationFailures
        self.policyBoundary = policyBoundary
        self.exit = exit
    }
}

/// What happens when a fallback trigger fires.
public enum FallbackExit: UInt8, Hashable, Sendable, CaseIterable {
    /// A person takes over.
    case handoff
    /// The call ends with an apology.
    case end
}

/// Why the voice agent gave up.
///
/// Raw values are part of logs: append only.
public enum FallbackTrigger: UInt8, Hashable, Sendable, CaseIterable {
    /// One turn was understood too badly.
    case turnConfidence
    /// Too many no-matches in a row.
    case noMatch
    /// Too many no-inputs in a row.
    case noInput
    /// The failure score reached its limit.
    case failureScore
    /// Too many turns without progress.
    case noProgress
    /// Too many turns.
    case turnLimit
    /// Too long a call.
    case timeLimit
    /// One question too often.
    case sameQuestion
    /// The caller is upset.
    case affect
    /// The caller asked for a person.
    case personRequested
    /// A tool failed too often, or took too long.
    case tool
    /// The caller could not be verified.
    case verification
    /// The wish is beyond what the voice agent may do.
    case policyBoundary
    /// A supervisor said so.
    case lever
    /// The engine's own guard: more steps on one input, or more flows upon one another, than any
    /// sound model has.
    case loopGuard

    /// Name in model files and logs.
    public var name: String { Self.names[Int(rawValue)] }

    /// Names by raw value; asking the language for one takes a microsecond.
    private static let names = allCases.map { String(describing: $0) }
}

/// Where people are found, and what they are told.
public struct HandoffRules: Hashable, Sendable {
    /// What the person is given.
    public enum Content: UInt8, Hashable, Sendable, CaseIterable {
        /// Nothing: the contact starts anew.
        case nothing
        /// The slots and what is known of them.
        case slots
        /// Slots and a summary.
        case summary
        /// Slots, summary, and the verification of the caller.
        case verified
    }

    /// What the person is given.
    public var content: Content
    /// Queue of the center that the contact goes to.
    public var queue: String
    /// What is said before.
    public var prompt: PromptID?

    /// Stores the parts.
    public init(content: Content, queue: String, prompt: PromptID? = nil) {
        self.content = content
        self.queue = queue
        self.prompt = prompt
    }
}

/// How well the voice agent remembers within a call.
public struct MemoryRules: Hashable, Sendable {
    /// Probability that a confirmed belief survives a turn, 0 (forgets all) to 1 (forgets nothing).
    public var fidelity: Double
    /// Whether values carry over from one flow to the next.
    public var carriesOver: Bool

    /// Forgets nothing.
    public static let standard = MemoryRules(fidelity: 1, carriesOver: true)

    /// Stores the parts.
    public init(fidelity: Double, carriesOver: Bool) {
        self.fidelity = fidelity
        self.carriesOver = carriesOver
    }
}

/// When to listen, to speak and to stop.
///
/// Times are in seconds.
public struct TimingRules: Hashable, Sendable {
    /// Silence after which the caller has finished, when any answer is expected.
    public var endpointSeconds: Double
    /// The same while digits, letters or an address are expected, said in groups with pauses.
    public var endpointSpelledSeconds: Double
    /// The same while a yes or a no is expected.
    public var endpointYesNoSeconds: Double
    /// Silence after a question that counts as no input.
    public var noInputSeconds: Double
    /// Longest utterance.
    public var maximumSpeechSeconds: Double
    /// Speech into a prompt that stops it.
    public var bargeInSeconds: Double
    /// Silence after a stopped prompt without words that makes it go on.
    public var falseInterruptionSeconds: Double
    /// Wait for a tool before something is said meanwhile; 0 is off.
    public var fillerSeconds: Double
    /// Words or phrases that stop a prompt at once when speech begins with them.
    public var stopWords: [String]
    /// Words or phrases that never stop a prompt; in the form that `Words` joined by spaces has.
    public var acknowledgements: [String]
    /// How long prompts take where no voice speaks them; nil: by their number of words.
    public var promptPace: PromptPace?

    /// Values within the documented ranges of current products (Vapi, LiveKit, Pipecat, VoiceXML).
    public static let standard = TimingRules(
        endpointSeconds: 0.7, endpointSpelledSeconds: 1.5, endpointYesNoSeconds: 0.4,
        noInputSeconds: 7, maximumSpeechSeconds: 20, bargeInSeconds: 0.3,
        falseInterruptionSeconds: 2, fillerSeconds: 1.5,
        stopWords: ["stop", "wait", "no"],
        acknowledgements: ["uh huh", "mm hmm", "okay", "yeah", "right", "i see"])

    /// Stores the parts.
    public init(
        endpointSeconds: Double, endpointSpelledSeconds: Double, endpointYesNoSeconds: Double,
        noInputSeconds: Double, maximumSpeechSeconds: Double, bargeInSeconds: Double,
        falseInterruptionSeconds: Double, fillerSeconds: Double, stopWords: [String],
        acknowledgements: [String]
    ) {
        self.endpointSeconds = endpointSeconds
        self.endpointSpelledSeconds = endpointSpelledSeconds
        self.endpointYesNoSeconds = endpointYesNoSeconds
        self.noInputSeconds = noInputSeconds
        self.maximumSpeechSeconds = maximumSpeechSeconds
        self.bargeInSeconds = bargeInSeconds
        self.falseInterruptionSeconds = falseInterruptionSeconds
        self.fillerSeconds = fillerSeconds
        self.stopWords = stopWords
        self.acknowledgements = acknowledgements
    }
}
