public import TwinPrimitives

/// Where an agent with a shift should be.
@frozen
public enum Duty: UInt8, Sendable {
    /// Not in the center.
    case away
    /// At work.
    case atWork
    /// On a break.
    case onBreak
}

/// The duties of the agents who work shifts, over one replication.
public struct Timetable: Sendable {
    /// One agent's changes of duty.
    public struct Course: Equatable, Sendable {
        /// Instants in nanoseconds, ascending.
        public var instants: [Int64]
        /// The duty from each instant on.
        public var duties: [Duty]

        /// Stores a course.
        public init(instants: [Int64] = [], duties: [Duty] = []) {
            self.instants = instants
            self.duties = duties
        }
    }

    /// Whether each group works shifts.
    @usableFromInline let isShifted: [Bool]
    /// The course of each agent, by number; empty for agents without shifts.
    public let courses: [Course]

    /// Stores a timetable.
    ///
    /// - Parameters:
    ///   - isShifted: Whether each group works shifts.
    ///   - courses: The course of each agent, by number.
    public init(isShifted: [Bool], courses: [Course]) {
        self.isShifted = isShifted
        self.courses = courses
    }

    /// Whether a group works shifts.
    @inlinable
    public func hasShifts(_ group: AgentGroupID) -> Bool { isShifted[Int(group.rawValue)] }

    /// Where an agent should be at an instant; away before the first change.
    ///
    /// Cost: the logarithm of the agent's changes.
    public func duty(of agent: AgentID, at time: SimulationTime) -> Duty {
        let course = courses[Int(agent.rawValue)]
        var low = 0
        var high = course.instants.count
        while low < high {
            let middle = (low + high) / 2
            if course.instants[middle] <= time.nanoseconds {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low == 0 ? .away : course.duties[low - 1]
    }
}
