/// An instant of simulated time: whole nanoseconds since the start of the scenario.
///
/// Range: about +-292 years. Arithmetic traps on overflow.
@frozen
public struct SimulationTime: Hashable, Comparable, Sendable {
    /// Nanoseconds since the start of the scenario; negative before it.
    public var nanoseconds: Int64

    /// Creates an instant from nanoseconds since the start of the scenario.
    @inlinable
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Creates an instant from seconds since the start, rounded to the nearest nanosecond.
    @inlinable
    @inline(__always)
    public init(seconds: Double) {
        self.nanoseconds = SimulationDuration(seconds: seconds).nanoseconds
    }

    /// The start of the scenario.
    @inlinable
    public static var zero: SimulationTime { SimulationTime(nanoseconds: 0) }

    /// An instant that no event reaches; stands for "never".
    @inlinable
    public static var distantFuture: SimulationTime { SimulationTime(nanoseconds: .max) }

    /// Seconds since the start (rounded to the nearest `Double`).
    @inlinable
    public var seconds: Double { Double(nanoseconds) / 1e9 }

    /// Orders by the axis of time.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

    /// The instant `duration` later; saturates at `distantFuture`.
    @inlinable
    public static func + (time: Self, duration: SimulationDuration) -> Self {
        let (sum, overflow) = time.nanoseconds.addingReportingOverflow(duration.nanoseconds)
        return Self(nanoseconds: overflow ? .max : sum)
    }

    /// The duration from `right` to `left`.
    @inlinable
    public static func - (left: Self, right: Self) -> SimulationDuration {
        SimulationDuration(nanoseconds: left.nanoseconds - right.nanoseconds)
    }
}

/// A length of simulated time in whole nanoseconds.
@frozen
public struct SimulationDuration: Hashable, Comparable, Sendable {
    /// Length in nanoseconds; may be negative as a difference of instants.
    public var nanoseconds: Int64

    /// Creates a duration of whole nanoseconds.
    @inlinable
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Creates a duration from seconds, rounded to the nearest nanosecond (halves away from zero).
    ///
    /// Values beyond the range, and `infinity`, become `Int64.max`; a NaN is a programmer error. The
    /// rounding is an addition and a truncation: `rounded()` would be a call on baseline x86-64.
    @inlinable
    @inline(__always)
    public init(seconds: Double) {
        let scaled = seconds * 1e9
        if abs(scaled) < 9e18 {
            self.nanoseconds = Int64(scaled + (scaled < 0 ? -0.5 : 0.5))
        } else {
            precondition(!scaled.isNaN, "a duration cannot be NaN")
            self.nanoseconds = scaled > 0 ? .max : -.max
        }
    }

    /// The empty duration.
    @inlinable
    public static var zero: SimulationDuration { SimulationDuration(nanoseconds: 0) }

    /// Length in seconds (rounded to the nearest `Double`).
    @inlinable
    public var seconds: Double { Double(nanoseconds) / 1e9 }

    /// Orders by the axis of time.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

    /// The sum of two durations; saturates at the ends of the range.
    @inlinable
    public static func + (left: Self, right: Self) -> Self {
        let (sum, overflow) = left.nanoseconds.addingReportingOverflow(right.nanoseconds)
        return Self(nanoseconds: overflow ? (right.nanoseconds > 0 ? .max : .min) : sum)
    }

    /// The difference of two durations.
    @inlinable
    public static func - (left: Self, right: Self) -> Self {
        Self(nanoseconds: left.nanoseconds - right.nanoseconds)
    }
}
