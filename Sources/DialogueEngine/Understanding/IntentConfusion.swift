/// How often utterances of one label were taken for another one.
public struct IntentConfusion: Hashable, Sendable {
    /// The right label.
    public let label: String
    /// The label that was ranked best instead.
    public let takenFor: String
    /// Utterances, 1 or more.
    public let count: Int

    /// Stores a confusion.
    public init(label: String, takenFor: String, count: Int) {
        self.label = label
        self.takenFor = takenFor
        self.count = count
    }

    /// Adds up the confusions of several judgements.
    ///
    /// - Parameter lists: Confusions of each; a pair may occur in several.
    /// - Returns: Each pair once, the most frequent first; equal counts by label, then by the label
    ///   that it was taken for.
    public static func sum(_ lists: [[IntentConfusion]]) -> [IntentConfusion] {
        var counts: [[String]: Int] = [:]
        for item in lists.joined() {
            counts[[item.label, item.takenFor], default: 0] += item.count
        }
        return counts.map { IntentConfusion(label: $0[0], takenFor: $0[1], count: $1) }
            .sorted { ($1.count, $0.label, $0.takenFor) < ($0.count, $1.label, $1.takenFor) }
    }
}
