/// Lists of words that say something about an utterance, whatever it is asked for.
///
/// Only data: what the lists mean together is said by `SpeechMarkers`, and the grammars look at single
/// places of an utterance for those that interrupt a value. Nothing here is probabilistic.
enum MarkerPhrases {
    /// Noises of hesitation, one word each.
    static let hesitations =
        "uh um er erm hm hmm mm mmm ah eh uhm umm ehm uhh huh well like"

    /// Phrases that say only "I am listening": they never take the floor.
    static let acknowledgement = PhraseTable(
        "uh huh, uh-huh, mm hmm, mhm, mm-hmm, okay, ok, right, alright, all right, yeah, yep, sure, "
            + "i see, got it, go on, great, cool, fine, good, perfect, lovely, gotcha, thanks, "
            + "thank you, oh okay, yes, hm, mm")

    /// Phrases by which a caller asks for a moment.
    static let holdOn = PhraseTable(
        "one moment, just a moment, a moment, one second, just a second, a second, one sec, just a sec, "
            + "a sec, one minute, just a minute, a minute, two seconds, hang on, hold on, bear with me, "
            + "let me get it, let me get that, let me get my, let me find, let me look, let me check, "
            + "let me see, let me grab, let me think, let me just, give me a moment, give me a second, "
            + "give me a sec, give me a minute, just getting it, i'm looking for it, where is it, "
            + "i need to find, i need to get, wait a moment, wait a second, wait a minute")

    /// Courtesy, which carries no meaning of its own.
    static let courtesy = PhraseTable(
        "please, thank you, thanks, cheers, ta, hi, hello, hey, good morning, good afternoon, "
            + "good evening, excuse me")

    /// Phrases that say that what was understood is wrong.
    static let complaint = PhraseTable(
        "i said, i told you, i meant, i mean, that's wrong, that is wrong, that's not right, that is not right, "
            + "that's not it, that's not what i, that's incorrect, it's not, it isn't, it was not, "
            + "it wasn't, not what i said, you misheard, you got it wrong, got that wrong, wrong number, "
            + "should be, should have been, supposed to be")
    /// What follows a "no" that ends something or answers, and corrects nothing.
    static let farewell = PhraseTable(
        "thanks, thank, thank you, that's it, that's all, that is all, that's everything, that was, "
            + "that'll be, that will be, that should be, that's gonna, that's going, i'm good, i'm fine, "
            + "i'm all, problem, worries, idea, clue, i don't think, i think, please, nothing, more, "
            + "i don't, i do not, yet, way, need, not really, it should be it, it's fine, it's okay, "
            + "we're good, bye, everything, one, matter")
    /// Phrases of not knowing.
    static let ignorance = PhraseTable(
        "i don't know, i do not know, don't know, dunno, no idea, no clue, not sure, i can't remember, "
            + "can't remember, don't remember, do not remember, i forget, i forgot, i've forgotten, "
            + "i have no idea, haven't got it, don't have it, do not have it, don't have that, "
            + "don't have one, couldn't tell you, can't tell you, cannot remember, never had one, "
            + "i've lost it, not a clue, beats me, can't find it")
    /// Phrases of refusing to say.
    static let refusal = PhraseTable(
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

    /// Beginnings of requests and questions.
    static let requests = PhraseTable(
        "i want, i need, i'd like, i would like, i wish, can you, can i, could you, could i, "
            + "would you, will you, may i, let me, give me, tell me, get me, help me, put me, show me, "
            + "what, what's, how, when, where, why, who, which, is there, are there, do you, do i")

    /// Signs of anger with their weights.
    ///
    /// Weights are judgements, not measurements: 1 for a sign of impatience, 2 for a complaint about
    /// the service, 3 for an insult or an oath.
    static let anger = PhraseTable(
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
