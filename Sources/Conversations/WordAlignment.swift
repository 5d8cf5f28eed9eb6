/// One step of an alignment of what was heard with what was said.
public enum AlignedWord: Hashable, Sendable {
    /// A word that was heard right.
    case right(String)
    /// Another word was heard.
    case substituted(said: String, heard: String)
    /// A word was not heard.
    case deleted(String)
    /// A word was heard that was not said.
    case inserted(String)
}

/// Alignment of word sequences by minimum edit cost.
///
/// A substitution costs 4, a deletion or insertion 3, the weights of NIST's scoring program sclite: so a
/// word heard right is not given up to save one edit. Of alignments of the same cost the one is
/// taken that, read from the end, pairs words first, then deletes, then inserts. Source: Wagner,
/// Fischer, Journal of the ACM 21 (1974) 168-173. Time and memory grow with the product of lengths.
public enum WordAlignment {
    /// Cost of hearing one word for another.
    package static let substitutionCost = 4
    /// Cost of a word that is not heard, or not said.
    package static let gapCost = 3

    /// Aligns two sequences.
    ///
    /// - Parameters:
    ///   - said: The true words.
    ///   - heard: The recogniser's words.
    /// - Returns: Steps in order; those but insertions spell `said`, those but deletions `heard`.
    public static func align(said: [String], heard: [String]) -> [AlignedWord] {
        let width = heard.count + 1
        var costs = [Int](repeating: 0, count: (said.count + 1) * width)
        for column in 0..<width { costs[column] = column * gapCost }
        for row in 0..<said.count {
            costs[(row + 1) * width] = (row + 1) * gapCost
            for column in 0..<heard.count {
                let paired =
                    costs[row * width + column]
                    + (said[row] == heard[column] ? 0 : substitutionCost)
                let deleted = costs[row * width + column + 1] + gapCost
                let inserted = costs[(row + 1) * width + column] + gapCost
                costs[(row + 1) * width + column + 1] = min(paired, deleted, inserted)
            }
        }
        var steps: [AlignedWord] = []
        var row = said.count
        var column = heard.count
        while row > 0 || column > 0 {
            let cost = costs[row * width + column]
            if row > 0, column > 0 {
                let isSame = said[row - 1] == heard[column - 1]
                if costs[(row - 1) * width + column - 1] + (isSame ? 0 : substitutionCost) == cost {
                    row -= 1
                    column -= 1
                    steps.append(
                        isSame
                            ? .right(said[row])
                            : .substituted(said: said[row], heard: heard[column]))
                    continue
                }
            }
            if row > 0, costs[(row - 1) * width + column] + gapCost == cost {
                row -= 1
                steps.append(.deleted(said[row]))
            } else {
                column -= 1
                steps.append(.inserted(heard[column]))
            }
        }
        return steps.reversed()
    }

    /// Number of errors of an alignment.
    public static func errors(in steps: [AlignedWord]) -> Int {
        steps.reduce(0) { count, step in
            if case .right = step { return count }
            return count + 1
        }
    }
}
