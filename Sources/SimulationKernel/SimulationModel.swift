public import TwinPrimitives

/// What the run loop drives: the next arrival is kept outside the future event list, since each
/// arrival would otherwise cost a push and a pop.
public protocol SimulationModel: ~Copyable {
    /// Instant of the next arrival, or `SimulationTime.distantFuture`.
    var nextArrival: SimulationTime { get }
    /// Instant of the first notice, or `SimulationTime.distantFuture`.
    var nextNotice: SimulationTime { get }
    /// Handles the next arrival and finds the one after it.
    mutating func handleArrival()
    /// Removes the first notice and handles it.
    mutating func handleNotice()
}

extension SimulationModel where Self: ~Copyable {
    /// Runs until nothing is left, or until the next thing would happen after `end`.
    ///
    /// At one instant notices (releases) go before arrivals.
    ///
    /// - Parameter end: Last instant to handle.
    @inlinable
    public mutating func run(until end: SimulationTime = .distantFuture) {
        while true {
            let arrival = nextArrival
            let notice = nextNotice
            if notice <= arrival {
                guard notice <= end, notice != .distantFuture else { return }
                handleNotice()
            } else {
                guard arrival <= end else { return }
                handleArrival()
            }
        }
    }
}
