public import ContactCenter
import RandomVariates
public import TwinPrimitives

/// Arrivals of a process without a center around them.
public enum ArrivalDraws {
    /// All arrivals of one replication, in order.
    ///
    /// Written from the description of the streams, apart from the simulator: caller k of a type has
    /// the unit exponential -log of its uniform number for the purpose `interarrival`.
    public static func instants(
        _ example: ArrivalExample, seed: UInt64, replication: UInt32, type: UInt16 = 0
    ) -> [SimulationTime] {
        let streams = RandomStreams(seed: seed, replication: replication)
        let days = ArrivalDays(
            streams: streams, type: ContactTypeID(type), daySeconds: example.daySeconds,
            horizonSeconds: example.horizonSeconds)
        var sequence = example.process.sequence(example.process.busyness?.factors(days) ?? .one)
        var found: [SimulationTime] = []
        let batch = 16
        var instants = [SimulationTime](repeating: .zero, count: batch)
        while true {
            let units = (0..<batch).map { place in
                -PortableMath.log(
                    streams.uniform(
                        .interarrival,
                        CallerKey(
                            contactType: ContactTypeID(type),
                            ordinal: UInt32(found.count + place))))
            }
            units.withUnsafeBufferPointer { units in
                instants.withUnsafeMutableBufferPointer {
                    sequence.next(unitExponentials: units, into: $0)
                }
            }
            found += instants.prefix { $0 < .distantFuture }
            if instants.last == .distantFuture { return found }
        }
    }
}
