/// The sessions of a fitted pool beside those of the pilot.
public struct PilotComparison: Sendable {
    /// One measure.
    public struct Row: Equatable, Sendable {
        /// Its name.
        public var name: String
        /// Whether it is a share, seconds or a plain number.
        public var unit: PilotParameter.Unit
        /// The pilot's value.
        public var pilot: Double
        /// The mean over simulated pilots of the fitted pool.
        public var simulated: Double
        /// Where 95 % of pilots of this size lie that a pool was fitted to as it was to this one,
        /// beside the means of that pool.
        public var range: ClosedRange<Double>
        /// Probability that such a pilot is as far off; not corrected for the other measures.
        public var pValue: Double
        /// The same corrected for all measures that are compared (Holm).
        public var correctedPValue: Double

        /// Whether the pilot is no farther off than chance explains, all measures taken together.
        public var isExplained: Bool { correctedPValue > PilotComparison.level }
    }

    /// Chance of any false alarm over all measures.
    public static let level = 0.05

    /// The measures.
    public let rows: [Row]
    /// Simulated pilots.
    public let pilots: Int
}
