/// Signs of anger in words, as a small whole number.
///
/// Weights are judgements, not measurements: 1 for a sign of impatience, 2 for a complaint about the
/// service, 3 for an insult or an oath. A scenario sets the limit that it finds unbearable.
public enum ChatMarkers {
    /// Greatest score of one utterance: a single outburst is not yet a state of mind.
    public static let limit = 3

    /// The affect of the words of an utterance, 0 (none) to `limit`.
    ///
    /// The sum of the weights of the phrases found. "Not angry" counts as nothing.
    static func affect(of tokens: [Token]) -> Int {
        var score = 0
        for (weight, words) in phrases.all(in: tokens) {
            let before = tokens.word(words.lowerBound - 1) ?? ""
            if before == "not" || before == "isn't" || before == "no" { continue }
            score += weight
        }
        return min(score, limit)
    }

    private static let phrases = PhraseTable(
        weigh(
            1,
            "already told you, i already said, i said, come on, for the last time, how many times, "
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
