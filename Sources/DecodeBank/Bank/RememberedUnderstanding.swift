public import DialogueEngine
import Synchronization

/// Remembers the wishes that texts were ranked for: a bank's readings come again and again.
///
/// The same text gives the same ranking as without it, so calls do not change.
public final class RememberedUnderstanding: IntentUnderstanding {
    private let understanding: any IntentUnderstanding
    private let memory = Mutex<[String: RankedIntents]>([:])

    /// Texts that are remembered: some 30 MB; further ones are ranked each time.
    private static let limit = 100_000

    /// Puts a memory before a classifier.
    public init(_ understanding: any IntentUnderstanding) { self.understanding = understanding }

    /// The ranking of a text, computed the first time.
    public func rank(_ text: String) -> RankedIntents {
        if let known = memory.withLock({ $0[text] }) { return known }
        let ranked = understanding.rank(text)
        memory.withLock { memory in
            if memory.count < Self.limit { memory[text] = ranked }
        }
        return ranked
    }
}
