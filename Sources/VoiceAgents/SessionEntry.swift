public import ContactCenterEvents
public import TwinPrimitives

/// What is known of one session between a caller and a voice agent.
@frozen
public struct SessionEntry: LiveEntry, Sendable {
    /// The contact's number.
    public var id: UInt32
    /// The pool of the voice agent.
    public var pool: VoicePoolID
    /// Number of the turn that is due next, from 0.
    public var turn: UInt16
    /// Accepted turns so far.
    public var progress: UInt16
    /// Rejected turns in a row.
    public var consecutiveFailures: UInt16
    /// Rejected turns in all.
    public var totalFailures: UInt16
    /// Accepted turns that were wrong.
    public var wrongActions: UInt16
    /// Whether the latest turn was accepted and right.
    public var latestWasRight: Bool
    /// Course of the turn that is due, drawn when it began.
    ///
    /// No fact but a function of the random streams, kept so that it is drawn once.
    public var course: TurnCourse

    /// A session that begins.
    @inlinable
    public init(contact: ContactID, pool: VoicePoolID) {
        id = contact.rawValue
        self.pool = pool
        turn = 0
        progress = 0
        consecutiveFailures = 0
        totalFailures = 0
        wrongActions = 0
        latestWasRight = false
        course = TurnCourse(length: .zero, latency: .zero, hangsUp: false)
    }

    /// An entry for a free place.
    @inlinable
    public static var free: SessionEntry {
        SessionEntry(contact: ContactID(.max), pool: VoicePoolID(0))
    }
}

/// The sessions of all pools: a fold of events, and nothing else.
public struct SessionState: ~Copyable {
    /// Sessions in progress, by contact.
    public var sessions: LiveTable<SessionEntry>
    @usableFromInline let inUseCount: UnsafeMutablePointer<UInt32>
    @usableFromInline let poolSettings: UnsafeMutablePointer<PoolSettings>

    /// No session in any pool.
    ///
    /// - Parameter settings: How each pool works at the start.
    public init(_ settings: [PoolSettings]) {
        sessions = LiveTable()
        let pools = settings.count
        poolSettings = .allocate(capacity: max(pools, 1))
        for (pool, own) in settings.enumerated() { (poolSettings + pool).initialize(to: own) }
        inUseCount = .allocate(capacity: max(pools, 1))
        inUseCount.initialize(repeating: 0, count: max(pools, 1))
    }

    deinit {
        inUseCount.deallocate()
        poolSettings.deallocate()
    }

    /// How a pool works now.
    @inlinable
    public func settings(_ pool: VoicePoolID) -> PoolSettings { poolSettings[Int(pool.rawValue)] }

    /// Sessions of a pool in progress.
    @inlinable
    public func inUse(_ pool: VoicePoolID) -> UInt32 { inUseCount[Int(pool.rawValue)] }

    /// Changes the state by one event; events that concern no session change nothing.
    @inlinable
    @inline(__always)
    public mutating func evolve(_ event: ContactCenterEvent) {
        switch event {
        case .sessionStarted(let fact):
            sessions.insert(SessionEntry(contact: fact.contact, pool: fact.pool))
            inUseCount[Int(fact.pool.rawValue)] &+= 1
        case .utteranceUnderstood(let fact): understand(fact)
        case .sessionEnded(let fact):
            inUseCount[Int(sessions[fact.contact.rawValue].pool.rawValue)] &-= 1
            sessions.remove(fact.contact.rawValue)
        case .leverMoved(let fact):
            poolSettings[Int(fact.pool.rawValue)][fact.setting] = fact.value
        default: break
        }
    }

    @inlinable
    mutating func understand(_ fact: UtteranceUnderstood) {
        let contact = fact.contact.rawValue
        sessions[contact].turn = fact.turn &+ 1
        sessions[contact].latestWasRight = fact.right && fact.accepted
        if fact.accepted {
            sessions[contact].progress &+= 1
            sessions[contact].consecutiveFailures = 0
            if !fact.right { sessions[contact].wrongActions &+= 1 }
        } else {
            sessions[contact].consecutiveFailures &+= 1
            sessions[contact].totalFailures &+= 1
        }
    }
}
