import Foundation
import Glibc

/// Writes files of results: a whole file or none.
enum ResultFile {
    /// Makes sure, before anything long is worked out, that files can be written in a folder.
    static func prepare(folder path: String) throws(CommandFailure) {
        let url = URL(fileURLWithPath: path, isDirectory: true)
        let probe = url.appendingPathComponent(".calltwin-\(getpid())")
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            try Data().write(to: probe)
            try FileManager.default.removeItem(at: probe)
        } catch {
            throw CommandFailure(.cannotCreate, "no file can be written in this folder", at: path)
        }
    }

    /// Makes sure that a file can be written, before anything long is worked out.
    static func prepare(file path: String) throws(CommandFailure) {
        let target = try target(path)
        try prepare(folder: target.deletingLastPathComponent().path)
    }

    /// Writes text under a name, creating its folder.
    static func write(_ text: String, to path: String) throws(CommandFailure) {
        try write(Data(text.utf8), to: path)
    }

    /// Writes bytes under a name, creating its folder.
    static func write(_ bytes: Data, to path: String) throws(CommandFailure) {
        let target = try target(path)
        do {
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try bytes.write(to: target, options: .atomic)
        } catch {
            throw CommandFailure(.cannotCreate, "the file cannot be written", at: path)
        }
    }

    /// The file that a name means, behind symbolic links; it does not exist or is an ordinary file.
    ///
    /// A whole file or none means that a new file takes the place of the old one: a device or a
    /// pipe would be destroyed.
    private static func target(_ path: String) throws(CommandFailure) -> URL {
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        var status = stat()
        guard stat(url.path, &status) == 0 else { return url }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return url
        case S_IFDIR:
            throw CommandFailure(.cannotCreate, "this is a folder, not a file to write", at: path)
        default:
            throw CommandFailure(
                .cannotCreate, "this is a device or a pipe; only an ordinary file is replaced",
                at: path)
        }
    }
}
