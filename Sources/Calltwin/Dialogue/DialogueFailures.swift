import Conversations
import DialogueModels
import TwinPrimitives

extension CommandFailure {
    /// A model or script file that cannot be used.
    init(_ error: DialogueModelError) {
        let place = error.location.map { "\($0)" }
        self.init(ExitStatus(rawValue: error.exitCode) ?? .badData, error.problem, at: place)
    }

    /// A file of labelled utterances that cannot be used.
    init(_ error: LabelledFileError) {
        self.init(
            ExitStatus(rawValue: error.exitCode) ?? .badData, error.problem,
            at: "\(error.location)")
    }

    /// A log of a conversation that cannot be used.
    init(_ error: ConversationLogError) {
        self.init(.badData, error.problem, at: "\(error.location)")
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
