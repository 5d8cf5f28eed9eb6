extension SlotGrammar {
    /// Whether a value is of this grammar's kind, and names a place that it has.
    ///
    /// Bounds of numbers and lengths are not looked at: a tool may answer beyond what callers say.
    public func holds(_ value: SlotValue) -> Bool {
        switch (self, value) {
        case (.digits, .digits), (.spelled, .letters), (.amount, .amount), (.number, .number),
            (.date, .date), (.yesNo, .yesNo), (.text, .text):
            true
        case (.time, .time(let minute)): (0..<24 * 60).contains(minute)
        case (.name(let names), .name(let place)): place >= 0 && place < names.count
        case (.choice(let choices), .choice(let place)): choices.indices.contains(place)
        default: false
        }
    }
}
