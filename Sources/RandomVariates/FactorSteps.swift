/// A factor on a rate that is constant between breaks; 1 before the first of them.
public struct FactorSteps: Equatable, Sendable {
    /// Left ends of the steps in seconds, ascending.
    public var breaks: [Double]
    /// The factor in each step, >= 0; the last one holds without end.
    public var values: [Double]

    /// Stores a factor; `breaks` and `values` have one length.
    public init(breaks: [Double], values: [Double]) {
        self.breaks = breaks
        self.values = values
    }

    /// The factor 1 at all times.
    public static var one: FactorSteps { FactorSteps(breaks: [], values: []) }

    /// Calls with the parts of an interval and the factor in each, in order.
    ///
    /// - Parameters:
    ///   - start: Its beginning, in seconds; must not fall from call to call.
    ///   - end: Its end, in seconds.
    ///   - step: Number of steps that begin at `start` or before, as far as known; moved on.
    ///   - body: Takes a part's start, its end and the factor in it.
    func split(
        from start: Double, to end: Double, step: inout Int,
        _ body: (Double, Double, Double) -> Void
    ) {
        var left = start
        while left < end {
            while step < breaks.count, breaks[step] <= left { step += 1 }
            let right = step < breaks.count ? min(end, breaks[step]) : end
            body(left, right, step > 0 ? values[step - 1] : 1)
            left = right
        }
    }
}
