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
            var place: UInt32 = 0
            for shift in shifts {
                for _ in 0..<shift.agents {
                    courses.append(course(shift, group: UInt16(number), place: place))
                    place += 1
                }
            }
        }
        return Timetable(
            isShifted: center.agentGroups.map { $0.shifts != nil }, courses: courses)
    }

    /// One agent's days.
    ///
    /// Whether an agent shows up, and how late, are functions of the place in the group and of the day.
    private func course(_ shift: Shift, group: UInt16, place: UInt32) -> Timetable.Course {
        var course = Timetable.Course()
        for (day, start) in shift.starts.enumerated() {
            let key = CallerKey(contactType: ContactTypeID(group), ordinal: place)
            let today = UInt16(clamping: day)
            guard streams.uniform(.showUp, key, attempt: today) < shift.showUp else { continue }
            let end = start + shift.length
            func late(_ draw: Int) -> Double {
                guard let law = shift.lateness else { return 0 }
                let uniform = streams.uniform(
                    .showUp, key, attempt: today, draw: UInt32(draw + 1))
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
