/// Weights of a bootstrap whose spread is right in small samples too.
public enum RescaledBootstrap {
    /// Weights of n units of one stratum: n - 1 draws with replacement, scaled by n / (n - 1).
    ///
    /// For a mean, the variance over bootstrap samples is s^2 / n exactly, where drawing n of n gives
    /// (n - 1) / n of it. Source: Rao and Wu, Journal of the American Statistical Association 83 (1988)
    /// 231-241; Rao, Wu, Yue, Survey Methodology 18 (1992) 209-217.
    ///
    /// - Parameters:
    ///   - count: Units, >= 0; a single one always weighs 1.
    ///   - place: Draws a place in 0..<count; called count - 1 times.
    /// - Returns: Weights >= 0 that sum to `count`.
    public static func weights(_ count: Int, drawing place: (Int) -> Int) -> [Double] {
        guard count > 1 else { return Array(repeating: 1, count: count) }
        var weights = [Double](repeating: 0, count: count)
        let scale = Double(count) / Double(count - 1)
        for draw in 0..<(count - 1) { weights[place(draw)] += scale }
        return weights
    }
}
