import ContactCenter
import RandomVariates
import TwinPrimitives

/// The first arrivals of one contact type, one after the other.
///
/// Arrivals are drawn some callers ahead: the streams are counter-based, so nothing changes but that
/// one caller's logarithm does not wait for the one before.
struct ArrivalSource: ~Copyable {
    /// Callers drawn ahead; a power of two.
    private static var ahead: UInt32 { 64 }

    private var sequence: any ArrivalSequence
    private let isRandom: Bool
    /// Factor on the rate.
    private let load: Double
    /// The instants of `ahead` callers in a row, by ordinal.
    private let instants: UnsafeMutablePointer<SimulationTime>
    private let type: ContactTypeID
    private let end: SimulationTime
    /// First arrivals so far: the ordinal of the next caller.
    private(set) var ordinal: UInt32
    /// Instant of the next arrival, or `distantFuture`.
    private(set) var next: SimulationTime

    init(
        _ contactType: ContactTypeConfiguration, number: UInt16, center: CenterConfiguration,
        streams: RandomStreams
    ) {
        type = ContactTypeID(number)
        end = SimulationTime(seconds: center.horizonSeconds)
        ordinal = 0
        instants = .allocate(capacity: Int(Self.ahead))
        let process = contactType.arrivals.process
        let days = ArrivalDays(
            streams: streams, type: type, daySeconds: center.daySeconds,
            horizonSeconds: center.horizonSeconds)
        sequence = process.sequence(process.busyness?.factors(days) ?? .one)
        isRandom = sequence.isRandom
        load = center.load
        next = .zero
        lookAhead(streams)
        next = instants[0]
    }

    deinit { instants.deallocate() }

    /// Takes the next arrival: its caller's ordinal; then finds the one after it.
    @inline(__always)
    mutating func take(_ streams: RandomStreams) -> UInt32 {
        let taken = ordinal
        ordinal &+= 1
        let place = ordinal & (Self.ahead &- 1)
        if place == 0 { lookAhead(streams) }
        next = instants[Int(place)]
        return taken
    }

    /// Finds the instants of the next callers, from `ordinal` on.
    @inline(never)
    private mutating func lookAhead(_ streams: RandomStreams) {
        let count = Int(Self.ahead)
        let places = UnsafeMutableBufferPointer(start: instants, count: count)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { units in
            if isRandom {
                for place in 0..<Self.ahead {
                    let key = CallerKey(contactType: type, ordinal: ordinal &+ place)
                    units[Int(place)] =
                        -PortableMath.log(streams.uniform(.interarrival, key)) / load
                }
            } else {
                units.initialize(repeating: 0)
            }
            sequence.next(unitExponentials: UnsafeBufferPointer(units), into: places)
        }
        for place in places.indices where places[place] >= end {
            places[place] = .distantFuture
        }
    }
}

extension ArrivalSource {
    /// The sources of all contact types, in their order; whoever takes them ends their life.
    static func all(
        of center: CenterConfiguration, streams: RandomStreams
    ) -> UnsafeMutablePointer<ArrivalSource> {
        let sources = UnsafeMutablePointer<ArrivalSource>.allocate(
            capacity: max(center.contactTypes.count, 1))
        for (number, type) in center.contactTypes.enumerated() {
            (sources + number).initialize(
                to: ArrivalSource(type, number: UInt16(number), center: center, streams: streams))
        }
        return sources
    }
}
