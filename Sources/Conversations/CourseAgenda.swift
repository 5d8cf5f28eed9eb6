import DialogueEngine
import TwinPrimitives

/// What will happen in a conversation.
enum CourseItem: Hashable, Sendable {
    /// The prompt that sounds comes to its end.
    case promptEnds(PromptHandle)
    /// The caller begins the next segment of the plan.
    case callerStarts
    /// The caller finishes a word.
    case callerWord
    /// The caller finishes a segment.
    case callerStops
    /// The caller does something of itself.
    case impulse
    /// A frame of the line's sound is complete.
    case frame
    /// A timer of the engine runs out.
    case timer(TimerID)
    /// An input of the engine arrives: the first of those that wait for this instant.
    case input
}

/// The future event list of one conversation: a dozen entries, ordered by time, then by number.
///
/// Entries are plain values, which cost no reference counts to look through; what arrives with an input
/// waits beside them.
struct CourseAgenda {
    private struct Entry {
        var time: SimulationTime
        var number: UInt32
        var item: CourseItem

        func comes(before other: Entry) -> Bool {
            time == other.time ? number < other.number : time < other.time
        }
    }

    /// An input to come, with the number of its entry.
    private struct Arrival {
        var number: UInt32
        var input: DialogueInput
    }

    /// What is due.
    struct Due {
        var time: SimulationTime
        var item: CourseItem
        /// What arrives, with an input.
        var input: DialogueInput?
    }

    private var entries: [Entry] = []
    private var number: UInt32 = 0
    private var arrivals: [Arrival] = []

    /// Plans something; an input is planned by `add(_:at:)` of its own.
    mutating func add(_ item: CourseItem, at time: SimulationTime) {
        number += 1
        entries.append(Entry(time: time, number: number, item: item))
    }

    /// Plans an input of the engine.
    mutating func add(_ input: DialogueInput, at time: SimulationTime) {
        add(.input, at: time)
        arrivals.append(Arrival(number: number, input: input))
    }

    mutating func remove(_ item: CourseItem) {
        entries.removeAll { $0.item == item }
    }

    func has(_ item: CourseItem) -> Bool { entries.contains { $0.item == item } }

    /// Whether nothing is to come but frames of sound.
    var hasOnlyFrames: Bool { entries.allSatisfy { $0.item == .frame } }

    /// When the first entry is due; nil without one.
    var firstInstant: SimulationTime? { firstPlace.map { entries[$0].time } }

    private var firstPlace: Int? {
        guard var best = entries.indices.first else { return nil }
        for place in entries.indices.dropFirst() where entries[place].comes(before: entries[best]) {
            best = place
        }
        return best
    }

    /// Takes the first entry off.
    mutating func popFirst() -> Due? {
        guard let place = firstPlace else { return nil }
        let entry = entries[place]
        entries.remove(at: place)
        guard entry.item == .input,
            let waiting = arrivals.firstIndex(where: { $0.number == entry.number })
        else { return Due(time: entry.time, item: entry.item) }
        return Due(
            time: entry.time, item: entry.item, input: arrivals.remove(at: waiting).input)
    }
}
