/// Lists of words that are no answer: they hold the floor, keep it moving, or stop it.
public enum FillerWords {
    static let hesitationNoises =
        "uh um er erm hm hmm mm mmm ah eh uhm umm ehm uhh huh well like"

    /// Noises of hesitation, one word each.
    public static let hesitations: [String] = Lexicon.words(hesitationNoises)

    /// Phrases that say only "I am listening": they never take the floor.
    public static let acknowledgements = split(
        "uh huh, uh-huh, mm hmm, mhm, mm-hmm, okay, ok, right, alright, all right, yeah, yep, sure, "
            + "i see, got it, go on, great, cool, fine, good, perfect, lovely, gotcha, thanks, "
            + "thank you, oh okay, yes, hm, mm")

    /// Words that stop a prompt whenever they are said.
    public static let stopWords = split(
        "stop, wait, no, hold on, hang on, pause, quiet, be quiet, shut up, excuse me, agent, operator, "
            + "representative, human, listen, cancel, hello, enough, skip")

    /// Phrases by which a caller asks for a moment.
    public static let holdOnPhrases = split(
        "one moment, just a moment, a moment, one second, just a second, a second, one sec, just a sec, "
            + "a sec, one minute, just a minute, a minute, two seconds, hang on, hold on, bear with me, "
            + "let me get it, let me get that, let me get my, let me find, let me look, let me check, "
            + "let me see, let me grab, let me think, let me just, give me a moment, give me a second, "
            + "give me a sec, give me a minute, just getting it, i'm looking for it, where is it, "
            + "i need to find, i need to get, wait a moment, wait a second, wait a minute")

    /// Words of courtesy, which carry no meaning of their own.
    public static let courtesies = split(
        "please, thank you, thanks, cheers, ta, hi, hello, hey, good morning, good afternoon, "
            + "good evening, excuse me")

    static let holdOn = PhraseTable(holdOnPhrases.map { ($0, 1) })
    static let acknowledgement = PhraseTable(acknowledgements.map { ($0, 1) })
    static let stop = PhraseTable(stopWords.map { ($0, 1) })
    static let courtesy = PhraseTable(courtesies.map { ($0, 1) })

    private static func split(_ text: String) -> [String] {
        text.split(separator: ",").map { Lexicon.words(String($0)).joined(separator: " ") }
    }
}
