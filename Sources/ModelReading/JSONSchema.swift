import Foundation

/// The JSON Schema (draft 2020-12) of a language, generated from the tables that decode it.
///
/// Editors use it to complete keys and to mark mistakes; what only decoding can know (names that
/// must exist, lengths of lists) is not in it.
public struct JSONSchema {
    private var definitions: [String: JSONValue] = [:]

    private init() {}

    /// The schema as indented JSON with sorted keys.
    ///
    /// - Parameters:
    ///   - table: The keys of the outermost mapping.
    ///   - title: Title of the language.
    /// - Returns: JSON text that ends with a line end.
    public static func text(_ table: FieldTable, title: String) -> String {
        var builder = Self()
        guard case .object(var root) = builder.schema(.mapping(table)) else { return "" }
        root["$schema"] = .string("https://json-schema.org/draft/2020-12/schema")
        root["title"] = .string(title)
        root["$defs"] = .object(builder.definitions)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data = (try? encoder.encode(JSONValue.object(root))) ?? Data()
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private mutating func schema(_ kind: FieldKind) -> JSONValue {
        switch kind {
        case .text: return ["type": "string", "minLength": .integer(1)]
        case .integer(let range):
            var members: [String: JSONValue] = [
                "type": "integer", "minimum": JSONValue.integer(range.lowerBound),
            ]
            if range.upperBound < .max { members["maximum"] = .integer(range.upperBound) }
            return .object(members)
        case .flag: return ["type": "boolean"]
        case .quantity(let quantity): return schema(quantity)
        case .choice(let words): return ["enum": .array(words.map(JSONValue.string))]
        case .list(let element): return ["type": "array", "items": schema(element)]
        case .oneOrMany(let element):
            let one = schema(element)
            return ["anyOf": [one, ["type": "array", "items": one]]]
        case .mapping(let table): return schema(table)
        case .named(let table): return ["type": "array", "items": schema(table)]
        case .namedTagged(let tables):
            return ["type": "array", "items": reference(tables)]
        case .map(_, let value):
            return ["type": "object", "additionalProperties": schema(value)]
        case .tagged(let tables): return reference(tables)
        case .anyScalar: return ["type": ["string", "number", "boolean"]]
        }
    }

    private func schema(_ quantity: Quantity) -> JSONValue {
        let units = quantity.units.map(\.unit).filter { !$0.isEmpty }.joined(separator: "|")
        let pattern = "^[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?"
        let withUnit: JSONValue = ["type": "string", "pattern": .string(pattern + "(\(units))$")]
        guard quantity.units.contains(where: { $0.unit.isEmpty }) else { return withUnit }
        var members: [String: JSONValue] = ["type": "number"]
        if quantity.least.isFinite {
            members[quantity.excludesLeast ? "exclusiveMinimum" : "minimum"] =
                .number(quantity.least)
        }
        if quantity.greatest.isFinite {
            members[quantity.excludesGreatest ? "exclusiveMaximum" : "maximum"] =
                .number(quantity.greatest)
        }
        return units.isEmpty ? .object(members) : ["anyOf": [.object(members), withUnit]]
    }

    private mutating func schema(_ table: FieldTable) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        for field in table.fields {
            guard case .object(var members) = schema(field.kind) else { continue }
            members["description"] = .string(field.meaning)
            if let text = field.defaultText { members["default"] = .string(text) }
            properties[field.key] = .object(members)
        }
        return [
            "type": "object", "properties": .object(properties), "additionalProperties": false,
            "required": .array(table.fields.filter(\.isRequired).map { .string($0.key) }),
        ]
    }

    private mutating func reference(_ tables: TaggedTables) -> JSONValue {
        let name = tables.name.replacing(" ", with: "-")
        if definitions[name] == nil {
            definitions[name] = true
            var options: [JSONValue] = []
            let words = tables.tables.map(\.name)
            for table in tables.tables {
                guard
                    case .object(var option) = schema(
                        TaggedTables.withTag(table, tag: tables.tag, words: words)),
                    case .object(var properties)? = option["properties"]
                else { continue }
                properties[tables.tag] = ["const": .string(table.name)]
                option["properties"] = .object(properties)
                options.append(.object(option))
            }
            definitions[name] = ["oneOf": .array(options)]
        }
        return ["$ref": .string("#/$defs/\(name)")]
    }
}

/// A JSON value that can be encoded.
private enum JSONValue: Encodable {
    case string(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    case array([JSONValue])
    case object([String: JSONValue])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .string(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .boolean(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .string(value) }
    init(booleanLiteral value: Bool) { self = .boolean(value) }
    init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { first, _ in first })
    }
}
