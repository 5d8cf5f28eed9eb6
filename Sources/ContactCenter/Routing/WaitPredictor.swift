public import TwinPrimitives

/// How the wait of a contact that joins a queue is predicted.
///
/// Source of the three: Ibrahim and Whitt, "Real-time delay estimation in overloaded multiserver
/// queues with abandonments", Management Science 55 (2009); none is exact.
public enum WaitPredictor: String, CaseIterable, Sendable {
    /// The wait of the contact of that queue that entered service last after waiting; 0 before one.
    case lastWait
    /// The wait so far of the first contact in that queue; 0 when nobody waits.
    case headOfLine
    /// Contacts that would be served before it, plus one, over the rate at which the agents who are
    /// signed in and can serve the queue finish conversations and after-contact work.
    case expectedDelay

    /// The predicted wait of a contact that would join the end of a queue, in seconds, >= 0.
    ///
    /// - Parameters:
    ///   - type: Whose queue.
    ///   - skills: Who can serve it, and at what rate.
    ///   - center: The center.
    ///   - now: The present instant.
    /// - Returns: Seconds; infinity from `expectedDelay` when nobody who can serve it is signed in.
    public func seconds(
        _ type: ContactTypeID, skills: borrowing SkillTable, center: borrowing CenterState,
        now: SimulationTime
    ) -> Double {
        switch self {
        case .lastWait: return Double(center.lastWait(type)) / 1e9
        case .headOfLine:
            guard let first = center.queues.first(type) else { return 0 }
            return Double(max(now.nanoseconds &- first.since, 0)) / 1e9
        case .expectedDelay:
            let rate = skills.serviceRate(type, center: center)
            let ahead = Double(center.queues.length(type)) + 1
            return rate > 0 ? ahead / rate : .infinity
        }
    }
}
