import Testing
import TwinPrimitives
import VoiceChannel

@Suite("Trigram models")
struct TrigramModelTests {
    private let model = TrigramModel(
        [
            .init("my balance please", weight: 3), .init("my card is lost"),
            .init("pay my bill please", weight: 2), .init("my bill", weight: 0.25),
        ])

    @Test("the probabilities after every history sum to one")
    func mass() {
        let words = model.vocabulary
        for first in words {
            for second in words {
                let sum = words.reduce(0) {
                    $0 + (model.probability(of: $1, after: [first, second]) ?? 0)
                }
                #expect(abs(sum - 1) < 1e-12)
            }
        }
    }

    @Test("a case small enough for the hand")
    func byHand() {
        // One sentence "a b": unigrams a, b and the end have a third each. p(a | <s>) = 0.4 + 0.2;
        // p(b | <s> a) = 0.4 + 0.6 (0.4 + 0.6 / 3) = 0.76, and so p(end | a b).
        let model = TrigramModel([.init("a b")], discount: 0.6)
        func close(_ value: Double?, _ expected: Double) -> Bool {
            value.map { abs($0 - expected) < 1e-12 } ?? false
        }
        #expect(close(model.probability(of: "a", after: ["<s>"]), 0.6))
        #expect(close(model.probability(of: "b", after: ["<s>", "a"]), 0.76))
        #expect(close(model.probability(of: "</s>", after: ["a", "b"]), 0.76))
        // "b": p(b | <s>) = 0.6 / 3; p(end | <s> b) backs off to p(end | b) = 0.6.
        let measured = model.perplexity(of: ["a b", "b", "c"])
        // "c" is unknown; its end after an unknown word is a unigram, a third.
        let product = 0.6 * 0.76 * 0.76 * 0.2 * 0.6 / 3
        let expected = PortableMath.exp(-PortableMath.log(product) / 6)
        #expect(abs(measured.perplexity - expected) < 1e-9)
        #expect(measured.unknownShare == 0.25)
        #expect(model.probability(of: "c", after: []) == nil)
    }

    @Test("the ARPA form lists the interpolated probabilities and the shares taken off")
    func arpa() {
        let model = TrigramModel([.init("a b")], discount: 0.6)
        let lines = model.arpa.split(separator: "\n").map(String.init)
        #expect(lines.prefix(4) == ["\\data\\", "ngram 1=4", "ngram 2=3", "ngram 3=2"])
        #expect(lines.contains("-0.2218 <s> a -0.2218"))
        #expect(lines.contains("-0.1192 <s> a b"))
        #expect(lines.contains("-99 <s> -0.2218"))
        #expect(lines.last == "\\end\\")
    }

    @Test("a rare sentence keeps less than a frequent one")
    func weights() {
        let balance = model.probability(of: "balance", after: ["<s>", "my"]) ?? 0
        let card = model.probability(of: "card", after: ["<s>", "my"]) ?? 0
        let bill = model.probability(of: "bill", after: ["<s>", "my"]) ?? 0
        #expect(balance > card && card > bill && bill > 0)
    }
}
