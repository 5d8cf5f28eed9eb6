/// Count, mean, variance and range of numbers taken one by one.
///
/// Welford's recursion; the result depends on the order of the numbers in the last digits only, so
/// feed them in a fixed order. Source: Welford, Technometrics 4 (1962) 419; merging: Chan, Golub,
/// LeVeque, The American Statistician 37 (1983) 242.
@frozen
public struct RunningMoments: Equatable, Sendable {
    /// How many numbers.
    public private(set) var count = 0
    /// Their mean; 0 without numbers.
    public private(set) var mean = 0.0
    /// Sum of squared deviations from the mean.
    public private(set) var squaredDeviations = 0.0
    /// The least number; infinity without numbers.
    public private(set) var minimum = Double.infinity
    /// The greatest number; minus infinity without numbers.
    public private(set) var maximum = -Double.infinity

    /// Starts without numbers.
    public init() {}

    /// Takes a list of numbers in its order.
    public init(_ values: some Sequence<Double>) {
        for value in values { add(value) }
    }

    /// Takes one number.
    public mutating func add(_ value: Double) {
        count += 1
        let before = value - mean
        mean += before / Double(count)
        squaredDeviations += before * (value - mean)
        minimum = min(minimum, value)
        maximum = max(maximum, value)
    }

    /// Takes all numbers of another collection.
    ///
    /// - Parameter other: Moments of numbers that come after these.
    public mutating func merge(_ other: RunningMoments) {
        guard other.count > 0 else { return }
        guard count > 0 else {
            self = other
            return
        }
        let (here, there) = (Double(count), Double(other.count))
        let step = other.mean - mean
        mean += step * there / (here + there)
        squaredDeviations += other.squaredDeviations + step * step * here * there / (here + there)
        count += other.count
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
    }

    /// Variance with divisor count - 1; nil for fewer than two numbers.
    public var variance: Double? { count > 1 ? squaredDeviations / Double(count - 1) : nil }

    /// Square root of the variance; nil for fewer than two numbers.
    public var standardDeviation: Double? { variance?.squareRoot() }

    /// Standard error of the mean of independent numbers; nil for fewer than two.
    public var standardError: Double? { variance.map { ($0 / Double(count)).squareRoot() } }
}
