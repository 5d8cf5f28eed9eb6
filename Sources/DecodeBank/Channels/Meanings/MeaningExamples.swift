import Conversations
import DialogueEngine

/// Examples of a channel, found by what was meant and what became of it.
///
/// A turn is understood as one of the bank's of the same state and meaning was, over the same line where the
/// bank has enough of them; else over any line, else as another meaning of its kind in the state, else as any.
struct MeaningExamples: Sendable {
    /// An example in the terms of a model.
    struct Entry: Sendable {
        var posterior: Score
        var coverage: Score
        var isImpossible: Bool
        var hasOtherLength: Bool
        var isUnheard: Bool
        var text: String?
        var intents: [IntentCandidate]
        var outOfScope: Score
        var yesNo: YesNoReading?
        var isCorrection: Bool
        var remark: Interpretation.Remark?
        var answers: [AnswerCandidate]
    }

    private struct Lot: Sendable {
        var entries: [Int] = []
        /// Sums of turns up to and with each entry.
        var sums: [Int] = []

        var total: Int { sums.last ?? 0 }

        mutating func add(_ entry: Int, turns: Int) {
            entries.append(entry)
            sums.append(total + turns)
        }

        func entry(at u: Double) -> Int {
            let target = u * Double(total)
            var (low, high) = (0, entries.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if Double(sums[middle]) > target { high = middle } else { low = middle + 1 }
            }
            return entries[low]
        }
    }

    /// What a lot is of; nil: of any.
    private struct Place: Hashable {
        var kind: LabelledTurn.Kind
        var outcome: LabelledTurn.Outcome
        var state: String?
        var condition: String?
        var said: MainMeaning?
        var hasMore: Bool?
    }

    private var entries: [Entry] = []
    private var lots: [Place: Lot] = [:]

    /// Turns from which a lot tells enough (assumed): fewer say less than more of a wider one.
    private static let enough = 5

    /// Examples in the terms of a model; those of what it does not have are left out.
    init(_ examples: [MeaningExample], model: DialogueModel) {
        let names = ModelNames(model)
        for example in examples {
            guard let kind = LabelledTurn.Kind(rawValue: example.kind),
                let outcome = LabelledTurn.Outcome(rawValue: example.outcome),
                let said = names.meaning(kind, example.said)
            else { continue }
            entries.append(names.entry(example))
            let hasMore = example.hasMore == true
            for place in [
                Place(
                    kind: kind, outcome: outcome, state: example.state,
                    condition: example.condition, said: said, hasMore: hasMore),
                Place(
                    kind: kind, outcome: outcome, state: example.state, said: said,
                    hasMore: hasMore),
                Place(
                    kind: kind, outcome: outcome, state: example.state,
                    condition: example.condition),
                Place(kind: kind, outcome: outcome, state: example.state),
                Place(kind: kind, outcome: outcome, said: said),
                Place(kind: kind, outcome: outcome),
            ] {
                lots[place, default: Lot()].add(entries.count - 1, turns: example.turns)
            }
        }
    }

    /// How a turn is understood.
    ///
    /// - Parameters:
    ///   - main: What was meant.
    ///   - outcome: What becomes of it.
    ///   - hasMore: Whether values are volunteered beside.
    ///   - state: Dialogue state.
    ///   - condition: Condition of the line.
    ///   - u: Uniform.
    /// - Returns: The example; nil where the bank has none of the kind and outcome.
    func entry(
        _ main: MainMeaning, _ outcome: LabelledTurn.Outcome, hasMore: Bool, state: String,
        condition: String, at u: Double
    ) -> Entry? {
        guard !lots.isEmpty else { return nil }
        let kind = main.kind
        var place = Place(
            kind: kind, outcome: outcome, state: state, condition: condition, said: main,
            hasMore: hasMore)
        func found(_ least: Int = Self.enough) -> Entry? {
            guard let lot = lots[place], lot.total >= least else { return nil }
            return entries[lot.entry(at: u)]
        }
        if let entry = found() { return entry }
        place.condition = nil
        if let entry = found() { return entry }
        place = Place(kind: kind, outcome: outcome, state: state, condition: condition)
        if let entry = found() { return entry }
        place.condition = nil
        if let entry = found() { return entry }
        place = Place(kind: kind, outcome: outcome, said: main)
        if let entry = found() { return entry }
        // Another slot's value in place of a value tells nothing of this one's: the tables do.
        if case .value = main, outcome == .other { return nil }
        place.said = nil
        return found(1)
    }
}
