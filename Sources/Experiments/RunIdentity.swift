import EventLog
public import TwinSimulation

/// The identity of a run: equal inputs give equal ids, and an id keys nothing.
public enum RunIdentity {
    /// The content of a configuration that an identity is made from.
    ///
    /// - Parameter configuration: What is simulated.
    /// - Returns: Bytes that differ when any value differs.
    public static func content(_ configuration: TwinConfiguration) -> [UInt8] {
        Array(String(describing: configuration).utf8)
    }

    /// The id of a run.
    ///
    /// - Parameters:
    ///   - configuration: What is simulated.
    ///   - seed: Seed of the random streams.
    /// - Returns: 32 hexadecimal digits.
    public static func id(_ configuration: TwinConfiguration, seed: UInt64) -> String {
        let head = Array("\(seed) \(behaviourVersion)\n".utf8)
        return LogID(hashing: head + content(configuration)).description
    }
}
