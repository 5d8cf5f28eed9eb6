/// Text that a YAML reader takes for what it is.
enum YAMLText {
    /// Words that YAML readers take for something else than text.
    private static let reserved: Set<String> = [
        "true", "false", "yes", "no", "on", "off", "null", "y", "n",
    ]

    /// A text as a scalar or key: plain where that is safe, else in double quotes.
    static func scalar(_ text: String) -> String {
        let isPlain =
            text.first.map { $0.isASCII && $0.isLetter } ?? false
            && text.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || " _.-'".contains($0))
            }
            && text.last != " " && !reserved.contains(text.lowercased())
        return isPlain ? text : quoted(text)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            default:
                if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
                    let digits = String(scalar.value, radix: 16)
                    quoted += "\\x" + (digits.count < 2 ? "0" : "") + digits
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }

    /// A text inside a comment: on one line.
    static func comment(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }
}
