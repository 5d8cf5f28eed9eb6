import ArgumentParser

/// What many calls are asked beside what became of them.
struct CallStudyOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "With --calls: how often each call is heard, with other errors of the ear every time.",
            discussion: """
                The caller, the wish and what is said are the same. Tells how many callers are served at all of \
                k hearings, and at one of them at least (pass^k, pass@k).
                """))
    var trials: Int?

    @Option(
        help: ArgumentHelp(
            "With --calls: how far groups of callers fall behind all: \(CallGrouping.names).",
            discussion: """
                Groupings are parted by commas. Intervals hold for all groups at once, so also for the one that \
                looks worst.
                """))
    var by: String?

    @Option(help: "With --by: a gap; how many calls show it with a power of 80 %. (default: 5%)")
    var gap: String?

    /// The groupings asked for.
    func groupings() throws(CommandFailure) -> [CallGrouping] {
        var found: [CallGrouping] = []
        for name in by?.split(separator: ",", omittingEmptySubsequences: false) ?? [] {
            guard let grouping = CallGrouping(rawValue: String(name)) else {
                throw .usage("--by \(name): there is none; known: \(CallGrouping.names)")
            }
            guard !found.contains(grouping) else { throw .usage("--by: \(name) is named twice") }
            found.append(grouping)
        }
        return found
    }

    /// The gap that is to be seen, above 0.
    func gapToSee() throws(CommandFailure) -> Double {
        guard let gap else { return Self.usualGap }
        let share = try TrainingOptions.share(gap, option: "--gap")
        guard share >= Self.leastGap else {
            throw .usage("--gap \(gap): at least 0.1 % is needed")
        }
        return share
    }

    private static let usualGap = 0.05
    private static let leastGap = 0.001
    /// Hearings are told apart by sixteen bits.
    private static let trialsAllowed = 2...1000

    /// Refuses options that have no effect.
    ///
    /// - Parameters:
    ///   - calls: Number of calls.
    ///   - isReplay: Whether a log is fed to the model instead.
    /// - Throws: What has no effect.
    func validate(calls: Int, isReplay: Bool) throws {
        if let trials, !Self.trialsAllowed.contains(trials) {
            throw ValidationError(
                "--trials \(trials): from \(Self.trialsAllowed.lowerBound) to "
                    + "\(Self.trialsAllowed.upperBound)")
        }
        for (isGiven, option) in [(trials != nil, "--trials"), (by != nil, "--by")] where isGiven {
            if isReplay { throw ValidationError("\(option) has no effect with --replay") }
            if calls < 2 { throw ValidationError("\(option) needs --calls, two at least") }
        }
        if gap != nil, by == nil { throw ValidationError("--gap has no effect without --by") }
    }
}

/// By what calls are put into groups.
enum CallGrouping: String, CaseIterable {
    /// The voice that the caller has, or that an ear takes them to have.
    case voice
    /// The caller's persona: how they speak and behave.
    case persona
    /// What they want.
    case goal
    /// How many turns of the call were not understood as they were meant.
    case misunderstandings

    /// The names, parted by commas.
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
