import Foundation
import Testing

/// What many calls are asked beside what became of them, by the command line and on the shipped data.
@Suite("talk --trials, talk --by")
struct CallStudyTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let bank = [
        "talk", root + "/models/dialogue/bank.yaml", "--caller",
        root + "/models/callers/bank.yaml",
    ]

    private struct Figure: Decodable {
        var value: Double
        var low: Double
        var high: Double
    }
    private struct Result: Decodable {
        struct Pass: Decodable {
            var k: Int
            var all: Figure
            var any: Figure
        }
        struct Consistency: Decodable {
            var callers: Int
            var trials: Int
            var always: Int
            var never: Int
            var betweenCallers: Figure?
            var pass: [Pass]
            var successes: [Int]
        }
        struct Groups: Decodable {
            struct Group: Decodable {
                var name: String
                var calls: Int
                var value: Double
                var gap: Double
                var low: Double
                var high: Double
                var callsToSeeGap: Int
            }
            var by: String
            var measure: String
            var all: Double
            var worst: String
            var worstGapLow: Double
            var worstGapHigh: Double
            var groups: [Group]
        }
        var calls: Int
        var consistency: Consistency?
        var groups: [Groups]?
    }

    private static func result(_ options: [String]) throws -> Result {
        let run = try CommandRun(arguments: bank + options + ["--json"])
        #expect(run.status == 0, "\(run.errors)")
        return try JSONDecoder().decode(Result.self, from: Data(run.output.utf8))
    }

    private static let noisy = ["--fidelity", "channel", "--line", "noise20", "--calls", "60"]

    @Test("callers served at all of k hearings, recounted over all choices of k hearings")
    func trials() throws {
        let found = try #require(
            try Self.result(Self.noisy + ["--trials", "3"]).consistency)
        #expect(found.callers == 60 && found.trials == 3 && found.successes.count == 60)
        // Which of three hearings succeeded does not matter: say the first ones did.
        for row in found.pass {
            var (all, any, choices) = (0, 0, 0)
            for choice in 1..<8 where choice.nonzeroBitCount == row.k {
                choices += 1
                for count in found.successes {
                    let good = ((1 << count) - 1) & choice
                    all += good == choice ? 1 : 0
                    any += good != 0 ? 1 : 0
                }
            }
            let tried = Double(choices * found.callers)
            #expect(abs(row.all.value - Double(all) / tried) < 1e-12)
            #expect(abs(row.any.value - Double(any) / tried) < 1e-12)
            #expect(row.all.low < row.all.value && row.all.value < row.all.high)
        }
        #expect(found.always == found.successes.count { $0 == 3 })
        #expect(found.never == found.successes.count { $0 == 0 })
        // On a noisy line some are served by luck: between always and never.
        #expect(found.always + found.never < found.callers)
        let between = try #require(found.betweenCallers)
        #expect(between.value > 0 && between.value < 1)
    }

    @Test("more hearings leave the first as it was; workers change nothing")
    func hearings() throws {
        let runs = try [["--trials", "2", "--jobs", "1"], ["--trials", "2", "--jobs", "2"]].map {
            try CommandRun(arguments: Self.bank + Self.noisy + $0 + ["--json"])
        }
        #expect(runs[0].status == 0 && runs[0].output == runs[1].output)
        let two = try #require(try Self.result(Self.noisy + ["--trials", "2"]).consistency)
        let three = try #require(try Self.result(Self.noisy + ["--trials", "3"]).consistency)
        #expect(zip(two.successes, three.successes).allSatisfy { $1 - $0 == 0 || $1 - $0 == 1 })
        #expect(two.successes != three.successes)
    }

    @Test("groups are parts of all, and the gap of the worst is one of theirs")
    func groups() throws {
        let found = try #require(
            try Self.result(
                ["--fidelity", "channel-words", "--line", "noise20", "--calls", "200"]
                    + ["--by", "voice,persona", "--gap", "10%"]
            ).groups)
        #expect(
            found.map { $0.by + " " + $0.measure } == [
                "voice served", "voice gaveUp", "voice misunderstoodTurns", "voice wordErrors",
                "persona served", "persona gaveUp", "persona misunderstoodTurns",
                "persona wordErrors",
            ])
        for comparison in found {
            let groups = comparison.groups
            #expect(groups.count > 1)
            let gaps = groups.map(\.gap)
            let extreme = comparison.measure == "served" ? gaps.min() : gaps.max()
            let worst = try #require(groups.first { $0.name == comparison.worst })
            #expect(worst.gap == extreme)
            #expect(comparison.worstGapLow <= comparison.worstGapHigh)
            #expect(groups.allSatisfy { abs($0.value - comparison.all - $0.gap) < 1e-12 })
            #expect(groups.allSatisfy { $0.callsToSeeGap > 0 && $0.low < $0.gap })
            guard comparison.measure == "served" else { continue }
            let calls = groups.reduce(0) { $0 + $1.calls }
            let served = groups.reduce(0) { $0 + Double($1.calls) * $1.value }
            #expect(abs(served / Double(calls) - comparison.all) < 1e-12)
        }
    }

    /// Little trust is left after many misunderstandings: more of them leave or want a person.
    @Test("56: callers who are misunderstood most give up more often than those who never are")
    func trust() throws {
        let found = try #require(
            try Self.result(
                ["--fidelity", "channel", "--line", "noise20", "--calls", "3000"]
                    + ["--by", "misunderstandings"]
            ).groups)
        #expect(found.map(\.measure) == ["served", "gaveUp"])
        let groups = try #require(found.last).groups.filter { $0.calls >= 100 }
        #expect(groups.count >= 4)
        let (first, last) = (try #require(groups.first), try #require(groups.last))
        #expect(last.low > first.high, "\(first) \(last)")
    }

    @Test(
        "questions that have no answer are refused",
        arguments: [
            (["--trials", "3"], "--trials needs --calls"),
            (["--calls", "9", "--trials", "1"], "from 2 to 1000"),
            (["--calls", "9", "--trials", "2"], "every hearing is the same"),
            (["--calls", "9", "--by", "age"], "--by age: there is none; known: voice, persona"),
            (["--calls", "9", "--by", "voice"], "callers have no voices at --fidelity text"),
            (["--calls", "9", "--gap", "5%"], "--gap has no effect without --by"),
            (["--calls", "9", "--by", "persona"], "hold more --calls"),
        ])
    func refused(options: [String], message: String) throws {
        let run = try CommandRun(arguments: Self.bank + options)
        #expect(run.status == 64)
        #expect(run.errors.contains(message), "\(run.errors)")
    }
}
