import Conversations
import DialogueEngine

/// The posteriors that a channel of meanings gives to turns that it was not fitted to.
///
/// They are drawn as `MeaningChannelEar` draws them: of examples, found by the same rule, and of tables where
/// there are none and for values beside.
struct MeaningPosteriors {
    private let channel: MeaningChannel
    private var lots = ExampleLots<String>()
    /// Posterior of each example, in steps of `Score`, and its turns.
    private var examples: [(steps: Int16, turns: Int)] = []

    init(_ channel: MeaningChannel) {
        self.channel = channel
        for example in channel.examples {
            guard let kind = LabelledTurn.Kind(rawValue: example.kind),
                let outcome = LabelledTurn.Outcome(rawValue: example.outcome)
            else { continue }
            examples.append((example.posterior ?? 0, example.turns))
            lots.add(
                examples.count - 1,
                of: .init(
                    kind: kind, outcome: outcome, state: example.state,
                    condition: example.condition, said: example.said,
                    hasMore: example.hasMore == true),
                turns: example.turns)
        }
    }

    /// Outcomes with a posterior.
    private static let outcomes: [LabelledTurn.Outcome] = [.right, .other]

    /// Kinds whose posterior is one: it says nothing.
    private static let certain: Set<LabelledTurn.Kind> = [.remark, .acknowledgement]

    /// Predicted posteriors beside those of turns, kind by kind.
    func compared(with turns: [LabelledTurn]) -> [ChannelFitReport.Posterior] {
        LabelledTurn.Kind.allCases.filter { !Self.certain.contains($0) }.flatMap { kind in
            Self.outcomes.compactMap { outcome in
                let own = turns.filter {
                    $0.kind == kind && $0.outcome == outcome && $0.posterior != nil
                }
                var law = PosteriorLaw()
                for turn in own { add(turn, outcome, to: &law) }
                return law.compared(
                    with: own.compactMap(\.posterior), kind: kind.rawValue, outcome)
            }
        }
    }

    /// Brier scores over turns, the certain kinds left out.
    func brier(_ turns: [LabelledTurn]) -> ChannelFitReport.Brier? {
        var sums = BrierSums()
        for turn in turns where !Self.certain.contains(turn.kind) {
            guard let cell = cell(of: turn) else { continue }
            let chances = cell.of(channel.matter(turn.kind, turn.said))
            let predicted = Self.outcomes.reduce(0) { sum, outcome in
                let chance = chances.probability(of: outcome)
                return chance > 0
                    ? sum + chance * squaredError(turn, outcome, cell) : sum
            }
            let posterior = turn.posterior ?? 0
            let error = turn.outcome == .right ? 1 - posterior : posterior
            sums.add(
                predicted: predicted, observed: turn.outcome == .nothing ? 0 : error * error)
        }
        return sums.scores
    }

    private func cell(of turn: LabelledTurn) -> MeaningChannel.Cell? {
        channel.cell(
            condition: turn.condition, voiceClass: turn.voiceClass, kind: turn.kind)
    }

    /// What a turn would draw from; nil for a table.
    private func lot(
        _ turn: LabelledTurn, _ outcome: LabelledTurn.Outcome
    ) -> ExampleLots<String>.Lot? {
        guard turn.kind != .volunteered else { return nil }
        return lots.lot(
            of: .init(
                kind: turn.kind, outcome: outcome, state: turn.state, condition: turn.condition,
                said: turn.said, hasMore: turn.example?.hasMore == true))
    }

    private func add(
        _ turn: LabelledTurn, _ outcome: LabelledTurn.Outcome, to law: inout PosteriorLaw
    ) {
        if let lot = lot(turn, outcome) {
            for number in lot.entries {
                let (steps, turns) = examples[number]
                law.add(
                    example: number, steps: steps, turns: turns,
                    share: Double(turns) / Double(lot.total))
            }
        } else if let cell = cell(of: turn) {
            law.add(
                table: PosteriorLaw.masses(of: Self.table(cell, outcome)),
                cell: "\(cell.condition) \(cell.voiceClass) \(cell.kind)",
                turns: Double(cell.turns) * cell.probability(of: outcome))
        }
    }

    private func squaredError(
        _ turn: LabelledTurn, _ outcome: LabelledTurn.Outcome, _ cell: MeaningChannel.Cell
    ) -> Double {
        let isRight = outcome == .right
        guard let lot = lot(turn, outcome) else {
            return PosteriorLaw.squaredError(
                PosteriorLaw.masses(of: Self.table(cell, outcome)), isRight: isRight)
        }
        let sum = lot.entries.reduce(0.0) { sum, number in
            let value = Score(steps: examples[number].steps).value
            let error = isRight ? 1 - value : value
            return sum + Double(examples[number].turns) * error * error
        }
        return sum / Double(lot.total)
    }

    private static func table(
        _ cell: MeaningChannel.Cell, _ outcome: LabelledTurn.Outcome
    ) -> QuantileTable {
        outcome == .right ? cell.posteriorWhenRight : cell.posteriorWhenOther
    }
}
