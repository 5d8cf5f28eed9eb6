/// Callers of one kind: what they want, how they behave, how they word it.
public struct CallerProfile: Equatable, Sendable {
    /// Name, for reports.
    public var name: String
    /// What they want; one is drawn for each caller.
    public var goals: [CallerGoal]
    /// How they behave; one is drawn for each caller.
    public var personas: [Persona]
    /// How they word it.
    public var wordings: CallerWordings
    /// Words of their currency.
    public var currency: Sayings.Currency

    /// Stores a profile; neither list is empty.
    public init(
        name: String, goals: [CallerGoal], personas: [Persona],
        wordings: CallerWordings = CallerWordings(), currency: Sayings.Currency = .pounds
    ) {
        precondition(!goals.isEmpty && !personas.isEmpty, "a caller wants something, somehow")
        self.name = name
        self.goals = goals
        self.personas = personas
        self.wordings = wordings
        self.currency = currency
    }

    /// The place that a uniform number picks among weights.
    static func pick(_ weights: [Double], _ u: Double) -> Int {
        let total = weights.reduce(0, +)
        var left = u * total
        for (place, weight) in weights.enumerated() {
            left -= weight
            if left < 0 { return place }
        }
        return weights.count - 1
    }
}
