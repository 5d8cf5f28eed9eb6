import DialogueEngine

/// Typed members of a JSON object; each failure says what was wanted.
struct JSONReader {
    /// What is wrong.
    struct Problem: Error, Hashable, Sendable {
        /// In words.
        var text: String

        init(_ text: String) { self.text = text }
    }

    private let value: JSONText

    init(_ value: JSONText) throws(Problem) {
        guard case .object = value else { throw Problem("expected an object") }
        self.value = value
    }

    subscript(_ key: String) -> JSONText? { value[key] }

    private func wanted(_ key: String, _ what: String) -> Problem {
        let problem = value[key] == nil ? "is missing" : "should be \(what)"
        return Problem("member '\(key)' \(problem)")
    }

    func string(_ key: String) throws(Problem) -> String {
        guard case .string(let text)? = value[key] else { throw wanted(key, "a text") }
        return text
    }

    func flag(_ key: String) throws(Problem) -> Bool {
        guard case .bool(let flag)? = value[key] else { throw wanted(key, "true or false") }
        return flag
    }

    func whole<Number: FixedWidthInteger>(_ key: String) throws(Problem) -> Number {
        guard case .int(let number)? = value[key], let fitting = Number(exactly: number) else {
            throw wanted(key, "a whole number from \(Number.min) to \(Number.max)")
        }
        return fitting
    }

    func whole(_ key: String, in range: ClosedRange<Int>) throws(Problem) -> Int {
        let number: Int = try whole(key)
        guard range.contains(number) else {
            throw wanted(key, "from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func score(_ key: String) throws(Problem) -> Score {
        let steps: Int16 = try whole(key)
        guard (0...Score.stepsInOne).contains(steps) else {
            throw wanted(key, "from 0 to \(Score.stepsInOne)")
        }
        return Score(steps: steps)
    }

    func object(_ key: String) throws(Problem) -> JSONReader {
        guard let member = value[key], case .object = member else {
            throw wanted(key, "an object")
        }
        return try JSONReader(member)
    }

    func objects(_ key: String) throws(Problem) -> [JSONReader] {
        guard case .array(let items)? = value[key] else { throw wanted(key, "a list") }
        var readers: [JSONReader] = []
        for item in items { readers.append(try JSONReader(item)) }
        return readers
    }

    func strings(_ key: String) throws(Problem) -> [String] {
        guard case .array(let items)? = value[key] else { throw wanted(key, "a list") }
        var texts: [String] = []
        for item in items {
            guard case .string(let text) = item else { throw wanted(key, "a list of texts") }
            texts.append(text)
        }
        return texts
    }

    func named<Kind>(
        _ key: String, _ all: [Kind], _ name: (Kind) -> String
    ) throws(Problem) -> Kind {
        let text = try string(key)
        guard let found = all.first(where: { name($0) == text }) else {
            throw Problem(
                "member '\(key)' is '\(text)'; known: " + all.map(name).joined(separator: ", "))
        }
        return found
    }

    func value(_ written: String) throws(Problem) -> SlotValue {
        guard let value = SlotValue(written: written) else {
            throw Problem("'\(written)' is no value; known: kind:content, such as digits:4521")
        }
        return value
    }
}
