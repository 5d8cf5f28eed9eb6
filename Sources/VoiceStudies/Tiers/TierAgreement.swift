public import Conversations
import DialogueEngine
public import Statistics

/// How far fidelities agree on the same calls.
public struct TierAgreement {
    /// Fewest calls of which a comparison says anything.
    public static let fewestCalls = 3
    /// Difference in the share contained within which two fidelities count as equal.
    static let containedMargin = 0.03
    /// Part of the mean number of turns within which they do.
    static let turnsMargin = 0.05

    /// A figure of a call.
    public struct Output: Sendable {
        /// Its name in reports.
        public let name: String
        /// Whether its mean is a share.
        public let isShare: Bool
        /// The figure of a call.
        public let value: @Sendable (ConversationRecord) -> Double
    }

    /// All figures, in the order of reports.
    public static let outputs = [
        Output(name: "contained", isShare: true) { $0.outcome == .completed ? 1 : 0 },
        Output(name: "served", isShare: true) { $0.isServed ? 1 : 0 },
        Output(name: "handedOff", isShare: true) { $0.outcome == .handedOff ? 1 : 0 },
        Output(name: "hungUp", isShare: true) { $0.outcome == .hungUp ? 1 : 0 },
        Output(name: "wrongAction", isShare: true) { $0.wrongActions > 0 ? 1 : 0 },
        Output(name: "turns", isShare: false) { Double($0.callerTurns) },
        Output(name: "seconds", isShare: false) { $0.durationSeconds },
    ]

    /// A fidelity held against the last one.
    public struct Pairing: Sendable {
        /// The fidelity.
        public let name: String
        /// In the order of `outputs`.
        public let comparisons: [PairedComparison]
        /// Utterances of the same words.
        public let sameWords: SameWords

        /// The p-value of equivalence of a figure, for those that have a margin.
        ///
        /// - Parameter place: Place of the figure in `outputs`.
        /// - Returns: Two one-sided tests' p-value; nil without a margin.
        public func equivalencePValue(_ place: Int) -> Double? {
            switch outputs[place].name {
            case "contained": comparisons[place].equivalencePValue(margin: containedMargin)
            case "turns": comparisons[place].ratioEquivalencePValue(margin: turnsMargin)
            default: nil
            }
        }
    }

    /// The calls of each fidelity; the last one is the reference.
    public let held: [TierStudy.Held]
    /// Each of the others held against it.
    public let pairings: [Pairing]
    /// What became of turns at each fidelity.
    public let turns: [TurnFates]

    /// Compares calls that were held by each of the same callers.
    ///
    /// - Parameter held: The calls of each fidelity, the reference last.
    /// - Throws: `StatisticsError` for fewer than three calls.
    public init(_ held: [TierStudy.Held]) throws(StatisticsError) {
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

    /// Means of all figures over calls, in the order of `outputs`.
    public static func means(_ records: [ConversationRecord]) -> [Double] {
        outputs.map { output in
            RunningMoments(records.map(output.value)).mean
        }
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
