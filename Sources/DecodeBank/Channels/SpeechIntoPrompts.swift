/// What is said into prompts that sound, over lines of one condition.
///
/// A call in sound tells a mere "mm hmm" from a turn by its sound, before any word is read. It misses some,
/// whose words are then read, and takes some real turns for one.
public struct SpeechIntoPrompts: Hashable, Sendable {
    /// Condition of the line; `any` for all together.
    public var condition: String
    /// Acknowledgements that were said into prompts.
    public var acknowledgements: Int
    /// Probability that an acknowledgement is told by its sound.
    public var acknowledged: Double
    /// Turns that meant something else, said into prompts.
    public var turns: Int
    /// Probability that such a turn is taken for an acknowledgement.
    public var mistaken: Double

    package init(
        condition: String, acknowledgements: Int, acknowledged: Double, turns: Int,
        mistaken: Double
    ) {
        self.condition = condition
        self.acknowledgements = acknowledgements
        self.acknowledged = acknowledged
        self.turns = turns
        self.mistaken = mistaken
    }

    /// Name of the law of all conditions together.
    public static let any = "*"

    /// Something said into a prompt.
    public struct Said: Hashable, Sendable {
        /// Condition of the line.
        public var condition: String
        /// Whether it was meant as an acknowledgement.
        public var isAcknowledgement: Bool
        /// Whether its sound passed for one.
        public var isTaken: Bool

        /// Stores what was said.
        public init(condition: String, isAcknowledgement: Bool, isTaken: Bool) {
            self.condition = condition
            self.isAcknowledgement = isAcknowledgement
            self.isTaken = isTaken
        }
    }

    /// Weight of all conditions beside those of one, in turns.
    private static let priorTurns = 1.0
    /// Share of real turns that the shipped network takes for acknowledgements where unknown voices speak
    /// (docs/voice.md): callers seldom speak into prompts, so a bank of calls has next to none.
    private static let mistakenByNetwork = 0.04
    /// Weight of that share beside the bank's turns, and of all beside a condition's, in turns (assumed).
    private static let networkTurns = 25.0

    /// Relative frequencies, those of a condition drawn toward all with the weight of one turn.
    ///
    /// Those of real turns, which are few, are drawn with the weight of 25: those of a condition toward all, and
    /// all toward the network's own share.
    ///
    /// - Parameter said: What was said into prompts; of an empty list there is no law.
    /// - Returns: The law of each condition, sorted, and before them that of all.
    public static func fit(_ said: [Said]) -> [SpeechIntoPrompts] {
        guard !said.isEmpty else { return [] }
        var laws: [SpeechIntoPrompts] = []
        for condition in [any] + Set(said.map(\.condition)).sorted() {
            let own = said.filter { condition == any || $0.condition == condition }
            func share(_ isMeant: Bool, _ above: Double, _ weight: Double) -> (Int, Double) {
                let part = own.filter { $0.isAcknowledgement == isMeant }
                let taken = Double(part.count(where: \.isTaken))
                let turns = Double(part.count) + weight
                return (part.count, turns > 0 ? (taken + weight * above) / turns : 0)
            }
            let meant = share(
                true, laws.first?.acknowledged ?? 0, laws.isEmpty ? 0 : priorTurns)
            let other = share(
                false, laws.first?.mistaken ?? mistakenByNetwork, networkTurns)
            laws.append(
                SpeechIntoPrompts(
                    condition: condition, acknowledgements: meant.0, acknowledged: meant.1,
                    turns: other.0, mistaken: other.1))
        }
        return laws
    }
}

extension [SpeechIntoPrompts] {
    /// The law of a condition, else that of all; nil without any.
    func law(of condition: String) -> SpeechIntoPrompts? {
        first { $0.condition == condition }
            ?? first { $0.condition == SpeechIntoPrompts.any }
    }
}
