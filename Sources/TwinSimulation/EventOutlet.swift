import ContactCenterEvents
import TwinPrimitives

/// Gathers events into batches and hands them to the receivers.
struct EventOutlet: ~Copyable {
    /// Events in a batch: 10 KiB, a quarter of a first-level cache.
    private static let batch = 256

    private let buffer: UnsafeMutablePointer<TimedEvent>
    private var filled: Int
    private let receivers: [any EventReceiver]

    init(_ receivers: [any EventReceiver]) {
        buffer = .allocate(capacity: Self.batch)
        filled = 0
        self.receivers = receivers
    }

    deinit { buffer.deallocate() }

    @inline(__always)
    mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        (buffer + filled).initialize(to: TimedEvent(event, at: time))
        filled &+= 1
        if filled == Self.batch { flush() }
    }

    @inline(never)
    mutating func flush() {
        let batch = UnsafeBufferPointer(start: buffer, count: filled)
        for receiver in receivers { receiver.receive(batch) }
        filled = 0
    }
}
