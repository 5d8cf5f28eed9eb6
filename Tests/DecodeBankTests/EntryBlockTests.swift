import DecodeBank
import DialogueEngine
import Testing

@Suite("Blocks of entries")
struct EntryBlockTests {
    @Test("entries come back as they were put in")
    func roundTrip() throws {
        var entries = BankFixtures.records(200).map(\.entry)
        entries.append(BankFixtures.entry(""))
        // Words that are not those of the best reading, and one without a posterior.
        entries.append(
            DecodeEntry(
                hypotheses: [Hypothesis(text: "four five", confidence: .zero)],
                words: [
                    DecodedWord(
                        text: "<noise> x", posterior: nil, startMilliseconds: 7,
                        endMilliseconds: .max)
                ], soundMilliseconds: .max, costMicroseconds: 0))
        let stored = try EntryBlock.encode(entries[...])
        #expect(try EntryBlock.decode(stored) == entries)
    }

    @Test("a block with any byte changed is refused by its checksum")
    func changedBytes() throws {
        let stored = try EntryBlock.encode(BankFixtures.records(20).map(\.entry)[...])
        for place in stored.bytes.indices {
            var changed = stored
            changed.bytes[place] ^= 0x10
            #expect(throws: EntryBlock.Problem.checksum) { try EntryBlock.decode(changed) }
        }
    }

    @Test("content cut at any byte gives a problem or a shorter list, never a trap")
    func cutContent() throws {
        let entries = BankFixtures.records(12).map(\.entry)
        let whole = EntryBlock.content(of: entries[...])
        for length in 0..<whole.count {
            let found = try? EntryBlock.decode(EntryBlock.compressed(Array(whole[..<length])))
            if let found { #expect(found == Array(entries.prefix(found.count))) }
        }
    }

    @Test("a length that is not that of the content is refused")
    func wrongLength() throws {
        var stored = try EntryBlock.encode(BankFixtures.records(3).map(\.entry)[...])
        stored.contentLength += 1
        #expect(throws: EntryBlock.Problem.self) { try EntryBlock.decode(stored) }
        stored.contentLength = .max
        #expect(throws: EntryBlock.Problem.self) { try EntryBlock.decode(stored) }
    }
}
