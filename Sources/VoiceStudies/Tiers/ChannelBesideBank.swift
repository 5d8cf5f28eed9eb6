public import Planning
public import Scenarios
import VoiceAgents

extension MultiFidelityRequest.Beside {
    /// A channel of words beside a bank, where sound is asked for: its means tell of sound what one look into a bank
    /// does not.
    ///
    /// - Parameters:
    ///   - scenario: The scenario at the cheap fidelity.
    ///   - pool: Number of its pool.
    ///   - fidelities: The cheap fidelity and the costly one.
    ///   - hearings: How often each call is heard; nil takes `usualHearings`.
    /// - Returns: It; nil for other fidelities, at which it would tell little more.
    /// - Throws: Why the pool cannot be read at it, such as files that are missing.
    public static func channel(
        of scenario: Scenario, pool: Int, fidelities: (cheap: String, costly: String),
        hearings: Int?
    ) throws(ScenarioError) -> Self? {
        guard fidelities == (Fidelity.bank.rawValue, Fidelity.audio.rawValue) else {
            return nil
        }
        let fidelity = Fidelity.channelWords.rawValue
        let path = "voiceAgents.\(scenario.voicePools[pool].name).fidelity"
        return Self(
            scenario: try scenario.varying(path: path, to: fidelity), fidelity: fidelity,
            hearings: hearings ?? usualHearings)
    }
}
