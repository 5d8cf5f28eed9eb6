import Scenarios
import VoiceAgents

/// Which of a scenario's pools is meant.
enum PoolChoice {
    /// The number of a pool.
    ///
    /// - Parameters:
    ///   - name: Its name; nil means the only one.
    ///   - scenario: Whose pool.
    ///   - path: Path of the scenario.
    /// - Returns: Its place among the pools.
    /// - Throws: `CommandFailure` where there is none of the name, or no only one.
    static func number(
        _ name: String?, of scenario: Scenario, at path: String
    ) throws(CommandFailure) -> Int {
        let names = scenario.voicePools.map(\.name)
        let known = names.joined(separator: ", ")
        guard let name else {
            guard names.count == 1 else {
                throw CommandFailure(
                    .badData,
                    names.isEmpty
                        ? "the scenario has no pool of voice agents"
                        : "which pool? give --pool; known: \(known)", at: path)
            }
            return 0
        }
        guard let number = names.firstIndex(of: name) else {
            throw .usage("--pool \(name): there is none; known: \(known)")
        }
        return number
    }
}
