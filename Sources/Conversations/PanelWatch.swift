import CallerModel
import TwinPrimitives

/// What the panel needs to remember between instants.
struct PanelWatch: Sendable {
    /// Whether the caller has been told that it waits.
    var isCallerWaiting = false
    /// The caller's last sound of an utterance that is not answered yet.
    private var unansweredSince: SimulationTime?
    /// What the caller began to say into the current prompt.
    private var probe: (kind: CallerSegment.Kind, start: SimulationTime)?
    /// Last sound of either side.
    private var silentSince: SimulationTime?

    private mutating func endSilence(at time: SimulationTime, _ panel: inout InteractionPanel) {
        if let since = silentSince, (time - since).seconds > InteractionPanel.deadAirSeconds {
            panel.deadAirs += 1
        }
        silentSince = nil
    }

    /// A prompt begins to sound.
    ///
    /// - Returns: Seconds since the caller's last sound when it answers the caller; else nil.
    mutating func agentStarts(
        at time: SimulationTime, isCallerSpeaking: Bool, panel: inout InteractionPanel
    ) -> Double? {
        endSilence(at: time, &panel)
        isCallerWaiting = false
        probe = nil
        if isCallerSpeaking { panel.talkOvers += 1 }
        guard let since = unansweredSince, !isCallerSpeaking else { return nil }
        unansweredSince = nil
        let seconds = (time - since).seconds
        panel.responses += 1
        panel.responseSeconds += seconds
        panel.longestResponseSeconds = max(panel.longestResponseSeconds, seconds)
        return seconds
    }

    mutating func agentStops(at time: SimulationTime) {
        probe = nil
        silentSince = time
    }

    mutating func agentCut(at time: SimulationTime, panel: inout InteractionPanel) {
        isCallerWaiting = false
        defer { agentStops(at: time) }
        guard let probe else { return }
        let seconds = (time - probe.start).seconds
        if probe.kind.isMeant {
            guard seconds <= InteractionPanel.yieldWindow else { return }
            panel.yields += 1
            panel.yieldSeconds += seconds
        } else if seconds <= InteractionPanel.distractionWindow {
            panel.falseYields += 1
        }
    }

    mutating func callerStarts(
        _ kind: CallerSegment.Kind, at time: SimulationTime, isAgentTalking: Bool,
        panel: inout InteractionPanel
    ) {
        endSilence(at: time, &panel)
        if isAgentTalking {
            probe = (kind, time)
            if kind.isMeant { panel.interruptions += 1 } else { panel.distractions += 1 }
        } else if unansweredSince != nil, kind == .checkIn || kind == .restart {
            panel.unanswered += 1
        }
    }

    mutating func callerStops(
        _ kind: CallerSegment.Kind, isLast: Bool, at time: SimulationTime,
        panel: inout InteractionPanel
    ) {
        silentSince = time
        guard kind.isMeant else { return }
        unansweredSince = time
        if isLast { panel.callerTurns += 1 }
    }
}

extension CallerSegment.Kind {
    /// Whether it is meant for the voice agent and wants an answer.
    var isMeant: Bool {
        switch self {
        case .answer, .interruption, .checkIn, .restart, .personRequest: true
        case .backchannel, .tic, .sideSpeech: false
        }
    }
}
