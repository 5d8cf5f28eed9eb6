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
}
