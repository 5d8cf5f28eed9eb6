/// What is wrong with a bank of decodes, or with a channel fitted to one.
public enum DecodeBankError: Error, Equatable, CustomStringConvertible {
    /// There is no file.
    case missing(path: String)
    /// There is no file of channels.
    case missingChannels(path: String)
    /// There is a file already.
    case exists(path: String)
    /// The file is no bank of decodes.
    case notABank(path: String)
    /// The bank was written by a later version.
    case laterSchema(path: String, got: Int, known: Int)
    /// The file is damaged.
    case damaged(path: String, reason: String)
    /// Another process writes to it.
    case busy(path: String)
    /// It was opened for reading.
    case readOnly(path: String)
    /// The system refused.
    case refused(path: String, reason: String)
    /// Too many utterances are not in the bank.
    case tooManyMisses(path: String, misses: Int, lookups: Int, examples: [String])
    /// A line of a file of fitted channels is wrong.
    case malformed(path: String, line: Int, reason: String)
    /// A speaker's line is in a condition that the channel was not fitted to.
    case unknownCondition(String, known: [String])
    /// A bank has no decodes over a line of the condition.
    case conditionNotInBank(path: String, condition: String, known: [String])
    /// A line that lets meanings through belongs to a tier at which words are heard.
    case meaningsHeardOnly(String, tier: HearingTier)
    /// There is nothing to fit a channel to.
    case noEntries(what: String)

    /// What is wrong and what to do, for an error that begins with a place of its own.
    public var problem: String { description.replacing("error: ", with: "") }

    /// What is wrong and what to do, in one line.
    public var description: String {
        switch self {
        case .missing(let path):
            "\(path): error: no such bank of decodes; build one: calltwin voice bank build"
        case .missingChannels(let path):
            "\(path): error: no such file of channels; fit one: calltwin voice bank fit"
        case .exists(let path):
            "\(path): error: the file exists; open it to extend it, or name another"
        case .notABank(let path):
            "\(path): error: not a bank of decodes"
        case .laterSchema(let path, let got, let known):
            "\(path): error: a bank of schema \(got); this program knows up to \(known)"
        case .damaged(let path, let reason):
            "\(path): error: the bank is damaged (\(reason)); delete it and build it again: "
                + "calltwin voice bank build"
        case .busy(let path):
            "\(path): error: another process writes to the bank; wait until it has ended"
        case .readOnly(let path):
            "\(path): error: the bank is open for reading only"
        case .refused(let path, let reason): "\(path): error: \(reason)"
        case .tooManyMisses(let path, let misses, let lookups, let examples):
            "\(path): error: \(misses) of \(lookups) utterances are not in the bank (more than 1 %), "
                + "for example " + examples.map { "'\($0)'" }.joined(separator: ", ")
                + "; calls of other seeds or days, or more of them, need a larger bank: "
                + "calltwin voice bank build --calls N --seed S"
        case .malformed(let path, let line, let reason): "\(path):\(line): error: \(reason)"
        case .unknownCondition(let name, let known):
            "error: the channel is not fitted to the condition '\(name)'; known: "
                + known.joined(separator: ", ")
        case .conditionNotInBank(let path, let condition, let known):
            "\(path): error: no decodes over the line '\(condition)'; known: "
                + (known.isEmpty ? "none" : known.joined(separator: ", "))
                + "; build more: calltwin voice bank build --conditions \(condition)"
        case .meaningsHeardOnly(let name, let tier):
            "error: the line '\(name)' lets meanings through, and at \(tier.rawValue) words are heard: "
                + "take fidelity channel, or the line \(TierHearing.perfect)"
        case .noEntries(let what): "error: no decodes to fit \(what) to"
        }
    }
}
