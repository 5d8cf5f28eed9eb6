import Conversations

/// Which examples a turn draws from, by what was meant and what became of it.
///
/// A turn is understood as one of the bank's of the same state and meaning was, over the same line where the
/// bank has enough of them; else over any line, else as another meaning of its kind in the state, else as any.
struct ExampleLots<Meaning: Hashable & Sendable>: Sendable {
    /// Examples of one place, of which one is drawn by its turns.
    struct Lot: Sendable {
        /// Numbers of examples, in the order in which they were added.
        private(set) var entries: [Int] = []
        /// Sums of turns up to and with each entry.
        private(set) var sums: [Int] = []

        /// Turns.
        var total: Int { sums.last ?? 0 }

        mutating func add(_ entry: Int, turns: Int) {
            entries.append(entry)
            sums.append(total + turns)
        }

        /// The example at a uniform number.
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

    /// What a turn is of.
    struct Turn {
        var kind: LabelledTurn.Kind
        var outcome: LabelledTurn.Outcome
        var state: String
        var condition: String
        var said: Meaning
        /// Whether values are volunteered beside.
        var hasMore: Bool
    }

    /// What a lot is of; nil: of any.
    private struct Place: Hashable {
        var kind: LabelledTurn.Kind
        var outcome: LabelledTurn.Outcome
        var state: String?
        var condition: String?
        var said: Meaning?
        var hasMore: Bool?
    }

    private var lots: [Place: Lot] = [:]

    /// Turns from which a lot tells enough (assumed): fewer say less than more of a wider one.
    private static var enough: Int { 5 }

    var isEmpty: Bool { lots.isEmpty }

    /// Adds an example of some turns.
    mutating func add(_ entry: Int, of turn: Turn, turns: Int) {
        for place in [
            Place(
                kind: turn.kind, outcome: turn.outcome, state: turn.state,
                condition: turn.condition, said: turn.said, hasMore: turn.hasMore),
            Place(
                kind: turn.kind, outcome: turn.outcome, state: turn.state, said: turn.said,
                hasMore: turn.hasMore),
            Place(
                kind: turn.kind, outcome: turn.outcome, state: turn.state,
                condition: turn.condition),
            Place(kind: turn.kind, outcome: turn.outcome, state: turn.state),
            Place(kind: turn.kind, outcome: turn.outcome, said: turn.said),
            Place(kind: turn.kind, outcome: turn.outcome),
        ] {
            lots[place, default: Lot()].add(entry, turns: turns)
        }
    }

    /// The examples that a turn draws from; nil where there are none of its kind and outcome.
    func lot(of turn: Turn) -> Lot? {
        guard !lots.isEmpty else { return nil }
        let (kind, outcome) = (turn.kind, turn.outcome)
        var place = Place(
            kind: kind, outcome: outcome, state: turn.state, condition: turn.condition,
            said: turn.said, hasMore: turn.hasMore)
        func found(_ least: Int = Self.enough) -> Lot? {
            guard let lot = lots[place], lot.total >= least else { return nil }
            return lot
        }
        if let lot = found() { return lot }
        place.condition = nil
        if let lot = found() { return lot }
        place = Place(kind: kind, outcome: outcome, state: turn.state, condition: turn.condition)
        if let lot = found() { return lot }
        place.condition = nil
        if let lot = found() { return lot }
        place = Place(kind: kind, outcome: outcome, said: turn.said)
        if let lot = found() { return lot }
        // Another slot's value in place of a value tells nothing of this one's: the tables do.
        if kind == .value, outcome == .other { return nil }
        place.said = nil
        return found(1)
    }
}
