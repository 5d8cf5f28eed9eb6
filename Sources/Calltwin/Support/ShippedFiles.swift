import Foundation

/// Files of `models` that come with the program, wherever it is run.
enum ShippedFiles {
    /// Where a shipped file or folder is.
    ///
    /// Looked for in this order: from the current folder, as in a clone of the project; under
    /// `share/calltwin` beside the folder of the program, where `make install` puts it; in the clone
    /// that the program was built in.
    ///
    /// - Parameter name: Its path in the project, such as `models/voice`.
    /// - Returns: The first that is there; `name` itself where none is, so that messages say it.
    static func path(_ name: String) -> String {
        let files = FileManager.default
        guard !files.fileExists(atPath: name) else { return name }
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        var folder = program.deletingLastPathComponent()
        var places = [folder.appendingPathComponent("../share/calltwin")]
        for _ in 0..<buildDepth {
            folder = folder.deletingLastPathComponent()
            places.append(folder)
        }
        let found = places.map { $0.appendingPathComponent(name).standardizedFileURL.path }
        return found.first { files.fileExists(atPath: $0) } ?? name
    }

    /// Folders between a clone and what is built in it: `.build`, the platform, the configuration.
    private static let buildDepth = 3
}
