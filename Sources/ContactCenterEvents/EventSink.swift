public import TwinPrimitives

/// Takes events in order of time; a log writer, a projection, or several of them.
///
/// Whoever feeds a sink is generic over it, so that a sink costs no existential per event.
public protocol EventSink: ~Copyable {
    /// Takes one event.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - time: When; never before the time of the event recorded last.
    mutating func record(_ event: ContactCenterEvent, at time: SimulationTime)

    /// Takes events in a row, as `record(_:at:)` would one by one; the memory is only lent.
    ///
    /// A sink on a hot path has its own: one loop costs less than a call per event.
    mutating func record(_ batch: UnsafeBufferPointer<TimedEvent>)
}

extension EventSink where Self: ~Copyable {
    /// Takes the events one by one.
    @inlinable
    public mutating func record(_ batch: UnsafeBufferPointer<TimedEvent>) {
        for timed in batch { record(timed.event, at: timed.time) }
    }
}
