public import ContactCenterEvents
public import TwinPrimitives

/// Keeps every event, for tests that look at them one by one.
public struct EventRecorder: EventSink {
    /// The events in order.
    public var events: [TimedEvent] = []

    /// Records nothing yet.
    public init() {}

    /// Keeps one event.
    public mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        events.append(TimedEvent(event, at: time))
    }
}
