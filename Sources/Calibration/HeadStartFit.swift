public import TwinPrimitives

/// How much earlier than it came a contact counts as having joined the queue, by priority.
public struct HeadStartFit: Equatable, Sendable {
    /// One priority.
    public struct Entry: Equatable, Sendable {
        /// The priority.
        public let priority: Int8
        /// Seconds ahead of the lowest priority.
        public let seconds: Double
    }

    /// The priorities in ascending order; the lowest has 0.
    public let entries: [Entry]
    /// Choices between two waiting contacts of different priorities.
    public let choices: Int
    /// Share of the choices that these head starts do not explain.
    public let unexplained: Double
    /// Share that no head start at all would leave unexplained.
    public let unexplainedWithout: Double

    /// Head start of a priority in seconds; 0 for one that was not seen.
    public func seconds(of priority: Int8) -> Double {
        entries.first { $0.priority == priority }?.seconds ?? 0
    }
}

/// Learns from the order of service how priorities count.
///
/// Whenever a contact is answered, each contact that is passed over was a choice: picked, with its
/// wait and head start, against left, with its own. The head start of each priority over the one
/// below it is the step that contradicts the fewest choices between the two. Choices that agents'
/// skills forced stay unexplained and widen no interval: look at the shares.
public struct HeadStartFitter: Equatable, Sendable {
    /// Steps tried, in seconds: 0, spacing, 2 spacing, … up to here.
    public let greatestStep: Double
    /// Distance of the steps tried, in seconds.
    public let spacing: Double
    /// Contacts that leave the queue within this time of a choice are no alternative, in seconds:
    /// one-second clocks do not tell who was first.
    public let tieSeconds: Double
    /// Choices that a priority needs against the one below it; with fewer it gets the same.
    public let leastChoices: Int
    /// Types left out: those that only some agents serve, whose order skills decide.
    public let ignoredTypes: [ContactTypeID]

    /// Stores the search.
    public init(
        greatestStep: Double = 600, spacing: Double = 10, tieSeconds: Double = 2,
        leastChoices: Int = 200, ignoredTypes: [ContactTypeID] = []
    ) {
        self.greatestStep = greatestStep
        self.spacing = spacing
        self.tieSeconds = tieSeconds
        self.leastChoices = leastChoices
        self.ignoredTypes = ignoredTypes
    }

    /// A contact in the queue.
    private struct Waiting {
        let since: Double
        let until: Double
        let priority: Int8
        let isServed: Bool
    }

    /// A choice: by how many seconds longer the picked contact had waited than the one left.
    private struct Choice {
        let picked: Int8
        let left: Int8
        let lead: Double
    }

    /// Fits head starts.
    ///
    /// Takes O(answers x contacts waiting).
    ///
    /// - Parameter contacts: All contacts of the log by number.
    /// - Returns: The fit; nil if no two priorities ever waited together.
    /// - Throws: `CalibrationError.badSetting` for a spacing that is not positive.
    public func fit(_ contacts: [ObservedContact]) throws(CalibrationError) -> HeadStartFit? {
        guard spacing > 0 else {
            throw .badSetting(what: "spacing", got: spacing, allowed: "above 0 s")
        }
        let choices = choices(of: contacts)
        guard !choices.isEmpty else { return nil }
        let priorities = Set(choices.flatMap { [$0.picked, $0.left] }).sorted()
        var entries = [HeadStartFit.Entry(priority: priorities[0], seconds: 0)]
        for (lower, upper) in zip(priorities, priorities.dropFirst()) {
            let step = step(of: upper, over: lower, choices)
            let base = entries[entries.count - 1].seconds
            entries.append(HeadStartFit.Entry(priority: upper, seconds: base + step))
        }
        var heads: [Int8: Double] = [:]
        for entry in entries { heads[entry.priority] = entry.seconds }
        let wrong = choices.filter { choice in
            choice.lead + (heads[choice.picked] ?? 0) - (heads[choice.left] ?? 0) < 0
        }
        let wrongWithout = choices.filter { $0.lead < 0 }
        return HeadStartFit(
            entries: entries, choices: choices.count,
            unexplained: Double(wrong.count) / Double(choices.count),
            unexplainedWithout: Double(wrongWithout.count) / Double(choices.count))
    }

    /// The step that contradicts the fewest choices; the smallest in a tie.
    private func step(of upper: Int8, over lower: Int8, _ choices: [Choice]) -> Double {
        let up = choices.filter { $0.picked == upper && $0.left == lower }.map(\.lead)
        let down = choices.filter { $0.picked == lower && $0.left == upper }.map(\.lead)
        guard up.count + down.count >= leastChoices else { return 0 }
        var best = (step: 0.0, wrong: Int.max)
        for step in stride(from: 0, through: greatestStep, by: spacing) {
            let wrong = up.filter { $0 + step < 0 }.count + down.filter { $0 - step < 0 }.count
            if wrong < best.wrong { best = (step, wrong) }
        }
        return best.step
    }

    /// All choices between contacts of different priorities.
    private func choices(of contacts: [ObservedContact]) -> [Choice] {
        let queued = contacts.compactMap { contact -> Waiting? in
            guard contact.queued, !ignoredTypes.contains(contact.contactType),
                let seek = contact.seek, let end = contact.waitEnd
            else { return nil }
            return Waiting(
                since: seek.seconds, until: end.seconds, priority: contact.priority,
                isServed: contact.ending == .served)
        }
        let arrivals = queued.sorted { $0.since < $1.since }
        let answers = queued.filter(\.isServed).sorted { $0.until < $1.until }
        var choices: [Choice] = []
        var active: [Waiting] = []
        var next = 0
        for picked in answers {
            while next < arrivals.count, arrivals[next].since <= picked.until - 1 {
                active.append(arrivals[next])
                next += 1
            }
            active.removeAll { $0.until < picked.until }
            for left in active
            where left.priority != picked.priority && left.until > picked.until + tieSeconds {
                choices.append(
                    Choice(
                        picked: picked.priority, left: left.priority,
                        lead: left.since - picked.since))
            }
        }
        return choices
    }
}
