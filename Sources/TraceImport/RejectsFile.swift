import Foundation

/// The file of rejected lines: TAB-separated file, line, reason, text, one line each.
///
/// It is made with the first rejected line; an old file of the same name is removed at once, so
/// that the file exists if and only if this import rejected a line.
public final class RejectsFile {
    /// Where the lines go.
    public let path: String
    /// Lines written.
    public private(set) var count = 0
    private var handle: FileHandle?
    private var failure: String?

    /// Prepares the file and removes an old one.
    ///
    /// - Parameter path: Where the lines will go.
    public init(path: String) {
        self.path = path
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            // Nothing to remove is the usual case; a file that stays will fail to be replaced.
        }
    }

    /// Adds a line.
    public func add(_ line: RejectedLine) {
        count += 1
        guard failure == nil else { return }
        if handle == nil {
            guard FileManager.default.createFile(atPath: path, contents: nil),
                let opened = FileHandle(forWritingAtPath: path)
            else {
                failure = "cannot create the file"
                return
            }
            handle = opened
            write("file\tline\treason\ttext\n")
        }
        write("\(line.path)\t\(line.line)\t\(line.reason)\t\(line.text)\n")
    }

    /// Closes the file.
    ///
    /// - Returns: What went wrong while writing, or nil.
    public func close() -> String? {
        do {
            try handle?.close()
        } catch {
            failure = failure ?? error.localizedDescription
        }
        handle = nil
        return failure.map { "\(path): error: \($0)" }
    }

    private func write(_ text: String) {
        do {
            try handle?.write(contentsOf: Data(text.utf8))
        } catch {
            failure = error.localizedDescription
        }
    }
}
