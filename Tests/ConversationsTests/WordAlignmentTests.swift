import Conversations
import Testing

@Suite("Alignment of words")
struct WordAlignmentTests {
    /// Least cost by trying every edit at every place.
    private func leastCost(_ said: ArraySlice<String>, _ heard: ArraySlice<String>) -> Int {
        guard let first = said.first else { return 3 * heard.count }
        guard let other = heard.first else { return 3 * said.count }
        let paired =
            leastCost(said.dropFirst(), heard.dropFirst()) + (first == other ? 0 : 4)
        return min(
            paired, leastCost(said.dropFirst(), heard) + 3, leastCost(said, heard.dropFirst()) + 3
        )
    }

    /// All sequences of at most `length` of two words.
    private func sequences(upTo length: Int) -> [[String]] {
        var all: [[String]] = [[]]
        var last: [[String]] = [[]]
        for _ in 0..<length {
            last = last.flatMap { [$0 + ["a"], $0 + ["b"]] }
            all += last
        }
        return all
    }

    @Test("every pair of short sequences is aligned at the least cost")
    func bruteForce() {
        for said in sequences(upTo: 4) {
            for heard in sequences(upTo: 4) {
                let steps = WordAlignment.align(said: said, heard: heard)
                let pairs = steps.count { if case .substituted = $0 { true } else { false } }
                let cost = 4 * pairs + 3 * (WordAlignment.errors(in: steps) - pairs)
                #expect(cost == leastCost(said[...], heard[...]))
                var first: [String] = []
                var second: [String] = []
                for step in steps {
                    switch step {
                    case .right(let word):
                        first.append(word)
                        second.append(word)
                    case .substituted(let word, let other):
                        #expect(word != other)
                        first.append(word)
                        second.append(other)
                    case .deleted(let word): first.append(word)
                    case .inserted(let word): second.append(word)
                    }
                }
                #expect(first == said)
                #expect(second == heard)
            }
        }
    }

    @Test("a worked case: one word dropped, one taken for another, one added")
    func worked() {
        let steps = WordAlignment.align(
            said: ["pay", "my", "water", "bill"], heard: ["pay", "order", "bill", "now"])
        #expect(
            steps == [
                .right("pay"), .deleted("my"), .substituted(said: "water", heard: "order"),
                .right("bill"), .inserted("now"),
            ])
    }
}
