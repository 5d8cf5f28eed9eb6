import DialogueEngine
import Testing

@Suite("Bytes of intent classifiers")
struct ClassifierBytesTests {
    /// The bytes with a digest that fits them.
    private func repaired(_ bytes: [UInt8]) -> [UInt8] {
        let body = Array(bytes.dropLast(8))
        var digest = Digest()
        digest.add(bytes: body)
        return body + (0..<8).map { UInt8(truncatingIfNeeded: digest.value >> (8 * $0)) }
    }

    @Test("a classifier comes back from its bytes as it was")
    func roundTrip() throws {
        let classifier = try TinyIntents.classifier()
        let again = try IntentClassifier(bytes: classifier.bytes)
        #expect(again == classifier)
        #expect(again.bytes == classifier.bytes)
        #expect(again.rank("my card is lost") == classifier.rank("my card is lost"))
    }

    @Test("bytes cut at any place are refused")
    func cuts() throws {
        let bytes = try TinyIntents.classifier().bytes
        for count in bytes.indices {
            #expect(throws: IntentClassifierError.self) {
                try IntentClassifier(bytes: Array(bytes.prefix(count)))
            }
        }
    }

    @Test("a flipped bit is refused, wherever it is")
    func flips() throws {
        let bytes = try TinyIntents.classifier().bytes
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 1 << UInt8(place % 8)
            #expect(throws: IntentClassifierError.self) {
                try IntentClassifier(bytes: damaged)
            }
        }
    }

    @Test("bytes that are wrong under a right digest are refused, or read without harm")
    func wrongNumbers() throws {
        let bytes = try TinyIntents.classifier().bytes
        var refused = 0
        var read = 0
        for place in bytes.indices.dropLast(8) {
            for value in [0, 0x7F, 0xFF] as [UInt8] {
                var wrong = bytes
                wrong[place] = value
                guard let classifier = try? IntentClassifier(bytes: repaired(wrong)) else {
                    refused += 1
                    continue
                }
                read += 1
                let ranked = classifier.rank("i lost my card")
                #expect(ranked.candidates.count <= 5)
            }
        }
        #expect(refused > 0)
        #expect(read > 0)
    }

    @Test("what is no classifier, newer or damaged is called so")
    func names() throws {
        let bytes = try TinyIntents.classifier().bytes
        #expect(throws: IntentClassifierError.notAClassifier) {
            try IntentClassifier(bytes: Array("label\ttext of a file\n".utf8))
        }
        var newer = bytes
        newer[5] = 200
        #expect(throws: IntentClassifierError.newerVersion(200)) {
            try IntentClassifier(bytes: newer)
        }
        #expect(throws: IntentClassifierError.damaged) {
            try IntentClassifier(bytes: repaired(bytes + [0]))
        }
        #expect(IntentClassifierError.newerVersion(200).description.contains("known: 2"))
    }
}
