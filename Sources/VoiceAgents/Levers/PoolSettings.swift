public import ContactCenterEvents
import Conversations
import DialogueEngine

/// How a pool works now: what levers may change, each value as `LeverMoved` tells it.
@frozen
public struct PoolSettings: Equatable, Sendable {
    /// Whether it takes callers.
    public var operation = LeverOperation.on
    /// Most concurrent sessions; `UInt32.max`: no limit.
    public var sessions = LeverMoved.unlimited
    /// Share of its callers that are offered to it, in millionths.
    public var share = LeverMoved.wholeShare
    /// Least score at which a turn is acted on, in 1/1024.
    public var accept: UInt32 = 0
    /// Score from which a turn is confirmed, in 1/1024.
    public var confirm: UInt32 = 0
    /// Rejected turns in a row that end a session.
    public var consecutiveFailures = LeverMoved.unlimited
    /// Rejected turns in all that end a session.
    public var totalFailures = LeverMoved.unlimited
    /// Longest session in turns.
    public var turnLimit = LeverMoved.unlimited

    /// A pool without any limit.
    @inlinable
    public init() {}

    /// The value of a setting.
    public subscript(_ setting: LeverSetting) -> UInt32 {
        get {
            switch setting {
            case .operation: UInt32(operation.rawValue)
            case .sessions: sessions
            case .share: share
            case .accept: accept
            case .confirm: confirm
            case .consecutiveFailures: consecutiveFailures
            case .totalFailures: totalFailures
            case .turnLimit: turnLimit
            }
        }
        set {
            switch setting {
            case .operation:
                operation = LeverOperation(rawValue: UInt8(clamping: newValue)) ?? .drained
            case .sessions: sessions = newValue
            case .share: share = newValue
            case .accept: accept = newValue
            case .confirm: confirm = newValue
            case .consecutiveFailures: consecutiveFailures = newValue
            case .totalFailures: totalFailures = newValue
            case .turnLimit: turnLimit = newValue
            }
        }
    }
}

extension VoicePoolConfiguration {
    /// How the pool works before any lever moves.
    public var settings: PoolSettings {
        var settings = PoolSettings()
        settings.sessions = sessions.map { UInt32(clamping: $0) } ?? LeverMoved.unlimited
        settings.share = UInt32((share * Double(LeverMoved.wholeShare)).rounded())
        switch tier {
        case .surrogate(let dialogue):
            let fallback = dialogue.fallback
            settings.accept = Self.leastScore(fallback.accept)
            settings.consecutiveFailures = Self.limit(fallback.consecutiveFailures)
            settings.totalFailures = Self.limit(fallback.totalFailures)
            settings.turnLimit = Self.limit(fallback.turnLimit)
        case .conversation(let tier):
            let decisions = tier.conversation.reducer.model.decisions
            settings.accept = UInt32(decisions.accept.steps)
            settings.confirm = UInt32(decisions.confirm.steps)
        // What was held before decides nothing more.
        case .deck: break
        }
        return settings
    }

    /// The least recorded score that reaches a threshold: scores are whole 1/1024.
    ///
    /// - Parameter accept: The threshold, in [0, 1].
    /// - Returns: 0 to 1024.
    public static func leastScore(_ accept: Double) -> UInt32 {
        UInt32((min(max(accept, 0), 1) * 1024).rounded(.up))
    }

    private static func limit(_ rule: Int?) -> UInt32 {
        rule.map { UInt32(clamping: $0) } ?? LeverMoved.unlimited
    }
}
