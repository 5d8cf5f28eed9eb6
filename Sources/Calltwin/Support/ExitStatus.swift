/// What the command tells the shell.
///
/// The numbers are part of the command's contract.
enum ExitStatus: Int32 {
    /// Done.
    case success = 0
    /// A run failed.
    case runFailed = 1
    /// A target of `theory`, `check`, `validate` or `ready` was missed.
    case targetMissed = 2
    /// The command line is wrong.
    case usage = 64
    /// The data is wrong, or has no answer.
    case badData = 65
    /// An input does not exist or cannot be opened.
    case noInput = 66
    /// A package that the command needs is missing.
    case unavailable = 69
    /// An output cannot be created.
    case cannotCreate = 73
    /// Reading or writing failed.
    case inputOutput = 74
    /// Somebody else is busy with it; try again.
    case tryAgain = 75
    /// The log or file comes from a newer version.
    case newerVersion = 80
    /// The log is damaged.
    case damagedLog = 81
}
