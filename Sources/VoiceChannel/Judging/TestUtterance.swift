/// A sentence whose meaning is known, to judge recognisers by.
public struct TestUtterance: Hashable, Sendable {
    /// What is said.
    public var text: String
    /// State of the dialogue in which it is said.
    public var state: String
    /// Name of the intent that it states, if any.
    public var intent: String?
    /// Value that it gives to the state's slot, or `yes` or `no`, if any: kind, colon, content.
    public var value: String?

    /// Stores an utterance.
    public init(text: String, state: String, intent: String? = nil, value: String? = nil) {
        self.text = text
        self.state = state
        self.intent = intent
        self.value = value
    }

    /// Whether it means a string of digits.
    public var isDigits: Bool { value?.hasPrefix("digits:") == true }

    /// The digits of its value alone, one by one; nil where its value is none.
    public var bareDigits: Self? {
        guard let value, isDigits else { return nil }
        let words = value.dropFirst("digits:".count).compactMap(\.wholeNumberValue)
            .map { SpokenForms.units[$0] }
        return Self(text: words.joined(separator: " "), state: state, value: value)
    }

    /// What is wrong with a file of test utterances.
    public enum FileError: Error, Hashable, Sendable, CustomStringConvertible {
        /// A line has other columns than text, state, intent and value.
        case badLine(path: String, line: Int, columns: Int)
        /// A line names a state that the model has not.
        case unknownState(path: String, line: Int, state: String, known: [String])
        /// There are no utterances.
        case empty(path: String)

        /// `path:line: error: what; known: …`.
        public var description: String {
            switch self {
            case .badLine(let path, let line, let columns):
                "\(path):\(line): error: \(columns) columns; known: text, state, intent, value"
            case .unknownState(let path, let line, let state, let known):
                "\(path):\(line): error: no state '\(state)'; known: "
                    + known.joined(separator: ", ")
            case .empty(let path): "\(path): error: the file has no utterances"
            }
        }
    }

    /// Reads utterances: columns apart by tabs under a heading; lines that begin with `#` are remarks.
    ///
    /// - Parameters:
    ///   - content: Content of the file.
    ///   - path: Its path, for errors.
    ///   - states: States of the model.
    /// - Returns: The utterances in the order of the file; at least one.
    /// - Throws: The first thing that is wrong.
    public static func read(
        _ content: String, path: String, states: [String]
    ) throws(FileError) -> [Self] {
        var utterances: [Self] = []
        var hasHeading = false
        let lines = content.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() where !line.isEmpty && line.first != "#" {
            guard hasHeading else {
                hasHeading = true
                continue
            }
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard cells.count == 4 else {
                throw .badLine(path: path, line: number + 1, columns: cells.count)
            }
            guard states.contains(String(cells[1])) else {
                throw .unknownState(
                    path: path, line: number + 1, state: String(cells[1]), known: states)
            }
            utterances.append(
                Self(
                    text: String(cells[0]), state: String(cells[1]),
                    intent: cells[2].isEmpty ? nil : String(cells[2]),
                    value: cells[3].isEmpty ? nil : String(cells[3])))
        }
        guard !utterances.isEmpty else { throw .empty(path: path) }
        return utterances
    }
}
