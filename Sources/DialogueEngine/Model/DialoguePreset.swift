/// Thresholds, triggers and timing that reproduce the documented defaults of known products.
///
/// What a product's pages leave open stays at this project's standard. Raw names are those of model
/// files.
public enum DialoguePreset: String, Hashable, Sendable, CaseIterable {
    /// Rasa open source: NLU fallback threshold 0.3 and ambiguity gap 0.1 (code of the
    /// `FallbackClassifier`); two-stage fallback: affirm, rephrase, affirm, hand off.
    case rasa
    /// Dialogflow CX: classification threshold 0.3; no-match and no-input handlers 1 to 6, then the
    /// default handler.
    case dialogflowCX
    /// Amazon Lex V2: fallback intent when all scores are below the threshold (default 0.4); longest
    /// utterance 13 s; interruption allowed.
    case lex
    /// Vapi: answers after 0.4 s of silence, 0.2 s of voice stop a prompt; stop words always, and
    /// acknowledgements never interrupt.
    case vapi

    /// Name in model files.
    public var name: String { rawValue }

    /// How it decides.
    public var decisions: DecisionRules {
        var rules = DecisionRules.standard
        rules.mode = .thresholds
        rules.outOfScope = .one
        switch self {
        case .rasa:
            // At or above the threshold an intent is acted on; two within the gap fall back to the
            // question whether the best is meant.
            rules.accept = Score(0.3)
            rules.confirm = Score(0)
            rules.ambiguityGap = Score(0.1)
            // "affirm" and "deny" are intents like all others: below the threshold they fall back.
            rules.consent = Score(0.3)
        case .dialogflowCX:
            rules.accept = Score(0.3)
            rules.confirm = Score(0.3)
            rules.ambiguityGap = .zero
            rules.consent = Score(0.3)
        case .lex:
            rules.accept = Score(0.4)
            rules.confirm = Score(0.4)
            rules.ambiguityGap = .zero
            rules.consent = Score(0.4)
        case .vapi:
            // A language model decides and states no score: every wish and value is acted on. But
            // transcripts below the transcriber's confidence threshold are discarded (its schema of
            // endpointing), so no such yes is ever heard; that the threshold is 0.4 is assumed.
            rules.consent = Score(0.4)
            rules.accept = .zero
            rules.confirm = .zero
            rules.ambiguityGap = .zero
        }
        return rules
    }

    /// When it gives up.
    public var fallback: FallbackRules {
        var rules = FallbackRules.standard
        rules.scoreLimit = 0
        rules.noProgressTurns = 0
        rules.affect = 0
        rules.sameQuestion = 0
        switch self {
        case .rasa:
            rules.noMatch = 2
        case .dialogflowCX:
            rules.noMatch = 7
            rules.noInput = 7
        case .lex:
            rules.noMatch = 0
            rules.noInput = 0
        case .vapi:
            rules.noMatch = 0
            rules.personRequests = 1
        }
        return rules
    }

    /// When it listens and speaks.
    public var timing: TimingRules {
        var rules = TimingRules.standard
        switch self {
        case .rasa, .dialogflowCX: break
        case .lex:
            rules.maximumSpeechSeconds = 13
        case .vapi:
            rules.endpointSeconds = 0.4
            rules.endpointSpelledSeconds = 0.4
            rules.endpointYesNoSeconds = 0.4
            rules.bargeInSeconds = 0.2
        }
        return rules
    }
}
