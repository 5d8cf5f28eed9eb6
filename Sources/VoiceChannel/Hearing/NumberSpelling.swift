import DialogueEngine
import TwinPrimitives

/// Figures as words: recognisers of any words write "120" and "$5.50" where people say words.
package enum NumberSpelling {
    /// A text in lower case without marks, figures spelled out.
    ///
    /// Up to four figures, alone, are a number ("120" is one hundred and twenty, but "0120" and "12345"
    /// are digits); figures behind `$` are dollars, and behind their point cents.
    package static func words(_ text: String) -> String {
        Words(text).list.flatMap(spelled).joined(separator: " ")
    }

    private static func spelled(_ word: String) -> [String] {
        guard word.contains(where: \.isNumber) else {
            return word.split(separator: "-").map(String.init)
        }
        var figures = word.filter { $0 != "," && $0 != "$" && $0 != "%" }
        if word.hasPrefix("$") {
            let parts = figures.split(separator: ".")
            let whole = parts.first.map { cardinal(String($0)) } ?? []
            let cents = parts.count > 1 ? ["and"] + cardinal(String(parts[1])) + ["cents"] : []
            return whole + ["dollars"] + cents
        }
        let ordinals = ["st", "nd", "rd", "th"]
        if let ending = ordinals.first(where: { figures.hasSuffix($0) }) {
            figures.removeLast(ending.count)
            if let day = Int(figures), (1...31).contains(day) {
                return SpokenForms.ordinal(day).split(separator: " ").map(String.init)
            }
        }
        return figures.split(whereSeparator: { "-:/.".contains($0) }).flatMap {
            cardinal(String($0))
        }
    }

    private static func cardinal(_ figures: String) -> [String] {
        guard figures.allSatisfy(\.isASCII), figures.allSatisfy(\.isNumber) else {
            return [figures]
        }
        if figures.count > 4 || figures.first == "0" {
            return figures.compactMap(\.wholeNumberValue).map { SpokenForms.units[$0] }
        }
        let forms = SpokenForms(today: CivilDate(dayNumber: 0))
        // Years and pairs: "1984" is nineteen eighty four.
        if figures.count == 4, let number = Int(figures), (1100...2099).contains(number),
            number % 1000 >= 10, number % 100 >= 10
        {
            return (forms.cardinal(number / 100) + " " + forms.cardinal(number % 100))
                .split(separator: " ").map(String.init)
        }
        return Int(figures).map { forms.cardinal($0).split(separator: " ").map(String.init) }
            ?? [figures]
    }
}
