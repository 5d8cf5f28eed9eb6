import Foundation

/// The files of the package, found from this source file.
struct PackageTree {
    /// Folder of the package.
    let root: URL

    /// The package this test belongs to.
    static let own = PackageTree(
        root: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent())

    /// What is not ours, or not text to check: build products, results, the licence's own words.
    private static let left: Set<String> = ["out", "LICENSE", "__pycache__", "Package.resolved"]

    /// Every text file of the package, by path; files with a zero byte are data.
    func texts() throws -> [SourceText] {
        try paths(under: "").compactMap { path in
            let data = try Data(contentsOf: root.appendingPathComponent(path))
            guard !data.contains(0), let text = String(data: data, encoding: .utf8) else {
                return nil
            }
            return SourceText(path: path, text: text)
        }
    }

    /// Folders directly under a folder; empty ones hold nothing yet and do not count.
    func folders(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: root.appendingPathComponent(folder).path
        ).filter { try isFolder("\(folder)/\($0)") && !paths(under: "\(folder)/\($0)").isEmpty }
            .sorted()
    }

    /// Paths of the files under a folder, sorted; hidden ones only at the top, for the CI file.
    private func paths(under folder: String) throws -> [String] {
        let place = folder.isEmpty ? root : root.appendingPathComponent(folder)
        var result: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: place.path).sorted() {
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            if Self.left.contains(name) || (name.hasPrefix(".") && path != ".ci") { continue }
            if try isFolder(path) {
                result += try paths(under: path)
            } else {
                result.append(path)
            }
        }
        return result
    }

    private func isFolder(_ path: String) throws -> Bool {
        try root.appendingPathComponent(path).resourceValues(forKeys: [.isDirectoryKey])
            .isDirectory ?? false
    }
}
