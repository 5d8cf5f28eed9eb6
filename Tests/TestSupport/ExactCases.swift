public import Foundation

/// One case of `models/theory/exact_cases.json`.
public struct ExactCase: Sendable, CustomStringConvertible {
    /// Family and number, such as `erlangA-04`.
    public let id: String
    /// Family.
    public let family: String
    /// Numeric parameters by name.
    public let numbers: [String: Double]
    /// Textual parameters by name.
    public let texts: [String: String]
    /// Parameters of the patience law by name, with its `law` among the texts as `patience.law`.
    public let patience: [String: Double]
    /// Exact outputs by name; lists are left out.
    public let outputs: [String: Double]

    /// The id, for test names.
    public var description: String { id }
}

/// The committed file of exact cases.
public enum ExactCases {
    /// Folder of the package, found from this source file.
    public static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Reads all cases of some families; a family without a case is an error.
    public static func load(families: [String]) throws -> [ExactCase] {
        let file = package.appendingPathComponent("models/theory/exact_cases.json")
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        guard let root = object as? [String: Any], let list = root["cases"] as? [[String: Any]],
            root["count"] as? Int == list.count
        else { throw ExactCaseError.malformed }
        let cases = list.compactMap(parse).filter { families.contains($0.family) }
        for family in families where !cases.contains(where: { $0.family == family }) {
            throw ExactCaseError.noCase(of: family)
        }
        return cases
    }

    private static func parse(_ entry: [String: Any]) -> ExactCase? {
        guard let id = entry["id"] as? String, let family = entry["family"] as? String,
            let parameters = entry["params"] as? [String: Any],
            let outputs = entry["outputs"] as? [String: Any]
        else { return nil }
        var texts = parameters.compactMapValues { $0 as? String }
        let patience = parameters["patience"] as? [String: Any] ?? [:]
        texts["patience.law"] = patience["law"] as? String
        return ExactCase(
            id: id, family: family, numbers: parameters.compactMapValues { $0 as? Double },
            texts: texts, patience: patience.compactMapValues { $0 as? Double },
            outputs: outputs.compactMapValues { $0 as? Double })
    }
}

/// What can be wrong with the file of exact cases.
public enum ExactCaseError: Error {
    /// Not the expected layout, or the count is off.
    case malformed
    /// A family has no case.
    case noCase(of: String)
}
