/// The kinds of notices; the raw value is the rank at one instant (releases first).
///
/// So a conversation that ends at the very instant at which a caller's patience ends still saves the
/// caller, and a plan takes effect before new contacts are routed.
enum NoticeKind: UInt8 {
    /// A conversation ends; index: agent.
    case conversationEnds = 0
    /// After-contact work ends; index: agent.
    case afterContactWorkEnds = 1
    /// A group's plan changes; index: group.
    case staffingChanges = 2
    /// A contact leaves the menu; index: contact.
    case menuEnds = 3
    /// A dialogue turn ends with an answer or a hang-up; index: contact.
    case turnEnds = 4
    /// A caller calls again; index: place in the orbit.
    case callerReturns = 5
    /// A waiting caller's patience ends; index: contact; void once the contact has left the queue.
    case patienceEnds = 6
    /// A waiting contact may be taken by further groups; index: contact.
    case searchWidens = 7
    /// The center closes; index: number of the closing.
    case centerCloses = 8
    /// An agent's duty changes; index: agent.
    case dutyChanges = 9
    /// An agent who stayed with a caller leaves the two others; index: agent.
    case conferenceEnds = 10
    /// The dialer is switched on; index: contact type.
    case dialerStarts = 11
    /// A conversation ends of an agent who may have several in hand; index: contact.
    case chatEnds = 12
}
