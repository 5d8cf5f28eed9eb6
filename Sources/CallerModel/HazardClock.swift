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
    /// Until when `left` is spent, and as of when `rates` are.
    private var since = SimulationTime.zero
    /// Cumulative hazard left until each fires.
    private var left: [Double]
    private var firings: [UInt32]
    private var rates: [Double]
    private var growths: [Double]

    init(streams: RandomStreams, key: CallerKey, attempt: UInt16) {
        let count = CallerHazard.allCases.count
        left = Array(repeating: 0, count: count)
        firings = Array(repeating: 0, count: count)
        rates = Array(repeating: 0, count: count)
        growths = Array(repeating: 0, count: count)
        for hazard in CallerHazard.allCases {
            left[Int(hazard.rawValue)] = Self.unit(hazard, 0, streams, key, attempt)
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
    var remaining: Double { left[Int(CallerHazard.hangUp.rawValue)] }

    /// Takes what was spent from what is left; growing rates stand where they have grown to.
    private mutating func spend(until time: SimulationTime) {
        let seconds = max(0, (time - since).seconds)
        for place in left.indices where rates[place] > 0 {
            left[place] = max(0, left[place] - spent(place, seconds))
            if growths[place] != 0 { rates[place] *= PortableMath.exp(growths[place] * seconds) }
        }
        since = time
    }

    /// Ends the spell: what it spent is spent.
    mutating func end(at time: SimulationTime) {
        spend(until: time)
        for place in rates.indices { rates[place] = 0 }
        spell = .own
    }

    private func spent(_ place: Int, _ seconds: Double) -> Double {
        let growth = growths[place]
        if growth == 0 { return rates[place] * seconds }
        return rates[place] * PortableMath.expm1(growth * seconds) / growth
    }

    /// Begins a spell.
    mutating func begin(
        _ new: Spell, at time: SimulationTime, rules: CallerHazards, covariates: HazardCovariates
    ) {
        end(at: time)
        spell = new
        guard new != .own else { return }
        for hazard in CallerHazard.allCases {
            let rule = rules[hazard]
            let base = new == .silent ? rule.silent : rule.talking
            guard base > 0 else { continue }
            let place = Int(hazard.rawValue)
            rates[place] = base * covariates.factor(rule)
            growths[place] = new == .silent ? rule.perSilenceSecond : 0
        }
    }

    /// The hazard that fires first if the spell lasts, and when.
    ///
    /// Ties go to the one named first.
    var next: (hazard: CallerHazard, time: SimulationTime)? {
        var best: (hazard: CallerHazard, time: SimulationTime)?
        for hazard in CallerHazard.allCases {
            let place = Int(hazard.rawValue)
            guard rates[place] > 0 else { continue }
            let scaled = left[place] / rates[place]
            let growth = growths[place]
            let seconds: Double
            if growth == 0 {
                seconds = scaled
            } else if scaled * growth <= -1 {
                // A falling hazard may never spend what is left.
                continue
            } else {
                seconds = PortableMath.log1p(scaled * growth) / growth
            }
            let time = since + SimulationDuration(seconds: seconds)
            if time < best?.time ?? .distantFuture { best = (hazard, time) }
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
        firings[place] += 1
        left[place] = Self.unit(hazard, firings[place], streams, key, attempt)
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
        return PortableMath.exp(sum) * (isAfterRepair ? rule.afterRepair : 1)
    }
}
