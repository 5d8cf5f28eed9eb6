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
    /// An input of the engine arrives.
    case input(DialogueInput)
}

/// The future event list of one conversation: a dozen entries, ordered by time, then by number.
struct CourseAgenda {
    private var entries: [(time: SimulationTime, number: UInt32, item: CourseItem)] = []
    private var number: UInt32 = 0

    mutating func add(_ item: CourseItem, at time: SimulationTime) {
        number += 1
        entries.append((time, number, item))
    }

    mutating func remove(_ item: CourseItem) {
        entries.removeAll { $0.item == item }
    }

    func has(_ item: CourseItem) -> Bool { entries.contains { $0.item == item } }

    /// Whether nothing is to come but frames of sound.
    var hasOnlyFrames: Bool { entries.allSatisfy { $0.item == .frame } }

    /// When the first entry is due; nil without one.
    var firstInstant: SimulationTime? { entries.lazy.map(\.time).min() }

    mutating func popFirst() -> (SimulationTime, CourseItem)? {
        guard var best = entries.indices.first else { return nil }
        for place in entries.indices.dropFirst()
        where (entries[place].time, entries[place].number)
            < (entries[best].time, entries[best].number)
        {
            best = place
        }
        let entry = entries.remove(at: best)
        return (entry.time, entry.item)
    }
}
