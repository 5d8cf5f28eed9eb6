import DialogueEngine
import Synchronization
public import TwinPrimitives

/// Sessions that were held alone, kept so that other runs with the same callers need not hold them again.
///
/// A session that nothing around it reaches is a function of what it is run by, of its replication's
/// random streams and of what is known when it begins. So it is the same whoever waits behind the voice
/// agents and however many people serve them: a search of their staffing, and points of a projection
/// that differ elsewhere, hold each session once. What is kept is a matter of speed alone: a memory that
/// is full changes no event.
public final class SessionMemory: Sendable {
    /// What decides a session.
    private struct Key: Hashable {
        /// Number of what stands for all that it is run by.
        var kind: UInt32
        var streams: RandomStreams
        var context: CallContext
    }

    private struct State {
        var numbers: [String: UInt32] = [:]
        /// Bytes of the sessions of each kind.
        var bytes: [Int] = []
        var sessions: [Key: RecordedSession] = [:]
    }

    private let limitBytesOfKind: Int
    private let mostKinds: Int
    private let state = Mutex(State())

    /// Bytes of an entry beside its notes: key, summary and the free places of a hash table.
    private static let entryBytes = 256

    /// Makes an empty memory.
    ///
    /// - Parameters:
    ///   - limitBytes: Bytes of sessions in all; some 600 are needed for a session.
    ///   - kinds: Kinds (`ConversationTier.kinds`) that share them evenly, at least 1; sessions of
    ///     further ones are not kept.
    public init(limitBytes: Int, kinds: Int) {
        limitBytesOfKind = limitBytes / kinds
        mostKinds = kinds
    }

    /// Sessions that are kept.
    public var count: Int { state.withLock { $0.sessions.count } }

    /// Forgets the sessions of all replications but some.
    public func forgetAll(but kept: Set<RandomStreams>) {
        state.withLock { state in
            state.sessions = state.sessions.filter { kept.contains($0.key.streams) }
            for kind in state.bytes.indices { state.bytes[kind] = 0 }
            for (key, session) in state.sessions {
                state.bytes[Int(key.kind)] += Self.bytes(of: session)
            }
        }
    }

    /// The number of a kind; nil where no further one is kept.
    func number(of kind: String) -> UInt32? {
        state.withLock { state in
            if let known = state.numbers[kind] { return known }
            guard state.numbers.count < mostKinds else { return nil }
            let number = UInt32(state.numbers.count)
            state.numbers[kind] = number
            state.bytes.append(0)
            return number
        }
    }

    /// A session, from the memory or held now.
    ///
    /// - Parameters:
    ///   - kind: Number of its kind.
    ///   - streams: Random numbers of its replication.
    ///   - context: What is known when it begins, as far as it decides anything.
    ///   - hold: Holds it; not under the memory's lock, so two workers may hold the same one.
    /// - Returns: It.
    func session(
        of kind: UInt32, _ streams: RandomStreams, _ context: CallContext,
        hold: () -> RecordedSession
    ) -> RecordedSession {
        let key = Key(kind: kind, streams: streams, context: context)
        if let known = state.withLock({ $0.sessions[key] }) { return known }
        let session = hold()
        let bytes = Self.bytes(of: session)
        state.withLock { state in
            guard state.bytes[Int(kind)] + bytes <= limitBytesOfKind else { return }
            // Two workers may have held it.
            if state.sessions.updateValue(session, forKey: key) == nil {
                state.bytes[Int(kind)] += bytes
            }
        }
        return session
    }

    private static func bytes(of session: RecordedSession) -> Int {
        entryBytes + session.notes.count * MemoryLayout<TimedNote>.stride
    }
}

/// Where the sessions of a tier are kept.
struct KeptSessions: Sendable {
    let memory: SessionMemory
    /// Numbers there, in the order of `ConversationTier.kinds`; nil for those that are not kept.
    let kinds: [UInt32?]
}
