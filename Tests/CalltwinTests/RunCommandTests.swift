import Foundation
import TestSupport
import Testing

/// A folder of its own that is removed at the end.
final class ScratchFolder {
    let url: URL
    var path: String { url.path }

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("calltwin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file and returns its path.
    func write(_ text: String, _ name: String) throws -> String {
        let file = url.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file.path
    }
}

/// A small center in the scenario language: one morning, a voice agent in front of three tellers.
let smallScenario = """
    calltwin: 1
    name: Small center
    seed: 7
    horizon: {duration: 3h}
    contactTypes:
      - name: call
        arrivals: {process: poisson, rate: 60/h}
        patience: {distribution: exponential, mean: 2min}
        redial:
          afterAbandon: {probability: 40%, delay: {distribution: exponential, mean: 10min}}
          afterUnresolved: {probability: 60%, delay: {distribution: exponential, mean: 20min}}
        firstServedBy: voice
    agentGroups:
      - name: tellers
        size: 3
        skills: {call: {talk: {distribution: lognormal, mean: 3min, cv: 1.2}}}
        cost: 38/h
    serviceLevel: {threshold: 20s, target: 80%}
    voiceAgents:
      - name: voice
        fidelity: surrogate
        sessions: 30
        turnsNeeded: {distribution: deterministic, value: 4}
        defects: 5%    # assumed 2%..10%
        scores:
          right: {distribution: truncatedNormal, mean: 0.87, standardDeviation: 0.17}
          wrong: {distribution: truncatedNormal, mean: 0.6, standardDeviation: 0.2}
        fallback: {accept: 0.6, consecutiveFailures: 2}
        latency: {body: {distribution: lognormal, median: 1.2s, sigma: 0.5}}
        callerSpeech: {distribution: exponential, mean: 3s}
        prompt: {distribution: deterministic, value: 4s}
        escalateTo: tellers
        cost: {perMinute: 0.07}
    project:
      axes:
        voiceAgents.voice.defects: [2%, 10%]
        voiceAgents.voice.fallback.accept: [0.5, 0.8]
      hold: {abandonmentRate: 5%}
    """

@Suite("calltwin run and calltwin project")
struct RunCommandTests {
    @Test("more agents than can be told apart end the command with one line and status 1")
    func tooManyAgents() throws {
        let group = """
              - {name: g, size: 100000, present: {mean: 1000%},
                 skills: {call: {talk: {distribution: deterministic, value: 1s}}}}

            """
        let groups = (0..<17).map { number in
            group.replacingOccurrences(of: "name: g", with: "name: g\(number)")
        }
        let scenario = """
            calltwin: 1
            name: Crowd
            horizon: {duration: 1h}
            contactTypes:
              - {name: call, arrivals: {process: poisson, rate: 60/h}}
            agentGroups:
            \(groups.joined())
            """
        let path = try ScratchFolder()
        let run = try CommandRun("run", path.write(scenario, "crowd.yaml"), "--jobs", "1")
        #expect(
            run.errors == "error: 17000000 agents are planned at once, at most 16777216 can be"
                + " simulated: plan fewer\n")
        #expect(run.status == 1 && run.output.isEmpty)
    }

    @Test("one and two workers, in processes of their own, give the same bytes and chain head")
    func sameBytes() throws {
        let folder = try ScratchFolder()
        let scenario = try folder.write(smallScenario, "small.yaml")
        var outputs: [String] = []
        var heads: [String] = []
        for jobs in ["1", "2", "2"] {
            let log = folder.path + "/log-\(outputs.count)"
            let run = try CommandRun(
                "run", scenario, "--replications", "5", "--jobs", jobs, "--json", "--log", log)
            #expect(run.status == 0, "\(run.errors)")
            outputs.append(run.output)
            heads.append(run.errors.split(separator: " ").last.map(String.init) ?? "")
        }
        #expect(outputs[0].contains("calltwin.kpis/1"))
        #expect(Set(outputs).count == 1)
        #expect(Set(heads).count == 1)
        #expect(heads[0].count >= 64)
        let other = try CommandRun(
            "run", scenario, "--replications", "5", "--seed", "8", "--json")
        #expect(other.output != outputs[0])
    }

    @Test("the log of a run replays to the figures of its first replication")
    func replayEqualsRun() throws {
        let folder = try ScratchFolder()
        let scenario = try folder.write(smallScenario, "small.yaml")
        let log = folder.path + "/log"
        let run = try CommandRun(
            "run", scenario, "--replications", "1", "--json", "--log", log)
        let replay = try CommandRun("replay", log, "--json")
        #expect(run.status == 0 && replay.status == 0, "\(run.errors) \(replay.errors)")
        func figures(_ text: String) throws -> [String: Double] {
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
            let rows = (object as? [String: Any])?["kpis"] as? [[String: Any]] ?? []
            var figures: [String: Double] = [:]
            for row in rows where row["interval"] is NSNull {
                guard let kpi = row["kpi"] as? String, let mean = row["mean"] as? Double,
                    kpi != "costPerResolvedContact"
                else { continue }
                let scope = "\(row["contactType"] ?? "") \(row["agentGroup"] ?? "")"
                figures["\(kpi) \(scope)"] = mean
            }
            return figures
        }
        let live = try figures(run.output)
        #expect(live.count > 30)
        #expect(try figures(replay.output) == live)
    }

    @Test("chosen indicators have the figures that they have among all, and no others are printed")
    func chosen() throws {
        let folder = try ScratchFolder()
        let text = smallScenario.replacingOccurrences(
            of: "{duration: 3h}", with: "{duration: 3h, interval: 30min}")
        let scenario = try folder.write(text, "small.yaml")
        func lines(_ arguments: String...) throws -> [String] {
            let run = try CommandRun(
                arguments: ["run", scenario, "--replications", "4"] + arguments)
            #expect(run.status == 0, "\(run.errors)")
            return run.output.split(separator: "\n").map(String.init)
        }
        func words(_ line: String) -> [Substring] { line.split(separator: " ") }
        let all = try lines().map(words)
        let some = try lines("--kpis", "occupancy,meanWait,meanWaitMeanOfRatios", "--by", "none")
        let names = ["meanWait", "meanWaitMeanOfRatios", "occupancy"]
        let rows = some.map(words).drop { $0[0] != "meanWait" }.prefix(3)
        #expect(rows.map { String($0[0]) } == names)
        for row in rows where row[0] != "meanWaitMeanOfRatios" { #expect(all.contains(row)) }
        #expect(some.filter { $0.contains("Rate") || $0.contains("served") }.isEmpty)
        let halfHours = try lines("--kpis", "offered", "--by", "interval").map(words)
        #expect(halfHours.filter { $0.count == 4 && $0[1...2] == ["s", "all"] }.count == 6)
    }

    @Test("project writes the same JSON with one and two workers, and its files")
    func project() throws {
        let folder = try ScratchFolder()
        let scenario = try folder.write(smallScenario, "small.yaml")
        var outputs: [String] = []
        for jobs in ["1", "2"] {
            let run = try CommandRun(
                "project", scenario, "--jobs", jobs, "--json", "--half-width", "3%",
                "--staffing-replications", "10", "-o", folder.path + "/out")
            #expect(run.status == 0, "\(run.errors)")
            outputs.append(run.output)
        }
        #expect(outputs[0] == outputs[1])
        #expect(outputs[0].contains("calltwin.projection/1"))
        let html = try String(contentsOfFile: folder.path + "/out/report.html", encoding: .utf8)
        #expect(html.contains("<svg"))
        #expect(!html.contains("<script") && !html.contains("http-equiv"))
        #expect(
            html.components(separatedBy: "http").count
                == html.components(
                    separatedBy: "http://www.w3.org/2000/svg"
                ).count)
        let csv = try String(
            contentsOfFile: folder.path + "/out/projection.csv", encoding: .utf8)
        #expect(csv.contains("differenceFromFirst"))
    }

    @Test(
        "wrong input gives one line of its own and its exit code",
        arguments: [
            (["run", "nowhere.yaml"], 66, "nowhere.yaml"),
            (["run", "."], 66, "directory"),
            (["run", "SCENARIO", "--replications", "0"], 64, "at least 1"),
            (["run", "SCENARIO", "--until-half-width", "nonsense=1"], 64, "no indicator"),
            (
                ["run", "SCENARIO", "--kpis", "offered,nonsense"], 64,
                "named 'nonsense'; known: offered,"
            ),
            (
                ["run", "SCENARIO", "--by", "day"], 64,
                "--by 'day'; known: type, group, segment, interval"
            ),
            (
                ["run", "SCENARIO", "--kpis", "offered", "--until-half-width", "meanWait=1"], 64,
                "not among --kpis"
            ),
            (["run", "SCENARIO", "--set", "voiceAgents.voice.defectz=1%"], 65, "defect"),
            (["run", "SCENARIO", "--set", "voiceAgents.voice.defects=-1%"], 65, "defects"),
            (["run", "SCENARIO", "--log-all"], 64, "--log"),
            (["project", "SCENARIO", "--vary", "nonsense"], 64, "PATH="),
            (["replay", "nowhere"], 66, "nowhere"),
        ] as [([String], Int32, String)])
    func wrongInput(arguments: [String], status: Int32, says: String) throws {
        let folder = try ScratchFolder()
        let scenario = try folder.write(smallScenario, "small.yaml")
        let run = try CommandRun(
            arguments: arguments.map { $0 == "SCENARIO" ? scenario : $0 })
        #expect(run.status == status, "\(run.errors)")
        #expect(run.errors.contains(says), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test(
        "a scenario that is wrong names file and line",
        arguments: [
            ("rate: 60/h", "rate: -60/h", 65), ("size: 3", "size: 0", 65),
            ("patience:", "patienc:", 65), ("name: Small center", "name: &a Small", 65),
            ("calltwin: 1", "calltwin: 2", 80), ("horizon: {duration: 3h}", "horizon: {", 65),
        ] as [(String, String, Int32)])
    func wrongScenario(good: String, bad: String, status: Int32) throws {
        let folder = try ScratchFolder()
        let text = smallScenario.replacingOccurrences(of: good, with: bad)
        #expect(text != smallScenario)
        let path = try folder.write(text, "wrong.yaml")
        let run = try CommandRun("run", path)
        #expect(run.status == status, "\(run.errors)")
        #expect(run.errors.contains("wrong.yaml:"), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }

    @Test("binary garbage and an alias bomb are refused in one line each")
    func hostile() throws {
        let folder = try ScratchFolder()
        let garbage = folder.url.appendingPathComponent("garbage.yaml")
        try Data((0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 197 &+ 131) }).write(to: garbage)
        var bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let letter = String(UnicodeScalar(UInt8(97 + level)))
            let before = String(UnicodeScalar(UInt8(96 + level)))
            bomb +=
                "\(letter): &\(letter) ["
                + Array(repeating: "*\(before)", count: 9)
                .joined(separator: ", ") + "]\n"
        }
        for path in [garbage.path, try folder.write(bomb, "bomb.yaml")] {
            let run = try CommandRun("run", path)
            #expect(run.status == 65, "\(run.errors)")
            #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        }
    }
}
