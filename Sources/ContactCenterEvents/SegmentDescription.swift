/// A part of a center that figures are wanted for: some contact types, some agent groups, some hours
/// of the day, or any of these together.
public struct SegmentDescription: Codable, Equatable, Sendable {
    /// Hours of every day, from local midnight.
    public struct TimesOfDay: Codable, Equatable, Sendable {
        /// Their beginning in seconds, in [0, 86 400).
        public var fromSeconds: Int
        /// Their end in seconds, in (0, 86 400]; before the beginning when midnight lies between.
        public var toSeconds: Int

        /// Stores hours.
        public init(fromSeconds: Int, toSeconds: Int) {
            self.fromSeconds = fromSeconds
            self.toSeconds = toSeconds
        }

        /// Length of a day in seconds; every local day is taken to have 24 hours.
        public static let daySeconds = 86_400

        /// Whether an instant of the day lies in these hours, the left end included.
        ///
        /// - Parameter seconds: Seconds after local midnight, in [0, 86 400).
        /// - Returns: True inside.
        public func contains(_ seconds: Int) -> Bool {
            let isAfterStart = seconds >= fromSeconds
            let isBeforeEnd = seconds < toSeconds
            return fromSeconds < toSeconds
                ? isAfterStart && isBeforeEnd : isAfterStart || isBeforeEnd
        }
    }

    /// Name of the segment in reports.
    public var name: String
    /// Numbers of its contact types, ascending; nil when it does not choose among them.
    public var contactTypes: [Int]?
    /// Numbers of its agent groups, ascending; nil when it does not choose among them.
    public var agentGroups: [Int]?
    /// Its hours; nil for the whole window.
    public var times: TimesOfDay?

    /// Describes a segment.
    public init(
        name: String, contactTypes: [Int]? = nil, agentGroups: [Int]? = nil,
        times: TimesOfDay? = nil
    ) {
        self.name = name
        self.contactTypes = contactTypes
        self.agentGroups = agentGroups
        self.times = times
    }
}

extension RunDescription {
    /// Whether the figures of a segment need reporting intervals kept apart.
    public var hasSegmentsByTime: Bool { segments?.contains { $0.times != nil } ?? false }
}
