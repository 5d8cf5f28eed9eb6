/// The number and name of every kind of event.
///
/// A number is written into logs and is never given to another kind. 0 is no kind; 62 is kept free
/// for a longer number, 63 marks a context row (`RowContext`).
@frozen
public enum EventKind: UInt8, Sendable, CaseIterable {
    /// `RunStarted`.
    case runStarted = 1
    /// `RunEnded`.
    case runEnded = 2
    /// `ContactArrived`.
    case contactArrived = 3
    /// `MenuEntered`.
    case menuEntered = 4
    /// `MenuLeft`.
    case menuLeft = 5
    /// `ContactBlocked`.
    case contactBlocked = 6
    /// `ContactBalked`.
    case contactBalked = 7
    /// `ContactQueued`.
    case contactQueued = 8
    /// `ContactAnswered`.
    case contactAnswered = 9
    /// `ContactAbandoned`.
    case contactAbandoned = 10
    /// `ContactEnded`.
    case contactEnded = 11
    /// `AfterContactWorkEnded`.
    case afterContactWorkEnded = 12
    /// `RedialScheduled`.
    case redialScheduled = 13
    /// `AgentSignedIn`.
    case agentSignedIn = 14
    /// `AgentSignedOut`.
    case agentSignedOut = 15
    /// `StaffingChanged`.
    case staffingChanged = 16
    /// `SessionStarted`.
    case sessionStarted = 17
    /// `SessionRefused`.
    case sessionRefused = 18
    /// `UtteranceUnderstood`.
    case utteranceUnderstood = 19
    /// `PromptStarted`.
    case promptStarted = 20
    /// `FallbackTriggered`.
    case fallbackTriggered = 21
    /// `HandoffPackaged`.
    case handoffPackaged = 22
    /// `SessionEnded`.
    case sessionEnded = 23
    /// `ContactDisconnected`.
    case contactDisconnected = 24
    /// `CallbackOffered`.
    case callbackOffered = 25
    /// `CallbackAccepted`.
    case callbackAccepted = 26
    /// `CallbackDialled`.
    case callbackDialled = 27
    /// `ContactTransferred`.
    case contactTransferred = 28
    /// `AgentReleased`.
    case agentReleased = 29
    /// `HoldStarted`.
    case holdStarted = 30
    /// `HoldEnded`.
    case holdEnded = 31
    /// `BreakStarted`.
    case breakStarted = 32
    /// `BreakEnded`.
    case breakEnded = 33
    /// `NumberDialled`.
    case numberDialled = 34
    /// `RepairEntered`.
    case repairEntered = 35
    /// `CallerVerified`.
    case callerVerified = 36
    /// `ToolCalled`.
    case toolCalled = 37
    /// `HandoffContextGiven`.
    case handoffContextGiven = 38
    /// `StageServed`.
    case stageServed = 39
    /// `LeverMoved`.
    case leverMoved = 40
    /// `FaultStarted`.
    case faultStarted = 41
    /// `FaultEnded`.
    case faultEnded = 42
    /// `FlowEntered`.
    case flowEntered = 43

    /// Name of the kind: the name of its type.
    public var name: String {
        let text = String(describing: self)
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// Version of the kind's fields that this program writes, and the highest that it reads.
    public var version: UInt8 {
        switch self {
        case .runStarted: RunStarted.version
        case .runEnded: RunEnded.version
        case .contactArrived: ContactArrived.version
        case .menuEntered: MenuEntered.version
        case .menuLeft: MenuLeft.version
        case .contactBlocked: ContactBlocked.version
        case .contactBalked: ContactBalked.version
        case .contactQueued: ContactQueued.version
        case .contactAnswered: ContactAnswered.version
        case .contactAbandoned: ContactAbandoned.version
        case .contactEnded: ContactEnded.version
        case .afterContactWorkEnded: AfterContactWorkEnded.version
        case .redialScheduled: RedialScheduled.version
        case .agentSignedIn: AgentSignedIn.version
        case .agentSignedOut: AgentSignedOut.version
        case .staffingChanged: StaffingChanged.version
        case .sessionStarted: SessionStarted.version
        case .sessionRefused: SessionRefused.version
        case .utteranceUnderstood: UtteranceUnderstood.version
        case .promptStarted: PromptStarted.version
        case .fallbackTriggered: FallbackTriggered.version
        case .handoffPackaged: HandoffPackaged.version
        case .sessionEnded: SessionEnded.version
        case .contactDisconnected: ContactDisconnected.version
        case .callbackOffered: CallbackOffered.version
        case .callbackAccepted: CallbackAccepted.version
        case .callbackDialled: CallbackDialled.version
        case .contactTransferred: ContactTransferred.version
        case .agentReleased: AgentReleased.version
        case .holdStarted: HoldStarted.version
        case .holdEnded: HoldEnded.version
        case .breakStarted: BreakStarted.version
        case .breakEnded: BreakEnded.version
        case .numberDialled: NumberDialled.version
        case .repairEntered: RepairEntered.version
        case .callerVerified: CallerVerified.version
        case .toolCalled: ToolCalled.version
        case .handoffContextGiven: HandoffContextGiven.version
        case .stageServed: StageServed.version
        case .leverMoved: LeverMoved.version
        case .faultStarted: FaultStarted.version
        case .faultEnded: FaultEnded.version
        case .flowEntered: FlowEntered.version
        }
    }

    /// The kind of a given name, in any capitalization.
    public init?(named name: String) {
        let wanted = name.lowercased()
        for kind in Self.allCases where kind.name.lowercased() == wanted {
            self = kind
            return
        }
        return nil
    }
}
