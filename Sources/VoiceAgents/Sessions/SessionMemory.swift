import DialogueEngine
import Synchronization
import TwinPrimitives

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
        /// Number of what it is run by.
        var tier: UInt32
        var streams: RandomStreams
        var context: CallContext
    }

    private struct State {
        /// Numbers of fingerprints.
        var numbers: [String: UInt32] = [:]
        /// Bytes of each tier's sessions.
        var bytes: [Int] = []
        var sessions: [Key: RecordedSession] = [:]
    }

    private let limitBytesOfTier: Int
    private let mostTiers: Int
    private let state = Mutex(State())

    /// Bytes of an entry beside its notes: key, summary and the free places of a hash table.
    private static let entryBytes = 256

    /// Makes an empty memory.
    ///
    /// - Parameters:
    ///   - limitBytes: Bytes of sessions in all; some 600 are needed for a session.
    ///   - tiers: Tiers that share them evenly, at least 1; sessions of further ones are not kept.
    public init(limitBytes: Int, tiers: Int) {
        limitBytesOfTier = limitBytes / tiers
        mostTiers = tiers
    }

    /// Sessions that are kept.
    public var count: Int { state.withLock { $0.sessions.count } }

    /// The number that stands for what sessions are run by: equal texts have equal numbers; nil where no
    /// further one is kept.
    func number(of fingerprint: String) -> UInt32? {
        state.withLock { state in
            if let known = state.numbers[fingerprint] { return known }
            guard state.numbers.count < mostTiers else { return nil }
            let number = UInt32(state.numbers.count)
            state.numbers[fingerprint] = number
            state.bytes.append(0)
            return number
        }
    }

    /// A session, from the memory or held now.
    ///
    /// - Parameters:
    ///   - tier: Number of what it is run by.
    ///   - streams: Random numbers of its replication.
    ///   - context: What is known when it begins, as far as it decides anything.
    ///   - hold: Holds it; not under the memory's lock, so two workers may hold the same one.
    /// - Returns: It.
    func session(
        by tier: UInt32, _ streams: RandomStreams, _ context: CallContext,
        hold: () -> RecordedSession
    ) -> RecordedSession {
        let key = Key(tier: tier, streams: streams, context: context)
        if let known = state.withLock({ $0.sessions[key] }) { return known }
        let session = hold()
        let bytes = Self.entryBytes + session.notes.count * MemoryLayout<TimedNote>.stride
        state.withLock { state in
            guard state.bytes[Int(tier)] + bytes <= limitBytesOfTier else { return }
            state.bytes[Int(tier)] += bytes
            state.sessions[key] = session
        }
        return session
    }
}

/// What a tier's sessions are kept in.
struct KeptSessions: Sendable {
    let memory: SessionMemory
    /// The tier's number there.
    let tier: UInt32
}
