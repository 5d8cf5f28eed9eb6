import TwinPrimitives
package import VoiceAgents

/// The rows of a table, beside `init(path:)`, which reads them.
extension HeldSessions {
    /// The first fields of a session's rows, which tell which call it is and whose: those of `columns`
    /// before `fidelity`.
    ///
    /// - Parameters:
    ///   - session: The session.
    ///   - goal: Name of its caller's goal.
    ///   - persona: Name of its caller's persona.
    ///   - voice: Its caller's voice as `engine:name:rate:pitch`.
    /// - Returns: Those fields.
    package static func identity(
        of session: CenterSession, goal: String, persona: String, voice: String
    ) -> [String] {
        let key = session.key
        return [
            "\(session.replication)", "\(key.caller.contactType.rawValue)",
            "\(key.caller.ordinal)", "\(key.attempt)",
            session.member.map { "\($0.caller.ordinal):\($0.attempt)" } ?? "",
            text(session.start.seconds), goal, persona, voice,
        ]
    }

    /// The row of a session at one fidelity.
    ///
    /// - Parameters:
    ///   - identity: Which call it is and whose.
    ///   - fidelity: Name of the fidelity.
    ///   - hearings: All hearings of the session, at least one.
    /// - Returns: A field for each of `columns`: means over the hearings, to three decimals.
    package static func row(
        of identity: [String], at fidelity: String, _ hearings: [RecordedSession]
    ) -> String {
        let summaries = hearings.map(\.summary)
        let figures = SessionOutput.all.map { output in
            mean(summaries.map { output.value(of: $0) })
        }
        let handoffs = hearings.compactMap(\.handoff)
        let context = [
            handoffs.map { Double($0.known) }, handoffs.map { Double($0.missing) },
            handoffs.map { $0.isVerified ? 1 : 0 },
        ].map { $0.isEmpty ? "" : mean($0) }
        return (identity + [fidelity, "\(hearings.count)"] + figures + context)
            .joined(separator: ",")
    }

    private static func mean(_ values: [Double]) -> String {
        text(values.reduce(0, +) / Double(values.count))
    }

    /// Three decimals, and none where there are no fractions.
    private static func text(_ value: Double) -> String {
        let rounded = (value * 1000).rounded() / 1000
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
