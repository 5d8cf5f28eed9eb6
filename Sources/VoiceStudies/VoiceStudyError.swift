/// What stops a study of voices, lines and recognisers.
///
/// `description` is one line: `path: error: what; known: …`.
public enum VoiceStudyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no file of that path.
    case missingFile(path: String)
    /// A file cannot be written.
    case unwritable(path: String)
    /// No preset of a line has that name.
    case unknownLine(name: String, known: [String])
    /// Two lines of a list have one name.
    case twoLines(name: String)
    /// No recogniser has that name.
    case unknownRecognizer(name: String, known: [String])
    /// A fidelity hears by fitted channels, and no file of them is named.
    case noChannels(fidelity: String, callers: String)
    /// A scenario without a project block has no anchors.
    case noAnchors(path: String)
    /// A pool of a scenario has no set defects, or other days than the bank's calls.
    case otherAnchors(path: String, day: String)
    /// No pool of a scenario holds conversations.
    case noConversations(path: String)
    /// No pool of a scenario draws its callers from a population.
    case noPopulation(path: String)
    /// A line of a file is no result of a bench.
    case notAResult(path: String, line: Int)
    /// A line of a list has other columns.
    case badColumns(path: String, line: Int, columns: Int, known: [String])
    /// A bank was built of something else than what is asked of it.
    case otherBank(path: String, what: String, has: String, asked: String, remedy: String)
    /// A line of a bank was another one when its decodes were made.
    case otherLine(path: String, name: String)
    /// Other voices spoke when a bank's decodes were made.
    case otherVoices(path: String)
    /// Calls still say what a bank lacks after the most rounds of building it.
    case notClosed(path: String, rounds: Int, open: Int, examples: [String])

    /// The file that it is about; nil for none.
    public var path: String? {
        switch self {
        case .missingFile(let path), .unwritable(let path), .noAnchors(let path),
            .otherAnchors(let path, _), .noConversations(let path), .noPopulation(let path),
            .otherBank(let path, _, _, _, _), .otherLine(let path, _), .otherVoices(let path),
            .notClosed(let path, _, _, _):
            path
        case .noChannels(_, let callers): callers
        case .notAResult(let path, let line), .badColumns(let path, let line, _, _):
            "\(path):\(line)"
        case .unknownLine, .twoLines, .unknownRecognizer: nil
        }
    }

    /// What is wrong and what to do, without the path.
    public var problem: String {
        switch self {
        case .missingFile: "there is no such file"
        case .unwritable: "cannot be written"
        case .unknownLine(let name, let known):
            "\(name): known: \(known.joined(separator: ", ")), and paths of files"
        case .twoLines(let name): "two lines are named '\(name)'"
        case .unknownRecognizer(let name, let known):
            "--recognizer \(name): there is none; known: \(known.joined(separator: ", "))"
        case .noChannels(let fidelity, _):
            "--fidelities \(fidelity) needs --channels: the file has none under 'hearing'"
        case .noAnchors: "has no project block, so no anchors"
        case .otherAnchors(_, let day):
            "a pool should have defects set, and firstDay: \(day) as the bank's calls"
        case .noConversations: "no pool of voice agents holds conversations"
        case .noPopulation:
            "no pool has a population whose calls could be held; such as population: {callers: 60}"
        case .notAResult: "no result of a bench"
        case .badColumns(_, _, let columns, let known):
            "\(columns) columns; known: \(known.joined(separator: ", "))"
        case .otherBank(_, let what, let has, let asked, let remedy):
            "the bank was built with \(what) \(has), and \(asked) is asked for; \(remedy)"
        case .otherLine(_, let name):
            "line '\(name)' was another when its decodes were made (settings, recordings or voices of "
                + "babble); give it another name, or build the bank anew"
        case .otherVoices: "other voices spoke when its decodes were made; build the bank anew"
        case .notClosed(_, let rounds, let open, let examples):
            "after \(rounds) rounds calls still say \(open) utterances that the bank lacks, such as "
                + examples.map { "'\($0)'" }.joined(separator: ", ")
                + "; what was decoded is kept: run the same command again to go on from there"
        }
    }

    /// `path: error: what; known: …`.
    public var description: String { (path.map { $0 + ": " } ?? "") + "error: " + problem }
}
