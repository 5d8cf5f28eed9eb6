import TwinPrimitives

/// The competing hazards of one call: each spends one unit exponential.
///
/// Within a spell (the voice agent silent, or talking) the covariates other than the silence itself
/// stand still, so a firing time is the exact inverse of the cumulative hazard
/// rate (exp(b s) - 1) / b. After a firing a new unit exponential is drawn.
struct HazardClock: Hashable, Sendable {
    /// What is going on, for the caller.
    enum Spell: UInt8, Hashable, Sendable {
        /// The caller's own turn: nothing competes.
        case own
        /// The voice agent is silent and the caller waits.
        case silent
        /// The voice agent talks.
        case talking
    }

    private(set) var spell = Spell.own
    /// Until when `left` is spent, and as of when rates are.
    private var since = SimulationTime.zero
    /// By the raw value of the hazard.
    private var courses: [Course]
    /// The hazard that fires first if the spell lasts, and when; nil: none does.
    private(set) var next: Firing?

    /// Where one hazard stands.
    struct Course: Hashable, Sendable {
        /// Cumulative hazard left until it fires.
        var left: Double
        var firings: UInt32 = 0
        var rate = 0.0
        var growth = 0.0
    }

    /// A hazard that will fire.
    struct Firing: Hashable, Sendable {
        var hazard: CallerHazard
        var time: SimulationTime
    }

    init(streams: RandomStreams, key: CallerKey, attempt: UInt16) {
        courses = CallerHazard.allCases.map { hazard in
            Course(left: Self.unit(hazard, 0, streams, key, attempt))
        }
    }

    private static func unit(
        _ hazard: CallerHazard, _ firing: UInt32, _ streams: RandomStreams, _ key: CallerKey,
        _ attempt: UInt16
    ) -> Double {
        -PortableMath.log(
            streams.uniform(
                .hazard, key, attempt: attempt, turn: UInt16(hazard.rawValue),
                draw: min(firing, 0xFF_FFFF)))
    }

    /// Cumulative hazard of leaving that is left.
    var remaining: Double { courses[Int(CallerHazard.hangUp.rawValue)].left }

    /// Takes what was spent from what is left; growing rates stand where they have grown to.
    private mutating func spend(until time: SimulationTime) {
        let seconds = max(0, (time - since).seconds)
        for place in courses.indices where courses[place].rate > 0 {
            courses[place].spend(seconds)
        }
        since = time
    }

    /// Ends the spell: what it spent is spent.
    private mutating func end(at time: SimulationTime) {
        guard spell != .own else {
            since = time
            return
        }
        spend(until: time)
        for place in courses.indices { courses[place].rate = 0 }
        spell = .own
        next = nil
    }

    /// Begins a spell.
    mutating func begin(
        _ new: Spell, at time: SimulationTime, rules: CallerHazards, covariates: HazardCovariates
    ) {
        end(at: time)
        spell = new
        guard new != .own else { return }
        for place in courses.indices {
            let rule = rules.rules[place]
            let base = new == .silent ? rule.silent : rule.talking
            guard base > 0 else { continue }
            courses[place].rate = base * covariates.factor(rule)
            courses[place].growth = new == .silent ? rule.perSilenceSecond : 0
        }
        next = firstFiring()
    }

    /// The hazard that fires first; ties go to the one named first.
    private func firstFiring() -> Firing? {
        var best: Firing?
        for hazard in CallerHazard.allCases {
            let course = courses[Int(hazard.rawValue)]
            guard course.rate > 0, let seconds = course.secondsLeft else { continue }
            let time = since + SimulationDuration(seconds: seconds)
            if time < best?.time ?? .distantFuture { best = Firing(hazard: hazard, time: time) }
        }
        return best
    }

    /// A hazard has fired: it begins anew, while the spell and its silence go on for all of them.
    mutating func fire(
        _ hazard: CallerHazard, at time: SimulationTime, streams: RandomStreams, key: CallerKey,
        attempt: UInt16
    ) {
        spend(until: time)
        let place = Int(hazard.rawValue)
        courses[place].firings += 1
        courses[place].left = Self.unit(
            hazard, courses[place].firings, streams, key, attempt)
        next = firstFiring()
    }
}

extension HazardClock.Course {
    /// Takes what some seconds spend from what is left.
    mutating func spend(_ seconds: Double) {
        guard growth != 0 else {
            left = max(0, left - rate * seconds)
            return
        }
        left = max(0, left - rate * PortableMath.expm1(growth * seconds) / growth)
        rate *= PortableMath.exp(growth * seconds)
    }

    /// Seconds until it fires; nil: never, as a falling hazard may never spend what is left.
    var secondsLeft: Double? {
        let scaled = left / rate
        if growth == 0 { return scaled }
        return scaled * growth <= -1 ? nil : PortableMath.log1p(scaled * growth) / growth
    }
}

/// What hazards depend on beside the silence.
struct HazardCovariates: Hashable, Sendable {
    var callMinutes = 0.0
    var repeats = 0
    var misunderstandings = 0
    var priorContacts = 0
    var isAfterRepair = false

    /// The factor on a rule's base rate.
    func factor(_ rule: HazardRule) -> Double {
        let sum =
            rule.perCallMinute * callMinutes + rule.perRepeat * Double(repeats)
            + rule.perMisunderstanding * Double(misunderstandings)
            + rule.perPriorContact * Double(priorContacts)
        // Most rules depend on nothing; the exponential of 0 is 1.
        return (sum == 0 ? 1 : PortableMath.exp(sum)) * (isAfterRepair ? rule.afterRepair : 1)
    }
}
