public import Conversations

/// How often meanings are lost or taken for others, fitted to a bank of decodes.
public struct MeaningChannel: Hashable, Sendable {
    /// The law of one kind of meaning in one condition and voice class.
    public struct Cell: Hashable, Sendable {
        /// Condition of the line; `MeaningChannel.any` for all together.
        public var condition: String
        /// Class of voices; `MeaningChannel.any` for all together.
        public var voiceClass: String
        /// What kind of meaning.
        public var kind: LabelledTurn.Kind
        /// Turns it was fitted to.
        public var turns: Int
        /// Probability that it is understood right.
        public var right: Double
        /// Probability that something else of its kind is understood.
        public var other: Double
        /// Share of `nothing` in which not a word is heard, which the voice agent takes for silence.
        public var unheard: Double
        /// Share of `other` in which the value is one that its slot cannot have.
        public var impossible: Double
        /// Posterior when it is right.
        public var posteriorWhenRight: QuantileTable
        /// Posterior when it is something else.
        public var posteriorWhenOther: QuantileTable
        /// Probability given to none of the intents when a wish is right.
        ///
        /// The surer the wish, the less of it. Nil for other kinds, and in channels fitted without it.
        public var outOfScopeWhenRight: QuantileTable?
        /// The same when another wish is understood.
        public var outOfScopeWhenOther: QuantileTable?

        /// Probability that nothing is understood.
        public var nothing: Double { max(1 - right - other, 0) }

        package init(
            condition: String, voiceClass: String, kind: LabelledTurn.Kind, turns: Int,
            right: Double, other: Double, unheard: Double = 0, impossible: Double = 0,
            posteriorWhenRight: QuantileTable, posteriorWhenOther: QuantileTable
        ) {
            self.condition = condition
            self.voiceClass = voiceClass
            self.kind = kind
            self.turns = turns
            self.right = right
            self.other = other
            self.unheard = unheard
            self.impossible = impossible
            self.posteriorWhenRight = posteriorWhenRight
            self.posteriorWhenOther = posteriorWhenOther
        }

        /// Probability of an outcome.
        ///
        /// - Parameter outcome: Which.
        /// - Returns: From 0 to 1.
        public func probability(of outcome: LabelledTurn.Outcome) -> Double {
            switch outcome {
            case .right: right
            case .other: other
            case .nothing: nothing
            }
        }

        /// The law of one meaning: odds of being right, and else of being something else, by factors.
        ///
        /// - Parameter matter: The meaning; nil leaves the law as it is.
        /// - Returns: The law with other chances.
        public func of(_ matter: Matter?) -> Cell {
            guard let matter, right < 1 else { return self }
            var cell = self
            (cell.right, cell.other) = chances(of: matter)
            return cell
        }

        /// Chances of one meaning to be understood right, and as something else; it may be wrong at all.
        func chances(of matter: Matter) -> (right: Double, other: Double) {
            let right = Self.scaled(self.right, by: matter.rightOdds)
            let share = min(other / (1 - self.right), 1)
            return (right, (1 - right) * Self.scaled(share, by: matter.otherOdds))
        }

        /// A probability whose odds are multiplied.
        static func scaled(_ probability: Double, by factor: Double) -> Double {
            probability * factor / (1 - probability + probability * factor)
        }
    }

    /// Intents that one intent was taken for in one dialogue state.
    public struct Confusion: Hashable, Sendable {
        /// The dialogue state.
        public var state: String
        /// The intent that was meant.
        public var said: String
        /// The intents understood and how often, most often first.
        public var heard: [WordChannel.Count]

        package init(state: String, said: String, heard: [WordChannel.Count]) {
            self.state = state
            self.said = said
            self.heard = heard
        }
    }

    /// How one meaning differs from others of its kind: six digits are harder than a name of a list.
    public struct Matter: Hashable, Sendable {
        /// What kind of meaning.
        public var kind: LabelledTurn.Kind
        /// What is meant: the name of an intent, slot or remark, or yes or no.
        public var said: String
        /// Turns it was fitted to.
        public var turns: Int
        /// Factor of the odds that it is understood right.
        public var rightOdds: Double
        /// Factor of the odds that, if not, something else of its kind is understood.
        public var otherOdds: Double

        package init(
            kind: LabelledTurn.Kind, said: String, turns: Int, rightOdds: Double, otherOdds: Double
        ) {
            self.kind = kind
            self.said = said
            self.turns = turns
            self.rightOdds = rightOdds
            self.otherOdds = otherOdds
        }
    }

    /// Name of the cells of all conditions or classes together.
    public static let any = "*"

    /// Cells, sorted by condition, class and kind.
    public var cells: [Cell]
    /// Confusions of wishes, sorted by state and intent.
    public var confusions: [Confusion]
    /// Share of wrong strings of digits or letters that have another length.
    public var otherLength: Double
    /// Correlation of one caller's attempts in one dialogue state, from 0 to below 1; see
    /// `AttemptCorrelation`.
    public var attemptCorrelation: Double
    /// What sets single meanings apart, sorted by kind and name.
    public var matters: [Matter]
    /// Turns as they were understood; where there are any of a kind and outcome, one is drawn, and the
    /// tables of posteriors, confusions and lengths have no say.
    public var examples: [MeaningExample]
    /// What is said into prompts, condition by condition.
    public var prompts: [SpeechIntoPrompts]

    package init(
        cells: [Cell], confusions: [Confusion], otherLength: Double,
        attemptCorrelation: Double = 0, matters: [Matter] = [], examples: [MeaningExample] = [],
        prompts: [SpeechIntoPrompts] = []
    ) {
        self.cells = cells
        self.confusions = confusions
        self.otherLength = otherLength
        self.attemptCorrelation = attemptCorrelation
        self.matters = matters
        self.examples = examples
        self.prompts = prompts
    }

    /// The law for a kind of meaning: of the class, else of the condition's classes together, else of all
    /// conditions.
    ///
    /// A kind that the bank never had is heard as wishes are, an acknowledgement as remarks are.
    ///
    /// - Parameters:
    ///   - condition: Condition of the line.
    ///   - voiceClass: Class of the voice.
    ///   - kind: What kind of meaning.
    /// - Returns: The law; nil when there is none of wishes either.
    public func cell(
        condition: String, voiceClass: String, kind: LabelledTurn.Kind
    ) -> Cell? {
        func find(_ condition: String, _ voiceClass: String, _ kind: LabelledTurn.Kind) -> Cell? {
            cells.first {
                $0.kind == kind && $0.condition == condition && $0.voiceClass == voiceClass
            }
        }
        for wanted in kind == .acknowledgement ? [kind, .remark, .wish] : [kind, .wish] {
            let found =
                find(condition, voiceClass, wanted) ?? find(condition, Self.any, wanted)
                ?? find(Self.any, Self.any, wanted)
            if let found { return found }
        }
        return nil
    }

    /// What sets a meaning apart; nil where nothing is known of it.
    public func matter(_ kind: LabelledTurn.Kind, _ said: String) -> Matter? {
        matters.first { $0.kind == kind && $0.said == said }
    }

    /// Its conditions, sorted.
    public var conditions: [String] {
        Set(cells.map(\.condition)).sorted().filter { $0 != Self.any }
    }
}
