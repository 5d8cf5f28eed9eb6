package import DecodeBank
import Foundation

/// What is asked of a bank, held against what it says of itself: a bank is of stated calls.
package struct BankClaim {
    /// What the calls are; `draws` 0 takes the bank's own, or one of a new bank.
    var description: BankDescription
    /// Who speaks.
    var panel: SpeakerPanel
    /// Names of lines, with digests of all that they do.
    var lines: [(name: String, content: String)]
    /// What hears.
    var recogniser: RecogniserSetup
    /// Whether a bank whose last decodes are another recogniser's is refused.
    var keepsRecogniser: Bool

    /// Stores what is asked.
    package init(
        description: BankDescription, panel: SpeakerPanel,
        lines: [(name: String, content: String)], recogniser: RecogniserSetup,
        keepsRecogniser: Bool
    ) {
        self.description = description
        self.panel = panel
        self.lines = lines
        self.recogniser = recogniser
        self.keepsRecogniser = keepsRecogniser
    }

    /// Opens a bank for these calls, or creates it.
    ///
    /// A bank of more calls stays one of them; facts that it has are not written again.
    ///
    /// - Parameter path: Where it is, or will be.
    /// - Returns: The bank, open for writing, and the calls that it is of from now on.
    /// - Throws: `VoiceStudyError.otherBank` with the first thing that differs; what a bank throws.
    package func opened(at path: String) throws -> (
        bank: UtteranceBank, description: BankDescription
    ) {
        let exists = FileManager.default.fileExists(atPath: path)
        let bank =
            exists
            ? try UtteranceBank.open(path: path, for: .writing)
            : try UtteranceBank.create(path: path)
        let known = try bank.provenance()
        var claimed = description
        if claimed.draws == 0 { claimed.draws = try bank.description()?.draws ?? 1 }
        if let before = try bank.description() {
            try check(before, claimed, path)
            claimed.callers = before.callers
            claimed.calls = max(before.calls, claimed.calls)
            try checkLines(known, before, claimed, path)
        }
        func last(_ fact: String) -> String? { known.last { $0.what == fact }?.value }
        for line in lines {
            guard last("line " + line.name) ?? line.content == line.content else {
                throw VoiceStudyError.otherLine(path: path, name: line.name)
            }
        }
        guard last(SpeakerPanel.fact) ?? panel.text == panel.text else {
            throw VoiceStudyError.otherVoices(path: path)
        }
        if keepsRecogniser, let last = try bank.lastRecogniser(), last != recogniser {
            throw VoiceStudyError.otherBank(
                path: path, what: "the recogniser", has: Self.name(last),
                asked: Self.name(recogniser),
                remedy: "give --recognizer \(last.acousticModel) with its files, or another --bank")
        }
        let facts =
            lines.map { UtteranceBank.ProvenanceItem("line " + $0.name, $0.content) }
            + claimed.facts + [
                .init(SpeakerPanel.fact, panel.text),
                .init(
                    "recogniser",
                    "\(recogniser.acousticModel) \(recogniser.languageModelHash) "
                        + recogniser.options),
            ]
        try bank.note(facts.filter { last($0.what) != $0.value })
        return (bank, claimed)
    }

    /// Refuses more calls over some of a bank's lines: it would claim them over all.
    private func checkLines(
        _ known: [UtteranceBank.ProvenanceItem], _ before: BankDescription,
        _ claimed: BankDescription, _ path: String
    ) throws {
        guard claimed.calls > before.calls else { return }
        let all = Set(
            known.filter { $0.what.hasPrefix("line ") }.map { String($0.what.dropFirst(5)) })
        guard !all.isSubset(of: lines.map(\.name)) else { return }
        throw VoiceStudyError.otherBank(
            path: path, what: "calls", has: "\(before.calls)", asked: "\(claimed.calls)",
            remedy: "extend it over all its lines at once (voice bank build --conditions "
                + "\(all.sorted().joined(separator: ",")) --calls \(claimed.calls)), or name another bank"
        )
    }

    private func check(
        _ before: BankDescription, _ asked: BankDescription, _ path: String
    ) throws {
        let another = "or name another bank"
        for (what, has, wanted, remedy) in [
            ("seed", "\(before.seed)", "\(asked.seed)", "give --seed \(before.seed), \(another)"),
            ("day", before.day, asked.day, "name another bank"),
            (
                "draws", "\(before.draws)", "\(asked.draws)",
                "give --draws \(before.draws), \(another)"
            ),
        ] where has != wanted {
            throw VoiceStudyError.otherBank(
                path: path, what: what, has: has, asked: wanted, remedy: remedy)
        }
        try Self.checkCallers(of: path, before.callers, asked.callers, or: "name another bank")
    }

    /// Refuses callers that a bank was not built of.
    ///
    /// - Parameters:
    ///   - path: Where the bank is.
    ///   - before: Path of the callers file that it was built of.
    ///   - asked: Path of the callers file that is asked for.
    ///   - remedy: What else may be done than to give the bank's own.
    /// - Throws: `VoiceStudyError.otherBank`.
    static func checkCallers(
        of path: String, _ before: String, _ asked: String, or remedy: String
    ) throws {
        guard !isSame(before, asked) else { return }
        throw VoiceStudyError.otherBank(
            path: path, what: "callers", has: before, asked: asked,
            remedy: "give those callers, or \(remedy)")
    }

    /// Whether two paths name one file of callers; of a path from another folder the name has to do.
    private static func isSame(_ before: String, _ asked: String) -> Bool {
        let (first, second) = (URL(filePath: before), URL(filePath: asked))
        return FileManager.default.fileExists(atPath: before)
            ? first.resolvingSymlinksInPath() == second.resolvingSymlinksInPath()
            : first.lastPathComponent == second.lastPathComponent
    }

    private static func name(_ setup: RecogniserSetup) -> String {
        "\(setup.acousticModel) (language \(setup.languageModelHash), \(setup.options))"
    }
}
