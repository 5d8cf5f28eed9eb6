import Conversations
import TwinPrimitives

/// Fits meaning channels to labelled turns.
///
/// Probabilities are relative frequencies, drawn toward those of the group above (the condition, then
/// all conditions, then one third each) with the weight of one turn; posteriors are empirical laws.
public enum MeaningChannelFitter {
    /// Turns that the group above counts for.
    private static let priorTurns = 1.0
    /// Turns that the kind's law counts for beside those of one meaning (assumed).
    private static let matterPriorTurns = 4.0

    private struct Group: Hashable {
        var condition: String
        var voiceClass: String
        var kind: LabelledTurn.Kind

        static func precedes(_ left: Group, _ right: Group) -> Bool {
            (left.condition, left.voiceClass, left.kind.rawValue)
                < (right.condition, right.voiceClass, right.kind.rawValue)
        }
    }

    /// What is estimated of a group; by itself what nothing is known of.
    private struct Shares {
        var right = 1.0 / 3
        var other = 1.0 / 3
        var unheard = 0.5
        var impossible = 0.5
    }

    /// Fits a channel.
    ///
    /// - Parameters:
    ///   - turns: What became of meanings.
    ///   - calls: The turns of calls, each with its caller, which tell how alike attempts are; nothing is
    ///     known of that without.
    ///   - prompts: What is said into prompts.
    /// - Returns: The channel.
    /// - Throws: `DecodeBankError.noEntries`.
    public static func fit(
        _ turns: [LabelledTurn], calls: [LabelledTurn] = [], prompts: [SpeechIntoPrompts] = []
    ) throws(DecodeBankError) -> MeaningChannel {
        guard !turns.isEmpty else { throw .noEntries(what: "a channel of meanings") }
        var groups: [Group: [LabelledTurn]] = [:]
        let any = MeaningChannel.any
        for turn in turns {
            let own = Group(
                condition: turn.condition, voiceClass: turn.voiceClass, kind: turn.kind)
            var condition = own
            condition.voiceClass = any
            var all = condition
            all.condition = any
            for group in [own, condition, all] { groups[group, default: []].append(turn) }
        }
        // Parents first.
        var shares: [Group: Shares] = [:]
        for (group, turns) in groups.sorted(by: { rank($0.key) < rank($1.key) }) {
            shares[group] = estimate(
                turns, prior: parent(of: group).flatMap { shares[$0] } ?? Shares())
        }
        let cells = groups.keys.sorted(by: Group.precedes).map { group in
            let turns = groups[group] ?? []
            func posteriors(_ outcome: LabelledTurn.Outcome) -> QuantileTable {
                QuantileTable(
                    sample: turns.filter { $0.outcome == outcome }.compactMap(\.posterior))
            }
            let fitted = shares[group] ?? Shares()
            var cell = MeaningChannel.Cell(
                condition: group.condition, voiceClass: group.voiceClass, kind: group.kind,
                turns: turns.count, right: fitted.right, other: fitted.other,
                unheard: fitted.unheard, impossible: fitted.impossible,
                posteriorWhenRight: posteriors(.right),
                posteriorWhenOther: posteriors(.other))
            cell.outOfScopeWhenRight = outOfScope(turns, .right)
            cell.outOfScopeWhenOther = outOfScope(turns, .other)
            return cell
        }
        let lengths = turns.compactMap(\.hasOtherLength)
        // Half a turn each way where none was seen.
        let otherLength = (Double(lengths.count { $0 }) + 0.5) / (Double(lengths.count) + 1)
        var channel = MeaningChannel(
            cells: cells, confusions: confusions(turns), otherLength: otherLength,
            examples: MeaningExample.collected(turns), prompts: prompts)
        channel.matters = matters(turns, channel)
        channel.attemptCorrelation = AttemptCorrelation.estimate(calls, channel)
        return channel
    }

    private static func outOfScope(
        _ turns: [LabelledTurn], _ outcome: LabelledTurn.Outcome
    ) -> QuantileTable? {
        let sample = turns.filter { $0.outcome == outcome }.compactMap(\.outOfScope)
        return sample.isEmpty ? nil : QuantileTable(sample: sample)
    }

    /// 0 for all conditions, 1 for one condition, 2 for one class in it.
    private static func rank(_ group: Group) -> Int {
        (group.condition == MeaningChannel.any ? 0 : 1)
            + (group.voiceClass == MeaningChannel.any ? 0 : 1)
    }

    private static func parent(of group: Group) -> Group? {
        var parent = group
        if group.voiceClass != MeaningChannel.any {
            parent.voiceClass = MeaningChannel.any
        } else if group.condition != MeaningChannel.any {
            parent.condition = MeaningChannel.any
        } else {
            return nil
        }
        return parent
    }

    private static func estimate(_ turns: [LabelledTurn], prior: Shares) -> Shares {
        /// Relative frequency among some turns, drawn toward the group above.
        func share(
            _ turns: [LabelledTurn], _ above: Double, _ isCounted: (LabelledTurn) -> Bool
        ) -> Double {
            (Double(turns.count(where: isCounted)) + priorTurns * above)
                / (Double(turns.count) + priorTurns)
        }
        return Shares(
            right: share(turns, prior.right) { $0.outcome == .right },
            other: share(turns, prior.other) { $0.outcome == .other },
            unheard: share(turns.filter { $0.outcome == .nothing }, prior.unheard, \.isUnheard),
            impossible: share(
                turns.filter { $0.outcome == .other }, prior.impossible, \.isImpossible))
    }

    // MARK: Single meanings

    private struct Said: Hashable {
        var kind: LabelledTurn.Kind
        var name: String
    }

    /// By which factors the odds of each meaning differ from those of its kind, given voices and lines.
    private static func matters(
        _ turns: [LabelledTurn], _ channel: MeaningChannel
    ) -> [MeaningChannel.Matter] {
        var groups: [Said: [LabelledTurn]] = [:]
        for turn in turns {
            groups[Said(kind: turn.kind, name: turn.said), default: []].append(turn)
        }
        return groups.sorted {
            ($0.key.kind.rawValue, $0.key.name) < ($1.key.kind.rawValue, $1.key.name)
        }.map { said, turns in
            let cells = turns.map {
                channel.cell(condition: $0.condition, voiceClass: $0.voiceClass, kind: $0.kind)
            }
            let right = zip(turns, cells).map { turn, cell in
                (chance: cell?.right ?? 0, isSo: turn.outcome == .right)
            }
            let other = zip(turns, cells).filter { $0.0.outcome != .right }.map { turn, cell in
                let share = cell.map { $0.right < 1 ? $0.other / (1 - $0.right) : 0 }
                return (chance: min(share ?? 0, 1), isSo: turn.outcome == .other)
            }
            return MeaningChannel.Matter(
                kind: said.kind, said: said.name, turns: turns.count,
                rightOdds: factor(right), otherOdds: factor(other))
        }
    }

    /// Halvings of the interval in which a factor is looked for: it is exact to 1e-12.
    private static let halvings = 48
    /// Factors from e^-6 to e^6 are looked for.
    private static let greatestLogFactor = 6.0

    /// The factor of odds that makes expected and seen counts agree, drawn toward 1 by prior turns.
    private static func factor(_ turns: [(chance: Double, isSo: Bool)]) -> Double {
        guard !turns.isEmpty else { return 1 }
        let count = Double(turns.count)
        let expected = turns.reduce(0) { $0 + $1.chance }
        let seen = Double(turns.count { $0.isSo })
        let wanted =
            (seen + matterPriorTurns * expected / count) / (count + matterPriorTurns) * count
        var (low, high) = (-greatestLogFactor, greatestLogFactor)
        for _ in 0..<halvings {
            let middle = (low + high) / 2
            let factor = PortableMath.exp(middle)
            let sum = turns.reduce(0) {
                $0 + MeaningChannel.Cell.scaled($1.chance, by: factor)
            }
            if sum < wanted { low = middle } else { high = middle }
        }
        return PortableMath.exp((low + high) / 2)
    }

    private static func confusions(_ turns: [LabelledTurn]) -> [MeaningChannel.Confusion] {
        var table: [String: [String: [String: Int]]] = [:]
        for turn in turns {
            guard turn.kind == .wish, let heard = turn.heard else { continue }
            table[turn.state, default: [:]][turn.said, default: [:]][heard, default: 0] += 1
        }
        var confusions: [MeaningChannel.Confusion] = []
        for (state, intents) in table.sorted(by: { $0.key < $1.key }) {
            for (said, heard) in intents.sorted(by: { $0.key < $1.key }) {
                confusions.append(
                    MeaningChannel.Confusion(
                        state: state, said: said, heard: WordChannel.Count.sorted(heard)))
            }
        }
        return confusions
    }
}
