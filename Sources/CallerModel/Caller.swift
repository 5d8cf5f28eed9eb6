import Distributions
public import TwinPrimitives

/// One simulated caller during one call.
///
/// Told what the voice agent does and when, it plans what it says, and when it loses patience. A
/// value: copying it forks the caller. All draws are keyed by (caller, attempt, own turn), so the
/// same prompts at the same instants give the same answers.
public struct Caller: Sendable {
    /// What is wanted.
    public let goal: CallerGoal
    /// How it behaves.
    public let persona: Persona
    /// How it words what it means.
    public let wordings: CallerWordings
    /// Whose random numbers are drawn.
    public let key: CallerKey
    /// Attempt, from 0.
    public let attempt: UInt16

    let streams: RandomStreams
    let sayings: Sayings
    /// What the caller believes: the goal's facts, wrong ones for an impostor, without the gaps.
    let facts: [CallerFact]

    /// Own turns so far.
    public internal(set) var turns: UInt16 = 0
    /// Place of the current wish among the goal's.
    public internal(set) var wish = 0

    var clock: HazardClock
    var covariates = HazardCovariates()
    var startedAt: SimulationTime
    /// The question to answer, the latest one.
    var question: HeardAct?
    /// Values that were said in passing, and are wrong.
    var objections: [String] = []
    /// A slot whose value was read back wrong.
    var wrongSlot: String?
    /// The prompt that sounds.
    var sounding: HeardAct?
    /// Whether that prompt is answered already.
    var hasAnsweredAhead = false
    var hasSpokenSinceSilence = false
    var uncheckedCheckIns = 0
    /// Since when the next check-in of a silence is waited for.
    var quietSince = SimulationTime.zero
    var lookedUp: [String] = []
    var lastAnswer: [CallerSegment] = []
    var isWishTaken = false
    var hasAskedForPerson = false
    var unknowns = 0
    var draws: UInt32 = 0
    var spellCount: UInt32 = 0
    /// When patience with the current silence ends; nil: never.
    var deadline: (time: SimulationTime, leaves: Leaving)?

    /// Draws a caller.
    ///
    /// - Parameters:
    ///   - profile: What callers there are.
    ///   - streams: Random numbers of the run.
    ///   - key: Who calls.
    ///   - attempt: The caller's attempt, from 0; goal and persona are those of the first.
    ///   - today: The day of the call.
    ///   - time: When the call begins.
    public init(
        profile: CallerProfile, streams: RandomStreams, key: CallerKey, attempt: UInt16 = 0,
        today: CivilDate, at time: SimulationTime
    ) {
        let goalDraw = streams.uniform(.goal, key)
        goal = profile.goals[CallerProfile.pick(profile.goals.map(\.weight), goalDraw)]
        let personaDraw = streams.uniform(.persona, key)
        persona = profile.personas[CallerProfile.pick(profile.personas.map(\.weight), personaDraw)]
        wordings = profile.wordings
        sayings = Sayings(currency: profile.currency, today: today)
        self.key = key
        self.attempt = attempt
        self.streams = streams
        startedAt = time
        clock = HazardClock(streams: streams, key: key, attempt: attempt)
        covariates.priorContacts = Int(attempt)
        var facts: [CallerFact] = []
        for (place, fact) in goal.facts.enumerated() {
            let draw = streams.uniform(.goal, key, draw: UInt32(place) + 1)
            guard draw >= persona.knowledgeGap else { continue }
            var known = fact
            if persona.behaviour == .impostor, fact.isIdentity {
                known.value = fact.value.falsified
                known.sayings = []
            }
            facts.append(known)
        }
        self.facts = facts
    }

    /// The intent that is wanted now.
    public var intent: String { goal.intents[min(wish, goal.intents.count - 1)] }

    /// Unit-exponential hazard of leaving that is left: the patience carried into a queue.
    ///
    /// A queue's patience law turns it into seconds with its inverse cumulative hazard.
    public var remainingPatience: Double { clock.remaining }

    /// The fact of a slot that this caller goes by.
    func fact(_ slot: String) -> CallerFact? { facts.first { $0.slot == slot } }

    /// A uniform number; the next of this turn for a purpose.
    mutating func draw(_ purpose: RandomPurpose) -> Double {
        draws += 1
        return streams.uniform(purpose, key, attempt: attempt, turn: turns, draw: draws)
    }

    /// Whether something of a probability happens.
    mutating func happens(_ probability: Double) -> Bool {
        probability > 0 && draw(.persona) < probability
    }

    /// One of several wordings.
    mutating func choose(_ phrases: [String]) -> String {
        phrases[min(Int(draw(.wording) * Double(phrases.count)), phrases.count - 1)]
    }

    /// A duration of a law.
    mutating func duration(_ law: ShiftedLaw) -> Double {
        guard law.median > 0 else { return law.shift }
        let normal = law.sigma > 0 ? PortableMath.inverseNormal(draw(.reaction)) : 0
        return law.shift + law.median * PortableMath.exp(law.sigma * normal)
    }
}

/// What a check of a caller's conduct found.
public enum CallerFinding: Hashable, Sendable {
    /// A value was said that no fact of the goal has.
    case factOutsideGoal(slot: String)
    /// A wish was said that the goal has not.
    case wishOutsideGoal(intent: String)
}

/// Why a caller leaves.
///
/// Raw values are part of logs: append only.
public enum Leaving: UInt8, Hashable, Sendable, CaseIterable {
    /// The hazard of hanging up fired.
    case impatience
    /// A silence was longer than the patience with it.
    case silence
    /// Check-ins stayed unanswered.
    case uncheckedCheckIns
    /// The chance of leaving at a turn came up.
    case turnChance

    /// Name in logs.
    public var name: String { String(describing: self) }
}

extension CallerValue {
    /// Another value of the same kind, as an impostor would give it.
    var falsified: CallerValue {
        switch self {
        case .digits(let text): .digits(Self.turned(text, 48...57, by: 3))
        case .letters(let text): .letters(Self.turned(text.uppercased(), 65...90, by: 5))
        case .amount(let units): .amount(minorUnits: units + 1700)
        case .number(let number): .number(number + 7)
        case .date(let date): .date(date.adding(days: -37))
        case .time(let minute): .time(minuteOfDay: (minute + 85) % 1440)
        case .name: .name("john doe")
        case .choice: .choice("something else")
        case .yesNo(let isYes): .yesNo(!isYes)
        case .text: .text("something else")
        }
    }

    /// A text in which each character of a range is another one of it.
    private static func turned(_ text: String, _ range: ClosedRange<UInt8>, by step: UInt8)
        -> String
    {
        let size = UInt8(range.count)
        let bytes = text.utf8.map { byte in
            range.contains(byte) ? (byte - range.lowerBound + step) % size + range.lowerBound : byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
