public import TwinPrimitives

/// What the call knows that decides what words mean.
public struct GrammarContext: Hashable, Sendable {
    /// The day of the call.
    public var today: CivilDate
    /// Values that exist, sorted by their written form; empty when any may.
    public var known: [SlotValue]

    /// Stores a context.
    ///
    /// - Parameters:
    ///   - today: The day of the call.
    ///   - known: Values that exist, sorted by their written form.
    public init(today: CivilDate, known: [SlotValue] = []) {
        self.today = today
        self.known = known
    }

    /// Whether a value exists; true when nothing is known of any.
    ///
    /// Complexity: the logarithm of the number of known values.
    public func isKnown(_ value: SlotValue) -> Bool {
        if known.isEmpty { return true }
        let form = value.written
        var low = 0
        var high = known.count
        while low < high {
            let middle = (low + high) / 2
            if known[middle].written < form { low = middle + 1 } else { high = middle }
        }
        return low < known.count && known[low] == value
    }
}
