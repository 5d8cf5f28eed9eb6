import ModelReading
import TwinPrimitives

/// Finds the inputs that a scenario marks as assumed, or as estimated from few data.
enum AssumedInputs {
    /// Every number, and every list of numbers, on a line whose comment has the word `assumed` or
    /// `estimated`.
    static func find(_ file: ModelFile) -> [AssumedInput] {
        var found: [AssumedInput] = []
        collect(file.root, path: "", file: file, into: &found)
        return found
    }

    private static func collect(
        _ node: ModelNode, path: String, file: ModelFile, into found: inout [AssumedInput]
    ) {
        func join(_ component: String) -> String {
            path.isEmpty ? component : path + "." + component
        }
        switch node.content {
        case .scalar(let text, let quoted):
            guard !quoted, isNumber(text) else { return }
            append(text, node, path: path, file: file, into: &found)
        case .list(let items):
            let numbers = items.compactMap(\.scalar).filter(isNumber)
            if !items.isEmpty, numbers.count == items.count {
                append(
                    "[" + numbers.joined(separator: ", ") + "]", node, path: path, file: file,
                    into: &found)
                return
            }
            for (index, item) in items.enumerated() {
                let name = item["name"]?.scalar ?? String(index)
                collect(item, path: join(name), file: file, into: &found)
            }
        case .mapping(let entries):
            for entry in entries where !(path.isEmpty && entry.key == "project") {
                collect(entry.value, path: join(entry.key), file: file, into: &found)
            }
        }
    }

    private static func append(
        _ text: String, _ node: ModelNode, path: String, file: ModelFile,
        into found: inout [AssumedInput]
    ) {
        guard let comment = file.comment(onLine: node.location.line) else { return }
        let words = comment.lowercased().split { !$0.isLetter }
        guard words.contains("assumed") || words.contains("estimated") else { return }
        found.append(
            AssumedInput(
                path: path, value: text, location: node.location,
                comment: trimmed(comment)))
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    private static func isNumber(_ text: String) -> Bool {
        let digits = text.drop { $0 == "-" || $0 == "+" || $0 == "." }
        return digits.first.map { ("0"..."9").contains($0) } ?? false
    }
}
