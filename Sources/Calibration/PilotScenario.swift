import Foundation
import Scenarios

/// Why a fitted pool cannot be put into a scenario.
public enum PilotScenarioError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The scenario has no such pool written over several lines.
    case noPool(name: String?, known: [String])

    /// What is wrong, with its remedy.
    public var description: String {
        switch self {
        case .noPool(let name, let known) where known.isEmpty:
            (name.map { "there is no pool '\($0)'" } ?? "there is no pool")
                + " to replace: none is written as a list entry over several lines under voiceAgents"
        case .noPool(nil, let known):
            "which pool is replaced? name it with --pool; known: " + known.joined(separator: ", ")
        case .noPool(let name?, let known):
            "there is no pool '\(name)'; known: " + known.joined(separator: ", ")
        }
    }
}

/// A scenario with a fitted pool: one of its own, or a given one with its pool replaced.
public struct PilotScenario: Sendable {
    let fit: PilotFit
    let file: PilotFile

    /// Calls a day of a scenario of its own when no volume is named.
    public static let usualVolume = 50_000.0
    /// Mean conversation with a person, in seconds, of a scenario of its own.
    private static let talkSeconds = 300.0

    /// Prepares a text.
    public init(_ fit: PilotFit, _ file: PilotFile) {
        self.fit = fit
        self.file = file
    }

    /// A scenario of its own: the pool before a group of people, at a volume.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - volume: Calls a day; the day has 24 equal hours.
    /// - Returns: YAML.
    public func standAlone(name: String, volume: Double) -> String {
        let hourly = volume / 24
        let escalated = Double(file.sessions.count { $0.outcome == .escalated })
        let load =
            hourly * max(escalated, 1) / Double(file.sessions.count) * Self.talkSeconds / 3600
        let agents = Int((load + 2 * load.squareRoot()).rounded(.up))
        var lines = [
            "# A pilot of \(file.sessions.count) sessions taken to scale. Only the pool is fitted;",
            "# the center around it is assumed: put in your own, or fit into a scenario with --into.",
            "calltwin: 1", "name: \(YAMLText.scalar(name))", "horizon: {duration: 24h}",
            "contactTypes:", "  - name: call",
            "    arrivals: {process: poisson, rate: \(PilotNumber.text(hourly, .number))/h}  "
                + "# assumed: the volume over 24 equal hours",
            "    patience: {distribution: exponential, mean: 3min}  # assumed 1min..10min",
        ]
        let redials = redial()
        if !redials.isEmpty { lines += ["    redial:"] + redials }
        lines += [
            "    firstServedBy: voice", "agentGroups:", "  - name: people",
            "    size: \(agents)  # assumed: load of the pilot's escalations and two roots of it",
            "    skills: {call: {talk: {distribution: lognormal, mean: 300s, cv: 1}}}  # assumed",
            "voiceAgents:", "  - name: voice",
        ]
        lines += PilotPoolText(fit: fit, file: file).lines().map { "    " + $0 }
        lines += [
            "    escalateTo: people", "project:",
            "  axes: {agentGroups.people.size: [\(agents)]}",
            "  hold: {abandonmentRate: 5%}  # a choice",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private func redial() -> [String] {
        var lines: [String] = []
        for (key, name) in [
            ("redial.afterUnresolved", "afterUnresolved"), ("redial.afterHangup", "afterHangup"),
            ("redial.afterService", "afterService"),
        ] {
            guard let share = fit.parameter(key), share.value > 0 else { continue }
            lines += [
                "      \(name):", "        probability: \(PilotNumber.line(share, file: file))",
                "        delay: {distribution: exponential, mean: 30min}  # assumed",
                "        limit: \(PilotComparer.returnLimit)  # assumed",
            ]
        }
        return lines
    }

    /// A scenario's text with its pool replaced; what a fit does not know of the pool stays.
    ///
    /// - Parameters:
    ///   - text: The scenario.
    ///   - pool: Name of the pool; the only one when left out.
    /// - Returns: YAML; comments and the order of all other lines are kept.
    /// - Throws: `noPool`.
    public func merged(
        into text: String, pool: String?
    ) throws(PilotScenarioError) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let entries = Self.pools(lines)
        let found = entries.filter { pool == nil || $0.name == pool }
        guard found.count == 1, let entry = found.first else {
            throw .noPool(name: pool, known: entries.map(\.name))
        }
        let indent = String(repeating: " ", count: entry.indent + 2)
        var block: [String] = []
        var isKept = true
        var comments: [String] = []
        for index in entry.lines {
            let line =
                index == entry.lines.lowerBound
                ? indent + lines[index].dropFirst(entry.indent + 2) : lines[index]
            let content = line.drop { $0 == " " }
            let depth = line.count - content.count
            if depth <= entry.indent + 2, content.first == "#" {
                comments.append(line)
                continue
            }
            if depth == entry.indent + 2, let colon = content.firstIndex(of: ":") {
                let key = String(content[..<colon])
                isKept =
                    !PilotPoolText.fittedKeys.contains(key)
                    && !PilotPoolText.otherKeys.contains(key)
                if isKept { block += comments }
                comments = []
            }
            let key = content.prefix { $0 != ":" }
            if isKept, !PilotPoolText.contextKeys.contains(String(key)) { block.append(line) }
        }
        Self.dropEmptyHandoff(&block)
        // The first line carries the dash of the list.
        if let first = block.first {
            block[0] =
                String(repeating: " ", count: entry.indent) + "- "
                + first.dropFirst(entry.indent + 2)
        }
        let fitted = PilotPoolText(fit: fit, file: file).lines().map { indent + $0 }
        let place = block.firstIndex { $0.drop { " -".contains($0) }.hasPrefix("name:") } ?? 0
        block.insert(contentsOf: fitted, at: min(place + 1, block.count))
        let defects = fitted.first { $0.drop { $0 == " " }.hasPrefix("defects:") } ?? ""
        let share = defects.split(separator: " ").dropFirst().first.map(String.init)
        func around(_ lines: ArraySlice<String>) -> [String] {
            Self.withoutGoneAxes(Array(lines), of: entry.name, defects: share ?? "0%")
        }
        return
            (around(lines[..<entry.lines.lowerBound]) + block
            + around(lines[entry.lines.upperBound...]))
            .joined(separator: "\n")
    }

    /// A handoff of which every key told of the dialogue's context is none.
    private static func dropEmptyHandoff(_ block: inout [String]) {
        func depth(_ line: String) -> Int { line.prefix { $0 == " " }.count }
        let place = block.firstIndex { line in
            line.drop { $0 == " " }.prefix { $0 != "#" }
                .trimmingCharacters(in: .whitespaces) == "handoff:"
        }
        guard let place else { return }
        let next = block[(place + 1)...].first { line in
            !line.drop { $0 == " " }.hasPrefix("#") && line.contains { $0 != " " }
        }
        if next.map({ depth($0) <= depth(block[place]) }) ?? true { block.remove(at: place) }
    }

    /// Axes and choices that moved what the dialogue had are left as comments; axes need one.
    private static func withoutGoneAxes(
        _ lines: [String], of pool: String, defects: String
    ) -> [String] {
        let gone = PilotPoolText.otherKeys.map { "voiceAgents.\(pool).\($0)" }
        var kept: [String] = []
        var axes: (place: Int, indent: Int, isEmpty: Bool)?
        var isInside = false
        for line in lines {
            let content = line.drop { $0 == " " }
            let depth = line.count - content.count
            let isGone = content.first != "#" && gone.contains { content.contains($0) }
            if let known = axes, depth <= known.indent, !content.isEmpty, content.first != "#" {
                isInside = false
            }
            if isGone, content.hasPrefix("axes: {") {
                kept.append(
                    line.prefix(depth) + "axes: {voiceAgents.\(pool).defects: [\(defects)]}"
                        + "  # the others are gone with the dialogue")
            } else if isGone {
                kept.append(line.prefix(depth) + "# gone with the dialogue: " + content)
            } else {
                kept.append(line)
            }
            let rest = content.dropFirst("axes:".count).prefix { $0 != "#" }
            if content.hasPrefix("axes:"), rest.allSatisfy({ $0 == " " }) {
                axes = (kept.count, depth, true)
                isInside = true
            } else if isInside, !isGone, content.contains(":"), content.first != "#" {
                axes?.isEmpty = false
            }
        }
        if let axes, axes.isEmpty {
            let indent = String(repeating: " ", count: axes.indent + 2)
            kept.insert("\(indent)voiceAgents.\(pool).defects: [\(defects)]", at: axes.place)
        }
        return kept
    }

    /// The entries of the list `voiceAgents`, with their lines.
    private static func pools(
        _ lines: [String]
    ) -> [(name: String, indent: Int, lines: Range<Int>)] {
        guard let start = lines.firstIndex(where: { $0.hasPrefix("voiceAgents:") }) else {
            return []
        }
        var found: [(name: String, indent: Int, lines: Range<Int>)] = []
        var index = start + 1
        while index < lines.count {
            let content = lines[index].drop { $0 == " " }
            let depth = lines[index].count - content.count
            if let first = content.first, depth == 0, first != "#", first != "-" { break }
            if content.hasPrefix("- "), found.last.map({ depth == $0.indent }) ?? true {
                found.append(("", depth, index..<index + 1))
            } else if !found.isEmpty, !content.isEmpty, depth > (found.last?.indent ?? 0) {
                let from = found[found.count - 1].lines.lowerBound
                found[found.count - 1].lines = from..<index + 1
            }
            let key = content.drop { "- ".contains($0) }
            if key.hasPrefix("name:"), let last = found.last, last.name.isEmpty,
                depth == last.indent || depth == last.indent + 2
            {
                let name = key.dropFirst(5).prefix { $0 != "#" }
                found[found.count - 1].name = name.trimmingCharacters(
                    in: CharacterSet(charactersIn: " \"'"))
            }
            index += 1
        }
        return found
    }
}
