/// A number with its unit, as a scenario writes it.
struct Quantified {
    let number: Double
    let unit: Substring

    /// Reads a number; nil for other text.
    init?(_ text: String) {
        let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "-" || $0 == "e" }
        guard let number = Double(digits) else { return nil }
        self.number = number
        unit = text[digits.endIndex...]
    }

    /// Another number with the same unit, as a scenario writes it.
    func written(_ other: Double) -> String { text(other) }

    /// Distance of two numbers of one unit over their mean; nil for other text, for different units and
    /// for a mean of 0.
    static func relativeWidth(from: String, to: String) -> Double? {
        guard let low = Quantified(from), let high = Quantified(to), low.unit == high.unit else {
            return nil
        }
        let middle = (low.number + high.number) / 2
        return middle == 0 ? nil : (high.number - low.number) / middle
    }

    /// Steps, the best first; none from 0.
    ///
    /// Each way by a share of the number or, for inputs that take no fractions, by one; then the same to
    /// one side only, for inputs at the edge of what they may be.
    func steps(of share: Double) -> [InputStep] {
        guard number != 0 else { return [] }
        var lengths = [abs(number) * share]
        if number == number.rounded(), abs(number) > 1, abs(number) < 1e15 { lengths.append(1) }
        return [(1.0, 1.0), (1, 0), (0, 1)].flatMap { down, up in
            lengths.map { length in
                let ends = (number - down * length, number + up * length)
                return InputStep(
                    up: text(ends.1), down: text(ends.0),
                    relativeWidth: (ends.1 - ends.0) / ((ends.0 + ends.1) / 2))
            }
        }
    }

    private func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15
            ? "\(Int(value))\(unit)" : "\(value)\(unit)"
    }
}

/// An input moved up and down, or to one side from where it is.
struct InputStep {
    /// The larger value, as the scenario writes it.
    var up: String
    /// The smaller value.
    var down: String
    /// Their distance over their mean.
    var relativeWidth: Double
}
