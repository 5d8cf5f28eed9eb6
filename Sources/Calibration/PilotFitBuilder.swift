import Distributions
import Foundation
import Statistics
import TwinPrimitives
import VoiceAgents

/// Works out the parts of a fit one after another.
struct PilotFitBuilder {
    let sessions: [PilotSession]
    let path: String
    private(set) var parameters: [PilotParameter] = []
    private var backs: [PilotParameter] = []
    var unidentified: [String] = []

    private var hangup = 0.0
    private var rejected = 0.0
    private var wrongOfAccepted = 0.0
    private var inScope = 1.0
    private var asks = 0.0
    private var fallback = Fallback(accept: PilotFitter.accept, turnLimit: 20)
    private var turns = Law.deterministic(1)
    private var wrongScores = (lower: 0.0, upper: PilotFitter.accept)
    private var defects = 0.0
    var body = Law.deterministic(0)
    var stalls: (probability: Double, law: Law)?
    var prompt = Law.deterministic(1)
    private var rejections = SharedTrials()
    private var returnsAreWrong = false
    let fitter: StalledLatencyFitter

    /// Normal quantile of 95 % intervals.
    private static let normal = PortableMath.inverseNormal(0.975)
    /// Longest session of the fitted pool over the longest one seen.
    private static let turnRoom = 2

    init(sessions: [PilotSession], path: String, fitter: StalledLatencyFitter) {
        self.sessions = sessions
        self.path = path
        self.fitter = fitter
    }

    /// The result.
    var fit: PilotFit {
        let scores = PilotFitter.accept
        let dialogue = SurrogateConfiguration(
            turnsNeeded: turns, defects: defects,
            scoreWhenRight: .uniform(lower: scores + 0.1, upper: 1),
            scoreWhenWrong: .uniform(lower: wrongScores.lower, upper: wrongScores.upper),
            fallback: fallback,
            latency: Latency(
                body: body, tailProbability: stalls?.probability ?? 0,
                tail: stalls?.law ?? .deterministic(0)),
            hangupPerTurn: hangup, callerSpeech: .deterministic(0), prompt: prompt,
            inScope: inScope, asksForPerson: asks)
        return PilotFit(
            dialogue: dialogue, parameters: parameters, returns: backs,
            unidentified: unidentified)
    }

    mutating func add(
        _ key: String, _ value: Double, _ interval: ClosedRange<Double>,
        _ unit: PilotParameter.Unit, _ source: String
    ) {
        parameters.append(
            PilotParameter(
                key: key, value: value, interval: interval, unit: unit, source: source))
    }

    /// Adds a share with its source in counts.
    private mutating func addShare(_ key: String, _ trials: SharedTrials, of what: String) {
        add(
            key, trials.value, trials.interval, .share,
            "\(trials.successes) of \(trials.trials) \(what)")
    }

    /// Says so where only some sessions tell a column.
    private mutating func noteGaps(_ column: PilotColumn, told: Int, of all: Int) {
        guard told < all else { return }
        unidentified.append(
            "\(column.rawValue) of \(all - told) sessions: \(told) of \(all) tell it, and it is fitted "
                + "to these; an empty cell counts neither as no nor as 0")
    }

    func around(_ value: Double, _ error: Double) -> ClosedRange<Double> {
        (value - Self.normal * error)...(value + Self.normal * error)
    }

    // MARK: Turns

    /// Hang-ups and faults as a share of turns.
    mutating func hangups() {
        var trials = SharedTrials()
        for session in sessions {
            trials.add(session.isBroken ? 1 : 0, of: session.turns, day: session.day)
        }
        hangup = min(trials.value, 0.99)
        addShare("hangupPerTurn", trials, of: "turns (abandoned and error)")
        unidentified.append(
            "silencePatience: how much of the hang-ups is due to slow answers; hangupPerTurn has "
                + "all of them")
        if sessions.contains(where: { $0.outcome == .error }) {
            unidentified.append("what an error does to the caller: taken as a hang-up")
        }
        let most = sessions.map(\.turns).max() ?? 1
        fallback.turnLimit = max(Self.turnRoom * most, 20)
    }

    /// Rejected turns, and the rule that sends a caller on after them.
    mutating func misunderstandings() {
        let told = sessions.filter { $0.misunderstood != nil }
        guard !told.isEmpty else {
            unidentified.append(
                "misunderstood turns (column misunderstood): none are simulated, and escalations "
                    + "after failures count as out of scope")
            return
        }
        noteGaps(.misunderstood, told: told.count, of: sessions.count)
        for session in told {
            rejections.add(session.misunderstood ?? 0, of: session.finishedTurns, day: session.day)
        }
        rejected = rejections.value
        let failed = sessions.filter { $0.outcome == .escalated && $0.reason == .failures }
        let counts = failed.compactMap(\.misunderstood).filter { $0 > 0 }
        guard let least = counts.min(), let most = counts.max() else {
            unidentified.append(
                "the fallback rule: no session was escalated after failures (column reason)")
            return
        }
        let others = sessions.filter { $0.reason != .failures }.compactMap(\.misunderstood)
        if least == most, (others.max() ?? 0) < least {
            fallback.totalFailures = least
        } else {
            fallback.consecutiveFailures = least
        }
    }

    /// Accepted turns that were wrong, from the sessions with a wrong action.
    mutating func wrongActions() {
        let source: String
        var seen: [(turns: Int, wrong: Bool)] = []
        let told = sessions.filter { $0.wrongAction != nil }
        let contained = sessions.filter { $0.outcome == .contained }
        let followed = contained.filter { $0.cameBack != nil }
        if !told.isEmpty {
            source = "sessions with a wrong action"
            noteGaps(.wrongAction, told: told.count, of: sessions.count)
            seen = told.map { ($0.acceptedTurns ?? $0.finishedTurns, $0.wrongAction == true) }
        } else if !followed.isEmpty {
            source = "contained callers who came back, taken as served wrongly"
            returnsAreWrong = true
            noteGaps(.cameBack, told: followed.count, of: contained.count)
            seen = followed.map {
                ($0.acceptedTurns ?? $0.finishedTurns, $0.cameBack == true)
            }
        } else {
            source = ""
            unidentified.append("wrong actions (columns wrongAction, cameBack): none are simulated")
        }
        seen = seen.filter { $0.turns > 0 }
        let share = AtLeastOneFitter.fit(seen)
        wrongOfAccepted = share.value
        let wrong = (1 - rejected) * share.value
        defects = rejected + wrong
        let counts = source.isEmpty ? "" : "; \(seen.count { $0.wrong }) of \(seen.count) \(source)"
        // The interval of a sum from those of its parts (Zou and Donner, "Construction of
        // confidence limits about effect measures", Statistics in Medicine 27 (2008) 1693-1702).
        let known = rejections.trials > 0 ? rejections.interval : 0...0
        func end(_ path: KeyPath<ClosedRange<Double>, Double>, _ sign: Double) -> Double {
            let one = known[keyPath: path] - rejected
            let other = (1 - rejected) * (share.interval[keyPath: path] - share.value)
            return defects + sign * (one * one + other * other).squareRoot()
        }
        add(
            "defects", defects, max(end(\.lowerBound, -1), 0)...min(end(\.upperBound, 1), 1),
            .share,
            "\(rejections.successes) turns of \(rejections.trials) not understood" + counts)
        func acted(_ share: Double) -> Double {
            let wrong = (1 - rejected) * share
            return wrong > 0 ? wrong / (rejected + wrong) : 0
        }
        setScores(
            actedOn: acted(share.value),
            acted(share.interval.lowerBound)...acted(share.interval.upperBound))
        unidentified.append(
            "scores: what another threshold (fallback.accept) would do; it separates turns as the "
                + "pilot's did, and is no lever here")
    }

    /// Scores of wrong turns that are accepted as often as wrong turns were acted on.
    private mutating func setScores(actedOn share: Double, _ range: ClosedRange<Double>) {
        let accept = PilotFitter.accept
        if share <= 0 {
            // A score recorded in 1/1024 must not round up to the threshold.
            wrongScores = (0, accept - 0.01)
        } else if share <= 1 - accept {
            wrongScores = (0, accept / (1 - share))
        } else {
            wrongScores = (1 - (1 - accept) / share, 1)
        }
        add(
            "scores.wrong.acted", share, range, .share,
            "wrong turns that were acted on; the law is chosen to give it")
    }

    // MARK: Escalations

    /// Callers who ask for a person, and requests that are not in scope.
    mutating func escalations(isTold: Bool) {
        var asked = SharedTrials()
        var scope = SharedTrials()
        for session in sessions {
            let isAsked = session.outcome == .escalated && session.reason == .asked
            // A caller who hung up in the first turn could not ask.
            if session.finishedTurns >= 1 { asked.add(isAsked ? 1 : 0, of: 1, day: session.day) }
            let followsRule =
                session.reason == .failures
                && (fallback.consecutiveFailures != nil || fallback.totalFailures != nil)
            switch session.outcome {
            case .contained: scope.add(1, of: 1, day: session.day)
            case .escalated where !isAsked && !followsRule: scope.add(0, of: 1, day: session.day)
            default:
                // In scope if it went on after an accepted turn, and unknown else.
                let accepted = session.acceptedTurns ?? session.finishedTurns
                if !isAsked, accepted >= 1 { scope.add(1, of: 1, day: session.day) }
            }
        }
        inScope = scope.trials > 0 ? scope.value : 1
        addShare("inScope", scope, of: "sessions that showed it")
        if isTold {
            asks = asked.value
            addShare("asksForPerson", asked, of: "sessions after the first turn")
            unidentified.append(
                "when callers ask for a person: in the pool they do after the first turn")
        } else {
            unidentified.append(
                "why sessions were escalated (column reason): all count as out of scope")
        }
    }

    /// Accepted turns that a request needs.
    mutating func turnsNeeded() {
        // Where some sessions tell which turns were not understood, accepted turns are known of
        // these.
        let known =
            rejections.trials > 0 ? sessions.filter { $0.misunderstood != nil } : sessions
        let counts = known.filter { $0.outcome == .contained }.map {
            max($0.acceptedTurns ?? $0.turns, 1)
        }
        let beyond = known.filter {
            $0.isBroken || ($0.outcome == .escalated && $0.reason == .failures)
        }.map { $0.acceptedTurns ?? $0.finishedTurns }
        let source = "\(counts.count) contained sessions, \(beyond.count) broken off as censored"
        do throws(StatisticsError) {
            let found = try CountedLognormalFitter.fit(counts, beyond: beyond)
            turns = .lognormal(mu: found.mu, sigma: found.sigma)
            let mu = around(found.mu, found.muStandardError)
            add(
                "turnsNeeded.median", exp(found.mu), exp(mu.lowerBound)...exp(mu.upperBound),
                .number, source)
            let spread = around(log(found.sigma), found.logSigmaStandardError)
            add(
                "turnsNeeded.sigma", found.sigma,
                exp(spread.lowerBound)...exp(spread.upperBound), .number, "the same")
        } catch {
            let value = Double(counts.first ?? 1)
            turns = .deterministic(value)
            add("turnsNeeded.value", value, value...value, .number, source + ", all alike")
        }
    }

    // MARK: Returns

    /// Shares of callers who come back.
    mutating func returns() {
        guard sessions.contains(where: { $0.cameBack != nil }) else {
            unidentified.append("whether callers come back (column cameBack)")
            return
        }
        func share(_ key: String, _ belongs: (PilotSession) -> Bool) {
            var trials = SharedTrials()
            for session in sessions where belongs(session) {
                guard let cameBack = session.cameBack else { continue }
                trials.add(cameBack ? 1 : 0, of: 1, day: session.day)
            }
            guard trials.trials > 0 else { return }
            backs.append(
                PilotParameter(
                    key: key, value: trials.value, interval: trials.interval, unit: .share,
                    source: "\(trials.successes) of \(trials.trials) callers"))
        }
        if returnsAreWrong {
            backs.append(
                PilotParameter(
                    key: "redial.afterUnresolved", value: 1, interval: 1...1, unit: .share,
                    source: "who was served wrongly came back: so the wrong ones were told"))
        } else {
            share("redial.afterUnresolved") { $0.outcome == .contained && $0.wrongAction == true }
        }
        share("redial.afterHangup", \.isBroken)
        share("redial.afterService") { $0.outcome == .escalated }
        unidentified.append("when callers come back: the delay is assumed")
    }
}
