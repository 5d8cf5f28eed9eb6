/// Yes and no, with what makes them weaker.
///
/// Phrases vote with signed weights in hundredths; the last one counts most, a hedge takes a part of
/// it away, and votes that disagree weaken the result. The weights are judgements.
enum YesNoWords {
    /// Strength below which nothing was said.
    private static let least = 30

    /// A yes or a no with its probability; nil when the words hold neither.
    static func match(_ words: [String]) -> YesNoReading? {
        let tokens = words.tokens
        return read(tokens).map { reading in
            let said = tokens.indices.count { !tokens[$0].facts.isHesitation }
            let share = Double(reading.words.count) / Double(max(said, 1))
            return YesNoReading(
                isYes: reading.isYes, probability: Score(Double(reading.strength) / 100),
                coverage: Score(0.4 + 0.6 * min(share, 1)))
        }
    }

    static func matches(_ tokens: [Token]) -> [SlotMatch] {
        read(tokens).map {
            SlotMatch(
                .yesNo($0.isYes), $0.words, strength: Score(Double($0.strength) / 100),
                isCorrection: SpeechMarkers.isCorrection(tokens))
        }.map { [$0] } ?? []
    }

    /// What was said, and how strongly in hundredths; nil when neither.
    static func read(_ tokens: [Token]) -> (isYes: Bool, strength: Int, words: Range<Int>)? {
        let all = votes.all(in: tokens)
        // "Right" and "I would" count only where the utterance is little else.
        let said = tokens.count { !$0.facts.isHesitation }
        let found = all.filter {
            $0.value != 0 && (abs($0.value) > 75 || said <= $0.words.count + 3)
        }
        guard let last = decisive(found) else { return nil }
        let isYes = last.value > 0
        var strength = abs(last.value)
        let others = found.filter { ($0.value > 0) != isYes }
        if !others.isEmpty { strength = strength * 3 / 4 }
        let agreeing = found.count - others.count
        if agreeing > 1, others.isEmpty { strength = min(100, strength + 5) }
        if let hedge = hedges.all(in: tokens).map(\.value).min() {
            strength = strength * hedge / 100
        }
        guard strength >= least else { return nil }
        let first = found.map(\.words.lowerBound).min() ?? last.words.lowerBound
        let end = found.map(\.words.upperBound).max() ?? last.words.upperBound
        return (isYes, strength, first..<end)
    }

    /// The vote that decides: the strongest, and of equals the last.
    ///
    /// "No, that's right" is a yes, and "yeah, no" a no.
    private static func decisive(
        _ found: [(value: Int, words: Range<Int>)]
    ) -> (value: Int, words: Range<Int>)? {
        guard var best = found.first else { return nil }
        for vote in found.dropFirst() {
            // "That's all" and "thanks" after an answer change nothing.
            let isClear = abs(vote.value) >= 90
            if isClear || abs(vote.value) > abs(best.value) { best = vote }
        }
        return best
    }

    private static func weigh(_ weight: Int, _ text: String) -> [(text: String, value: Int)] {
        text.split(separator: ",").map {
            (Lexicon.words(String($0)).joined(separator: " "), weight)
        }
    }

    private static let votes = PhraseTable(
        weigh(
            98,
            "yes, yes please, yes it is, yes i do, yes that's right, yes that's correct, that's right, that is right, "
                + "that's correct, that is correct, correct, exactly, absolutely, definitely, "
                + "affirmative, of course, certainly, yes sir, yes ma'am, that's it exactly, "
                + "you're right, it is right, it's right, it's correct, spot on, true, that's true, "
                + "why yes, yes indeed, indeed")
            + weigh(
                95,
                "yeah, yep, yup, yeah please, sure, sure thing, yes i did, that's the one, "
                    + "that is the one, go ahead, please do, go for it, do it, you bet, totally, by all means, "
                    + "that's me, uh-huh, yeah that's right, "
                    + "no problem, not a problem, that's fine, that is fine, that works, that'll work, "
                    + "that will do, works for me, sounds good, sounds right, sounds great, ya, aye, yah, "
                    + "yes go ahead, that would be great, that'd be great, of course yes, "
                    + "i don't mind, no that's right, no that's correct, no that's fine, no you're right"
            )
            + weigh(
                0,
                "i don't know, i do not know, i don't remember, i can't remember, i don't have, "
                    + "not sure, i'm not sure, i am not sure, make sure, to be sure, right now, right away, right there, no one, so far"
            )
            + weigh(85, "uh huh, mm hmm, mhm, okay, ok, alright, all right, why not, mm-hmm")
            + weigh(
                72,
                "right, fine, good, great, cool, lovely, perfect, got it, please, i do, it is, i did, it does, "
                    + "they are, i am, i have, i would, i can, i will, we do")
            + weigh(
                60,
                "i guess so, i suppose so, i think so, i believe so, probably, i hope so, more or less, kind of, sort of, "
                    + "pretty much, should be, i guess, i suppose")
            + weigh(
                -98,
                "no, nope, no thanks, no thank you, that's wrong, that is wrong, that's not right, that is not right, "
                    + "that's not correct, that isn't right, that isn't correct, that's incorrect, "
                    + "incorrect, wrong, absolutely not, definitely not, of course not, certainly not, "
                    + "no way, negative, not right, not correct, not true, that's not it, "
                    + "don't do that, not at all, please don't, no it isn't, no it's not")
            + weigh(-95, "nah, uh uh, uh-uh, nuh uh, mm mm, mmm mmm, not yet, naw, nay")
            + weigh(
                -72,
                "it isn't, it's not, it is not, i don't, i do not, i didn't, it doesn't, never, "
                    + "i haven't, i can't, i wouldn't, i don't want to, i'm not, i am not, i won't, "
                    + "don't, do not, we don't")
            + weigh(
                -80,
                "not really, not exactly, not quite, i don't think so, i do not think so, "
                    + "i don't believe so, not that i know of, i doubt it, not today, not now, "
                    + "that's all, that's it, that was it, that'll be all, that will be all, "
                    + "that's everything, that'll be it, i'm good, i'm all set, i'm fine, i'm okay, "
                    + "that was all, nothing else, all good, that's all i needed")
            + weigh(
                -90,
                "i don't think that's right, i don't think it is, i don't think that's correct, "
                    + "doesn't sound right, don't think so"))

    /// Hedges with the hundredths that they leave.
    private static let hedges = PhraseTable(
        weigh(85, "i think, i believe, i'm pretty sure, pretty sure, as far as i know")
            + weigh(
                75,
                "i guess, i suppose, probably, should be, i hope, more or less, kind of, sort of")
            + weigh(65, "but, except, although, maybe, perhaps, possibly, might be, could be")
            + weigh(55, "not sure, i'm not sure, don't know, not certain, not really sure"))
}
