/// Signs of anger in words, as a small whole number.
///
/// Weights are judgements, not measurements: 1 for a sign of impatience, 2 for a complaint about the
/// service, 3 for an insult or an oath. A scenario sets the limit that it finds unbearable.
public enum ChatMarkers {
    /// Greatest score of one utterance: a single outburst is not yet a state of mind.
    public static let limit = 3

    /// The affect of an utterance, 0 (none) to `limit`.
    ///
    /// Adds the weights of the phrases found, 1 for two or more exclamation marks, and 1 for two or
    /// more words of at least three letters in capitals, which only writing has. "Not angry" counts
    /// as nothing.
    public static func affect(of text: String) -> Int {
        var score = affect(of: Words(text).list.tokens)
        if text.utf8.count(where: { $0 == UInt8(ascii: "!") }) > 1 { score += 1 }
        if shouted(text) > 1 { score += 1 }
        return min(score, limit)
    }

    static func affect(of tokens: [Token]) -> Int {
        var score = 0
        for (weight, words) in phrases.all(in: tokens) {
            let before = tokens.word(words.lowerBound - 1) ?? ""
            if before == "not" || before == "isn't" || before == "no" { continue }
            score += weight
        }
        return min(score, limit)
    }

    /// Words of at least three letters, all capitals.
    private static func shouted(_ text: String) -> Int {
        var words = 0
        var capitals = 0
        var others = 0
        for byte in text.utf8 {
            switch byte {
            case 65...90: capitals += 1
            case 97...122: others += 1
            default:
                if capitals > 2, others == 0 { words += 1 }
                capitals = 0
                others = 0
            }
        }
        return words + (capitals > 2 && others == 0 ? 1 : 0)
    }

    private static let phrases = PhraseTable(
        weigh(
            1,
            "again, already told you, i already said, i said, come on, for the last time, how many times, how long, "
                + "hurry up, seriously, unbelievable, annoying, annoyed, tired of, still waiting, "
                + "kept waiting, waiting for ages, not again, listen to me, you don't understand, "
                + "not helping, not helpful, whatever, forget it, never mind, oh my god, for god's sake, "
                + "keeps happening, keep asking")
            + weigh(
                2,
                "ridiculous, useless, terrible, awful, appalling, unacceptable, disgrace, disgraceful, "
                    + "pathetic, frustrated, frustrating, angry, furious, fed up, sick of, sick and tired, "
                    + "waste of time, wasting my time, worst, rubbish, nonsense, joke, incompetent, "
                    + "outrageous, complaint, complain, disgusting, hopeless, stupid machine, stupid system"
            )
            + weigh(
                3,
                "damn, damned, dammit, bloody, hell, what the hell, crap, bullshit, shit, idiot, idiots, "
                    + "stupid, moron, shut up, fuck, fucking, piss off, pissed off, screw you, arse, ass"
            ))

    private static func weigh(_ weight: Int, _ text: String) -> [(text: String, value: Int)] {
        text.split(separator: ",").map { phrase in
            (Lexicon.words(String(phrase)).joined(separator: " "), weight)
        }
    }
}
