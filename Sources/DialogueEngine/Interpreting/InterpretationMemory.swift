import Synchronization
import TwinPrimitives

/// Remembers what utterances were taken to mean: a bank's readings come again and again.
///
/// An interpretation is a function of the readings, of what was asked, of the flows in play, of the day
/// and of what is said already: so it is the same with a memory as without, and calls do not change.
public final class InterpretationMemory: Sendable {
    /// All that decides an interpretation, beside the model.
    struct Matter: Hashable {
        var hypotheses: [Hypothesis]
        var question: Question?
        var flows: [FlowID]
        var today: CivilDate
        var partial: SlotValue?
    }

    private let known = Mutex<[Matter: Interpretation]>([:])

    /// Interpretations that are remembered: some 60 MB; further ones are worked out each time.
    public static let limit = 50_000

    /// Makes an empty memory, for one model.
    public init() {}

    /// Interpretations that are remembered.
    public var count: Int { known.withLock { $0.count } }

    /// What is known of a matter, or is worked out now.
    func interpretation(of matter: Matter, _ work: () -> Interpretation) -> Interpretation {
        if let found = known.withLock({ $0[matter] }) { return found }
        let found = work()
        known.withLock { known in
            if known.count < Self.limit { known[matter] = found }
        }
        return found
    }
}
