/// The kinds of notices; the raw value is the rank at one instant (releases first).
///
/// So a conversation that ends at the very instant at which a caller's patience ends still saves the
/// caller, and so does a search that widens; a plan or a shift takes effect before new contacts are
/// routed; and a conference is over before the conversation that it is a part of.
enum NoticeKind: UInt8 {
    /// An agent who stayed with a caller leaves the two others; index: agent.
    ///
    /// Before the end of the other's conversation, which cannot come first.
    case conferenceEnds = 0
    /// A conversation ends; index: agent.
    case conversationEnds = 1
    /// After-contact work ends; index: agent.
    case afterContactWorkEnds = 2
    /// A group's plan changes; index: group.
    case staffingChanges = 3
    /// A contact leaves the menu; index: contact.
    case menuEnds = 4
    /// A dialogue turn ends with an answer or a hang-up; index: contact.
    case turnEnds = 5
    /// A caller calls again; index: place in the orbit.
    case callerReturns = 6
    /// A waiting caller's patience ends; index: contact; void once the contact has left the queue.
    case patienceEnds = 7
    /// A waiting contact may be taken by further groups; index: contact.
    case searchWidens = 8
    /// The center closes; index: number of the closing.
    case centerCloses = 9
    /// An agent's duty changes; index: agent.
    case dutyChanges = 10
    /// The dialer is switched on; index: contact type.
    case dialerStarts = 11
    /// A conversation ends of an agent who may have several in hand; index: contact.
    case chatEnds = 12
    /// The dialer calls again while agents are idle; index: contact type.
    case dialerRetries = 13
}
