import Conversations
import DialogueEngine
import Foundation
import Reporting
import Statistics

/// How far fidelities agree on the same calls.
struct TierAgreement {
    /// Fewest calls of which a comparison says anything.
    static let fewestCalls = 3
    /// Difference in the share contained within which two fidelities count as equal.
    static let containedMargin = 0.03
    /// Part of the mean number of turns within which they do.
    static let turnsMargin = 0.05

    /// A figure of a call.
    struct Output {
        let name: String
        let isShare: Bool
        let value: @Sendable (ConversationRecord) -> Double
    }

    /// All figures, in the order of reports.
    static let outputs = [
        Output(name: "contained", isShare: true) { $0.outcome == .completed ? 1 : 0 },
        Output(name: "served", isShare: true) { $0.isServed ? 1 : 0 },
        Output(name: "handedOff", isShare: true) { $0.outcome == .handedOff ? 1 : 0 },
        Output(name: "hungUp", isShare: true) { $0.outcome == .hungUp ? 1 : 0 },
        Output(name: "wrongAction", isShare: true) { $0.wrongActions > 0 ? 1 : 0 },
        Output(name: "turns", isShare: false) { Double($0.callerTurns) },
        Output(name: "seconds", isShare: false) { $0.durationSeconds },
    ]

    /// A fidelity held against the last one.
    struct Pairing {
        let name: String
        /// In the order of `outputs`.
        let comparisons: [PairedComparison]
        let sameWords: SameWords
    }

    let held: [TierStudy.Held]
    let pairings: [Pairing]
    let turns: [TurnFates]

    /// Compares calls that were held by each of the same callers; the last fidelity is the reference.
    init(_ held: [TierStudy.Held]) throws(StatisticsError) {
        self.held = held
        turns = held.map { TurnFates($0.records) }
        guard let reference = held.last else {
            pairings = []
            return
        }
        var pairings: [Pairing] = []
        for tier in held.dropLast() {
            var comparisons: [PairedComparison] = []
            for output in Self.outputs {
                comparisons.append(
                    try PairedComparison(
                        tier.records.map(output.value), reference.records.map(output.value)))
            }
            pairings.append(
                Pairing(
                    name: tier.hearing.name, comparisons: comparisons,
                    sameWords: SameWords(tier.records, reference.records)))
        }
        self.pairings = pairings
    }

    private static func means(_ records: [ConversationRecord]) -> [Double] {
        outputs.map { output in
            RunningMoments(records.map(output.value)).mean
        }
    }

    /// The p-value of equivalence, for the figures that have a margin.
    private static func equivalence(_ name: String, _ pair: PairedComparison) -> Double? {
        switch name {
        case "contained": pair.equivalencePValue(margin: containedMargin)
        case "turns": pair.ratioEquivalencePValue(margin: turnsMargin)
        default: nil
        }
    }

    // MARK: Output

    /// Tables for people.
    func lines(line: String, seed: UInt64, turns showsTurns: Bool) -> [String] {
        let calls = held.first?.records.count ?? 0
        var table = TextTable(["fidelity"] + Self.outputs.map(\.name))
        for tier in held {
            table.add(
                [tier.hearing.name]
                    + zip(Self.outputs, Self.means(tier.records)).map { output, mean in
                        output.isShare
                            ? NumberText.percent(mean, 1) : NumberText.fixed(mean, 1)
                    })
        }
        var lines = ["\(calls) calls over \(line), seed \(seed)", ""] + table.lines()
        let reference = held.last?.hearing.name ?? ""
        for pairing in pairings {
            lines += ["", "\(pairing.name) less \(reference)"] + Self.table(pairing).lines()
        }
        if showsTurns { lines += ["", "what became of turns, %"] + turnTable.lines() }
        return lines
    }

    private static func table(_ pairing: Pairing) -> TextTable {
        var table = TextTable([
            "figure", "difference", "95 % interval", "only one has it", "correlation",
            "p (equal)",
        ])
        for (output, pair) in zip(outputs, pairing.comparisons) {
            func text(_ value: Double) -> String {
                output.isShare
                    ? NumberText.fixed(100 * value, 1) : NumberText.fixed(value, 2)
            }
            table.add([
                output.name, text(pair.difference),
                text(pair.interval.lower) + " to " + text(pair.interval.upper),
                pair.discordant.map { "\($0.first) / \($0.second)" } ?? "",
                pair.correlation.map { NumberText.fixed($0, 2) } ?? "-",
                equivalence(output.name, pair).map { NumberText.fixed($0, 3) } ?? "",
            ])
        }
        return table
    }

    private var turnTable: TextTable {
        var table = TextTable([
            "fidelity", "utterances", "no words", "cut short", "right", "other", "nothing",
            "same words", "both right", "only here", "only there", "neither",
        ])
        for (place, fates) in turns.enumerated() {
            var row = [held[place].hearing.name] + fates.cells
            if pairings.indices.contains(place) { row += pairings[place].sameWords.cells }
            table.add(row)
        }
        return table
    }

    /// All of it.
    func json(line: String, seed: UInt64) -> JSONValue {
        .object([
            ("schema", .string("calltwin.tiers/1")), ("line", .string(line)),
            ("seed", .string("\(seed)")), ("calls", .integer(held.first?.records.count ?? 0)),
            (
                "fidelities",
                .array(
                    held.enumerated().map { place, tier in
                        .object(
                            [("fidelity", .string(tier.hearing.name))]
                                + zip(Self.outputs, Self.means(tier.records)).map {
                                    ($0.name, .number($1))
                                } + [
                                    ("utterances", turns[place].json),
                                    ("each", Self.each(tier.records)),
                                ])
                    })
            ),
            ("against", held.last.map { .string($0.hearing.name) } ?? .null),
            ("pairs", .array(pairings.map(Self.json))),
        ])
    }

    /// The figures of every call, in order.
    private static func each(_ records: [ConversationRecord]) -> JSONValue {
        .object(
            outputs.map { output in
                (output.name, .array(records.map { .number(output.value($0)) }))
            })
    }

    private static func json(_ pairing: Pairing) -> JSONValue {
        .object(
            [("fidelity", .string(pairing.name))]
                + zip(outputs, pairing.comparisons).map { output, pair in
                    (output.name, json(pair, equivalence(output.name, pair)))
                } + [("sameWords", pairing.sameWords.json)])
    }

    private static func json(_ pair: PairedComparison, _ equivalence: Double?) -> JSONValue {
        .object([
            ("difference", .number(pair.difference)), ("low", .number(pair.interval.lower)),
            ("high", .number(pair.interval.upper)),
            ("correlation", pair.correlation.map(JSONValue.number) ?? .null),
            ("onlyHere", pair.discordant.map { .integer($0.first) } ?? .null),
            ("onlyThere", pair.discordant.map { .integer($0.second) } ?? .null),
            ("equivalenceP", equivalence.map(JSONValue.number) ?? .null),
        ])
    }
}

extension ConversationRecord {
    /// Tools that were called wrongly.
    fileprivate var wrongActions: Int {
        switch notices.last?.notice {
        case .sessionEnded(_, _, let wrong)?, .sessionStopped(let wrong)?: Int(wrong)
        default: 0
        }
    }
}
