public import ContactCenterEvents

/// Something that goes wrong in a journey, or leads to a person.
public enum FrictionKind: Hashable, Sendable {
    /// The voice agent gave up by a rule.
    case fallback(FallbackTrigger)
    /// The caller hung up on the voice agent.
    case hungUp
    /// The voice agent ended the contact after a wrong action, or with a wish left.
    case falselyContained
    /// A guard stopped the session.
    case stopped
    /// A fault cut the session off.
    case cutOff
    /// A tool was called for a wish that the caller does not have, or with a wrong value.
    case wrongTool
    /// A tool failed.
    case toolFailure
    /// The caller was not verified.
    case verificationFailed
    /// A repair pattern was entered, by its number.
    case repair(UInt8)
    /// A value had to be asked for again after the handoff.
    case incompleteHandoff
    /// A human agent passed the contact on after the handoff.
    case passedOn
    /// The caller left the queue after the handoff.
    case lostAfterHandoff
    /// The caller came back.
    case cameBack

    /// Place in lists, where counts are equal.
    var code: Int {
        switch self {
        case .fallback(let trigger): Int(trigger.rawValue)
        case .hungUp: 100
        case .falselyContained: 101
        case .stopped: 102
        case .wrongTool: 103
        case .toolFailure: 104
        case .verificationFailed: 105
        case .incompleteHandoff: 106
        case .passedOn: 107
        case .lostAfterHandoff: 108
        case .cameBack: 109
        case .cutOff: 110
        case .repair(let pattern): 200 + Int(pattern)
        }
    }
}

/// A kind of friction with the contacts that met it.
public struct Friction: Equatable, Sendable {
    /// What.
    public var kind: FrictionKind
    /// Number of the voice-agent pool; nil for contacts that met none.
    public var pool: Int?
    /// Contacts that met it, each once.
    public var count: Int64
    /// The first of them in order of their numbers, as many as were asked for.
    public var contacts: [UInt32]
}

/// Gathers friction.
struct FrictionBook {
    private struct Key: Hashable {
        var pool: Int
        var kind: FrictionKind
    }

    private var entries: [Key: (count: Int64, contacts: [UInt32])] = [:]
    let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Notes that a contact met something; `pool` is -1 without a voice agent.
    mutating func note(_ kind: FrictionKind, pool: Int, contact: UInt32) {
        var entry = entries[Key(pool: pool, kind: kind)] ?? (0, [])
        entry.count += 1
        if limit > 0 {
            // Journeys do not end in the order of their numbers.
            let place = entry.contacts.firstIndex { $0 > contact } ?? entry.contacts.count
            if place < limit {
                entry.contacts.insert(contact, at: place)
                if entry.contacts.count > limit { entry.contacts.removeLast() }
            }
        }
        entries[Key(pool: pool, kind: kind)] = entry
    }

    /// All of it: by pool, the most frequent first.
    var list: [Friction] {
        entries.map { key, entry in
            Friction(
                kind: key.kind, pool: key.pool < 0 ? nil : key.pool, count: entry.count,
                contacts: entry.contacts)
        }.sorted {
            ($0.pool ?? -1, -$0.count, $0.kind.code) < ($1.pool ?? -1, -$1.count, $1.kind.code)
        }
    }
}
