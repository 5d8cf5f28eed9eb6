public import Conversations
public import DialogueEngine
public import Distributions
public import TwinPrimitives

/// Something that breaks for all sessions of some pools at once.
public struct FaultPlan: Equatable, Sendable {
    /// When a fault begins and how long it lasts.
    public enum Timing: Equatable, Sendable {
        /// Begins once, and lasts so long; both in seconds.
        case planned(start: Double, length: Double)
        /// Begins by chance, so many times in 86 400 s of the time in which it is not there (a Poisson
        /// process), and lasts by a law in seconds.
        case random(perDay: Double, length: Law)
    }

    /// Name in the scenario.
    public var name: String
    /// When it is there.
    public var timing: Timing
    /// Time over which it fades after its end, in seconds; 0: at once.
    public var recoverySeconds: Double
    /// The pools that it hits, each with what it does there.
    public var effects: [(pool: VoicePoolID, effect: FaultEffect)]

    /// Stores a fault.
    public init(
        name: String, timing: Timing, recoverySeconds: Double = 0,
        effects: [(pool: VoicePoolID, effect: FaultEffect)]
    ) {
        self.name = name
        self.timing = timing
        self.recoverySeconds = recoverySeconds
        self.effects = effects
    }

    /// Part of the key of all of the fault's draws.
    ///
    /// It is of the name: numbers shift with a fault that is inserted. Two of a hundred share draws with a probability of 1e-6.
    public var drawKey: UInt32 {
        var digest = Digest()
        digest.add(name)
        return UInt32(truncatingIfNeeded: digest.value)
    }

    /// Compares all members.
    public static func == (left: Self, right: Self) -> Bool {
        left.name == right.name && left.timing == right.timing
            && left.recoverySeconds == right.recoverySeconds
            && left.effects.elementsEqual(right.effects) { $0 == $1 }
    }
}

/// What a fault does to the sessions of a pool.
///
/// While it is there it acts with its whole strength; afterwards the strength falls from 1 to 0 in a
/// straight line over the time of recovery.
public struct FaultEffect: Equatable, Sendable {
    /// Factor on response latencies, > 0; at strength s it is 1 + s (factor - 1).
    public var latencyFactor: Double
    /// Share of turns wrongly understood instead of the pool's, in [0, 1]; nil: `defectsFactor` acts.
    ///
    /// Surrogates only. At strength s the share is (1 - s) the pool's + s this one.
    public var defects: Double?
    /// Factor on that share, >= 0; what comes out is at most 1.
    public var defectsFactor: Double
    /// Share of the sessions in progress that are cut off when it begins, in [0, 1].
    public var dropsSessions: Double
    /// Share of the callers who come while it is there that the pool cannot take, in [0, 1], times
    /// the strength.
    public var refusesSessions: Double
    /// Probability that a tool fails, in [0, 1], times the strength; conversations only.
    public var toolFailure: Double
    /// The tools that fail; nil: all.
    public var tools: [ToolID]?
    /// How callers are heard instead; conversations only, while the fault is there.
    public var line: FaultyLine?

    /// A fault that does nothing, unless said otherwise.
    public init(
        latencyFactor: Double = 1, defects: Double? = nil, defectsFactor: Double = 1,
        dropsSessions: Double = 0, refusesSessions: Double = 0, toolFailure: Double = 0,
        tools: [ToolID]? = nil, line: FaultyLine? = nil
    ) {
        self.latencyFactor = latencyFactor
        self.defects = defects
        self.defectsFactor = defectsFactor
        self.dropsSessions = dropsSessions
        self.refusesSessions = refusesSessions
        self.toolFailure = toolFailure
        self.tools = tools
        self.line = line
    }
}

/// The condition of a line during a fault, and how callers are heard in it.
public struct FaultyLine: Equatable, Sendable, CustomStringConvertible {
    /// Name of the condition; equal names on one pool mean equal ears.
    public var condition: String
    /// Hears.
    public var ear: any Ear

    /// Stores a line.
    public init(condition: String, ear: any Ear) {
        self.condition = condition
        self.ear = ear
    }

    /// The condition.
    public var description: String { condition }

    /// Compares conditions.
    public static func == (left: Self, right: Self) -> Bool { left.condition == right.condition }
}
