import Foundation

/// Reads numbers with units from the command line.
///
/// Every mistake is named, with what is known.
enum Quantity {
    private static let durations: [(unit: String, seconds: Double)] = [
        ("ms", 0.001), ("s", 1), ("min", 60), ("h", 3600),
    ]

    static let knownUnits = durations.map(\.unit).joined(separator: ", ")

    /// Seconds from `190s`, `3.5min`, `800ms` or `2h`.
    static func seconds(_ text: String) throws(CommandFailure) -> Double {
        let (value, unit) = try split(text)
        guard !unit.isEmpty else {
            throw .usage("'\(text)' needs a unit; known: \(knownUnits)")
        }
        guard let factor = durations.first(where: { $0.unit == unit })?.seconds else {
            throw .usage("unknown unit '\(unit)' in '\(text)'; known: \(knownUnits)")
        }
        return value * factor
    }

    /// Contacts per hour from `900/h`, `15/min`, `450/30min` or `0.25/s`.
    static func perHour(_ text: String) throws(CommandFailure) -> Double {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts.first, let last = parts.last else {
            throw .usage("'\(text)' is not a rate; known: 900/h, 15/min, 450/30min, 0.25/s")
        }
        let value = try number(String(first))
        let period = last.trimmingCharacters(in: .whitespaces)
        let named = period.first.map { !$0.isNumber && $0 != "." } ?? true
        let length = try seconds(named ? "1" + period : period)
        guard length > 0 else { throw .usage("the period in '\(text)' is not above 0") }
        return value * (3600 / length)
    }

    /// A fraction from `30%` or `0.3`.
    static func fraction(_ text: String) throws(CommandFailure) -> Double {
        let (value, unit) = try split(text)
        switch unit {
        case "%": return value / 100
        case "": return value
        default: throw .usage("unknown unit '\(unit)' in '\(text)'; known: %")
        }
    }

    /// Erlangs from `47.5`, `47.5erl` or `47.5 erlangs`.
    static func erlangs(_ text: String) throws(CommandFailure) -> Double {
        let (value, unit) = try split(text)
        guard ["", "erl", "erlang", "erlangs"].contains(unit) else {
            throw .usage("unknown unit '\(unit)' in '\(text)'; known: erlangs")
        }
        return value
    }

    /// A plain number.
    static func number(_ text: String) throws(CommandFailure) -> Double {
        let (value, unit) = try split(text)
        guard unit.isEmpty else { throw .usage("'\(text)' is not a number") }
        return value
    }

    /// The decimal number that a text begins with, and what follows it.
    private static func split(
        _ text: String
    ) throws(CommandFailure) -> (value: Double, unit: String) {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        let characters = Array(trimmed)
        func isDigit(_ index: Int) -> Bool {
            index < characters.count && characters[index].isASCII && characters[index].isNumber
        }
        var end = 0
        if end < characters.count, "+-".contains(characters[end]) { end += 1 }
        while isDigit(end) || (end < characters.count && characters[end] == ".") { end += 1 }
        if end < characters.count, "eE".contains(characters[end]) {
            let signed = end + 1 < characters.count && "+-".contains(characters[end + 1])
            if isDigit(end + (signed ? 2 : 1)) {
                end += signed ? 2 : 1
                while isDigit(end) { end += 1 }
            }
        }
        guard let value = Double(String(characters[0..<end])), value.isFinite else {
            throw .usage("'\(trimmed)' does not begin with a number")
        }
        return (value, String(characters[end...]).trimmingCharacters(in: .whitespaces))
    }
}
