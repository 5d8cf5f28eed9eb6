/// Quantiles of the normal law as intervals need them.
public enum NormalQuantile {
    /// The factor on a known standard error that gives half of a two-sided 95 % interval: the 97.5 % point.
    public static let twoSided95 = 1.959_963_984_540_054
}
