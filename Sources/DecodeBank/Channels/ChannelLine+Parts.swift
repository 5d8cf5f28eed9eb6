import Conversations
import DialogueEngine

extension ChannelLine.WordCell {
    init(_ cell: WordChannel.Cell) {
        self.init(
            clean: cell.clean, condition: cell.condition,
            confidenceWhenRight: cell.confidenceWhenRight.quantiles,
            confidenceWhenWrong: cell.confidenceWhenWrong.quantiles, deletion: cell.deletion,
            insertion: cell.insertion,
            language: cell.language == WordChannel.any ? nil : cell.language, lost: cell.lost,
            secondRight: cell.secondRight,
            secondShare: cell.secondShare.quantiles, substitution: cell.substitution,
            utterances: cell.utterances, voiceClass: cell.voiceClass, words: cell.words)
    }

    func cell() throws(ChannelLine.Problem) -> WordChannel.Cell {
        for (name, value) in [
            ("clean", clean), ("lost", lost), ("deletion", deletion),
            ("substitution", substitution), ("insertion", insertion),
            ("secondRight", secondRight), ("clean + lost", clean + lost),
        ] {
            try ChannelLine.check(value, name)
        }
        guard insertion < 1 else {
            throw ChannelLine.Problem("member 'insertion' is 1: words without end")
        }
        return WordChannel.Cell(
            condition: condition, voiceClass: voiceClass, language: language ?? WordChannel.any,
            utterances: utterances, words: words,
            lost: lost, clean: clean, deletion: deletion, substitution: substitution,
            insertion: insertion,
            confidenceWhenRight: try ChannelLine.quantiles(
                confidenceWhenRight, "confidenceWhenRight"),
            confidenceWhenWrong: try ChannelLine.quantiles(
                confidenceWhenWrong, "confidenceWhenWrong"),
            secondRight: secondRight,
            secondShare: try ChannelLine.quantiles(secondShare, "secondShare"))
    }
}

extension ChannelLine.MeaningCell {
    init(_ cell: MeaningChannel.Cell) {
        self.init(
            condition: cell.condition, impossible: cell.impossible, kind: cell.kind.rawValue,
            other: cell.other, outOfScopeWhenOther: cell.outOfScopeWhenOther?.quantiles,
            outOfScopeWhenRight: cell.outOfScopeWhenRight?.quantiles,
            posteriorWhenOther: cell.posteriorWhenOther.quantiles,
            posteriorWhenRight: cell.posteriorWhenRight.quantiles, right: cell.right,
            turns: cell.turns, unheard: cell.unheard, voiceClass: cell.voiceClass)
    }

    func cell() throws(ChannelLine.Problem) -> MeaningChannel.Cell {
        let kind = try ChannelLine.kind(kind)
        for (name, value) in [
            ("right", right), ("other", other), ("unheard", unheard ?? 0),
            ("impossible", impossible ?? 0),
        ] {
            try ChannelLine.check(value, name)
        }
        // Shares are rounded sums: the third one may be a little below zero.
        guard right + other <= 1 + 1e-9 else {
            throw ChannelLine.Problem("right + other is \(right + other); expected 0 to 1")
        }
        var cell = MeaningChannel.Cell(
            condition: condition, voiceClass: voiceClass, kind: kind, turns: turns, right: right,
            other: other, unheard: unheard ?? 0, impossible: impossible ?? 0,
            posteriorWhenRight: try ChannelLine.quantiles(
                posteriorWhenRight, "posteriorWhenRight"),
            posteriorWhenOther: try ChannelLine.quantiles(
                posteriorWhenOther, "posteriorWhenOther"))
        if let outOfScopeWhenRight {
            cell.outOfScopeWhenRight = try ChannelLine.quantiles(
                outOfScopeWhenRight, "outOfScopeWhenRight")
        }
        if let outOfScopeWhenOther {
            cell.outOfScopeWhenOther = try ChannelLine.quantiles(
                outOfScopeWhenOther, "outOfScopeWhenOther")
        }
        return cell
    }
}

extension ChannelLine.Expected {
    init(_ expected: WordChannel.Expected) {
        self.init(
            expectedIntruders: ChannelLine.table(expected.intruders),
            expectedSubstitutes: ChannelLine.table(expected.substitutes),
            language: expected.language)
    }

    func expected() throws(ChannelLine.Problem) -> WordChannel.Expected {
        WordChannel.Expected(
            language: language, substitutes: try ChannelLine.counts(expectedSubstitutes),
            intruders: try ChannelLine.counts(expectedIntruders))
    }
}

extension ChannelLine.Matter {
    init(_ matter: MeaningChannel.Matter) {
        self.init(
            kind: matter.kind.rawValue, otherOdds: matter.otherOdds, rightOdds: matter.rightOdds,
            said: matter.said, turns: matter.turns)
    }

    func matter() throws(ChannelLine.Problem) -> MeaningChannel.Matter {
        for (name, odds) in [("rightOdds", rightOdds), ("otherOdds", otherOdds)] {
            guard odds > 0, odds.isFinite else {
                throw ChannelLine.Problem("member '\(name)' is \(odds); expected above 0")
            }
        }
        return MeaningChannel.Matter(
            kind: try ChannelLine.kind(kind), said: said, turns: turns, rightOdds: rightOdds,
            otherOdds: otherOdds)
    }
}

extension ChannelLine.Prompts {
    init(_ law: SpeechIntoPrompts) {
        self.init(
            acknowledged: law.acknowledged, acknowledgements: law.acknowledgements,
            condition: law.condition, mistaken: law.mistaken, turns: law.turns)
    }

    func law() throws(ChannelLine.Problem) -> SpeechIntoPrompts {
        try ChannelLine.check(acknowledged, "acknowledged")
        try ChannelLine.check(mistaken, "mistaken")
        return SpeechIntoPrompts(
            condition: condition, acknowledgements: acknowledgements, acknowledged: acknowledged,
            turns: turns, mistaken: mistaken)
    }
}

extension ChannelLine {
    static func kind(_ name: String) throws(Problem) -> LabelledTurn.Kind {
        guard let kind = LabelledTurn.Kind(rawValue: name) else {
            throw Problem(
                "member 'kind' is '\(name)'; known: "
                    + LabelledTurn.Kind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return kind
    }

    /// Refuses an example that cannot be.
    static func checked(_ example: MeaningExample) throws(Problem) -> MeaningExample {
        _ = try kind(example.kind)
        guard LabelledTurn.Outcome(rawValue: example.outcome) != nil else {
            throw Problem(
                "member 'outcome' is '\(example.outcome)'; known: "
                    + LabelledTurn.Outcome.allCases.map(\.rawValue).joined(separator: ", "))
        }
        guard (1...1_000_000_000).contains(example.turns) else {
            throw Problem("member 'turns' is \(example.turns); expected above 0")
        }
        let steps =
            [example.posterior, example.coverage, example.outOfScope].compactMap { $0 }
            + (example.intents ?? []).map(\.probability)
            + (example.yesNo.map { [$0.probability, $0.coverage] } ?? [])
            + (example.values ?? []).flatMap { [$0.probability, $0.coverage] }
        guard steps.allSatisfy({ (0...Score.stepsInOne).contains($0) }) else {
            throw Problem("a probability or share of words is not from 0 to \(Score.stepsInOne)")
        }
        return example
    }
}
