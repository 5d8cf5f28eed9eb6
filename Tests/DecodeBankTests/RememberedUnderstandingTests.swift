import DecodeBank
import DialogueEngine
import Synchronization
import Testing

@Suite("Remembered understanding")
struct RememberedUnderstandingTests {
    private final class Counting: IntentUnderstanding {
        let asked = Mutex<[String]>([])

        func rank(_ text: String) -> RankedIntents {
            asked.withLock { $0.append(text) }
            return RankedIntents(
                candidates: [
                    IntentCandidate(
                        intent: IntentID(UInt16(text.utf8.count)), probability: .one)
                ], outOfScope: .zero)
        }
    }

    @Test("each text is ranked once, and always as without a memory")
    func once() {
        let counting = Counting()
        let remembered = RememberedUnderstanding(counting)
        for text in ["pay", "my bill", "pay", "pay", "my bill"] {
            #expect(remembered.rank(text) == Counting().rank(text))
        }
        #expect(counting.asked.withLock { $0 } == ["pay", "my bill"])
    }
}
