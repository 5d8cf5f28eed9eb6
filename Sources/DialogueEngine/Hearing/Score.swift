/// A probability or confidence on a grid of 1/1024.
///
/// Scores are quantised before they are compared, so neither the order of a sum nor the width of a
/// vector register can change a decision from one machine to another.
@frozen
public struct Score: Hashable, Comparable, Sendable {
    /// How many grid steps: 0 (impossible) to 1024 (certain).
    public let steps: Int16

    /// Steps in a probability of one.
    public static let stepsInOne: Int16 = 1024
    /// Probability zero.
    public static let zero = Score(steps: 0)
    /// Probability one.
    public static let one = Score(steps: stepsInOne)

    /// Stores a number of steps.
    ///
    /// - Parameter steps: 0 to 1024.
    public init(steps: Int16) {
        precondition((0...Score.stepsInOne).contains(steps), "a score lies in [0, 1]")
        self.steps = steps
    }

    /// The nearest score to a probability; halves go up.
    ///
    /// Values outside [0, 1] are drawn in.
    ///
    /// - Parameter value: A finite number.
    public init(_ value: Double) {
        let drawn = min(max(value, 0), 1) * Double(Score.stepsInOne)
        steps = Int16((drawn + 0.5).rounded(.down))
    }

    /// The probability, a multiple of 1/1024.
    public var value: Double { Double(steps) / Double(Score.stepsInOne) }

    /// Orders by probability.
    public static func < (left: Self, right: Self) -> Bool { left.steps < right.steps }

    /// The product of two scores, rounded to the grid, halves up.
    public static func * (left: Self, right: Self) -> Self {
        let one = Int32(stepsInOne)
        return Score(steps: Int16((Int32(left.steps) * Int32(right.steps) + one / 2) / one))
    }
}
