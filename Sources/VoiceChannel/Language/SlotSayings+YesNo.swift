extension SlotSayings {
    /// Ways to say yes and no, the commonest ones repeated.
    static let yesNo: [String] = {
        let yes = [
            "yes", "yes", "yes", "yes", "yes", "yeah", "yeah", "yeah", "yep", "yup", "sure", "okay",
            "correct", "right", "exactly", "absolutely", "of course", "definitely", "uh huh",
            "that's right", "that's correct", "that is correct", "that's it", "it is", "it was",
            "i do", "i would", "please do", "go ahead", "do it", "sounds good", "i think so",
            "i guess so", "i believe so", "all right", "fine", "that's fine", "perfect",
            "that's good", "yes it is", "yes it was", "yes that's it", "i am", "you can",
        ]
        let no = [
            "no", "no", "no", "no", "no", "nope", "nah", "not really", "not yet", "no way",
            "that's wrong", "that's not right", "that is not correct", "that's incorrect", "wrong",
            "it isn't", "it's not", "it was not", "it wasn't", "i don't", "i don't think so",
            "don't", "please don't", "absolutely not", "not at all", "definitely not",
            "of course not",
            "i don't want that", "not that one", "i wouldn't", "i didn't", "not today", "not now",
            "incorrect", "no it isn't", "no it wasn't", "no i didn't", "never",
        ]
        let tails = ["please", "thank you", "thanks", "i am sure", "that's all", "go ahead"]
        let leads = ["um", "uh", "well", "oh", "okay", "i said", "er"]
        let polar = yes.map { ($0, "yes") } + no.map { ($0, "no") }
        var sentences: [String] = []
        for (phrase, word) in polar {
            sentences += [phrase, phrase, phrase, phrase]
            if phrase != word { sentences += ["\(word) \(phrase)", "\(word) \(phrase)"] }
            sentences += tails.map { "\(phrase) \($0)" } + leads.map { "\($0) \(phrase)" }
        }
        return sentences
    }()
}
