public import TwinPrimitives

/// Takes events one by one in order of time; a log writer, a projection, or several of them.
///
/// The simulator is generic over its sink, so that a sink costs no existential per event.
public protocol EventSink: ~Copyable {
    /// Takes one event.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - time: When; never before the time of the event recorded last.
    mutating func record(_ event: ContactCenterEvent, at time: SimulationTime)
}
