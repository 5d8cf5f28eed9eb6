import Distributions
import QueueingTheory
import VoiceAgents

/// The outcomes of surrogate sessions, exact: the absorbing chain that `SurrogateDialogue` draws from.
///
/// States are accepted turns so far, failures in a row and in all, and whether a wrong turn was acted
/// on; each turn may end in a hang-up, first. Exact up to the requests that need more turns than
/// 999 999 of a million.
struct SurrogateChain {
    /// Shares of sessions by outcome, and the mean number of turns.
    struct Outcome: Equatable, Sendable {
        var hungUp = 0.0
        var escalated = 0.0
        var resolved = 0.0
        var wrong = 0.0
        var turns = 0.0
    }

    private let right: Double
    private let wrong: Double
    private let consecutive: Int?
    private let total: Int?
    private let turnLimit: Int
    /// Share of requests fulfilled by the n-th accepted turn among those not fulfilled before.
    private let fulfilled: [Double]
    private let inScope: Double
    private let asksForPerson: Double

    /// Share of requests whose turns are not followed to their end.
    private static let ignoredShare = 1e-6
    /// Share of sessions still going on at which the chain stops.
    private static let leftover = 1e-12
    /// Most turns followed; sessions that go on are then taken to end in a fallback.
    private static let mostTurns = 10_000

    init(_ dialogue: SurrogateConfiguration) {
        // Scores are recorded in 1/1024 and compared so.
        let least = ((dialogue.fallback.accept * 1024).rounded(.up) - 0.5) / 1024
        func accepted(_ law: Law) -> Double {
            dialogue.fallback.accept <= 0 ? 1 : law.survival(least)
        }
        right = (1 - dialogue.defects) * accepted(dialogue.scoreWhenRight)
        wrong = dialogue.defects * accepted(dialogue.scoreWhenWrong)
        consecutive = dialogue.fallback.consecutiveFailures
        total = dialogue.fallback.totalFailures
        turnLimit = min(dialogue.fallback.turnLimit ?? Self.mostTurns, Self.mostTurns)
        fulfilled = Self.fulfilled(dialogue.turnsNeeded, limit: turnLimit)
        inScope = dialogue.inScope
        asksForPerson = dialogue.asksForPerson
    }

    private static func fulfilled(_ law: Law, limit: Int) -> [Double] {
        let last = law.quantile(1 - ignoredShare)
        let most = min(max(Int(min(last, 65_535).rounded()), 1), limit + 1)
        return (0...most).map { turns in
            guard turns > 0 else { return 0 }
            let before = turns == 1 ? 1 : law.survival(Double(turns) - 0.5)
            guard turns < most, before > 0 else { return 1 }
            return 1 - law.survival(Double(turns) + 0.5) / before
        }
    }

    /// The outcomes when each turn ends in a hang-up with a probability.
    func outcome(hangup: Double) -> Outcome {
        let served = outcome(hangup: hangup, isInScope: true)
        guard inScope < 1 else { return served }
        let other = outcome(hangup: hangup, isInScope: false)
        func mix(_ path: KeyPath<Outcome, Double>) -> Double {
            inScope * served[keyPath: path] + (1 - inScope) * other[keyPath: path]
        }
        return Outcome(
            hungUp: mix(\.hungUp), escalated: mix(\.escalated), resolved: mix(\.resolved),
            wrong: mix(\.wrong), turns: mix(\.turns))
    }

    /// Shares of sessions that go on, by progress, failures in a row, failures in all, wrong action.
    private struct States {
        let rows: Int
        let totals: Int
        var shares: [Double]

        init(progress: Int, rows: Int, totals: Int) {
            (self.rows, self.totals) = (rows, totals)
            shares = Array(repeating: 0, count: progress * rows * totals * 2)
        }

        func place(_ progress: Int, _ row: Int, _ total: Int, _ wrong: Int) -> Int {
            ((progress * rows + row) * totals + total) * 2 + wrong
        }
    }

    private func outcome(hangup: Double, isInScope: Bool) -> Outcome {
        var found = Outcome()
        var now = States(progress: fulfilled.count, rows: consecutive ?? 1, totals: total ?? 1)
        now.shares[0] = 1
        for turn in 1...turnLimit {
            let going = now.shares.reduce(0, +)
            guard going > Self.leftover else { break }
            found.turns += going
            found.hungUp += hangup * going
            now = step(
                now, turn: turn, staying: 1 - hangup, isInScope: isInScope, into: &found)
        }
        return found
    }

    /// One turn of all sessions whose callers stay.
    private func step(
        _ now: States, turn: Int, staying: Double, isInScope: Bool, into found: inout Outcome
    ) -> States {
        var next = States(progress: fulfilled.count, rows: now.rows, totals: now.totals)
        let goesOn = turn == 1 ? 1 - asksForPerson : 1
        for (place, share) in now.shares.enumerated() where share > 0 {
            found.escalated += staying * share * (1 - goesOn)
            move(
                staying * share * goesOn, from: place, isInScope: isInScope, to: &next,
                into: &found)
        }
        guard turn < turnLimit else {
            found.escalated += next.shares.reduce(0, +)
            return States(progress: fulfilled.count, rows: now.rows, totals: now.totals)
        }
        return next
    }

    /// What becomes of sessions in one state after a turn, the turn limit aside.
    private func move(
        _ share: Double, from place: Int, isInScope: Bool, to next: inout States,
        into found: inout Outcome
    ) {
        let acted = place % 2
        let total = place / 2 % next.totals
        let row = place / 2 / next.totals % next.rows
        let progress = place / 2 / next.totals / next.rows
        let rejected = share * max(1 - right - wrong, 0)
        let gaveUp =
            (consecutive.map { row + 1 >= $0 } ?? false)
            || (self.total.map { total + 1 >= $0 } ?? false)
        if gaveUp {
            found.escalated += rejected
        } else {
            let rows = consecutive == nil ? 0 : row + 1
            let totals = self.total == nil ? 0 : total + 1
            next.shares[next.place(progress, rows, totals, acted)] += rejected
        }
        let done = min(progress + 1, fulfilled.count - 1)
        if isInScope {
            let ends = fulfilled[done] * share * right
            if acted == 0 { found.resolved += ends } else { found.wrong += ends }
            next.shares[next.place(done, 0, total, acted)] += share * right - ends
        } else {
            found.escalated += share * right
        }
        let ends = fulfilled[done] * share * wrong
        found.wrong += ends
        next.shares[next.place(done, 0, total, 1)] += share * wrong - ends
    }
}
