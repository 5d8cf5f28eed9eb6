public import ContactCenterEvents
public import TwinPrimitives

/// Gathers what calibration needs of every contact, from a log or a live run.
///
/// A fold over the events: about 90 bytes a contact. Events of contacts that the log never saw
/// arrive are counted and ignored.
public struct ContactHistory: EventSink, Sendable {
    /// The contacts by number.
    public private(set) var contacts: [ObservedContact] = []
    /// When the run ended, or the instant of the last event.
    public private(set) var end = SimulationTime.zero
    /// Events whose contact is unknown.
    public private(set) var strayEvents = 0
    /// Whether a simulator wrote the log: its callers are numbered type by type, those of a
    /// recorded log through all types.
    public private(set) var isSimulated = false
    /// Contacts that were transferred or wait to be called back.
    private var passedOn: Set<UInt32> = []
    private var menuEntry: [SimulationTime] = []

    /// Starts empty.
    public init() {}

    /// Takes one event.
    public mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        end = max(end, time)
        switch event {
        case .contactArrived(let arrived): arrive(arrived, at: time)
        case .menuEntered(let entered):
            update(entered.contact) { _ in }
            if Int(entered.contact.rawValue) < menuEntry.count {
                menuEntry[Int(entered.contact.rawValue)] = time
            }
        case .menuLeft(let left):
            let entry =
                Int(left.contact.rawValue) < menuEntry.count
                ? menuEntry[Int(left.contact.rawValue)] : time
            update(left.contact) {
                $0.menuSeconds = (time - entry).seconds
                if left.hungUp { $0.ending = .hungUpInMenu }
            }
        case .contactBlocked(let blocked): update(blocked.contact) { $0.ending = .blocked }
        case .contactBalked(let balked):
            update(balked.contact) {
                ($0.seek, $0.waitEnd, $0.ending) = (time, time, .balked)
            }
        case .contactQueued(let queued):
            update(queued.contact) { ($0.seek, $0.queued) = (time, true) }
        case .contactAnswered(let answered):
            update(answered.contact) {
                $0.seek = $0.seek ?? time
                ($0.waitEnd, $0.ending, $0.agent) = (time, .served, answered.agent)
            }
        case .contactAbandoned(let abandoned):
            update(abandoned.contact) { ($0.waitEnd, $0.ending) = (time, .abandoned) }
        case .contactEnded(let ended):
            update(ended.contact) { if ended.durationRecorded { $0.serviceEnd = time } }
        case .sessionEnded(let ended):
            update(ended.contact) { if $0.ending == .open { $0.ending = .contained } }
        case .runStarted(let started): isSimulated = started.behaviourVersion > 0
        case .runEnded, .afterContactWorkEnded, .redialScheduled, .agentSignedIn,
            .agentSignedOut, .staffingChanged, .sessionStarted, .sessionRefused,
            .utteranceUnderstood, .promptStarted, .fallbackTriggered, .handoffPackaged,
            .contactDisconnected, .callbackOffered, .callbackDialled, .agentReleased,
            .holdStarted, .holdEnded, .breakStarted, .breakEnded, .numberDialled,
            .repairEntered, .callerVerified, .toolCalled, .handoffContextGiven,
            .stageServed, .leverMoved, .faultStarted, .faultEnded,
            .flowEntered:
            break
        // What follows a first leg is not the contact's own wait or conversation.
        case .callbackAccepted(let accepted): passedOn.insert(accepted.contact.rawValue)
        case .contactTransferred(let transferred):
            update(transferred.contact) { $0.serviceEnd = time }
            passedOn.insert(transferred.contact.rawValue)
        }
    }

    private mutating func arrive(_ arrived: ContactArrived, at time: SimulationTime) {
        guard Int(arrived.contact.rawValue) == contacts.count else {
            strayEvents += 1
            return
        }
        contacts.append(
            ObservedContact(
                arrival: time, contactType: arrived.contactType, priority: arrived.priority,
                caller: arrived.caller))
        menuEntry.append(time)
    }

    private mutating func update(
        _ contact: ContactID, _ change: (inout ObservedContact) -> Void
    ) {
        guard Int(contact.rawValue) < contacts.count else {
            strayEvents += 1
            return
        }
        if passedOn.contains(contact.rawValue) { return }
        change(&contacts[Int(contact.rawValue)])
    }
}
