public import TwinPrimitives

/// A class of contacts that a fitted scenario keeps apart.
public struct ContactClass: Equatable, Sendable {
    /// Name: that of its type, with the priority if the type is split, or `other`.
    public let name: String
    /// Types of the log that belong to it.
    public let contactTypes: [ContactTypeID]
    /// Priority of most of its queued contacts.
    public let priority: Int8
    /// Contacts that sought a human agent.
    public let seeking: Int
}

/// The classes, and the class of every contact.
public struct ContactClasses: Equatable, Sendable {
    /// The classes in the order of types and priorities, `other` last.
    public let classes: [ContactClass]
    /// Class of each contact, by contact number.
    public let classOfContact: [Int]
    /// Types whose priority is only known of contacts that queued.
    public let identifiedOnQueueing: [ContactTypeID]
}

/// Decides which contacts of a log behave alike.
///
/// Types are kept apart, and within a type priorities that are frequent enough. Some centers find
/// out who calls only while the caller waits: then contacts answered at once, and those that hang
/// up in the menu, carry no priority, and looking at each priority by itself would make waiting
/// seem to depend on it. Contacts of such types are dealt out to the type's priorities in the
/// proportions of the queued ones, evenly in time.
public struct ContactClassifier: Equatable, Sendable {
    /// A type with a smaller share of the seeking contacts joins `other`; a priority with a smaller
    /// share of the queued ones joins the type's most frequent priority.
    public var smallestShare: Double
    /// The priority that means "nobody looked": dealt out if the rest of the type has others.
    public var unknownPriority: Int8

    /// Stores the rule.
    public init(smallestShare: Double = 0.025, unknownPriority: Int8 = 0) {
        self.smallestShare = smallestShare
        self.unknownPriority = unknownPriority
    }

    /// How the contacts of one type fall into classes.
    private struct Split {
        var shares: [(index: Int, priority: Int8, share: Double)] = []
        var isIdentifiedOnQueueing = false
        var debts: [Double] = []
    }

    /// Finds the classes.
    ///
    /// - Parameters:
    ///   - contacts: The log's contacts by number.
    ///   - names: Names of the contact types.
    /// - Returns: The classes.
    /// - Throws: `CalibrationError.nothing` if no contact sought a human agent.
    public func classes(
        of contacts: [ObservedContact], names: [String]
    ) throws(CalibrationError) -> ContactClasses {
        let seeking = contacts.filter(\.soughtHuman)
        let queued = seeking.filter(\.queued).count
        guard !seeking.isEmpty else { throw .nothing(what: "contact that sought an agent") }
        var drafts: [(name: String, types: [ContactTypeID], priority: Int8)] = []
        var splits: [Split] = []
        var small: [ContactTypeID] = []
        for number in names.indices {
            let type = ContactTypeID(UInt16(number))
            let ofType = seeking.filter { $0.contactType == type }
            guard Double(ofType.count) >= smallestShare * Double(seeking.count) else {
                small.append(type)
                splits.append(Split())
                continue
            }
            let split = split(ofType, queued: queued, first: drafts.count)
            for part in split.shares {
                let name =
                    split.shares.count > 1 ? "\(names[number])-\(part.priority)" : names[number]
                drafts.append((name, [type], part.priority))
            }
            splits.append(split)
        }
        if !small.isEmpty {
            for type in small {
                splits[Int(type.rawValue)].shares = [(drafts.count, unknownPriority, 1)]
                splits[Int(type.rawValue)].debts = [0]
            }
            drafts.append(("other", small, unknownPriority))
        }
        let assigned = assign(contacts, &splits)
        var counts = [Int](repeating: 0, count: drafts.count)
        for (contact, index) in zip(contacts, assigned) where contact.soughtHuman {
            counts[index] += 1
        }
        return ContactClasses(
            classes: zip(drafts, counts).map {
                ContactClass(
                    name: $0.name, contactTypes: $0.types, priority: $0.priority, seeking: $1)
            },
            classOfContact: assigned,
            identifiedOnQueueing: splits.indices.filter { splits[$0].isIdentifiedOnQueueing }
                .map { ContactTypeID(UInt16($0)) })
    }

    /// Splits one type by priority.
    private func split(_ ofType: [ObservedContact], queued: Int, first: Int) -> Split {
        var counts: [Int8: (queued: Int, atOnce: Int)] = [:]
        for contact in ofType {
            if contact.queued {
                counts[contact.priority, default: (0, 0)].queued += 1
            } else {
                counts[contact.priority, default: (0, 0)].atOnce += 1
            }
        }
        let inQueue = counts.values.reduce(0) { $0 + $1.queued }
        let atOnce = counts.values.reduce(0) { $0 + $1.atOnce }
        let unknown = counts[unknownPriority] ?? (0, 0)
        // Nearly all queued contacts have a priority, nearly no other contact has.
        let late =
            inQueue > 0 && atOnce > 0 && Double(unknown.queued) < 0.1 * Double(inQueue)
            && Double(unknown.atOnce) > 0.9 * Double(atOnce)
        var split = Split(isIdentifiedOnQueueing: late)
        let weights = counts.map {
            (priority: $0.key, weight: late ? $0.value.queued : $0.value.queued + $0.value.atOnce)
        }
        .sorted { $0.priority < $1.priority }
        let base = late ? queued : ofType.count
        var kept = weights.filter {
            !(late && $0.priority == unknownPriority)
                && Double($0.weight) >= smallestShare * Double(base)
        }
        if kept.isEmpty, let most = weights.max(by: { $0.weight < $1.weight }) { kept = [most] }
        let total = Double(kept.reduce(0) { $0 + $1.weight })
        for (place, part) in kept.enumerated() {
            split.shares.append(
                (first + place, part.priority, total > 0 ? Double(part.weight) / total : 1))
        }
        split.debts = kept.map { _ in 0 }
        return split
    }

    /// Gives every contact its class, dealing out those without a priority evenly in time.
    private func assign(_ contacts: [ObservedContact], _ splits: inout [Split]) -> [Int] {
        contacts.map { contact in
            let type = Int(contact.contactType.rawValue)
            let split = splits[type]
            if let part = split.shares.first(where: { $0.priority == contact.priority }) {
                return part.index
            }
            guard split.isIdentifiedOnQueueing, contact.priority == unknownPriority else {
                return split.shares.max { $0.share < $1.share }?.index ?? 0
            }
            for place in split.shares.indices {
                splits[type].debts[place] += split.shares[place].share
            }
            let debts = splits[type].debts
            let chosen = debts.indices.max { debts[$0] < debts[$1] } ?? 0
            splits[type].debts[chosen] -= 1
            return split.shares[chosen].index
        }
    }
}
