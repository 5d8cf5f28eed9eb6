import Scenarios

/// The center of the exact case ai_meltdown_hysteresis-01 as a scenario.
///
/// A session is one turn: its prompt is the session, and asking for a person the escalation.
enum MeltdownScenario {
    static func text(
        arrivals: String = "{process: poisson, rate: 1844.83/h}", defects: String = "5%",
        agents: String = "size: 60", head: String = "horizon: {duration: 24h}"
    ) -> String {
        """
        calltwin: 1
        name: Hysteresis
        seed: 5
        \(head)
        contactTypes:
          - name: call
            arrivals: \(arrivals)
            patience: {distribution: exponential, mean: 120s}
            redial:
              afterHangup: {probability: 90%, delay: {distribution: exponential, mean: 15min}}
              afterUnresolved: {probability: 99.99%, delay: {distribution: exponential, mean: 15min}}
              afterAbandon: {probability: 70%, delay: {distribution: exponential, mean: 15min}}
              afterService: {probability: 5%, delay: {distribution: exponential, mean: 15min}}
            firstServedBy: voice
        agentGroups:
          - name: agents
            \(agents)
            skills: {call: {talk: {distribution: exponential, mean: 300s}}}
        voiceAgents:
          - name: voice
            fidelity: surrogate
            sessions: 120
            turnsNeeded: {distribution: deterministic, value: 1}
            defects: \(defects)
            scores:
              right: {distribution: uniform, lower: 0.4, upper: 1}
              wrong: {distribution: uniform, lower: 0, upper: 0.8}
            fallback: {accept: 0%, turnLimit: 5}
            latency: {body: {distribution: deterministic, value: 0s}}
            hangupPerTurn: 2%
            hangupUnderLoad: {full: 50%, steepness: 25, midpoint: 90%}
            callerSpeech: {distribution: deterministic, value: 0s}
            prompt: {distribution: exponential, mean: 150s}
            asksForPerson: 15%
            escalateTo: agents
        """
    }

    /// The same center with callers who never come back and do not mind full sessions, so that
    /// nothing in it feeds on itself.
    static func linear(
        arrivals: String = "{process: poisson, rate: 1000/h}", agents: String = "size: 60"
    ) -> String {
        var lines = text(arrivals: arrivals, agents: agents).split(
            separator: "\n", omittingEmptySubsequences: false)
        lines.removeAll {
            $0.contains("redial:") || $0.contains("after") || $0.contains("hangupUnderLoad")
        }
        return lines.joined(separator: "\n")
    }

    static func scenario(_ text: String = Self.text()) throws -> Scenario {
        try Scenario(text: text, path: "hysteresis.yaml")
    }
}
