import DialogueEngine
import ModelReading
import TwinPrimitives

/// A grammar as it is written in the file.
enum GrammarDecoding {
    static func grammar(_ reader: MappingReader) throws -> SlotGrammar {
        switch try reader.text("kind") {
        case "digits":
            return .digits(lengths: try lengths(reader), check: try check(reader))
        case "spelled":
            return .spelled(
                lengths: try lengths(reader), lettersOnly: try reader.flag("lettersOnly"),
                check: try check(reader))
        case "amount":
            return .amount(
                range: try range(
                    reader, "least", "greatest", Int((try reader.number("least") * 100).rounded()),
                    Int((try reader.number("greatest") * 100).rounded())),
                currency: try currency(reader))
        case "number":
            return .number(
                try range(
                    reader, "least", "greatest", try reader.integer("least"),
                    try reader.integer("greatest")))
        case "date":
            return .date(
                days: try range(
                    reader, "from", "to", try reader.integer("from"), try reader.integer("to")),
                isMonthFirst: try reader.text("figures") == "monthFirst")
        case "time":
            return .time(
                minutes: try range(
                    reader, "from", "to", try minute(reader, "from"), try minute(reader, "to")))
        case "name":
            let items = try reader.optionalItems("names") ?? []
            let names = items.compactMap { $0.node.scalar.map { SlotGrammar.PersonName($0) } }
            guard names.count == items.count, !names.isEmpty else {
                throw reader.invalid("names", "should be a list of names")
            }
            return .name(NameList(names))
        case "choice": return .choice(try choices(reader))
        case "yesNo": return .yesNo
        default: return .text
        }
    }

    private static func check(_ reader: MappingReader) throws -> CheckDigit {
        let word = try reader.text("check")
        return CheckDigit.allCases.first { String(describing: $0) == word } ?? .none
    }

    private static func lengths(_ reader: MappingReader) throws -> ClosedRange<Int> {
        if let length = try reader.optionalInteger("length") {
            guard !reader.has("shortest"), !reader.has("longest") else {
                throw reader.invalid("length", "stands beside shortest or longest")
            }
            return length...length
        }
        guard let shortest = try reader.optionalInteger("shortest"),
            let longest = try reader.optionalInteger("longest"), shortest <= longest
        else {
            throw reader.invalid("kind", "needs length, or shortest and longest")
        }
        return shortest...longest
    }

    private static func range(
        _ reader: MappingReader, _ low: String, _ high: String, _ from: Int, _ to: Int
    ) throws -> ClosedRange<Int> {
        guard from <= to else { throw reader.invalid(high, "lies below \(low)") }
        return from...to
    }

    private static func currency(_ reader: MappingReader) throws -> SlotGrammar.Currency {
        switch try reader.text("currency") {
        case "dollars": .dollars
        case "euros": .euros
        default: .pounds
        }
    }

    private static func minute(_ reader: MappingReader, _ key: String) throws -> Int {
        guard let minute = WrittenValue.minute(try reader.text(key)) else {
            throw reader.invalid(key, "is no time such as \"08:30\"")
        }
        return minute
    }

    private static func choices(_ reader: MappingReader) throws -> [SlotGrammar.Choice] {
        var choices: [SlotGrammar.Choice] = []
        for entry in try reader.entries("of") {
            let items = try MappingReader.items(
                entry.value, path: reader.path(of: "of.\(entry.key)"))
            choices.append(
                SlotGrammar.Choice(
                    name: entry.key, synonyms: items.compactMap { $0.node.scalar }))
        }
        guard !choices.isEmpty else { throw reader.invalid("of", "has no choice") }
        let names = NameTable("choice", choices.map(\.name))
        if reader.has("cues") {
            for entry in try reader.entries("cues") {
                let path = reader.path(of: "cues.\(entry.key)")
                let place = try names.place(entry.key, at: entry.location, key: path)
                choices[place].cues = try MappingReader.items(entry.value, path: path)
                    .compactMap { $0.node.scalar }
            }
        }
        return choices
    }
}

/// Values as they are written in model files.
package enum WrittenValue {
    /// Reads a value of a grammar: digits and letters as they stand, of the grammar's length, characters
    /// and check digit; amounts in major units; dates as `YYYY-MM-DD`; times as `HH:MM`; names and
    /// choices by their name.
    ///
    /// Ranges of amounts, numbers, dates and times are not held: a caller can want what is impossible,
    /// and a tool can answer what nobody can ask for.
    static func read(_ node: ModelNode, _ grammar: SlotGrammar, key: String) throws -> SlotValue {
        guard let text = node.scalar else {
            throw ModelReadingError.wrongShape(
                location: node.location, key: key, expected: "a single value", got: node.shape)
        }
        guard let value = value(text, grammar) else {
            throw DialogueModelError.invalid(
                location: node.location,
                what: "\(key): '\(clipped(text))' is no value of this slot's grammar"
                    + known(grammar, text))
        }
        return value
    }

    private static func known(_ grammar: SlotGrammar, _ text: String) -> String {
        switch grammar {
        case .digits(let lengths, let check): "; known: \(count(lengths)) digits" + rule(check)
        case .spelled(let lengths, let lettersOnly, let check):
            "; known: \(count(lengths)) letters" + (lettersOnly ? "" : " or digits") + rule(check)
        case .amount:
            "; known: an amount such as 12.50, up to \(DialogueLanguage.greatestAmount)"
        case .number: "; known: a whole number up to \(DialogueLanguage.greatestNumber)"
        case .choice(let choices): hint(text, known: choices.map(\.name))
        case .name(let names): hint(text, known: names.map(\.text))
        case .date: "; known: a date such as 2026-05-03"
        case .time: "; known: a time such as 08:30"
        case .yesNo: "; known: yes, no"
        case .text: "; known: words"
        }
    }

    private static func count(_ lengths: ClosedRange<Int>) -> String {
        lengths.count == 1
            ? "\(lengths.lowerBound)" : "\(lengths.lowerBound) to \(lengths.upperBound)"
    }

    private static func rule(_ check: CheckDigit) -> String {
        check == .none ? "" : ", the last by rule \(check)"
    }

    /// Whether a text is what a caller can spell for a grammar of single characters.
    private static func isWhole(
        _ text: String, _ lengths: ClosedRange<Int>, _ check: CheckDigit,
        of characters: (UInt8) -> Bool
    ) -> Bool {
        lengths.contains(text.utf8.count) && text.utf8.allSatisfy(characters) && check.holds(text)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private static func value(_ text: String, _ grammar: SlotGrammar) -> SlotValue? {
        switch grammar {
        case .digits(let lengths, let check):
            return isWhole(text, lengths, check, of: isDigit) ? .digits(text) : nil
        case .spelled(let lengths, let lettersOnly, let check):
            let letters = text.uppercased()
            let isSpelled = isWhole(letters, lengths, check) { byte in
                (65...90).contains(byte) || (!lettersOnly && isDigit(byte))
            }
            return isSpelled ? .letters(letters) : nil
        case .amount:
            guard let amount = Double(text),
                amount.magnitude <= Double(DialogueLanguage.greatestAmount)
            else { return nil }
            return .amount(minorUnits: Int((amount * 100).rounded()))
        case .number:
            guard let number = Int(text),
                number.magnitude <= UInt(DialogueLanguage.greatestNumber)
            else { return nil }
            return .number(number)
        case .date: return CivilDate(text).map { .date($0) }
        case .time: return minute(text).map { .time(minuteOfDay: $0) }
        case .name(let names):
            return names.firstIndex { $0.text.lowercased() == text.lowercased() }.map { .name($0) }
        case .choice(let choices):
            return choices.firstIndex { $0.name == text }.map { .choice($0) }
        case .yesNo: return text == "yes" || text == "no" ? .yesNo(text == "yes") : nil
        case .text: return text.allSatisfy(\.isWhitespace) ? nil : .text(text)
        }
    }

    /// Reads a time of the day.
    ///
    /// - Parameter text: `HH:MM`; the hour may have one digit.
    /// - Returns: Minutes since midnight, 0 to 1439; nil for what is no time.
    package static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2, let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }
}
