extension SlotGrammar {
    /// Whether a value is reasonable, of this grammar's kind, and names a place that it has.
    ///
    /// Bounds of numbers and lengths are not looked at: a tool may answer beyond what callers say.
    public func holds(_ value: SlotValue) -> Bool {
        guard value.isReasonable else { return false }
        switch (self, value) {
        case (.digits, .digits), (.spelled, .letters), (.amount, .amount), (.number, .number),
            (.date, .date), (.time, .time), (.yesNo, .yesNo), (.text, .text):
            return true
        case (.name(let names), .name(let place)): return place < names.count
        case (.choice(let choices), .choice(let place)): return choices.indices.contains(place)
        default: return false
        }
    }
}
