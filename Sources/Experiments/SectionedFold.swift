import ContactCenterEvents
import Projections
import TwinPrimitives

/// A fold, and what it had counted at some instants on the way.
///
/// Distributions are not kept by intervals; the difference of two looks is what came between them.
struct SectionedFold: EventSink, ~Copyable {
    private var fold: CenterFold
    /// When to look, ascending.
    private let instants: [SimulationTime]
    /// What was counted at the instants passed so far, without intervals.
    private(set) var looks: [CenterTally] = []

    init(_ configuration: CenterFoldConfiguration, at instants: [SimulationTime]) {
        fold = CenterFold(configuration)
        self.instants = instants
    }

    mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        while looks.count < instants.count, time >= instants[looks.count] {
            var look = fold.tally()
            look.intervals = []
            looks.append(look)
        }
        fold.record(event, at: time)
    }

    mutating func record(_ batch: UnsafeBufferPointer<TimedEvent>) {
        // Most batches pass no instant.
        guard let last = batch.last, looks.count < instants.count,
            last.time >= instants[looks.count]
        else { return fold.record(batch) }
        for timed in batch { record(timed.event, at: timed.time) }
    }

    /// What was counted so far.
    borrowing func tally() -> CenterTally { fold.tally() }
}
