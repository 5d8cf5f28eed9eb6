/// A JSON value with members in a fixed order, so that equal results are equal bytes.
public indirect enum JSONValue: Equatable, Sendable {
    /// Members in order.
    case object([(name: String, value: JSONValue)])
    /// Elements in order.
    case array([JSONValue])
    /// Text.
    case string(String)
    /// A number; not finite ones become null.
    case number(Double)
    /// A whole number.
    case integer(Int)
    /// A whole number of 64 bits without sign, such as a seed.
    case unsigned(UInt64)
    /// True or false.
    case bool(Bool)
    /// Nothing.
    case null

    /// A number, or null for nil.
    ///
    /// - Parameter value: The number.
    /// - Returns: The value.
    public static func optional(_ value: Double?) -> JSONValue { value.map(number) ?? .null }

    /// Text, or null for nil.
    ///
    /// - Parameter value: The text.
    /// - Returns: The value.
    public static func optional(_ value: String?) -> JSONValue { value.map(string) ?? .null }

    /// Whether two values are equal, members in the same order.
    public static func == (left: JSONValue, right: JSONValue) -> Bool {
        left.text() == right.text()
    }

    /// The value as text: the outer levels with one member or element a line, the rest in one line.
    ///
    /// Each broken level is indented by two more blanks. Numbers are the shortest text that reads
    /// back to the same `Double`.
    ///
    /// - Parameter indent: Levels of objects and arrays that are broken into lines, from the
    ///   outermost; 0 gives one line without blanks.
    /// - Returns: The text, without a newline at the end.
    public func text(lines indent: Int = 0) -> String {
        var text = ""
        write(to: &text, lines: indent, depth: 0)
        return text
    }

    private func write(to text: inout String, lines: Int, depth: Int) {
        switch self {
        case .object(let members):
            Self.list("{", "}", members, to: &text, lines: lines, depth: depth) { member, text in
                Self.quote(member.name, to: &text)
                text += lines > 0 ? ": " : ":"
                member.value.write(to: &text, lines: lines - 1, depth: depth + 1)
            }
        case .array(let elements):
            Self.list("[", "]", elements, to: &text, lines: lines, depth: depth) {
                $0.write(to: &$1, lines: lines - 1, depth: depth + 1)
            }
        case .string(let string): Self.quote(string, to: &text)
        case .number(let number): text += number.isFinite ? Self.shortest(number) : "null"
        case .integer(let number): text += String(number)
        case .unsigned(let number): text += String(number)
        case .bool(let bool): text += bool ? "true" : "false"
        case .null: text += "null"
        }
    }

    private static func shortest(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15
            ? String(Int64(number)) : String(number)
    }

    private static func list<Element>(
        _ open: String, _ close: String, _ elements: [Element], to text: inout String,
        lines: Int, depth: Int, _ write: (Element, inout String) -> Void
    ) {
        text += open
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            if lines > 0 { text += "\n" + String(repeating: "  ", count: depth + 1) }
            write(element, &text)
        }
        if lines > 0, !elements.isEmpty { text += "\n" + String(repeating: "  ", count: depth) }
        text += close
    }

    private static func quote(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
}
