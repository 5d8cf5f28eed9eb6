import Conversations
import DialogueEngine
import Reporting
import Statistics
import VoiceStudies

/// What is said of fidelities that were held against each other.
extension TierAgreement {
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
        if !pairings.isEmpty {
            lines += ["", Self.note]
        }
        if showsTurns { lines += ["", "what became of turns, %"] + turnTable.lines() }
        return lines
    }

    private static let note =
        "Differences of shares and their intervals are of the table of pairs with half a pair more in each "
        + "cell;\np (equivalent) is of two one-sided tests: small where the two are within the margin."

    private static func table(_ pairing: Pairing) -> TextTable {
        var table = TextTable([
            "figure", "difference", "95 % interval", "only one has it", "correlation",
            "p (equivalent)",
        ])
        for (place, pair) in pairing.comparisons.enumerated() {
            let output = outputs[place]
            func text(_ value: Double) -> String {
                output.isShare
                    ? NumberText.fixed(100 * value, 1) : NumberText.fixed(value, 2)
            }
            table.add([
                output.name, text(pair.difference),
                text(pair.interval.lower) + " to " + text(pair.interval.upper),
                pair.discordant.map { "\($0.first) / \($0.second)" } ?? "",
                pair.correlation.map { NumberText.fixed($0, 2) } ?? "-",
                pairing.equivalencePValue(place).map { NumberText.fixed($0, 3) } ?? "",
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
                + pairing.comparisons.enumerated().map { place, pair in
                    (outputs[place].name, json(pair, pairing.equivalencePValue(place)))
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

extension TurnFates {
    private func share(of fate: MeaningFate) -> Double {
        Double(fates[fate] ?? 0) / Double(max(fates.values.reduce(0, +), 1))
    }

    var cells: [String] {
        func percent(_ count: Int) -> String {
            NumberText.fixed(100 * Double(count) / Double(max(utterances, 1)), 1)
        }
        return [String(utterances), percent(unheard), percent(cutShort)]
            + MeaningFate.allCases.map { NumberText.fixed(100 * share(of: $0), 1) }
    }

    var json: JSONValue {
        .object(
            [
                ("count", .integer(utterances)), ("unheard", .integer(unheard)),
                ("cutShort", .integer(cutShort)),
            ] + MeaningFate.allCases.map { ($0.rawValue, .integer(fates[$0] ?? 0)) })
    }
}

extension SameWords {
    var cells: [String] {
        [String(count)]
            + [bothRight, onlyFirst, onlySecond, neither].map {
                NumberText.fixed(100 * Double($0) / Double(max(count, 1)), 1)
            }
    }

    var json: JSONValue {
        .object([
            ("count", .integer(count)), ("bothRight", .integer(bothRight)),
            ("onlyHere", .integer(onlyFirst)), ("onlyThere", .integer(onlySecond)),
            ("neither", .integer(neither)),
        ])
    }
}
