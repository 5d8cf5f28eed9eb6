import Foundation
import QueueingTheory
import Reporting

/// A staffing target as written on the command line.
struct TargetText {
    let target: StaffingTarget
    /// How the answer names the target.
    let description: String
    /// Name of the measure among the results.
    let measure: String

    /// The time of a service level.
    var seconds: Double? {
        if case .serviceLevel(_, let seconds, _) = target { seconds } else { nil }
    }

    /// The measure with its bound.
    var json: JSONValue {
        .object([("measure", .string(measure)), ("bound", .number(target.bound))])
    }

    static let known =
        "SL(20s)>=80%, SLanswered(20s)>=80%, SLexcludingShort(20s)>=80%, abandonment<=3%, "
        + "wait<=10s, delay<=20%, blocking<=1%"

    /// One meaning of a service level and its names on the command line.
    private struct Level {
        let names: [String]
        let kind: StaffingTarget.ServiceLevelKind
        let label: String
        let measure: String
    }

    /// Reads a target.
    ///
    /// `threshold` serves a service level that names no time.
    init(_ text: String, threshold: Double) throws(CommandFailure) {
        let plain = text.replacingOccurrences(of: "≥", with: ">=")
            .replacingOccurrences(of: "≤", with: "<=")
            .filter { $0 != " " }
        let isFloor = plain.contains(">=")
        let parts = plain.components(separatedBy: isFloor ? ">=" : "<=")
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw .usage("'\(text)' is not a target; known: \(Self.known)")
        }
        let opening = parts[0].firstIndex(of: "(") ?? parts[0].endIndex
        let name = parts[0][..<opening].lowercased()
        var seconds = threshold
        if opening < parts[0].endIndex {
            guard parts[0].last == ")" else {
                throw .usage("'\(text)' lacks its closing bracket; known: \(Self.known)")
            }
            seconds = try Quantity.seconds(
                String(parts[0][parts[0].index(after: opening)...].dropLast()))
        }
        let kinds: [Level] = [
            Level(
                names: ["sl", "sloffered", "servicelevel", "serviceleveloffered"],
                kind: .offered, label: "SL", measure: "serviceLevelOffered"),
            Level(
                names: ["slanswered", "servicelevelanswered"], kind: .answered,
                label: "SL of answered", measure: "serviceLevelAnswered"),
            Level(
                names: ["slexcludingshort", "servicelevelexcludingshortabandons"],
                kind: .excludingShortAbandons, label: "SL excluding short abandons",
                measure: "serviceLevelExcludingShortAbandons"),
        ]
        if let found = kinds.first(where: { $0.names.contains(name) }) {
            guard isFloor else { throw .usage("'\(text)': a service level is a floor, use >=") }
            let share = try Quantity.fraction(parts[1])
            target = .serviceLevel(kind: found.kind, seconds: seconds, atLeast: share)
            measure = found.measure
            description =
                "\(found.label)(\(NumberText.plain(seconds)) s) >= "
                + "\(NumberText.plain(share * 100)) %"
            return
        }
        guard opening == parts[0].endIndex else {
            throw .usage("unknown target '\(parts[0])'; known: \(Self.known)")
        }
        guard ["abandonment", "wait", "delay", "blocking"].contains(name) else {
            throw .usage("unknown target '\(parts[0])'; known: \(Self.known)")
        }
        guard !isFloor else { throw .usage("'\(text)': \(name) is a ceiling, use <=") }
        if name == "wait" {
            let limit = try Quantity.seconds(parts[1])
            target = .meanWait(atMost: limit)
            measure = "meanWait"
            description = "mean wait <= \(NumberText.plain(limit)) s"
            return
        }
        let share = try Quantity.fraction(parts[1])
        switch name {
        case "abandonment": (target, measure) = (.abandonment(atMost: share), "abandonmentRate")
        case "delay": (target, measure) = (.delayProbability(atMost: share), "delayProbability")
        default: (target, measure) = (.blocking(atMost: share), "blockingProbability")
        }
        let label = name == "delay" ? "probability of waiting" : name
        description = "\(label) <= \(NumberText.plain(share * 100)) %"
    }
}
