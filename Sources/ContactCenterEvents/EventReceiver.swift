public import TwinPrimitives

/// An event with its instant.
@frozen
public struct TimedEvent: Hashable, Sendable {
    /// When.
    public var time: SimulationTime
    /// What.
    public var event: ContactCenterEvent

    /// Joins an event and its instant.
    @inlinable
    public init(_ event: ContactCenterEvent, at time: SimulationTime) {
        self.time = time
        self.event = event
    }
}

/// Takes events in batches: the seam between the simulator and what listens to it.
///
/// One dynamic call per batch of about a thousand events costs some nanoseconds an event less than
/// one per event, and leaves the simulator free of generic parameters.
public protocol EventReceiver: AnyObject {
    /// Takes a batch in order of time; the memory is only lent.
    func receive(_ batch: UnsafeBufferPointer<TimedEvent>)
}

/// A receiver that hands each event of a batch to a sink by static dispatch.
public final class SinkReceiver<Sink: EventSink & ~Copyable>: EventReceiver {
    /// The sink, with all that it has gathered.
    public var sink: Sink

    /// Feeds a sink.
    @inlinable
    public init(_ sink: consuming Sink) { self.sink = sink }

    /// Takes a batch, with one exclusive access to the sink.
    @inlinable
    public func receive(_ batch: UnsafeBufferPointer<TimedEvent>) { sink.record(batch) }
}
