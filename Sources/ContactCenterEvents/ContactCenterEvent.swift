public import TwinPrimitives

/// Everything that can happen in a contact center: a closed list, so that the compiler names every
/// reader when a kind is added.
///
/// An event has happened and never changes; the instant stands beside it (`EventSink.record`).
@frozen
public enum ContactCenterEvent: Hashable, Sendable {
    case runStarted(RunStarted)
    case runEnded(RunEnded)
    case contactArrived(ContactArrived)
    case menuEntered(MenuEntered)
    case menuLeft(MenuLeft)
    case contactBlocked(ContactBlocked)
    case contactBalked(ContactBalked)
    case contactQueued(ContactQueued)
    case contactAnswered(ContactAnswered)
    case contactAbandoned(ContactAbandoned)
    case contactEnded(ContactEnded)
    case afterContactWorkEnded(AfterContactWorkEnded)
    case redialScheduled(RedialScheduled)
    case agentSignedIn(AgentSignedIn)
    case agentSignedOut(AgentSignedOut)
    case staffingChanged(StaffingChanged)
    case sessionStarted(SessionStarted)
    case sessionRefused(SessionRefused)
    case utteranceUnderstood(UtteranceUnderstood)
    case promptStarted(PromptStarted)
    case fallbackTriggered(FallbackTriggered)
    case handoffPackaged(HandoffPackaged)
    case sessionEnded(SessionEnded)
    case contactDisconnected(ContactDisconnected)
    case callbackOffered(CallbackOffered)
    case callbackAccepted(CallbackAccepted)
    case callbackDialled(CallbackDialled)
    case contactTransferred(ContactTransferred)
    case agentReleased(AgentReleased)
    case holdStarted(HoldStarted)
    case holdEnded(HoldEnded)
    case breakStarted(BreakStarted)
    case breakEnded(BreakEnded)
    case numberDialled(NumberDialled)
    case repairEntered(RepairEntered)
    case callerVerified(CallerVerified)
    case toolCalled(ToolCalled)
    case handoffContextGiven(HandoffContextGiven)
    case stageServed(StageServed)
    case leverMoved(LeverMoved)
    case faultStarted(FaultStarted)
    case faultEnded(FaultEnded)
    case flowEntered(FlowEntered)
}

extension ContactCenterEvent {
    /// The event as its own type, for readers that treat every kind alike; not for hot loops.
    public var row: any EventRow {
        switch self {
        case .runStarted(let row): row
        case .runEnded(let row): row
        case .contactArrived(let row): row
        case .menuEntered(let row): row
        case .menuLeft(let row): row
        case .contactBlocked(let row): row
        case .contactBalked(let row): row
        case .contactQueued(let row): row
        case .contactAnswered(let row): row
        case .contactAbandoned(let row): row
        case .contactEnded(let row): row
        case .afterContactWorkEnded(let row): row
        case .redialScheduled(let row): row
        case .agentSignedIn(let row): row
        case .agentSignedOut(let row): row
        case .staffingChanged(let row): row
        case .sessionStarted(let row): row
        case .sessionRefused(let row): row
        case .utteranceUnderstood(let row): row
        case .promptStarted(let row): row
        case .fallbackTriggered(let row): row
        case .handoffPackaged(let row): row
        case .sessionEnded(let row): row
        case .contactDisconnected(let row): row
        case .callbackOffered(let row): row
        case .callbackAccepted(let row): row
        case .callbackDialled(let row): row
        case .contactTransferred(let row): row
        case .agentReleased(let row): row
        case .holdStarted(let row): row
        case .holdEnded(let row): row
        case .breakStarted(let row): row
        case .breakEnded(let row): row
        case .numberDialled(let row): row
        case .repairEntered(let row): row
        case .callerVerified(let row): row
        case .toolCalled(let row): row
        case .handoffContextGiven(let row): row
        case .stageServed(let row): row
        case .leverMoved(let row): row
        case .faultStarted(let row): row
        case .faultEnded(let row): row
        case .flowEntered(let row): row
        }
    }

    /// Number and name of the kind.
    public var kind: EventKind { type(of: row).kind }

    /// The contact that the event is about; nil for events of agents, groups and runs.
    public var contact: ContactID? {
        for field in row.fields {
            if case .contact(let contact) = field.value { return contact }
        }
        return nil
    }
}
