public import Distributions

/// How a caller behaves, whatever they want.
///
/// Probabilities lie in [0, 1], rates are per minute, durations in seconds. Where no source is named
/// in a preset, the value is assumed.
public struct Persona: Equatable, Sendable {
    /// Name, for reports.
    public var name: String
    /// Weight among the personas of a profile, > 0.
    public var weight: Double
    /// What kind of caller it is.
    public var behaviour: Behaviour

    /// Probability of giving a further fact that was not asked for, per opportunity.
    public var overInforms: Double
    /// Probability of answering a wish question in a word or two, or a value question with less
    /// than the value.
    public var underInforms: Double
    /// Probability of saying the right value at once when a wrong one was understood.
    public var corrects: Double
    /// Probability of letting a wrong value pass as right.
    public var misses: Double
    /// Probability of hedging a yes or a no.
    public var hedges: Double
    /// Probability of a disfluency in an utterance.
    public var hesitates: Double
    /// Probability of asking for a person at the first question.
    public var wantsPerson: Double
    /// Probability of saying first, in a further call about the same wish, that it is one.
    public var mentionsEarlierCall = 0.0
    /// Probability of saying digits in groups instead of singly, and doubled ones as "double".
    public var groupsDigits: Double
    /// Probability of a pause between two groups of a spelled value.
    public var pausesInside: Double
    /// Probability that a fact of the goal is not known to this caller.
    public var knowledgeGap: Double
    /// Probability of leaving at a silence of the voice agent after an own turn.
    public var turnHangup: Double

    /// Speech rate, words per second.
    public var wordsPerSecond: Double
    /// Time from the end of a prompt to the first word of the answer.
    public var reaction: ShiftedLaw
    /// Pauses inside an utterance.
    public var pause: ShiftedLaw
    /// Time to look a fact up.
    public var lookUp: ShiftedLaw
    /// Silence of the voice agent that is borne, drawn anew for each turn; nil leaves it to the
    /// hazard of hanging up.
    public var silencePatience: Law?
    /// What competes with patience.
    public var hazards: CallerHazards

    /// Kinds of callers.
    public enum Behaviour: UInt8, Hashable, Sendable, CaseIterable {
        /// Wants the goal served.
        case cooperative
        /// Asks for actions with the identity facts of somebody else.
        case impostor
        /// Says instructions to the machine instead of answers.
        case injector
        /// Says far too much.
        case flooder
        /// Presses keys at random.
        case keyMasher
        /// Says words at random.
        case babbler
        /// Never says anything.
        case silent
        /// Says the first utterance again and again.
        case parrot
        /// Has another wish at every turn.
        case drifter

        /// Name in files and logs.
        public var name: String { String(describing: self) }
    }
}

/// A law of durations in seconds, `shift` later.
public struct ShiftedLaw: Hashable, Sendable {
    /// Median of the lognormal part, seconds; 0 makes the duration constant.
    public var median: Double
    /// Standard deviation of its logarithm.
    public var sigma: Double
    /// Added to every draw, seconds.
    public var shift: Double

    /// Stores a law.
    public init(median: Double, sigma: Double, shift: Double = 0) {
        self.median = median
        self.sigma = sigma
        self.shift = shift
    }

    /// Always the same duration.
    public static func constant(_ seconds: Double) -> Self {
        ShiftedLaw(median: 0, sigma: 0, shift: seconds)
    }

    /// The law of durations in another unit, so that their median is a given one: the form stays.
    ///
    /// - Parameter seconds: Median of the whole duration, seconds, at least 0.
    /// - Returns: The law; where all durations are 0, the constant one.
    public func scaled(toMedian seconds: Double) -> Self {
        guard median + shift > 0 else { return .constant(seconds) }
        let factor = seconds / (median + shift)
        return ShiftedLaw(median: median * factor, sigma: sigma, shift: shift * factor)
    }
}

/// Rates at which a caller does something else than answer.
public struct CallerHazards: Hashable, Sendable {
    /// Rules of each hazard, by the raw value of `CallerHazard`.
    public var rules: [HazardRule]
    /// Seconds of silence after which a check-in comes for certain; nil leaves it to its hazard.
    public var checkInAfter: Double?
    /// Unanswered check-ins after which the caller leaves instead of checking in again; nil: never.
    public var leavesAfterCheckIns: Int?

    /// Hazards that never happen.
    public static let none = CallerHazards(
        rules: Array(repeating: .never, count: CallerHazard.allCases.count), checkInAfter: nil,
        leavesAfterCheckIns: nil)

    /// Stores rules; one for each hazard.
    public init(rules: [HazardRule], checkInAfter: Double?, leavesAfterCheckIns: Int?) {
        precondition(rules.count == CallerHazard.allCases.count, "one rule for each hazard")
        self.rules = rules
        self.checkInAfter = checkInAfter
        self.leavesAfterCheckIns = leavesAfterCheckIns
    }

    /// The rule of a hazard.
    public subscript(_ hazard: CallerHazard) -> HazardRule {
        get { rules[Int(hazard.rawValue)] }
        set { rules[Int(hazard.rawValue)] = newValue }
    }
}

/// What can happen in continuous time.
public enum CallerHazard: UInt8, Hashable, Sendable, CaseIterable {
    /// Says again what was said, into a silence.
    case speak
    /// "Hello?"
    case checkIn
    /// Speaks into a prompt.
    case interrupt
    /// Presses 0.
    case pressZero
    /// Asks for a person.
    case askForPerson
    /// Leaves.
    case hangUp
    /// "Uh huh" into a prompt.
    case backchannel
    /// A sound without words.
    case tic
    /// Words to somebody else.
    case sideSpeech

    /// Name in logs.
    public var name: String { String(describing: self) }
}

/// A log-linear hazard: rate = base x exp(sum of coefficient x covariate), per second.
public struct HazardRule: Hashable, Sendable {
    /// Rate per second while the voice agent is silent and the caller waits for it; 0 never.
    public var silent: Double
    /// Rate per second while the voice agent talks.
    public var talking: Double
    /// Factor after a repair prompt, until the next turn.
    public var afterRepair: Double
    /// Per second of the current silence.
    public var perSilenceSecond: Double
    /// Per minute of the call so far.
    public var perCallMinute: Double
    /// Per repetition of one question.
    public var perRepeat: Double
    /// Per misunderstanding so far.
    public var perMisunderstanding: Double
    /// Per earlier contact about the same wish.
    public var perPriorContact: Double

    /// Never happens.
    public static let never = HazardRule(silent: 0, talking: 0)

    /// Stores a rule.
    public init(
        silent: Double, talking: Double, afterRepair: Double = 1, perSilenceSecond: Double = 0,
        perCallMinute: Double = 0, perRepeat: Double = 0, perMisunderstanding: Double = 0,
        perPriorContact: Double = 0
    ) {
        self.silent = silent
        self.talking = talking
        self.afterRepair = afterRepair
        self.perSilenceSecond = perSilenceSecond
        self.perCallMinute = perCallMinute
        self.perRepeat = perRepeat
        self.perMisunderstanding = perMisunderstanding
        self.perPriorContact = perPriorContact
    }
}
