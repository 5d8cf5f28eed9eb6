import Distributions
import Foundation
import VoiceAgents

/// The fitted pool as keys of a scenario, each number with its source and its interval as the
/// range.
struct PilotPoolText {
    let fit: PilotFit
    let file: PilotFile

    /// Keys that a fit writes; others of a pool stay as they are.
    static let fittedKeys: Set<String> = [
        "fidelity", "turnsNeeded", "defects", "scores", "fallback", "latency", "silencePatience",
        "hangupPerTurn", "callerSpeech", "prompt", "inScope", "asksForPerson",
    ]
    /// Keys of pools at other fidelities, which a surrogate has not.
    static let otherKeys: Set<String> = [
        "dialogue", "callers", "dialogueValues", "callerValues", "firstDay", "stages", "tools",
        "wordErrors", "line", "lines", "channels", "bank", "recognizer", "population",
        "defectsDayCorrelation",
    ]
    /// Keys of a handoff whose context a surrogate has not.
    static let contextKeys: Set<String> = [
        "perMisunderstoodTurn", "perMissingValue", "unverified", "patiencePerMisunderstoodTurn",
    ]

    /// The lines, without indentation.
    func lines() -> [String] {
        var lines = [
            "fidelity: surrogate",
            "# fitted to \(YAMLText.comment(file.path)): \(file.sessions.count) sessions; ranges are "
                + "95 % intervals",
        ]
        lines += law("turnsNeeded", "lognormal", ["median", "sigma"])
        lines += value("defects")
        lines += scores()
        lines.append(fallback())
        lines += latency()
        lines += value("hangupPerTurn")
        lines += ["callerSpeech: {distribution: deterministic, value: 0s}  # part of prompt"]
        lines += law("prompt", "lognormal", ["mean", "cv"])
        lines += value("inScope")
        lines += value("asksForPerson")
        return lines
    }

    private func value(_ key: String) -> [String] {
        fit.parameter(key).map { ["\(key): \(PilotNumber.line($0, file: file))"] } ?? []
    }

    /// A law with a line for each of its numbers.
    private func law(_ key: String, _ family: String, _ parts: [String]) -> [String] {
        let found = parts.compactMap { part in
            fit.parameter("\(key).\(part)").map {
                "  \(part): \(PilotNumber.line($0, file: file))"
            }
        }
        guard found.count == parts.count else {
            guard let one = fit.parameter("\(key).value") else { return [] }
            return [
                "\(key): {distribution: deterministic, value: "
                    + "\(PilotNumber.text(one.value, one.unit))}  # \(one.source)"
            ]
        }
        return ["\(key):", "  distribution: \(family)"] + found
    }

    private func scores() -> [String] {
        guard case .uniform(lower: let low, upper: let high) = fit.dialogue.scoreWhenRight,
            case .uniform(lower: let from, upper: let to) = fit.dialogue.scoreWhenWrong
        else { return [] }
        let acted = fit.parameter("scores.wrong.acted")
        let share = acted.map { PilotNumber.text($0.value, .share) } ?? "0%"
        func number(_ value: Double) -> String { PilotNumber.text(value, .number) }
        return [
            "scores:  # chosen so that right turns are accepted and \(share) of wrong ones acted on",
            "  right: {distribution: uniform, lower: \(number(low)), upper: \(number(high))}",
            "  wrong: {distribution: uniform, lower: \(number(from)), upper: \(number(to))}",
        ]
    }

    private func fallback() -> String {
        let rule = fit.dialogue.fallback
        var parts = ["accept: \(PilotNumber.text(rule.accept, .number))"]
        if let row = rule.consecutiveFailures { parts.append("consecutiveFailures: \(row)") }
        if let total = rule.totalFailures { parts.append("totalFailures: \(total)") }
        if let limit = rule.turnLimit { parts.append("turnLimit: \(limit)") }
        let rules = rule.consecutiveFailures != nil || rule.totalFailures != nil
        return "fallback: {" + parts.joined(separator: ", ") + "}  # "
            + (rules ? "fewest misunderstood turns of those escalated after failures" : "not told")
    }

    private func latency() -> [String] {
        guard fit.parameter("latency.body.median") != nil else {
            return [
                "latency: {body: {distribution: deterministic, value: 0s}}  # not told; part of prompt"
            ]
        }
        var lines =
            ["latency:"]
            + law("latency.body", "lognormal", ["median", "sigma"]).map {
                "  " + $0.replacing("latency.body:", with: "body:")
            }
        if let share = fit.parameter("latency.tail.probability"),
            let scale = fit.parameter("latency.tail.extra.scale"),
            case .pareto(shape: let shape, scale: _) = fit.dialogue.latency.tail
        {
            lines += [
                "  tail:",
                "    probability: \(PilotNumber.line(share, file: file))",
                "    extra:",
                "      distribution: pareto",
                "      shape: \(PilotNumber.text(shape, .number))  # assumed 1.5..4",
                "      scale: \(PilotNumber.line(scale, file: file))",
            ]
        }
        return lines
    }
}

/// Numbers of a fit as a scenario writes them.
enum PilotNumber {
    /// A value with its unit, to four significant digits.
    static func text(_ value: Double, _ unit: PilotParameter.Unit) -> String {
        func digits(_ value: Double) -> String {
            let text = String(format: "%.4g", value)
            return text.contains("e") ? String(format: "%.10f", value) : text
        }
        switch unit {
        case .share: return digits(100 * value) + "%"
        case .seconds: return digits(value) + "s"
        case .number: return digits(value)
        }
    }

    /// A value with its source and range in a comment.
    static func line(_ parameter: PilotParameter, file: PilotFile) -> String {
        let range = parameter.interval
        guard range.lowerBound < range.upperBound else {
            return text(parameter.value, parameter.unit) + "  # \(parameter.source)"
        }
        return text(parameter.value, parameter.unit) + "  # estimated "
            + text(range.lowerBound, parameter.unit) + ".." + text(range.upperBound, parameter.unit)
            + ": \(parameter.source)"
    }
}
