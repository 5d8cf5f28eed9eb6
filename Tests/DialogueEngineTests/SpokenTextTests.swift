import DialogueEngine
import Testing
import TwinPrimitives

@Suite("Words of spoken text")
struct SpokenTextTests {
    /// Texts of random pieces: blanks, words, digits, marks, tags, and letters of other alphabets.
    private func texts(_ pieces: [String], count: Int) -> [String] {
        let streams = RandomStreams(seed: 5, replication: 0)
        return (0..<count).map { number in
            let key = CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(number))
            func draw(_ place: Int) -> Double {
                streams.uniform(.testing, key, draw: UInt32(place))
            }
            let length = Int(draw(0) * 12)
            return (0..<length).map { pieces[Int(draw($0 + 1) * Double(pieces.count))] }.joined()
        }
    }

    private static let plain = [
        " ", " ", "  ", "a", "Pay", "it's", "'", "45", ".", ",", "3/4", "-", ":", "%", "$", "[n]",
        "<", ">", "]", "\r\n", "\t", "?",
    ]

    @Test("some of the words of a text are those that splitting finds, joined by single blanks")
    func parts() {
        for text in texts(Self.plain + ["é", "ﬁ"], count: 2000) {
            let words = text.split(separator: " ").map(String.init)
            #expect(SpokenText.words(of: text).map(String.init) == words)
            for start in 0...words.count {
                for end in start...(words.count + 1) {
                    let expected = words[start..<min(end, words.count)].joined(separator: " ")
                    #expect(SpokenText.words(of: text, from: start, to: end) == expected)
                }
            }
        }
    }

    @Test("text in ASCII is split as the same text beside a letter of another alphabet")
    func twoWays() {
        for text in texts(Self.plain, count: 2000) {
            let alone = Words(text).list
            let beside = Words("é " + text).list
            #expect(beside == ["é"] + alone, "'\(text)'")
        }
    }
}
