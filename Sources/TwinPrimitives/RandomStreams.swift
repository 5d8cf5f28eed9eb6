/// What a random number is drawn for; part of every stream's key.
///
/// Raw values are part of the log's meaning: never renumber, only append.
@frozen
public enum RandomPurpose: UInt8, Sendable, CaseIterable {
    case interarrival = 1
    case dayFactor = 2
    case patience = 3
    case balk = 4
    case service = 5
    case afterContactWork = 6
    case menuDuration = 7
    case menuHangup = 8
    case redialDecision = 9
    case redialDelay = 10
    case returnDecision = 11
    case returnDelay = 12
    case presence = 13
    case routing = 14
    case tolerance = 15
    case callbackAccept = 16
    case callbackPatience = 17
    case hold = 18
    case transfer = 19
    case turnsNeeded = 20
    case scope = 21
    case asksForPerson = 22
    case callerSpeech = 23
    case promptDuration = 24
    case latencyBody = 25
    case latencyTail = 26
    case latencyStall = 27
    case silencePatience = 28
    case turnHangup = 29
    case turnOutcome = 30
    case turnScore = 31
    case wrongActionEffect = 32
    case showUp = 33
    case pace = 34
    case dialling = 35
    case repeatDecision = 36
    case repeatDelay = 37
    case retrialDecision = 38
    case retrialDelay = 39
    case periodFactor = 40
    case balkByQueue = 41
    case promptVariant = 42
    case forgetting = 43
    case persona = 44
    case goal = 45
    case wording = 46
    case recognition = 47
    case hazard = 48
    case reaction = 49
    case toolOutcome = 50
    case voice = 51
    case lineNoise = 52
    case vocalSound = 53
    case lineQuality = 54
    case stageOfCall = 56
    case stageRequest = 57
    case bootstrap = 60
    case testing = 61
    case voiceShare = 70
    case faultStart = 71
    case faultLength = 72
    case faultDrop = 73
    case faultRefusal = 74
    case faultTool = 75
    case sessionDeck = 80
    case secondPhase = 81
    case callerPopulation = 82
    case defectsOfDay = 90
    case takeover = 95
}

/// The random numbers of one replication, addressed by what they are for.
///
/// A draw is a pure function of (seed, replication, purpose, caller, attempt, turn, draw): the order
/// of drawing, the number of workers and the ids of contacts play no part.
@frozen
public struct RandomStreams: Hashable, Sendable {
    /// Generator key of the replication: Philox of (seed, replication), so that no two collide
    /// more often than chance.
    public let key: UInt64
    /// Bits that every word is flipped in: none, or all for antithetic streams.
    @usableFromInline let flipped: UInt64

    /// Opens the streams of a replication.
    ///
    /// - Parameters:
    ///   - seed: Seed of the experiment.
    ///   - replication: Number of the replication.
    ///   - antithetic: Whether every word is replaced by its complement, so that every uniform number
    ///     u becomes exactly 1 - u.
    @inlinable
    public init(seed: UInt64, replication: UInt32, antithetic: Bool = false) {
        key = Philox.block(counter: (UInt64(replication), 0x7477_696E_2D72_6570), key: seed).0
        flipped = antithetic ? .max : 0
    }

    /// A random word for one address.
    ///
    /// - Parameters:
    ///   - purpose: What the word decides.
    ///   - caller: Whose word it is.
    ///   - attempt: The caller's attempt, 0 for the first contact; below 65 536.
    ///   - turn: Turn within the dialogue; below 65 536.
    ///   - draw: Position among the draws of this address; below 16 777 216.
    ///   - again: Which of several independent words of this address, from 0.
    /// - Returns: 64 uniformly distributed bits.
    @inlinable
    @inline(__always)
    public func word(
        _ purpose: RandomPurpose, _ caller: CallerKey, attempt: UInt16 = 0, turn: UInt16 = 0,
        draw: UInt32 = 0, again: UInt16 = 0
    ) -> UInt64 {
        let who =
            UInt64(caller.contactType.rawValue) &<< 48 | UInt64(again) &<< 32
            | UInt64(caller.ordinal)
        let what =
            UInt64(purpose.rawValue) &<< 56 | UInt64(attempt) &<< 40 | UInt64(turn) &<< 24
            | UInt64(draw & 0xFF_FFFF)
        return Philox.block(counter: (who, what), key: key).0 ^ flipped
    }

    /// A uniform number in the open interval (0, 1) for one address; 52 random bits.
    @inlinable
    @inline(__always)
    public func uniform(
        _ purpose: RandomPurpose, _ caller: CallerKey, attempt: UInt16 = 0, turn: UInt16 = 0,
        draw: UInt32 = 0, again: UInt16 = 0
    ) -> Double {
        openUniform(
            word(purpose, caller, attempt: attempt, turn: turn, draw: draw, again: again))
    }
}

/// Maps a random word to a number in the open interval (0, 1), multiples of 2^-52 plus 2^-53.
@inlinable
@inline(__always)
public func openUniform(_ word: UInt64) -> Double {
    (Double(word &>> 12) + 0.5) * 0x1p-52
}
