import Foundation
import QueueingTheory
import Testing

/// A JSON value, as the file of exact cases needs it.
enum JSONValue: Decodable, Sendable {
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])
    case null

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    var number: Double? { if case .number(let value) = self { value } else { nil } }
    var text: String? { if case .text(let value) = self { value } else { nil } }
    var object: [String: JSONValue]? { if case .object(let value) = self { value } else { nil } }
    var numbers: [Double]? {
        if case .list(let values) = self { values.compactMap(\.number) } else { nil }
    }
}

struct MissingField: Error, CustomStringConvertible {
    let description: String
}

/// One case of `models/theory/exact_cases.json`.
struct ExactCase: Decodable, Sendable, CustomTestStringConvertible {
    let id: String
    let family: String
    let params: [String: JSONValue]
    let outputs: [String: JSONValue]
    let trustedDigits: Int

    enum CodingKeys: String, CodingKey {
        case id, family, params, outputs
        case trustedDigits = "trusted_digits"
    }

    var testDescription: String { id }

    func number(_ key: String) throws -> Double {
        guard let value = params[key]?.number else {
            throw MissingField(description: "\(id): no number \(key)")
        }
        return value
    }

    func text(_ key: String) throws -> String {
        guard let value = params[key]?.text else {
            throw MissingField(description: "\(id): no text \(key)")
        }
        return value
    }

    var agents: Int { get throws { Int(try number("n")) } }

    var traffic: Traffic {
        get throws {
            try Traffic(
                arrivalsPerHour: try number("lambda_per_h"),
                meanHandlingSeconds: try number("aht_s"))
        }
    }

    /// Largest difference allowed from a value of this case.
    func tolerance(_ value: Double) -> Double {
        pow(10, Double(1 - trustedDigits)) * abs(value) + 1e-15
    }

    /// Holds every output of the case against what was computed; an output left out is a failure.
    func expect(_ computed: [String: Double], location: SourceLocation = #_sourceLocation) {
        for (name, output) in outputs.sorted(by: { $0.key < $1.key }) {
            guard let wanted = output.number else {
                Issue.record("\(id): \(name) is not a number", sourceLocation: location)
                continue
            }
            guard let got = computed[name] else {
                Issue.record("\(id): \(name) was not computed", sourceLocation: location)
                continue
            }
            #expect(
                abs(got - wanted) <= tolerance(wanted),
                "\(id) \(name): got \(got), wanted \(wanted), off by \((got - wanted) / wanted)",
                sourceLocation: location)
        }
    }
}

/// The file of exact cases, which the product carries.
struct ExactCaseFile: Decodable, Sendable {
    let count: Int
    let families: [String: Int]
    let cases: [ExactCase]

    static let path = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("models/theory/exact_cases.json")

    static func load() throws -> ExactCaseFile {
        try JSONDecoder().decode(ExactCaseFile.self, from: Data(contentsOf: path))
    }

    /// The cases of a family; empty when the file is unreadable, which `ExactCaseFileTests` reports.
    static func family(_ name: String) -> [ExactCase] {
        ((try? load())?.cases ?? []).filter { $0.family == name }
    }
}

@Suite("The file of exact cases") struct ExactCaseFileTests {
    static let tested = [
        "erlangB", "erlangC", "erlangA", "mmn_plus_G", "staffing_min_n", "sqrt_staffing_functions",
        "mg1", "mdn", "dialogue_fallback", "latency_hangup", "ai_gate_to_erlangA",
        "ai_infinite_then_erlangA",
    ]

    @Test("holds as many cases as it says, with unique ids")
    func count() throws {
        let file = try ExactCaseFile.load()
        #expect(file.cases.count == file.count)
        #expect(Set(file.cases.map(\.id)).count == file.count)
    }

    @Test(
        "holds as many cases of each tested family as it says, and at least one", arguments: tested)
    func family(name: String) throws {
        let file = try ExactCaseFile.load()
        let found = file.cases.filter { $0.family == name }.count
        #expect(found > 0)
        #expect(found == file.families[name])
    }
}
