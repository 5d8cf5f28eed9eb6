public import TwinPrimitives

/// Sessions that were held alone, one of which each caller of a center takes.
///
/// The tier of multi-fidelity estimates: costly sessions of some callers stand for those of all, in
/// proportion to weights (hot-deck imputation), so a center runs as fast as with a surrogate and has the
/// costly tier's outcomes, durations, turns and handoffs as they came together. The same caller takes the
/// same share of the weights in every deck (inversion of one keyed uniform), so decks whose sessions lie in the same
/// order are paired. What is lost: a session does not feel the center around it.
public struct SessionDeck: Sendable {
    /// A session with its weight.
    public struct Card: Sendable {
        /// The session.
        public var session: RecordedSession
        /// How much it stands for, >= 0.
        public var weight: Double

        /// Stores a card.
        public init(_ session: RecordedSession, weight: Double) {
            self.session = session
            self.weight = weight
        }
    }

    /// Cards with the sums of their weights.
    private struct Pile: Sendable {
        var sessions: [RecordedSession] = []
        /// Sum of the weights up to each, the last one included.
        var sums: [Double] = []

        init(_ cards: [Card]) {
            var sum = 0.0
            for card in cards where card.weight > 0 {
                sum += card.weight
                sessions.append(card.session)
                sums.append(sum)
            }
        }

        func session(at share: Double) -> RecordedSession {
            let wanted = share * (sums.last ?? 0)
            var (low, high) = (0, sums.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if sums[middle] < wanted { low = middle + 1 } else { high = middle }
            }
            return sessions[low]
        }
    }

    private let first: Pile
    private let later: Pile
    /// Stands for the sessions and their weights.
    public let fingerprint: String

    /// Makes a deck.
    ///
    /// - Parameters:
    ///   - first: Sessions of callers' first attempts; at least one weighs more than 0.
    ///   - later: Sessions of later attempts; where none weighs anything, those of first attempts serve.
    ///   - fingerprint: Equal texts must mean equal decks.
    public init(first: [Card], later: [Card], fingerprint: String) {
        precondition(first.contains { $0.weight > 0 }, "some session must be there")
        self.first = Pile(first)
        let others = Pile(later)
        self.later = others.sessions.isEmpty ? self.first : others
        self.fingerprint = fingerprint
    }

    /// The session that a caller takes.
    ///
    /// - Parameters:
    ///   - key: Whose session it is.
    ///   - streams: Random numbers of the replication.
    /// - Returns: One of the cards' sessions.
    /// - Complexity: O(log cards).
    public func session(of key: DialogueKey, streams: RandomStreams) -> RecordedSession {
        let share = streams.uniform(.sessionDeck, key.caller, attempt: key.attempt)
        return (key.attempt == 0 ? first : later).session(at: share)
    }
}

extension SessionDeck: Equatable, CustomStringConvertible {
    /// Compares fingerprints.
    public static func == (left: Self, right: Self) -> Bool {
        left.fingerprint == right.fingerprint
    }

    /// The fingerprint, which stands for all cards in the identity of a run.
    public var description: String { "SessionDeck(\(fingerprint))" }
}
