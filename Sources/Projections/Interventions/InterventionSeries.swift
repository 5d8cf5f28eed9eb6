import ContactCenterEvents
public import Statistics
import TwinPrimitives

/// Interventions of several replications, summed up by lever and fault.
public struct InterventionSeries: Sendable {
    /// A figure of one kind of intervention.
    public enum Figure: String, Sendable, CaseIterable {
        /// Times that it came in a replication.
        case occurrences
        /// When it came, in seconds from the start.
        case startSeconds
        /// Share of the contacts that arrived before it who left the human queue unserved.
        case abandonedBefore
        /// The same of those who arrived during it.
        case abandonedDuring
        /// The same of those who arrived after it.
        case abandonedAfter
        /// Share of the contacts that arrived before it who were lost in a session.
        case lostInVoiceBefore
        /// The same of those who arrived during it.
        case lostInVoiceDuring
        /// The same of those who arrived after it.
        case lostInVoiceAfter
        /// People waiting on average before it.
        case queueBefore
        /// Most people waiting.
        case queuePeak
        /// Most people waiting beyond the average before.
        case overshoot
        /// Time until the queue was back, in seconds.
        case recoverySeconds
        /// Time until a lever had its effect, in seconds.
        case effectSeconds
        /// Share of the occurrences after which the queue came back.
        case recovered

        func value(_ intervention: Intervention) -> Double? {
            switch self {
            case .occurrences: nil
            case .startSeconds: intervention.start.seconds
            case .abandonedBefore: intervention.before.abandonedShare
            case .abandonedDuring: intervention.during.abandonedShare
            case .abandonedAfter: intervention.after.abandonedShare
            case .lostInVoiceBefore: intervention.before.lostInVoiceShare
            case .lostInVoiceDuring: intervention.during.lostInVoiceShare
            case .lostInVoiceAfter: intervention.after.lostInVoiceShare
            case .queueBefore: intervention.before.meanQueue
            case .queuePeak: Double(intervention.peakQueue)
            case .overshoot: intervention.overshoot
            case .recoverySeconds: intervention.recoverySeconds
            case .effectSeconds: intervention.effectSeconds
            case .recovered: intervention.recoverySeconds == nil ? 0 : 1
            }
        }
    }

    private var replications: [[Intervention]] = []

    /// No replication yet.
    public init() {}

    /// Adds a replication.
    public mutating func append(_ interventions: [Intervention]) {
        replications.append(interventions)
    }

    /// Replications so far.
    public var count: Int { replications.count }

    /// What came, levers first, each in the order of the scenario.
    public var kinds: [Intervention.Kind] {
        Set(replications.flatMap { $0.map(\.kind) }).sorted { Self.rank($0) < Self.rank($1) }
    }

    private static func rank(_ kind: Intervention.Kind) -> Int {
        switch kind {
        case .lever(let number, let cause): Int(number) * 4 + Int(cause.rawValue)
        case .fault(let number): 1 << 20 + Int(number)
        }
    }

    /// The mean of a figure over replications, each of which has the mean over its occurrences.
    ///
    /// - Parameters:
    ///   - figure: The figure.
    ///   - kind: Of what.
    /// - Returns: The mean with its interval; nil when no replication has a value. Replications
    ///   without a value are left out, but that a thing did not come is 0 occurrences.
    public func estimate(_ figure: Figure, of kind: Intervention.Kind) -> ReplicatedEstimate? {
        let values = replications.compactMap { replication -> Double? in
            let found = replication.filter { $0.kind == kind }
            if figure == .occurrences { return Double(found.count) }
            let values = found.compactMap(figure.value)
            return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }
        return values.isEmpty ? nil : ReplicatedEstimate(meanOf: values)
    }
}
