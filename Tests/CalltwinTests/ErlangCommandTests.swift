import Foundation
import Testing

@Suite("calltwin erlang") struct ErlangCommandTests {
    @Test("evaluates Erlang A")
    func erlangA() throws {
        let run = try CommandRun(
            "erlang", "--arrivals", "900/h", "--aht", "190s", "--patience", "180s", "--agents",
            "50")
        #expect(run.status == 0)
        #expect(run.errors == "")
        // Case erlangA-04 of the exact cases.
        #expect(
            run.output == """
                Erlang A: 900 contacts/h, mean handling time 190 s, patience exponential with mean 180 s

                agents                                             50
                offered load (erlangs)                          47.50
                occupancy                                     91.55 %
                have to wait                                  37.29 %
                give up                                        3.64 %
                served within 20 s, of offered                84.29 %
                served within 20 s, of answered               87.47 %
                served within 20 s, excluding short abandons  86.58 %
                mean wait of all                               6.54 s
                mean wait of answered (ASA)                    6.23 s
                mean wait of those who give up                14.78 s
                mean number waiting                              1.64

                """)
    }

    @Test("finds the least staffing by Erlang C, with heads to pay")
    func leastStaffing() throws {
        let run = try CommandRun(
            "erlang", "--arrivals", "1000/h", "--aht", "190s", "--target", "SL(20s)>=80%",
            "--shrinkage", "30%")
        #expect(run.status == 0)
        // Case staffing_min_n-02: 59 agents, 84.16 % against 78.22 %.
        #expect(
            run.output == """
                Erlang C: 1000 contacts/h, mean handling time 190 s, nobody gives up
                Least staffing for SL(20 s) >= 80 %: 59 agents

                agents                              58        59
                paid heads at 30 % shrinkage        83        85
                offered load (erlangs)           52.78     52.78
                occupancy                      91.00 %   89.45 %
                have to wait                   37.73 %   30.50 %
                served within 20 s             78.22 %   84.16 %
                mean wait of all               13.73 s    9.31 s
                mean wait of those who wait    36.38 s   30.54 s
                half wait at most               0.00 s    0.00 s
                90 % wait at most              48.32 s   34.05 s
                95 % wait at most              73.53 s   55.22 s
                99 % wait at most             132.09 s  104.36 s
                mean number waiting               3.81      2.59

                """)
    }

    @Test("prints JSON with seconds and fractions")
    func json() throws {
        let run = try CommandRun(
            "erlang", "--load", "1erl", "--agents", "2", "--model", "b", "--shrinkage", "50%",
            "--json")
        #expect(run.status == 0)
        #expect(
            run.output == """
                {
                  "schema": "calltwin.erlang/1",
                  "model": "erlangB",
                  "input": {
                    "arrivalsPerHour": null,
                    "meanHandlingSeconds": null,
                    "offeredLoadErlangs": 1,
                    "patience": null,
                    "thresholdSeconds": null,
                    "shrinkage": 0.5,
                    "target": null
                  },
                  "agents": 2,
                  "results": [
                    {
                      "agents": 2,
                      "paidHeads": 4,
                      "blockingProbability": 0.2,
                      "carriedLoadErlangs": 0.8,
                      "occupancy": 0.4
                    }
                  ]
                }

                """)
    }

    @Test(
        "JSON reads back, and the staffing found meets its target where one fewer does not",
        arguments: [
            ("abandonment<=3%", "abandonmentRate"), ("wait<=10s", "meanWait"),
            ("delay<=20%", "delayProbability"), ("SL>=80%", "serviceLevelOffered"),
            ("SLanswered(30s)>=90%", "serviceLevelAnswered"),
            ("SLexcludingShort(5s) ≥ 0.7", "serviceLevelExcludingShortAbandons"),
        ])
    func target(text: String, measure: String) throws {
        let run = try CommandRun(
            "erlang", "--arrivals", "15/min", "--aht", "3.5min", "--patience",
            "weibull(shape 0.7, scale 180s)", "--target", text, "--json")
        #expect(run.status == 0, "\(run.errors)")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let results = try #require(object["results"] as? [[String: Any]])
        let values = results.compactMap { $0[measure] as? Double }
        let input = try #require(object["input"] as? [String: Any])
        let bound = try #require((input["target"] as? [String: Any])?["bound"] as? Double)
        try #require(values.count == 2)
        if measure.hasPrefix("serviceLevel") {
            #expect(values[0] < bound && values[1] >= bound)
        } else {
            #expect(values[0] > bound && values[1] <= bound)
        }
    }

    @Test("42 agents at 30 % shrinkage are 60 heads, not 61")
    func roundedHeads() throws {
        let run = try CommandRun(
            "erlang", "--load", "30", "--agents", "42", "--model", "b", "--shrinkage", "30%")
        #expect(run.output.contains("paid heads at 30 % shrinkage       60\n"))
    }

    static let mistakes: [(arguments: [String], status: Int32, line: String)] = [
        (
            ["--load", "3", "--aht", "190", "--agents", "5"], 64,
            "error: --aht: '190' needs a unit; known: ms, s, min, h"
        ),
        (
            ["--load", "3", "--aht", "190x", "--agents", "5"], 64,
            "error: --aht: unknown unit 'x' in '190x'; known: ms, s, min, h"
        ),
        (
            ["--load", "3", "--aht", "garbage", "--agents", "5"], 64,
            "error: --aht: 'garbage' does not begin with a number"
        ),
        (
            ["--load", "3", "--aht", "190s", "--agents", "0"], 64,
            "error: number of agents is 0; allowed: 1 to 1000000"
        ),
        (
            ["--load", "-3", "--aht", "190s", "--agents", "5"], 64,
            "error: --load is -3; allowed: above 0"
        ),
        (
            ["--load", "nan", "--aht", "190s", "--agents", "5"], 64,
            "error: --load: 'nan' does not begin with a number"
        ),
        (
            ["--load", "1e400", "--aht", "190s", "--agents", "5"], 64,
            "error: --load: '1e400' does not begin with a number"
        ),
        (
            ["--load", "47.5", "--aht", "190s", "--agents", "47"], 65,
            "error: 47 agents cannot keep up with 47.5 erlangs when nobody gives up; "
                + "give at least 48 agents or a patience"
        ),
        (
            ["--load", "3", "--aht", "190s", "--target", "SL(20s)>=100%"], 64,
            "error: service level wanted is 1; allowed: above 0 and below 1"
        ),
        (
            ["--load", "3", "--aht", "190s", "--target", "abandonment<=3%"], 64,
            "error: Erlang C knows no abandonment; "
                + "known: service level, probability of waiting, mean wait"
        ),
        (
            ["--load", "200000", "--aht", "190s", "--target", "wait<=1s"], 65,
            "error: a mean wait of at most 1.0 s is not met by any staffing up to 100000 agents"
        ),
        (
            ["--load", "3", "--arrivals", "3/h", "--aht", "190s", "--agents", "5"], 64,
            "error: give either --arrivals or --load, not both"
        ),
        (
            ["--arrivals", "9h", "--aht", "190s", "--agents", "5"], 64,
            "error: --arrivals: '9h' is not a rate; known: 900/h, 15/min, 450/30min, 0.25/s"
        ),
        (["--arrivals", "9/h", "--agents", "5"], 64, "error: --arrivals needs --aht"),
        (
            ["--load", "3", "--aht", "190s"], 64,
            "error: give either --agents to evaluate or --target to staff for"
        ),
        (
            ["--load", "3", "--aht", "190s", "--agents", "5", "--shrinkage", "100%"], 64,
            "error: --shrinkage is 100%; allowed: 0 % up to, not including, 100 %"
        ),
        (
            ["--load", "3", "--aht", "9s", "--agents", "5", "--model", "a"], 64,
            "error: --model a needs --patience"
        ),
        (
            [
                "--load", "3", "--aht", "9s", "--agents", "5", "--model", "c", "--patience", "9s",
            ], 64, "error: --patience has no effect with --model c"
        ),
        (
            [
                "--load", "3", "--aht", "9s", "--agents", "5", "--patience",
                "weibull(shape 1, scale 9s, loc 3)",
            ], 64,
            "error: --patience: 'loc 3' is one parameter too many in "
                + "'weibull(shape 1, scale 9s, loc 3)'; known: 180s, exponential(mean 180s), "
                + "weibull(shape 0.7, scale 180s), lognormal(median 90s, sigma 1), "
                + "gamma(shape 2, scale 60s), deterministic(60s), uniform(max 240s), "
                + "hyperexponential(p 0.3, mean 10s, mean 400s), balking(p 15%, mean 180s)"
        ),
        (
            ["--load", "3", "--aht", "9s", "--agents", "5", "--modle", "a"], 64,
            "error: Unknown option '--modle'. Did you mean '--model'?"
        ),
        (
            ["--load", "3", "--aht", "9s", "--agents", "many"], 64,
            "error: The value 'many' is invalid for '--agents <agents>'"
        ),
    ]

    @Test("each mistake gets one line of its own and its exit code", arguments: mistakes)
    func mistake(item: (arguments: [String], status: Int32, line: String)) throws {
        let run = try CommandRun(arguments: ["erlang"] + item.arguments)
        #expect(run.errors == item.line + "\n")
        #expect(run.output == "")
        #expect(run.status == item.status)
    }

    @Test("the help fits 80 columns, shows examples and goes to the standard output")
    func help() throws {
        let run = try CommandRun("erlang", "--help")
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(
            run.output.hasPrefix(
                """
                OVERVIEW: The planner's calculator: Erlang B, C, A and any law of patience.

                Give the load (--arrivals with --aht, or --load), and either --agents to see
                what happens or --target to find the least staffing. Long-run averages at
                constant load.

                Examples:
                  calltwin erlang --arrivals 900/h --aht 190s --patience 3min --agents 50
                  calltwin erlang --arrivals 900/h --aht 190s --target 'SL(20s)>=80%'
                  calltwin erlang --load 50 --aht 3min --patience 'lognormal(90s, 1)' \\
                      --target 'abandonment<=3%' --shrinkage 30%
                  calltwin erlang --load 47.5 --target 'blocking<=1%'

                USAGE: calltwin erlang [--model <model>]
                """))
        for line in run.output.split(separator: "\n") where !line.hasPrefix("USAGE") {
            #expect(line.count <= 80, "\(line)")
        }
    }

    @Test("every example of the help runs")
    func examples() throws {
        let lines = try CommandRun("erlang", "--help").output
            .replacingOccurrences(of: "\\\n", with: " ").split(separator: "\n")
            .filter { $0.hasPrefix("  calltwin erlang ") }
        #expect(lines.count == 4)
        for line in lines {
            // Single quotes are the only quoting in the examples.
            let words = line.split(separator: "'", omittingEmptySubsequences: false).enumerated()
                .flatMap { index, part in
                    index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
                }
            let run = try CommandRun(arguments: Array(words.dropFirst()))
            #expect(run.status == 0, "\(line): \(run.errors)")
        }
    }

    @Test("an output that cannot be written is a failure of its own")
    func fullDisk() throws {
        let run = try CommandRun(
            arguments: ["erlang", "--load", "5", "--agents", "7", "--model", "b"],
            outputPath: "/dev/full")
        #expect(run.status == 74)
        #expect(run.errors == "error: the standard output cannot be written\n")
    }

    @Test("a neighbour without an answer is said to have none")
    func unstableNeighbour() throws {
        let run = try CommandRun(
            "erlang", "--load", "1.5", "--aht", "5min", "--target", "wait<=1h")
        #expect(
            run.output.hasPrefix(
                """
                Erlang C: 18 contacts/h, mean handling time 300 s, nobody gives up
                Least staffing for mean wait <= 3600 s: 2 agents
                With 1 agent the queue grows without end.

                agents
                """))
    }

    @Test("an unknown subcommand is a wrong command line")
    func unknownSubcommand() throws {
        let run = try CommandRun("nonsense")
        #expect(run.status == 64)
        #expect(run.errors == "error: Unexpected argument 'nonsense'\n")
    }
}
