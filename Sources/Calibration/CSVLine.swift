import Foundation

/// A line of comma-separated values.
enum CSVLine {
    /// The fields of a line; quotes hold commas, two quotes are one.
    static func fields(_ line: some StringProtocol) -> [String] {
        var fields: [String] = []
        var field = ""
        var isQuoted = false
        var wasQuote = false
        for character in line {
            if character == "\"" {
                if isQuoted {
                    isQuoted = false
                    wasQuote = true
                } else {
                    if wasQuote { field.append("\"") }
                    isQuoted = true
                    wasQuote = false
                }
            } else if character == ",", !isQuoted {
                fields.append(field)
                (field, wasQuote) = ("", false)
            } else {
                field.append(character)
                wasQuote = false
            }
        }
        fields.append(field)
        return fields.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    }
}
