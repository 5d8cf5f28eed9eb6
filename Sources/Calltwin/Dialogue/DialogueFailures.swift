import DialogueModels

extension CommandFailure {
    /// A model or script file that cannot be used.
    init(_ error: DialogueModelError) {
        let place = error.location.map { "\($0)" }
        self.init(ExitStatus(rawValue: error.exitCode) ?? .badData, error.problem, at: place)
    }

    /// A file of labelled utterances that cannot be used.
    init(_ error: LabelledFileError) {
        let text = "\(error)"
        // The error names its own place.
        let parts = text.split(separator: ": error: ", maxSplits: 1)
        self.init(
            ExitStatus(rawValue: error.exitCode) ?? .badData,
            parts.count == 2 ? String(parts[1]) : text,
            at: parts.count == 2 ? String(parts[0]) : nil)
    }
}

/// Reads a model file; what is wrong ends the command.
func readModel(_ path: String) throws(CommandFailure) -> DialogueModelFile {
    do throws(DialogueModelError) {
        return try DialogueModelFile(path: path)
    } catch {
        throw CommandFailure(error)
    }
}
