import Conversations
import Experiments
import Reporting
import Statistics

/// How far callers are served every time that their call is heard.
struct ConsistencyTable {
    private let goals: [(name: String, callers: Int, found: TrialConsistency?)]
    private let all: TrialConsistency

    /// Hears calls again.
    ///
    /// - Parameters:
    ///   - calls: The calls as they were heard first.
    ///   - trials: Hearings of each, the first among them.
    ///   - conversation: What they are held by, with an ear that draws.
    ///   - workers: Calls at one time.
    /// - Throws: `StatisticsError` for fewer than two calls.
    init(
        _ calls: [StudiedCall], trials: Int, of conversation: Conversation, workers: Int
    ) throws(StatisticsError) {
        let again = (1..<trials).map { conversation.heardAgain(UInt16($0)) }
        let successes = ParallelWork.results(calls.count, workers: workers) { place in
            again.reduce(calls[place].isServed ? 1 : 0) { sum, hearing in
                sum + (hearing.isServed(calls[place].context) ? 1 : 0)
            }
        }
        all = try TrialConsistency(successes: successes, trials: trials)
        goals = Set(calls.map(\.goal)).sorted().map { goal in
            let own = calls.indices.filter { calls[$0].goal == goal }.map { successes[$0] }
            return (goal, own.count, try? TrialConsistency(successes: own, trials: trials))
        }
    }

    /// The numbers of trials that a table shows: all up to 8, then powers of two, and the last.
    private var shown: [Int] {
        (1...all.trials).filter { $0 <= 8 || $0 & ($0 - 1) == 0 || $0 == all.trials }
    }

    private static func range(_ figure: TrialConsistency.Figure) -> String {
        NumberText.percent(figure.lower, 1) + " to " + NumberText.percent(figure.upper, 1)
    }

    /// For a terminal.
    func lines() throws(StatisticsError) -> [String] {
        var table = TextTable([
            "k", "served at all of k", "95 % interval", "at one at least", "95 % interval",
            "were callers alike",
        ])
        let one = try all.allSucceed(1).value
        var alike = 1.0
        var last = 0
        for k in shown {
            for _ in last..<k { alike *= one }
            last = k
            let (every, any) = (try all.allSucceed(k), try all.anySucceeds(k))
            table.add([
                String(k), NumberText.percent(every.value, 1), Self.range(every),
                NumberText.percent(any.value, 1), Self.range(any), NumberText.percent(alike, 1),
            ])
        }
        let tasks = all.tasks
        func share(_ count: Int) -> String {
            NumberText.percent(Double(count) / Double(all.successes.count), 1)
        }
        var lines = [
            "",
            "\(all.successes.count) callers, each heard \(all.trials) times:"
                + " served every time \(share(tasks.always)),"
                + " sometimes \(share(tasks.sometimes)), never \(share(tasks.never))",
        ]
        lines += table.lines()
        if let between = all.betweenTasks {
            lines.append(
                "Of the variance of being served,"
                    + " \(NumberText.percent(between.value, 1)) lies between callers"
                    + " (\(Self.range(between))), the rest is chance of the ear.")
        }
        return lines + (try goalLines())
    }

    private func goalLines() throws(StatisticsError) -> [String] {
        var table = TextTable([
            "goal", "callers", "served", "at all of \(all.trials)", "95 % interval",
            "at one at least",
        ])
        for goal in goals {
            guard let found = goal.found else {
                table.add([goal.name, String(goal.callers)])
                continue
            }
            let every = try found.allSucceed(found.trials)
            table.add([
                goal.name, String(goal.callers),
                NumberText.percent(try found.allSucceed(1).value, 1),
                NumberText.percent(every.value, 1), Self.range(every),
                NumberText.percent(try found.anySucceeds(found.trials).value, 1),
            ])
        }
        return table.lines()
    }

    /// All of it; every k.
    func json() throws(StatisticsError) -> JSONValue {
        var rows: [JSONValue] = []
        for k in 1...all.trials {
            rows.append(
                .object([
                    ("k", .integer(k)), ("all", Self.json(try all.allSucceed(k))),
                    ("any", Self.json(try all.anySucceeds(k))),
                ]))
        }
        let tasks = all.tasks
        return .object([
            ("callers", .integer(all.successes.count)), ("trials", .integer(all.trials)),
            ("always", .integer(tasks.always)), ("sometimes", .integer(tasks.sometimes)),
            ("never", .integer(tasks.never)),
            ("betweenCallers", all.betweenTasks.map(Self.json) ?? .null), ("pass", .array(rows)),
            ("successes", .array(all.successes.map(JSONValue.integer))),
        ])
    }

    private static func json(_ figure: TrialConsistency.Figure) -> JSONValue {
        .object([
            ("value", .number(figure.value)), ("low", .number(figure.lower)),
            ("high", .number(figure.upper)),
        ])
    }
}
