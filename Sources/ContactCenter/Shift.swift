public import Distributions

/// A shift: some agents who work the same hours on the same days.
public struct Shift: Equatable, Sendable {
    /// Beginnings, one a working day, in seconds from the start, ascending.
    public var starts: [Double]
    /// Time from beginning to end, in seconds, > 0.
    public var length: Double
    /// Agents who work it.
    public var agents: Int
    /// Breaks, in order of time, within the shift.
    public var breaks: [Break]
    /// Probability that an agent shows up on a day, in [0, 1].
    public var showUp: Double
    /// How late an agent signs in and comes back from each break, in seconds; nil: in time.
    public var lateness: Law?

    /// A break.
    public struct Break: Equatable, Sendable {
        /// Seconds from the beginning of the shift.
        public var after: Double
        /// Its length in seconds, > 0.
        public var length: Double

        /// Stores a break.
        public init(after: Double, length: Double) {
            self.after = after
            self.length = length
        }
    }

    /// Stores a shift.
    public init(
        starts: [Double], length: Double, agents: Int, breaks: [Break] = [], showUp: Double = 1,
        lateness: Law? = nil
    ) {
        self.starts = starts
        self.length = length
        self.agents = agents
        self.breaks = breaks
        self.showUp = showUp
        self.lateness = lateness
    }
}

extension Staffing {
    /// How many agents some shifts plan at each time, breaks and those who do not show up left out.
    ///
    /// - Parameter shifts: The shifts.
    public init(planOf shifts: [Shift]) {
        var changes: [Double: Double] = [0: 0]
        for shift in shifts {
            let heads = Double(shift.agents) * shift.showUp
            for start in shift.starts {
                changes[start, default: 0] += heads
                changes[start + shift.length, default: 0] -= heads
                for pause in shift.breaks {
                    changes[start + pause.after, default: 0] -= heads
                    changes[start + pause.after + pause.length, default: 0] += heads
                }
            }
        }
        let breaks = changes.keys.sorted()
        var present = 0.0
        var counts: [Double] = []
        for instant in breaks {
            present += changes[instant] ?? 0
            counts.append(max((present * 1e6).rounded() / 1e6, 0))
        }
        self.init(breaks: breaks, counts: counts)
    }
}
