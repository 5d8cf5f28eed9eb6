import DialogueEngine
import TwinPrimitives

/// Sentences in which callers say the values of a slot.
struct SlotSayings {
    let model: DialogueModel
    let forms: SpokenForms

    /// Drawn answers for each slot: enough for each pair of digits to occur in each place.
    private static let drawn = 6000

    private static let frames = [
        "{v}", "{v}", "{v}", "{v}", "{v}", "it's {v}", "it is {v}", "that's {v}", "{v} please",
        "yes it's {v}", "sure it's {v}", "okay it's {v}", "okay {v}", "yeah it's {v}",
        "that would be {v}", "i think it's {v}", "{v} thank you", "it should be {v}", "um {v}",
        "uh {v}", "er {v}", "well {v}", "um it's {v}", "uh it's {v}", "so it's {v}",
    ]
    private static let corrections = [
        "no {v}", "no it's {v}", "no i said {v}", "no sorry it's {v}", "no sorry {v}",
        "sorry {v}", "i meant {v}", "i said {v}", "actually {v}", "actually it's {v}",
        "not {w} {v}",
        "no not {w} {v}", "{w} no {v}", "{w} sorry {v}", "{w} i mean {v}",
        "no that's wrong it's {v}",
        "{w} no wait {v}", "no it should be {v}",
    ]

    private static func frames(of grammar: SlotGrammar) -> [String] {
        switch grammar {
        case .digits: ["my number is {v}", "the number is {v}", "yes {v}"]
        case .spelled: ["it's spelled {v}", "spelled {v}", "that's spelled {v}"]
        case .amount:
            [
                "i'd like {v}", "i want {v}", "about {v}", "make it {v}", "the amount is {v}",
                "i would like to transfer {v}", "it was {v}", "the bill is {v}", "let's say {v}",
                "can you make it {v}", "just {v}", "exactly {v}", "i owe {v}", "it says {v}",
            ]
        case .number: ["i have {v}", "about {v}"]
        case .date:
            [
                "on {v}", "how about {v}", "i'd like {v}", "{v} would be good", "{v} works",
                "i was born on {v}", "born {v}", "can i come on {v}", "it was {v}", "it was on {v}",
                "{v} if possible", "my date of birth is {v}", "my birthday is {v}", "let's do {v}",
                "can we do {v}", "maybe {v}", "i prefer {v}", "i can do {v}",
            ]
        case .time:
            [
                "at {v}", "how about {v}", "{v} would be good", "{v} works", "at {v} please",
                "around {v}", "can we do {v}", "let's do {v}", "i'd like {v}", "maybe {v}",
                "at {v} if possible", "{v} is fine", "i prefer {v}", "i can do {v}",
                "i'd like to come at {v}",
            ]
        case .choice:
            [
                "the {v}", "my {v}", "the {v} please", "my {v} please", "the {v} one",
                "it's my {v}",
                "it's the {v}", "i'd like the {v}", "i mean the {v}", "i want the {v}",
                "{v} i think",
                "let's take the {v}", "to the {v}",
            ]
        case .name: ["my name is {v}", "this is {v}", "i am {v}", "i'm {v}", "the name is {v}"]
        case .yesNo, .text: []
        }
    }

    /// Sentences for a slot, each with weight 1.
    func sentences(for slot: Slot) -> [String] {
        var draws = Draws(UInt64(slot.name.utf8.reduce(7) { ($0 * 31 + Int($1)) % 1_000_003 }))
        if slot.grammar == .yesNo { return Self.yesNo }
        let usual = Self.frames + Self.frames(of: slot.grammar) + ["my \(Self.bare(slot)) is {v}"]
        return (0..<Self.drawn).compactMap { number in
            guard let value = form(slot, &draws) else { return nil }
            // One in eight takes something back.
            guard number % 8 == 0 else {
                return Self.fill(draws.element(of: usual), value, "")
            }
            let other = form(slot, &draws) ?? value
            return Self.fill(draws.element(of: Self.corrections), value, other)
        }
    }

    private static func bare(_ slot: Slot) -> String {
        let words = Words(slot.label).list
        return words.drop { ["your", "the", "whether"].contains($0) }.joined(separator: " ")
    }

    private static func fill(_ frame: String, _ value: String, _ other: String) -> String {
        frame.split(separator: " ").map { $0 == "{v}" ? value : $0 == "{w}" ? other : String($0) }
            .joined(separator: " ")
    }

    /// One way to say one value; nil where a grammar has no values.
    private func form(_ slot: Slot, _ draws: inout Draws) -> String? {
        let grammar = slot.grammar
        switch grammar {
        case .digits(let lengths, _):
            let count = lengths.lowerBound + draws.below(min(lengths.count, 8))
            // Groups are said with pauses, and often alone.
            let said = draws.below(4) == 0 && count > 4 ? 2 + draws.below(3) : count
            let digits = String((0..<said).map { _ in Character(String(draws.below(10))) })
            return SpokenForms.digits(digits, draws: &draws)
        case .spelled(let lengths, let lettersOnly, _):
            let count = lengths.lowerBound + draws.below(min(lengths.count, 8))
            let signs = Array(lettersOnly ? "abcdefghijklmnopqrstuvwxyz" : Self.signs)
            let letters = String((0..<count).map { _ in draws.element(of: signs) })
            return SpokenForms.letters(letters, draws: &draws)
        case .amount(let range, _):
            return one(.amount(minorUnits: Self.amount(in: range, &draws)), grammar, &draws)
        case .number(let range):
            return one(
                .number(range.lowerBound + draws.below(min(range.count, 1000))), grammar, &draws)
        case .date(let days, _):
            let offset = days.lowerBound + draws.below(days.count)
            let date = CivilDate(dayNumber: forms.today.dayNumber + offset)
            return one(.date(date), grammar, &draws)
        case .time(let minutes):
            // Callers mean quarters of an hour, and now and then other fives.
            let step = draws.below(6) == 0 ? 5 : 15
            let minute = minutes.lowerBound + draws.below(minutes.count)
            return one(.time(minuteOfDay: minute / step * step), grammar, &draws)
        case .name(let list):
            return list.isEmpty ? nil : Words(list[draws.below(list.count)].text).text
        case .choice(let choices):
            let choice = draws.element(of: choices)
            return Words(
                draws.element(of: [choice.name] + [choice.name] + choice.synonyms + choice.cues)
            ).text
        case .text: return draws.below(3) == 0 ? Self.topic(&draws) : street(&draws)
        case .yesNo: return nil
        }
    }

    private static let signs = "abcdefghijklmnopqrstuvwxyz0123456789"

    private func one(_ value: SlotValue, _ grammar: SlotGrammar, _ draws: inout Draws) -> String {
        draws.element(of: forms.forms(of: value, grammar: grammar, draws: &draws))
    }

    /// Amounts as they occur: small ones, round ones, and some with cents.
    private static func amount(in range: ClosedRange<Int>, _ draws: inout Draws) -> Int {
        let most = min(range.upperBound, 1_000_000) / 100
        let size = [100, 100, 1000, 1000, 10_000][draws.below(5)]
        var major = 1 + draws.below(max(1, min(most, size)))
        let round = draws.below(4)
        if round < 2, major > 20 { major -= major % (major > 1000 ? 100 : round == 0 ? 10 : 5) }
        let minor = draws.below(2) == 0 || major > 1000 ? 0 : draws.below(100)
        return max(range.lowerBound, major * 100 + minor)
    }

    private static let streetNames = [
        "main", "oak", "park", "pine", "maple", "cedar", "elm", "washington", "lake", "hill",
        "church", "high", "king", "queen", "mill", "river", "spring", "market", "station", "school",
        "green", "north", "south", "west", "east", "walnut", "lincoln", "jackson", "forest",
        "sunset", "garden", "chestnut", "victoria", "broad", "center", "highland", "valley",
        "harper",
    ]
    private static let streetKinds = ["street", "street", "avenue", "road", "drive", "lane"]

    /// A house number with the name of a street.
    private func street(_ draws: inout Draws) -> String {
        let isOrdinal = draws.below(4) == 0
        let name =
            isOrdinal
            ? SpokenForms.ordinal(1 + draws.below(20)) : draws.element(of: Self.streetNames)
        let number = 1 + draws.below(draws.below(2) == 0 ? 100 : 2000)
        let spoken =
            draws.below(2) == 0
            ? SpokenForms.digits(String(number), draws: &draws) : forms.cardinal(number)
        return "\(spoken) \(name) \(draws.element(of: Self.streetKinds))"
    }

    private static let topics = [
        "my mortgage", "a mortgage", "a loan", "a car loan", "my savings", "opening an account",
        "a new account", "investments", "a credit card", "my credit card", "my pension",
        "retirement", "insurance", "a business account", "my account", "a house", "buying a house",
        "refinancing", "my debts", "student loans", "skip", "skip that", "a joint account",
    ]

    private static func topic(_ draws: inout Draws) -> String {
        let lead = ["", "", "it's about ", "about ", "i want to talk about ", "for "]
        return draws.element(of: lead) + draws.element(of: topics)
    }
}
