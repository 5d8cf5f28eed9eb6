import DialogueModels
import Testing

/// Values in model files: each is held against the grammar of its slot.
@Suite("Written values")
struct WrittenValueTests {
    /// What is wrong with a value that a tool's sample has for a slot of a grammar; empty: nothing.
    private func problem(_ value: String, _ grammar: String) -> String {
        let model = SmallModel.sound
            .replacing("grammar: {kind: amount}", with: "grammar: \(grammar)")
            .replacing(
                "needs: [amount],", with: "needs: [amount], gives: [amount], sample: [\(value)],")
        do {
            _ = try SmallModel.read(model)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test(
        "a value has the length, the characters and the check digit of its grammar",
        arguments: [
            (#""4821""#, "{kind: digits, length: 4}", nil),
            (#""482""#, "{kind: digits, length: 4}", "known: 4 digits"),
            (#""""#, "{kind: digits, length: 4}", "known: 4 digits"),
            (#""48a1""#, "{kind: digits, length: 4}", "known: 4 digits"),
            (#""79927398713""#, "{kind: digits, length: 11, check: luhn}", nil),
            (
                #""79927398714""#, "{kind: digits, length: 11, check: luhn}",
                "known: 11 digits, the last by rule luhn"
            ),
            ("bs14dj", "{kind: spelled, shortest: 5, longest: 7}", nil),
            (
                "bs1 4dj", "{kind: spelled, shortest: 5, longest: 7}",
                "known: 5 to 7 letters or digits"
            ),
            ("ab1", "{kind: spelled, length: 3, lettersOnly: true}", "known: 3 letters"),
            ("ñab", "{kind: spelled, length: 3}", "known: 3 letters or digits"),
            ("yes", "{kind: yesNo}", nil),
            ("maybe", "{kind: yesNo}", "known: yes, no"),
            (#"" ""#, "{kind: text}", "known: words"),
        ] as [(String, String, String?)])
    func held(value: String, grammar: String, known: String?) {
        let problem = problem(value, grammar)
        guard let known else {
            #expect(problem.isEmpty, "\(problem)")
            return
        }
        #expect(problem.hasPrefix("small.yaml:"))
        #expect(problem.contains("is no value of this slot's grammar; \(known)"), "\(problem)")
    }

    @Test(
        "no number is too great, and none is none",
        arguments: ["1e300", "-1e300", "nan", "inf", "9000001", "0x10p400"])
    func extremes(value: String) {
        #expect(problem(value, "{kind: amount}").contains("known: an amount such as 12.50"))
        // Nine million and one is a number, and no amount.
        let isNumber = problem(value, "{kind: number}").isEmpty
        #expect(isNumber == (value == "9000001"))
    }

    @Test("the bounds of a grammar are within what can be counted")
    func bounds() {
        for key in ["least", "greatest"] {
            #expect(
                problem("1", "{kind: amount, \(key): 1e300}")
                    .contains("should be at most 9000000"))
        }
        #expect(problem("8999999.99", "{kind: amount, greatest: 9000000}").isEmpty)
        #expect(problem("-12.5", "{kind: amount}").isEmpty, "a balance may be owed")
    }
}
