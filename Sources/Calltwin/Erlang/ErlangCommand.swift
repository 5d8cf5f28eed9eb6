import ArgumentParser
import QueueingTheory
import Reporting

/// The planner's calculator.
struct ErlangCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erlang",
        abstract: "The planner's calculator: Erlang B, C, A and any law of patience.",
        discussion: """
            Give the load (--arrivals with --aht, or --load), and either --agents to see what \
            happens or --target to find the least staffing. Long-run averages at constant load.

            Examples:
              calltwin erlang --arrivals 900/h --aht 190s --patience 3min --agents 50
              calltwin erlang --arrivals 900/h --aht 190s --target 'SL(20s)>=80%'
              calltwin erlang --load 50 --aht 3min --patience 'lognormal(90s, 1)' \\
                  --target 'abandonment<=3%' --shrinkage 30%
              calltwin erlang --load 47.5 --target 'blocking<=1%'
            """)

    enum Model: String, ExpressibleByArgument, CaseIterable {
        case b, c, a, mmng
    }

    @Option(
        help:
            "b (busy is refused), c (all wait), a (exponential patience), mmng (any patience). Default: b for a blocking target, else by --patience."
    )
    var model: Model?

    @Option(parsing: .unconditional, help: "Arrivals with their period: 900/h, 15/min, 450/30min.")
    var arrivals: String?

    @Option(
        parsing: .unconditional,
        help: "Mean handling time, after-contact work included: 190s, 3.5min.")
    var aht: String?

    @Option(parsing: .unconditional, help: "Offered load in erlangs, instead of --arrivals.")
    var load: String?

    @Option(parsing: .unconditional, help: "Agents present, to evaluate.")
    var agents: Int?

    @Option(
        help:
            "Target to staff for: 'SL(20s)>=80%', 'abandonment<=3%', 'wait<=10s', 'delay<=20%', 'blocking<=1%'."
    )
    var target: String?

    @Option(
        help:
            "Mean patience (180s), or a law: 'weibull(shape 0.7, scale 180s)', 'lognormal(median 90s, sigma 1)', 'deterministic 60s'."
    )
    var patience: String?

    @Option(parsing: .unconditional, help: "Time of the service level. Default: 20s.")
    var threshold: String?

    @Option(
        parsing: .unconditional,
        help: "Share of paid time not available to serve (30%); adds the heads to pay.")
    var shrinkage: String?

    @Flag(help: "Print JSON (schema calltwin.erlang/1): seconds and fractions.")
    var json = false

    func run() throws {
        let report = try answer()
        if json {
            try StandardOutput.line(report.json.text(lines: 9))
        } else {
            try StandardOutput.line(report.lines(on: .standardOutput).joined(separator: "\n"))
        }
    }

    private func answer() throws(CommandFailure) -> ErlangReport {
        let named = try option("--threshold", threshold, Quantity.seconds)
        let patienceText = try option("--patience", patience) {
            text throws(CommandFailure) in try PatienceText(text)
        }
        let targetText = try option("--target", target) {
            text throws(CommandFailure) in try TargetText(text, threshold: named ?? 20)
        }
        let thresholdSeconds = targetText?.seconds ?? named ?? 20
        guard named == nil || named == thresholdSeconds else {
            throw .usage("--threshold and the time in --target differ; give one of them")
        }
        let shrinkageShare = try option("--shrinkage", shrinkage, Quantity.fraction)
        if let shrinkageShare, !(shrinkageShare >= 0 && shrinkageShare < 1) {
            throw .usage(
                "--shrinkage is \(shrinkage ?? ""); allowed: 0 % up to, not including, 100 %")
        }
        let choice = try chosenModel(patienceText, targetText)
        let traffic = try offeredTraffic(choice)
        let staffing: StaffingModel =
            switch choice {
            case .b: .erlangB
            case .c: .erlangC
            case .a, .mmng: .impatient(patienceText?.law ?? .never)
            }

        do throws(TheoryError) {
            let found = try staffed(targetText, traffic, staffing)
            var columns: [ErlangColumn] = []
            for count in found {
                columns.append(
                    try ErlangColumn(
                        agents: count, traffic: traffic, model: staffing,
                        threshold: thresholdSeconds))
            }
            return ErlangReport(
                modelName: modelName(choice),
                question: question(choice, traffic, patienceText), traffic: traffic,
                hasHandlingTime: aht != nil, patience: patienceText,
                threshold: choice == .b ? nil : thresholdSeconds, shrinkage: shrinkageShare,
                target: targetText, agents: found.last ?? 0, columns: columns)
        } catch {
            throw failure(error)
        }
    }

    /// The numbers of agents to show, the answer last.
    private func staffed(
        _ target: TargetText?, _ traffic: Traffic, _ model: StaffingModel
    ) throws(TheoryError) -> [Int] {
        guard let target else { return [agents ?? 0] }
        let least = try LeastStaffing(target: target.target, traffic: traffic, model: model)
        return least.valueWithOneFewer == nil
            ? [least.agents] : [least.agents - 1, least.agents]
    }

    private func chosenModel(
        _ patience: PatienceText?, _ target: TargetText?
    ) throws(CommandFailure) -> Model {
        guard (agents == nil) != (target == nil) else {
            throw .usage("give either --agents to evaluate or --target to staff for")
        }
        var choice = model
        if choice == nil {
            if let patience {
                choice = patience.isExponential ? .a : .mmng
            } else if let target, case .blocking = target.target {
                choice = .b
            } else {
                choice = .c
            }
        }
        guard let choice else { throw .usage("no model; known: b, c, a, mmng") }
        switch choice {
        case .a, .mmng:
            guard let patience else {
                throw .usage("--model \(choice.rawValue) needs --patience")
            }
            guard choice == .mmng || patience.isExponential else {
                throw .usage("--model a takes an exponential patience; use --model mmng")
            }
        case .b, .c:
            guard patience == nil else {
                throw .usage("--patience has no effect with --model \(choice.rawValue)")
            }
            guard choice == .c || threshold == nil else {
                throw .usage("--threshold has no effect with --model b")
            }
        }
        return choice
    }

    private func offeredTraffic(_ choice: Model) throws(CommandFailure) -> Traffic {
        let handling = try option("--aht", aht, Quantity.seconds)
        let perHour: Double
        switch (arrivals, load) {
        case (.some, .some): throw .usage("give either --arrivals or --load, not both")
        case (nil, nil): throw .usage("give the load: --arrivals and --aht, or --load")
        case (.some, nil):
            guard handling != nil else { throw .usage("--arrivals needs --aht") }
            perHour = try option("--arrivals", arrivals, Quantity.perHour) ?? 0
            guard perHour > 0 else {
                throw .usage("--arrivals is \(arrivals ?? ""); allowed: above 0")
            }
        case (nil, .some):
            guard handling != nil || choice == .b else {
                throw .usage("--load needs --aht too, since waits are measured against it")
            }
            let erlangs = try option("--load", load, Quantity.erlangs) ?? 0
            guard erlangs > 0 else { throw .usage("--load is \(load ?? ""); allowed: above 0") }
            perHour = erlangs * 3600 / (handling ?? 3600)
        }
        if let handling, !(handling > 0) {
            throw .usage("--aht is \(aht ?? ""); allowed: above 0")
        }
        do throws(TheoryError) {
            return try Traffic(arrivalsPerHour: perHour, meanHandlingSeconds: handling ?? 3600)
        } catch {
            throw failure(error)
        }
    }

    /// Reads an option's text, naming the option in front of what is wrong with it.
    private func option<Value>(
        _ name: String, _ text: String?, _ read: (String) throws(CommandFailure) -> Value
    ) throws(CommandFailure) -> Value? {
        guard let text else { return nil }
        do throws(CommandFailure) {
            return try read(text)
        } catch {
            throw CommandFailure(error.status, "\(name): \(error.message)")
        }
    }

    /// A number out of range is a wrong command line; a question without an answer is bad data.
    private func failure(_ error: TheoryError) -> CommandFailure {
        switch error {
        case .outOfRange, .foreignTarget: CommandFailure(.usage, error.description)
        case .unstable, .targetOutOfReach, .notComputed:
            CommandFailure(.badData, error.description)
        }
    }

    private func modelName(_ choice: Model) -> String {
        switch choice {
        case .b: "erlangB"
        case .c: "erlangC"
        case .a: "erlangA"
        case .mmng: "mmnG"
        }
    }

    private func question(
        _ choice: Model, _ traffic: Traffic, _ patience: PatienceText?
    ) -> String {
        let title =
            switch choice {
            case .b: "Erlang B"
            case .c: "Erlang C"
            case .a: "Erlang A"
            case .mmng: "M/M/n+G"
            }
        guard aht != nil else { return "\(title): busy callers are refused" }
        let work =
            "\(NumberText.plain(traffic.arrivalsPerHour)) contacts/h, "
            + "mean handling time \(NumberText.plain(traffic.meanHandlingSeconds)) s"
        let behaviour =
            switch choice {
            case .b: "busy callers are refused"
            case .c: "nobody gives up"
            case .a, .mmng: "patience \(patience?.description ?? "")"
            }
        return "\(title): \(work), \(behaviour)"
    }
}
