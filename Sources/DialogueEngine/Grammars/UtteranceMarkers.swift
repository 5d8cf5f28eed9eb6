/// What an utterance says about itself, whatever it is asked for.
///
/// Found by phrase lists; nothing here is probabilistic.
public struct UtteranceMarkers: Hashable, Sendable {
    /// Whether it holds hesitation only ("uh", "um well").
    public var isHesitation: Bool
    /// Whether it holds acknowledgement only ("uh huh", "okay right").
    public var isAcknowledgement: Bool
    /// Whether the caller asks for a moment ("hang on, let me get it").
    public var holdsOn: Bool
    /// Whether the caller does not know ("I don't know", "no idea", "can't remember").
    public var doesNotKnow: Bool
    /// Whether the caller will not say ("I'd rather not", "why do you need that").
    public var refuses: Bool
    /// Whether it begins with words that stop any prompt ("wait", "no", "stop").
    public var stops: Bool
    /// Whether it says that what was understood is wrong ("no, it was 46", "I said …", "not …").
    public var isCorrection: Bool

    /// Reads the markers of an utterance.
    ///
    /// - Parameter words: Words in lower case.
    public init(_ words: [String]) { self.init(words.tokens) }

    init(_ tokens: [Token]) {
        isHesitation =
            !tokens.isEmpty && tokens.allSatisfy(\.facts.isHesitation)
            && !FillerWords.acknowledgement.covers(tokens)
        isAcknowledgement = FillerWords.acknowledgement.covers(tokens) { $0.facts.isHesitation }
        holdsOn = FillerWords.holdOn.first(in: tokens) != nil
        let idea = UtteranceMarkers.ignorance.first(in: tokens)
        doesNotKnow = idea.map { !UtteranceMarkers.softens(tokens, after: $0.upperBound) } ?? false
        refuses = UtteranceMarkers.refusal.first(in: tokens) != nil
        let start = UtteranceMarkers.start(tokens)
        stops = FillerWords.stop.match(tokens, at: start) != nil
        isCorrection = UtteranceMarkers.corrects(tokens, from: start)
    }

    /// The first word that is neither hesitation nor "oh".
    private static func start(_ tokens: [Token]) -> Int {
        tokens.firstIndex { !$0.facts.isHesitation && $0.text != "oh" && $0.text != "but" }
            ?? tokens.count
    }

    /// "I don't know if …" and "I'm not sure but …" go on to say something.
    private static func softens(_ tokens: [Token], after end: Int) -> Bool {
        guard let next = tokens.word(end) else { return false }
        return ["if", "whether", "but", "why", "how"].contains(next)
    }

    /// Whether an utterance says that what was understood is wrong.
    static func isCorrection(_ tokens: [Token]) -> Bool { corrects(tokens, from: start(tokens)) }

    private static func corrects(_ tokens: [Token], from start: Int) -> Bool {
        if complaint.first(in: tokens) != nil { return true }
        guard let word = tokens.word(start) else { return false }
        let isNegation = ["no", "nope", "nah", "wait", "actually", "not"].contains(word)
        guard isNegation else { return false }
        // A bare no is an answer, and "no thanks" or "no that's all" ends something.
        let rest = start + 1
        return rest < tokens.count && farewell.match(tokens, at: rest) == nil
            && !tokens[rest...].allSatisfy { $0.facts.isHesitation || $0.text == "no" }
    }

    private static let complaint = PhraseTable(
        "i said, i told you, i meant, i mean, that's wrong, that is wrong, that's not right, that is not right, "
            + "that's not it, that's not what i, that's incorrect, it's not, it isn't, it was not, "
            + "it wasn't, not what i said, you misheard, you got it wrong, got that wrong, wrong number, "
            + "should be, should have been, supposed to be")
    private static let farewell = PhraseTable(
        "thanks, thank, thank you, that's it, that's all, that is all, that's everything, that was, "
            + "that'll be, that will be, that should be, that's gonna, that's going, i'm good, i'm fine, "
            + "i'm all, problem, worries, idea, clue, i don't think, i think, please, nothing, more, "
            + "i don't, i do not, yet, way, need, not really, it should be it, it's fine, it's okay, "
            + "we're good, bye, everything, one, matter")
    private static let ignorance = PhraseTable(
        "i don't know, i do not know, don't know, dunno, no idea, no clue, not sure, i can't remember, "
            + "can't remember, don't remember, do not remember, i forget, i forgot, i've forgotten, "
            + "i have no idea, haven't got it, don't have it, do not have it, don't have that, "
            + "don't have one, couldn't tell you, can't tell you, cannot remember, never had one, "
            + "i've lost it, not a clue, beats me, can't find it")
    private static let refusal = PhraseTable(
        "rather not, i won't, i will not, not going to, not gonna, don't want to say, "
            + "don't want to give, do not want to give, don't want to tell, none of your business, "
            + "why do you need, why do you want, don't feel comfortable, not comfortable, i refuse, "
            + "can't give you, not giving, not telling, prefer not, don't have to tell, "
            + "not allowed to say")

    /// Words between a value and the one that takes its place.
    static let repair = PhraseTable(
        "no, nope, sorry, i'm sorry, oh sorry, i mean, i meant, actually, scratch that, strike that, "
            + "forget that, rather, correction, wait, make that, make it, let me start again, "
            + "let me start over, start again, start over, let me say that again, oops, whoops, "
            + "change that, or rather, my mistake, my bad, hang on, hold on, no wait, instead, "
            + "no sorry, sorry no, no actually, that's wrong, not that")
}
