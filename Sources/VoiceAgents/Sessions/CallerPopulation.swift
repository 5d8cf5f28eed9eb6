public import TwinPrimitives

/// A finite population of callers that stands for all: each caller of a center is one of its members,
/// drawn with replacement.
///
/// What a member says, hears and does is what that caller does in a call alone, on the first day at ten:
/// so a bank of decodes that was built of these very calls misses nothing, however many contacts a
/// center has. When a contact comes, how long it waits and what serves it then are the contact's own.
/// Sampling from few members leaves their own chance in all figures of the voice agent:
/// `standardError(of:)`.
public struct CallerPopulation: Hashable, Sendable {
    /// Members: callers 0 up to this number of contact type 0, at least 1.
    public let callers: UInt32
    /// Calls of a member that differ, at least 1: further attempts are held like the last of them.
    public let attempts: UInt16
    /// Random numbers of the members: who they are, what they say and how they are heard.
    public let streams: RandomStreams

    /// Minute of the day of the members' calls: ten o'clock, as in banks of decodes.
    public static let minuteOfDay = 600

    /// Names a population.
    ///
    /// - Parameters:
    ///   - callers: Members, at least 1.
    ///   - attempts: Calls of a member that differ, at least 1.
    ///   - seed: Seed of the members, as that of a bank of decodes.
    public init(callers: UInt32, attempts: UInt16, seed: UInt64) {
        precondition(callers >= 1 && attempts >= 1, "a population has members, and they call")
        self.callers = callers
        self.attempts = attempts
        streams = RandomStreams(seed: seed, replication: 0)
    }

    /// All members with all attempts that differ, member by member.
    public var members: [DialogueKey] {
        (0..<callers).flatMap { ordinal in
            (0..<attempts).map { attempt in
                DialogueKey(caller: Self.key(ordinal), attempt: attempt)
            }
        }
    }

    private static func key(_ ordinal: UInt32) -> CallerKey {
        CallerKey(contactType: ContactTypeID(0), ordinal: ordinal)
    }

    /// Who a caller of the center is.
    ///
    /// - Parameters:
    ///   - key: Caller and attempt in the center; a caller is the same member in all attempts.
    ///   - streams: Random numbers of the center's replication.
    /// - Returns: A member and its attempt.
    public func member(for key: DialogueKey, streams: RandomStreams) -> DialogueKey {
        let place = streams.uniform(.callerPopulation, key.caller) * Double(callers)
        return DialogueKey(
            caller: Self.key(UInt32(place)),
            attempt: min(key.attempt, attempts - 1))
    }

    /// Standard error of a share of sessions as a figure of all callers, for the members alone.
    ///
    /// - Parameter share: Share of the sessions, in [0, 1].
    /// - Returns: sqrt(share (1 - share) / (members - 1)): what no number of replications lessens.
    public func standardError(of share: Double) -> Double {
        callers == 1 ? .infinity : (share * (1 - share) / Double(callers - 1)).squareRoot()
    }
}
