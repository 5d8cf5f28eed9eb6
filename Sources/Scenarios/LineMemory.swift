import Conversations
import Synchronization

/// Remembers how calls went over lines, for all variations of a scenario.
///
/// Counts are a function of the content that names them, so whoever asks first changes nothing.
final class LineMemory: Sendable {
    private let known = Mutex<[String: LineDefects]>([:])

    /// The counts of a content, measured the first time.
    func counts(of content: String, measure: () -> LineDefects) -> LineDefects {
        if let found = known.withLock({ $0[content] }) { return found }
        let counts = measure()
        known.withLock { $0[content] = counts }
        return counts
    }
}
