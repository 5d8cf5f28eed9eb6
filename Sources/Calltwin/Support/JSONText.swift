/// A JSON value that keeps its keys in the order in which they were given.
indirect enum JSONText {
    case object([(key: String, value: JSONText)])
    case array([JSONText])
    case number(Double)
    case integer(Int)
    case string(String)
    case bool(Bool)
    case null

    /// A number, or null when there is none or it is not finite.
    static func optional(_ value: Double?) -> JSONText {
        value.map { $0.isFinite ? .number($0) : .null } ?? .null
    }

    /// The text with two spaces of indentation and no line break at the end.
    ///
    /// Numbers are the shortest decimals that read back to the same value, so equal results give
    /// equal bytes.
    var text: String { render("") }

    private func render(_ indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .object(let members):
            guard !members.isEmpty else { return "{}" }
            let lines = members.map { "\(inner)\(Self.quote($0.key)): \($0.value.render(inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        case .array(let items):
            guard !items.isEmpty else { return "[]" }
            let lines = items.map { inner + $0.render(inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
        case .number(let value): return value.isFinite ? "\(value)" : "null"
        case .integer(let value): return "\(value)"
        case .string(let value): return Self.quote(value)
        case .bool(let value): return value ? "true" : "false"
        case .null: return "null"
        }
    }

    private static func quote(_ string: String) -> String {
        var result = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
