import ContactCenter
import Distributions
import RandomVariates
import TwinPrimitives

/// The first arrivals of one contact type, one after the other.
///
/// Arrivals are drawn some callers ahead: the streams are counter-based, so nothing changes but that
/// one caller's logarithm does not wait for the one before.
struct ArrivalSource: ~Copyable {
    /// Callers drawn ahead; a power of two.
    private static var ahead: UInt32 { 64 }

    private var poisson: PiecewisePoissonProcess?
    private let recorded: [Double]
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
        switch contactType.arrivals {
        case .trace(let instants):
            poisson = nil
            recorded = instants
        case .piecewisePoisson(let rate, let busyness):
            recorded = []
            poisson = PiecewisePoissonProcess(
                rate: rate, daySeconds: center.daySeconds,
                dayFactors: busyness.map {
                    Self.dayFactors($0, type: number, center: center, streams: streams)
                } ?? [])
        }
        next = .zero
        lookAhead(streams)
        next = instants[0]
    }

    deinit { instants.deallocate() }

    /// Gamma factors with mean 1, one a day.
    private static func dayFactors(
        _ busyness: Busyness, type: UInt16, center: CenterConfiguration, streams: RandomStreams
    ) -> [Double] {
        let days = Int((center.horizonSeconds / center.daySeconds).rounded(.up))
        guard busyness.dayCV > 0 else { return [] }
        return (0..<days).map { dayFactor(busyness, type: type, day: $0, streams: streams) }
    }

    /// The factor of a day; a shared one is keyed by the day alone.
    static func dayFactor(
        _ busyness: Busyness, type: UInt16, day: Int, streams: RandomStreams
    ) -> Double {
        guard busyness.dayCV > 0 else { return 1 }
        let key = CallerKey(
            contactType: ContactTypeID(busyness.shared ? .max : type), ordinal: UInt32(day))
        return Law.gamma(mean: 1, cv: busyness.dayCV)
            .quantile(streams.uniform(.dayFactor, key))
    }

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
        if poisson != nil {
            withUnsafeTemporaryAllocation(of: Double.self, capacity: Int(Self.ahead)) { units in
                for place in 0..<Self.ahead {
                    let key = CallerKey(contactType: type, ordinal: ordinal &+ place)
                    units[Int(place)] = -PortableMath.log(streams.uniform(.interarrival, key))
                }
                for place in 0..<Int(Self.ahead) {
                    let instant = poisson?.next(unitExponential: units[place])
                    instants[place] = inTime(instant)
                }
            }
        } else {
            for place in 0..<Int(Self.ahead) {
                let number = Int(ordinal) + place
                instants[place] = inTime(
                    number < recorded.count ? SimulationTime(seconds: recorded[number]) : nil)
            }
        }
    }

    /// An instant before the end, or `distantFuture`.
    private func inTime(_ instant: SimulationTime?) -> SimulationTime {
        guard let instant, instant < end else { return .distantFuture }
        return instant
    }
}
