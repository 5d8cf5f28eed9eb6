import Conversations
import DialogueEngine
import DialogueModels
import Foundation

/// Logs of calls as files.
enum CallLogs {
    static func createFolder(_ path: String) throws(CommandFailure) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false)
        } catch {
            throw CommandFailure(.cannotCreate, "cannot be created, or is there already", at: path)
        }
    }

    /// Refuses a file that cannot be written, before a call is held for it.
    static func demandWritable(_ path: String) throws(CommandFailure) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let files = FileManager.default
        var isFolder: ObjCBool = false
        let isThere = files.fileExists(atPath: path, isDirectory: &isFolder)
        guard isThere ? !isFolder.boolValue : files.fileExists(atPath: folder),
            files.isWritableFile(atPath: isThere ? path : folder)
        else { throw CommandFailure(.cannotCreate, "cannot be written", at: path) }
    }

    static func write(_ text: String, to path: String) throws(CommandFailure) {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw CommandFailure(.cannotCreate, "cannot be written", at: path)
        }
    }

    static func read(_ path: String) throws(CommandFailure) -> ConversationLog {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.noInput, "there is no such file", at: path)
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CommandFailure(.badData, "the bytes are not UTF-8 text", at: path)
        }
        do throws(ConversationLogError) {
            return try ConversationLog(text, path: path)
        } catch {
            throw CommandFailure(error)
        }
    }

    /// A log whose call was held by another model, with what to do about it.
    static func otherModel(
        _ log: ConversationLog, at path: String, given file: DialogueModelFile, digest: UInt64
    ) -> CommandFailure {
        CommandFailure(
            .targetMissed,
            "was held by model '\(log.modelName)' with digest \(hex(log.modelDigest)); "
                + "\(file.path) is '\(file.model.name)' with digest \(hex(digest)): give the model "
                + "as it was then, and this one by --what-if, or hold the call again with --log",
            at: path)
    }

    private static func hex(_ digest: UInt64) -> String {
        let digits = String(digest, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
