/// A number with a unit: what a key measures and which values it may have.
public struct Quantity: Equatable, Sendable {
    /// What is measured; the value is always in the base unit.
    public enum Measure: Equatable, Sendable, CaseIterable {
        /// Time, in seconds.
        case duration
        /// Events per time, per second.
        case rate
        /// A share of 1, written `45%` or `0.45`.
        case share
        /// A number without a unit.
        case number
        /// Money per time, per hour.
        case moneyPerTime
        /// A level or a ratio of levels, in decibels.
        case level
        /// Oscillations per time, in hertz.
        case frequency
    }

    /// What is measured.
    public var measure: Measure
    /// Least value, in the base unit.
    public var least: Double
    /// Greatest value, in the base unit.
    public var greatest: Double
    /// Whether `least` itself is excluded.
    public var excludesLeast: Bool
    /// Whether `greatest` itself is excluded.
    public var excludesGreatest: Bool

    /// Longest duration, 100 years in seconds: the simulated clock ends at 292.
    public static let longestDuration = 36_525 * 86_400.0

    /// From where on a share without a sign is taken to be meant in percent: above 1 where none may be;
    /// from twice the whole on where some may; never where it is a ratio, such as a coefficient of
    /// variation.
    private static func leastDoubtful(upTo greatest: Double) -> Double {
        greatest <= 1 ? 1.nextUp : greatest <= 10 ? 2 : .infinity
    }

    /// Stores a quantity; without `greatest` a duration ends at `longestDuration`, others nowhere.
    public init(
        _ measure: Measure, from least: Double = 0, to greatest: Double? = nil,
        excludesLeast: Bool = false, excludesGreatest: Bool = false
    ) {
        self.measure = measure
        self.least = least
        self.greatest = greatest ?? (measure == .duration ? Self.longestDuration : .infinity)
        self.excludesLeast = excludesLeast
        self.excludesGreatest = excludesGreatest
    }

    /// The units and the factor to the base unit, in the order in which messages name them.
    public var units: [(unit: String, numerator: Double, denominator: Double)] {
        switch measure {
        case .duration:
            [("ms", 1, 1000), ("s", 1, 1), ("min", 60, 1), ("h", 3600, 1), ("d", 86_400, 1)]
        case .rate: [("/s", 1, 1), ("/min", 1, 60), ("/h", 1, 3600), ("/d", 1, 86_400)]
        case .share: [("%", 1, 100), ("", 1, 1)]
        case .number: [("", 1, 1)]
        case .moneyPerTime: [("/h", 1, 1), ("/min", 60, 1), ("/d", 1, 24)]
        case .level: [("dB", 1, 1)]
        case .frequency: [("Hz", 1, 1), ("kHz", 1000, 1)]
        }
    }

    /// What to write, in words.
    public var expectation: String {
        switch measure {
        case .duration: "a duration such as 190s"
        case .rate: "a rate such as 900/h"
        case .share: "a share such as 45% or 0.45"
        case .number: "a number"
        case .moneyPerTime: "money per time such as 38/h"
        case .level: "a level such as 20dB"
        case .frequency: "a frequency such as 1500Hz"
        }
    }

    /// The value of a text in the base unit, or what is wrong with the text.
    ///
    /// - Parameter text: A number and a unit without a blank between them, such as `3.5min`.
    /// - Returns: The value, or the end of a message that begins with the text.
    public func value(of text: String) -> Result<Double, Problem> {
        let (digits, unit) = Self.split(text)
        guard let number = Double(digits), number.isFinite, !digits.isEmpty else {
            return .failure(Problem("is not \(expectation)"))
        }
        guard let factor = units.first(where: { $0.unit == unit }) else {
            if unit.first == " ", units.contains(where: { " " + $0.unit == unit }) {
                return .failure(
                    Problem("has a blank before the unit; write \(digits + unit.dropFirst())"))
            }
            let names = units.map { $0.unit.isEmpty ? "none" : $0.unit }.joined(separator: ", ")
            return .failure(
                Problem(
                    (unit.isEmpty ? "has no unit" : "has the unit '\(clipped(unit))'")
                        + "; known: " + names))
        }
        let value = number * factor.numerator / factor.denominator
        guard value.isFinite else { return .failure(Problem("is too large")) }
        if measure == .share, unit.isEmpty, value >= Self.leastDoubtful(upTo: greatest) {
            let other = value <= greatest ? ", or \(written(value))" : ""
            return .failure(
                Problem("is above 1 and has no %; write \(written(value / 100))\(other)"))
        }
        if value < least || (excludesLeast && value == least) {
            return .failure(
                Problem(
                    least == 0 && value < 0
                        ? "is negative"
                        : "should be \(excludesLeast ? "above" : "at least") \(written(least))"))
        }
        if value > greatest || (excludesGreatest && value == greatest) {
            let limit = "should be \(excludesGreatest ? "below" : "at most") \(written(greatest))"
            return .failure(Problem(limit))
        }
        return .success(value)
    }

    /// What is wrong with a text; reads on after the text.
    public struct Problem: Error, Equatable, Sendable {
        /// The end of the sentence.
        public var text: String

        /// Stores a sentence's end.
        public init(_ text: String) { self.text = text }
    }

    /// A value of the base unit as it would be written.
    public func written(_ value: Double) -> String {
        func decimal(_ value: Double) -> String {
            let isWhole = value == value.rounded() && abs(value) < 1e15
            return isWhole ? String(Int64(value)) : String(value)
        }
        let number = decimal(value)
        return switch measure {
        case .duration:
            value > 0 && value.remainder(dividingBy: 86_400) == 0
                ? decimal(value / 86_400) + "d" : number + "s"
        case .rate: number + "/s"
        case .share: decimal(value * 100) + "%"
        case .number: number
        case .moneyPerTime: number + "/h"
        case .level: number + "dB"
        case .frequency: number + "Hz"
        }
    }

    /// The longest beginning that is a decimal number, and the rest.
    static func split(_ text: String) -> (number: String, unit: String) {
        let characters = Array(text.unicodeScalars)
        var end = 0
        func isDigit(_ index: Int) -> Bool {
            index < characters.count && (0x30...0x39).contains(characters[index].value)
        }
        if end < characters.count, characters[end] == "-" || characters[end] == "+" { end += 1 }
        let start = end
        while isDigit(end) { end += 1 }
        if end < characters.count, characters[end] == ".", isDigit(end + 1) || end > start {
            end += 1
            while isDigit(end) { end += 1 }
        }
        if end > start, end < characters.count, characters[end] == "e" || characters[end] == "E" {
            var exponent = end + 1
            if exponent < characters.count,
                characters[exponent] == "-" || characters[exponent] == "+"
            {
                exponent += 1
            }
            if isDigit(exponent) {
                while isDigit(exponent) { exponent += 1 }
                end = exponent
            }
        }
        var number = String.UnicodeScalarView()
        number.append(contentsOf: characters[..<end])
        var unit = String.UnicodeScalarView()
        unit.append(contentsOf: characters[end...])
        return (String(number), String(unit))
    }
}
