import Statistics
public import VoiceAgents

extension CallerPopulation {
    /// Half-width of the 95 % interval that so few callers leave to a share of sessions as a figure of all callers.
    ///
    /// - Parameter share: The share, in [0, 1].
    /// - Returns: By Student's t; 1 for a single caller, of whom nothing is known beside himself.
    public func halfWidth95(of share: Double) -> Double {
        callers == 1
            ? 1 : standardError(of: share) * StudentQuantile.twoSided95(Double(callers - 1))
    }
}
