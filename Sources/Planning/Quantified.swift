/// A number with its unit, as a scenario writes it.
struct Quantified {
    let number: Double
    let unit: Substring

    /// Reads a number above or below 0; nil for other text.
    init?(_ text: String) {
        let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "-" || $0 == "e" }
        guard let number = Double(digits), number != 0 else { return nil }
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

    /// Steps each way, the best first: a share of the number, or one more and one less of a whole
    /// number, for inputs that take no fractions.
    func steps(of share: Double) -> [InputStep] {
        var steps = [step(by: abs(number) * share)]
        if number == number.rounded(), abs(number) > 1, abs(number) < 1e15 {
            steps.append(step(by: 1))
        }
        return steps
    }

    private func step(by length: Double) -> InputStep {
        InputStep(
            up: text(number + length), down: text(number - length),
            relativeWidth: 2 * length / number)
    }

    private func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15
            ? "\(Int(value))\(unit)" : "\(value)\(unit)"
    }
}

/// An input moved up and down.
struct InputStep {
    /// The larger value, as the scenario writes it.
    var up: String
    /// The smaller value.
    var down: String
    /// Their distance over the input's own value.
    var relativeWidth: Double
}
