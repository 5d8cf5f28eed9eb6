/// The kinds of notices; the raw value is the rank at one instant (releases first).
///
/// So a conversation that ends at the very instant at which a caller's patience ends still saves the
/// caller, and so does a search that widens; a plan or a shift takes effect before new contacts are
/// routed; levers and faults act after that, before a contact or a session goes on; an answer that is ready
/// just when the silence was long enough is heard; and a conference is over before the conversation that it is a part of.
enum NoticeKind: UInt8 {
    /// An agent who stayed with a caller leaves the two others; index: agent.
    case conferenceEnds = 0
    /// A conversation ends; index: agent.
    case conversationEnds = 1
    /// A conversation ends of an agent who may have several in hand; index: contact.
    case chatEnds = 2
    /// After-contact work ends; index: agent.
    case afterContactWorkEnds = 3
    /// A group's plan changes; index: group.
    case staffingChanges = 4
    /// An agent's duty changes; index: agent.
    case dutyChanges = 5
    /// Levers move, faults begin or end, rules are looked at, index 0; or people who listen in take
    /// sessions over, index 1.
    case controlsAct = 6
    /// A contact leaves the menu; index: contact.
    case menuEnds = 7
    /// Something happens in the network of stations; index: 0; void at other instants than the
    /// network's next one.
    case stationsAct = 8
    /// A dialogue turn ends with an answer or a hang-up, or something else happens in a session;
    /// index: contact.
    case sessionContinues = 9
    /// A caller calls again; index: place in the orbit.
    case callerReturns = 10
    /// A waiting contact may be taken by further groups; index: contact.
    case searchWidens = 11
    /// A waiting caller's patience ends; index: contact; void once the contact has left the queue.
    case patienceEnds = 12
    /// The center closes; index: number of the closing.
    case centerCloses = 13
    /// The dialer is switched on; index: contact type.
    case dialerStarts = 14
    /// The dialer calls again while agents are idle; index: contact type.
    case dialerRetries = 15
}
