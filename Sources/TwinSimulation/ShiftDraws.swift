import ContactCenter
import Distributions
import RandomVariates
import TwinPrimitives

/// Draws who shows up when, for the groups that work shifts.
struct ShiftDraws {
    let center: CenterConfiguration
    let streams: RandomStreams
    /// Largest number of agents of each group without shifts.
    let largestStaffing: [Int]

    /// Agents of each group: of a group with shifts all who have one.
    var sizes: [Int] {
        center.agentGroups.indices.map { group in
            center.agentGroups[group].shifts?.reduce(0) { $0 + $1.agents }
                ?? largestStaffing[group]
        }
    }

    /// The timetable, or nil when no group works shifts.
    func timetable() -> Timetable? {
        guard center.agentGroups.contains(where: { $0.shifts != nil }) else { return nil }
        var courses: [Timetable.Course] = []
        for (number, group) in center.agentGroups.enumerated() {
            guard let shifts = group.shifts else {
                courses += Array(repeating: Timetable.Course(), count: largestStaffing[number])
                continue
            }
            for shift in shifts {
                for _ in 0..<shift.agents {
                    courses.append(course(shift, agent: UInt32(courses.count)))
                }
            }
        }
        return Timetable(
            isShifted: center.agentGroups.map { $0.shifts != nil }, courses: courses)
    }

    /// One agent's days.
    ///
    /// Whether an agent shows up, and how late, are functions of the agent and the day alone.
    private func course(_ shift: Shift, agent: UInt32) -> Timetable.Course {
        var course = Timetable.Course()
        for (day, start) in shift.starts.enumerated() {
            let key = CallerKey(contactType: ContactTypeID(UInt16(clamping: day)), ordinal: agent)
            guard streams.uniform(.showUp, key) < shift.showUp else { continue }
            let end = start + shift.length
            func late(_ draw: Int) -> Double {
                guard let law = shift.lateness else { return 0 }
                let uniform = streams.uniform(.showUp, key, draw: UInt32(draw + 1))
                return max(LawSampler(law).draw(uniform: uniform), 0)
            }
            var at = min(start + late(0), end)
            append(.atWork, at, to: &course)
            for (number, pause) in shift.breaks.enumerated() {
                let begin = max(start + pause.after, at)
                guard begin < end else { break }
                append(.onBreak, begin, to: &course)
                at = min(begin + pause.length + late(number + 1), end)
                append(.atWork, at, to: &course)
            }
            append(.away, end, to: &course)
        }
        return course
    }

    /// Adds a change; of two at one instant the later one counts.
    private func append(_ duty: Duty, _ seconds: Double, to course: inout Timetable.Course) {
        let instant = SimulationTime(seconds: seconds).nanoseconds
        if course.instants.last == instant {
            course.duties[course.duties.count - 1] = duty
        } else {
            course.instants.append(instant)
            course.duties.append(duty)
        }
    }
}
