public import CallerModel
public import TwinPrimitives

/// What a caller said in a recorded call, turn by turn.
///
/// It is said again as long as the voice agent asks what it asked then; a recording answers no other
/// question.
public struct RecordedTurns: Hashable, Sendable {
    /// A stretch of speech, or keys.
    public struct Turn: Hashable, Sendable {
        /// What was said; empty where nobody knows.
        public var text = ""
        /// Keys pressed instead; empty for speech.
        public var keys = ""
        /// Why it was said.
        public var kind = CallerSegment.Kind.answer
        /// What had been asked, as `Question.name(in:)` names it; nil where nobody knows.
        public var asked: String?
        /// Silence before it, in seconds.
        public var gapSeconds = 0.5
        /// Whether it goes on with the turn above: no prompt came between.
        public var continues = false
        /// The prompt that it was spoken into, as far as it was heard, and how long that had sounded, in
        /// seconds; nil for what was said into a silence.
        public var prompt: Prompt?

        /// A prompt that was spoken into.
        public struct Prompt: Hashable, Sendable {
            /// Its words, or its first ones.
            public var text: String
            /// Seconds from its start.
            public var seconds: Double

            /// Stores a prompt.
            public init(text: String, seconds: Double) {
                self.text = text
                self.seconds = seconds
            }
        }

        /// An utterance of which nothing is known.
        public init() {}
    }

    /// What to do where the call departs from the recording.
    public enum Continuation: String, Hashable, Sendable, CaseIterable {
        /// A caller of the same goal goes on, and speaks anew.
        case synthetic
        /// The call stops there.
        case stop
    }

    /// The turns, in order; their places are those of the recorded utterances.
    public let turns: [Turn]
    /// What to do where the call departs from them.
    public let whenDeparted: Continuation

    /// Stores turns.
    public init(_ turns: [Turn], whenDeparted: Continuation) {
        self.turns = turns
        self.whenDeparted = whenDeparted
    }
}

/// Where a call left the recording that it follows.
public struct RecordingDeparture: Hashable, Sendable {
    /// When.
    public var time: SimulationTime
    /// Number of the recorded utterance, from 1, that was not said; one more than there are when the
    /// recording has ended.
    public var utterance: Int
    /// What it answered, or its words; nil when the recording has ended.
    public var recorded: String?
    /// What the voice agent asks now.
    public var asked: String
}
