import Foundation
import Scenarios
import Validation

/// The published cases that `theory --cases` names: a scenario file, or a folder of them.
struct PublishedFiles {
    /// The cases with the paths of their files.
    let cases: [PublishedCase]

    /// Whether a path names scenarios, not a file of exact cases.
    static func isMeant(by path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return exists && isFolder.boolValue || path.hasSuffix(".yaml") || path.hasSuffix(".yml")
    }

    /// Reads a scenario file, or every one of a folder in the order of names.
    ///
    /// - Parameters:
    ///   - path: The file or folder.
    ///   - names: Only the cases whose file is called one of these, without its ending; all if empty.
    /// - Throws: What is wrong with a file; that none holds published values.
    init(_ path: String, only names: [String]) throws {
        var files = [path]
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            isFolder.boolValue
        {
            files = try FileManager.default.contentsOfDirectory(atPath: path)
                .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
                .map { path + (path.hasSuffix("/") ? "" : "/") + $0 }
        }
        func name(_ file: String) -> String {
            URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        }
        for wanted in names where !files.contains(where: { name($0) == wanted }) {
            throw CommandFailure.usage(
                "--case \(wanted): no such case in \(path); known: "
                    + files.map(name).joined(separator: ", "))
        }
        var cases: [PublishedCase] = []
        for file in files where names.isEmpty || names.contains(name(file)) {
            let scenario = try Self.read(file)
            guard let published = PublishedCase(scenario, name: name(file)) else {
                throw CommandFailure(
                    .badData, "the scenario holds no published values; known: published: {…}",
                    at: file)
            }
            cases.append(published)
        }
        guard !cases.isEmpty else {
            throw CommandFailure(.noInput, "no scenario files (.yaml) in this folder", at: path)
        }
        self.cases = cases
    }

    private static func read(_ path: String) throws(CommandFailure) -> Scenario {
        do throws(ScenarioError) {
            return try Scenario(path: path)
        } catch {
            throw CommandFailure(error)
        }
    }
}
