import Distributions
import Foundation
package import Statistics
public import VoiceAgents

/// A surrogate pool fitted to a pilot.
public struct PilotFit: Sendable {
    /// The fitted dialogue.
    public let dialogue: SurrogateConfiguration
    /// Its numbers with their intervals, in the order of a scenario.
    public let parameters: [PilotParameter]
    /// Shares of callers who come back: after an unresolved session, a hang-up, a person's service.
    public let returns: [PilotParameter]
    /// What the file's columns do not tell.
    public let unidentified: [String]

    /// The number of a key; nil where it was not fitted.
    public func parameter(_ key: String) -> PilotParameter? {
        (parameters + returns).first { $0.key == key }
    }
}

/// Fits a surrogate pool to a pilot.
///
/// Every estimator is that of the surrogate's own chain: hang-ups, rejections and wrong actions per
/// turn are shares of turns (a stopping rule does not bias them), the request's turns are fitted
/// with the sessions that broke off as censored, and the share in scope is taken over the sessions
/// that came so far that it showed. A column is fitted to the sessions that tell it. Intervals of
/// shares and latencies allow for turns of a session, and sessions of a day, that are alike.
public struct PilotFitter: Sendable {
    /// Threshold of acceptance of the fitted pool: right turns score above it, wrong ones below or
    /// above as often as they were acted on.
    static let accept = 0.6

    private let file: PilotFile
    private let sessions: [PilotSession]

    /// Prepares a fit.
    public init(_ file: PilotFile) {
        self.file = file
        sessions = file.sessions
    }

    /// Fits.
    ///
    /// - Returns: The pool, its uncertainty and what is not known.
    public func fit() -> PilotFit { fit(latencies: StalledLatencyFitter()) }

    /// Fits with a fitter of latencies; a coarse one for many simulated pilots.
    package func fit(latencies: StalledLatencyFitter) -> PilotFit {
        var builder = PilotFitBuilder(sessions: sessions, path: file.path, fitter: latencies)
        builder.hangups()
        builder.misunderstandings()
        builder.wrongActions()
        builder.escalations(isTold: sessions.contains { $0.reason != nil })
        builder.turnsNeeded()
        builder.latency()
        builder.lengths()
        builder.returns()
        return builder.fit
    }
}
