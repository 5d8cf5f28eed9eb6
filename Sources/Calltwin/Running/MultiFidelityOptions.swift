import ArgumentParser
import Planning
import VoiceStudies

/// How two fidelities of a pool are joined.
struct MultiFidelityOptions: ParsableArguments {
    /// How the sessions of a projection are held.
    enum Choice: String, CaseIterable, ExpressibleByArgument {
        /// The scenario's fidelity for all, a costly one for some.
        case auto
    }

    @Option(
        help: ArgumentHelp(
            "Join two fidelities: auto.",
            discussion: """
                Many sessions at the scenario's own fidelity choose which callers are held at the costly \
                one too; their results are weighed back, and the center is played with them. One point at \
                the written values, or those of --vary; the scenario's own axes are not swept.
                """))
    var fidelity: Choice?

    @Option(
        parsing: .unconditional,
        help:
            "With --fidelity auto: sessions at the costly fidelity, at least 20; 200 when left out."
    )
    var audioBudget: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "With --fidelity auto: how often each cheap session is heard; 10 when left out.",
            discussion: """
                Callers, words and voices are the same each time, what the ear draws is drawn anew; the means \
                foretell the costly session better than one hearing does. An ear of bank draws nothing and hears once; \
                with --expensive audio its callers are heard at channel-words beside it, 4 times when left out.
                """))
    var hearings: Int?

    @Option(
        help: "With --fidelity auto: the costly fidelity; audio when left out.")
    var expensive: Fidelity?

    @Option(help: "With --fidelity auto: the pool; may be left out where there is one.")
    var pool: String?

    @Flag(help: "With --fidelity auto: tell what the next hour of a processor would buy.")
    var timing = false

    /// Whether two fidelities are to be joined.
    var isAsked: Bool { fidelity != nil }
    /// Costly sessions.
    var budget: Int { audioBudget ?? Self.usualBudget }

    private static let usualBudget = 200

    func validate() throws {
        guard fidelity == nil else {
            let least = MultiFidelityRequest.leastBudget
            if let audioBudget, audioBudget < least {
                throw ValidationError("--audio-budget \(audioBudget): at least \(least) are needed")
            }
            let most = MultiFidelityRequest.mostHearings
            if let hearings, !(1...most).contains(hearings) {
                throw ValidationError("--hearings \(hearings): a number from 1 to \(most)")
            }
            return
        }
        for (name, isGiven) in [
            ("--audio-budget", audioBudget != nil), ("--expensive", expensive != nil),
            ("--hearings", hearings != nil), ("--pool", pool != nil), ("--timing", timing),
        ] where isGiven {
            throw ValidationError("\(name) has no effect without --fidelity auto")
        }
    }
}
