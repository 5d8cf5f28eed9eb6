import Conversations
import DialogueEngine
import Experiments
import Projections
import Reporting
import Statistics
import TwinPrimitives
import VoiceAgents

/// What failed calls failed by first, with exact intervals.
struct AttributionTable {
    /// A call that failed.
    struct Call: Sendable {
        /// Number of the call or the contact.
        var number: Int
        var context: CallContext
        var start = SimulationTime.zero
    }

    /// A failed call with its cause.
    private struct Attributed: Sendable {
        var number: Int
        var cause: FailureCause
        var goal: String
    }

    private let attributed: [Attributed]
    /// Calls that failed, attributed or not.
    private let failed: Int
    /// All calls.
    private let calls: Int
    /// Calls that were served when they were held by themselves: what failed lay outside.
    private let servedAlone: Int

    /// Goals and calls that a line names.
    private static let named = 4

    /// Attributes all failed calls.
    init(_ failed: [Call], of calls: Int, by attribution: FailureAttribution, workers: Int) {
        attributed = ParallelWork.results(failed.count, workers: workers) { place in
            Self.attributed(failed[place], attribution)
        }
        self.failed = failed.count
        self.calls = calls
        servedAlone = 0
    }

    /// Attributes a sample of the failed sessions of a center.
    init(
        _ sessions: FailedSessions, sample: Int, tiers: [ConversationTier?], workers: Int
    ) {
        let byPool = tiers.map { $0.map { FailureAttribution($0.conversation) } }
        let chosen = sessions.sample(sample)
        let found = ParallelWork.results(chosen.count, workers: workers) { place -> Attributed? in
            let session = chosen[place]
            let pool = Int(session.pool.rawValue)
            guard let tier = tiers[pool], let attribution = byPool[pool] else { return nil }
            let call = Call(
                number: Int(session.contact.rawValue),
                context: tier.context(
                    of: DialogueKey(caller: session.caller, attempt: session.attempt),
                    at: session.start), start: session.start)
            guard !attribution.isServed(call.context, at: call.start) else { return nil }
            return Self.attributed(call, attribution)
        }
        attributed = found.compactMap { $0 }
        failed = sessions.failed.count
        calls = sessions.ended
        servedAlone = found.count - attributed.count
    }

    private static func attributed(
        _ call: Call, _ attribution: FailureAttribution
    ) -> Attributed {
        Attributed(
            number: call.number, cause: attribution.cause(of: call.context, at: call.start),
            goal: attribution.goal(of: call.context))
    }

    // MARK: Output

    private func of(_ cause: FailureCause) -> [Attributed] {
        attributed.filter { $0.cause == cause }
    }

    /// The goals of calls, the most frequent first.
    private func goals(_ calls: [Attributed]) -> [(name: String, count: Int)] {
        var goals: [(name: String, count: Int)] = []
        for call in calls {
            if let place = goals.firstIndex(where: { $0.name == call.goal }) {
                goals[place].count += 1
            } else {
                goals.append((call.goal, 1))
            }
        }
        return goals.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }

    private func interval(_ count: Int) -> (lower: Double, upper: Double) {
        let found = try? BinomialInference.interval(
            successes: count, trials: max(attributed.count, 1))
        return found ?? (0, 1)
    }

    /// A row for each cause: cause, calls, share, interval, goals, calls to look at.
    var rows: [[String]] {
        guard !attributed.isEmpty else { return [] }
        return FailureCause.allCases.map { cause in
            let calls = of(cause)
            let range = interval(calls.count)
            return [
                cause.name, String(calls.count),
                NumberText.percent(Double(calls.count) / Double(attributed.count), 1),
                NumberText.percent(range.lower, 1) + " to " + NumberText.percent(range.upper, 1),
                goals(calls).prefix(Self.named).map { "\($0.name) \($0.count)" }
                    .joined(separator: ", "),
                calls.prefix(Self.named).map { String($0.number) }.joined(separator: " "),
            ]
        }
    }

    /// For a terminal.
    var lines: [String] {
        var lines = [
            "",
            "\(failed) of \(calls) calls were not served; the first cause of \(attributed.count):",
        ]
        if servedAlone > 0 {
            lines.append("(\(servedAlone) more are served by themselves: what failed lay outside)")
        }
        guard !attributed.isEmpty else { return lines }
        var table = TextTable(
            ["cause", "calls", "share", "95 % interval", "goals", "such as"])
        for row in rows { table.add(row) }
        return lines + table.lines()
    }

    /// All of it, with the number of every call.
    var json: JSONValue {
        .object([
            ("calls", .integer(calls)), ("failed", .integer(failed)),
            ("attributed", .integer(attributed.count)), ("servedAlone", .integer(servedAlone)),
            (
                "causes",
                .array(
                    FailureCause.allCases.map { cause in
                        let calls = of(cause)
                        let range = interval(calls.count)
                        return .object([
                            ("cause", .string(cause.name)), ("calls", .integer(calls.count)),
                            ("low", .number(range.lower)), ("high", .number(range.upper)),
                            (
                                "goals",
                                .array(
                                    goals(calls).map {
                                        .object([
                                            ("goal", .string($0.name)),
                                            ("calls", .integer($0.count)),
                                        ])
                                    })
                            ),
                            ("such", .array(calls.map { .integer($0.number) })),
                        ])
                    })
            ),
        ])
    }
}
