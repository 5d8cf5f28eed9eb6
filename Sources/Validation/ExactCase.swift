import Foundation

/// One case of a file of exact results: parameters, and outputs known to many digits.
public struct ExactCase: Sendable, CustomStringConvertible {
    /// Family and number, such as `erlangA-04`.
    public let id: String
    /// Family.
    public let family: String
    /// Parameters.
    let parameters: CaseValue
    /// Exact outputs.
    let outputs: CaseValue
    /// Digits of the outputs that can be relied on.
    public let trustedDigits: Int

    /// The id, for messages.
    public var description: String { id }

    /// A numeric parameter, by its path.
    func number(_ path: String...) -> Double? { parameters.at(path)?.number }
    /// A textual parameter, by its path.
    func text(_ path: String...) -> String? { parameters.at(path)?.text }
    /// A numeric output.
    func output(_ name: String) -> Double? { outputs.at([name])?.number }
    /// The elements of an output that is a list.
    func items(_ name: String) -> [CaseValue] { outputs.at([name])?.items ?? [] }
    /// The members of an output that is an object.
    func object(_ name: String) -> [String: CaseValue]? { outputs.at([name])?.members }
    /// Names of all outputs, in alphabetical order.
    var outputNames: [String] { outputs.members.keys.sorted() }
}

/// A value of a case file.
enum CaseValue: Sendable {
    case number(Double)
    case text(String)
    case list([CaseValue])
    case object([String: CaseValue])
    case nothing

    init(_ value: Any?) {
        switch value {
        case let text as String: self = .text(text)
        case let list as [Any]: self = .list(list.map { CaseValue($0) })
        case let object as [String: Any]: self = .object(object.mapValues { CaseValue($0) })
        case let number as NSNumber: self = .number(number.doubleValue)
        default: self = .nothing
        }
    }

    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var numbers: [Double]? {
        guard case .list(let list) = self else { return nil }
        let numbers = list.compactMap(\.number)
        return numbers.count == list.count ? numbers : nil
    }
    var items: [CaseValue] { if case .list(let list) = self { list } else { [] } }
    var members: [String: CaseValue] {
        if case .object(let members) = self { members } else { [:] }
    }

    func at(_ path: [String]) -> CaseValue? {
        path.reduce(self as CaseValue?) { $0?.members[$1] }
    }
}

/// What is wrong with a file of exact cases.
public enum CaseFileError: Error, Equatable, CustomStringConvertible {
    /// The file cannot be read.
    case unreadable(path: String, isMissing: Bool)
    /// The content is not what a case file holds.
    case malformed(path: String, what: String)

    /// The fact in one line.
    public var description: String {
        switch self {
        case .unreadable(let path, let isMissing):
            "\(path): error: " + (isMissing ? "no such file" : "this cannot be read as a file")
        case .malformed(let path, let what): "\(path): error: \(what)"
        }
    }
}

/// Reads files of exact cases.
public enum CaseFile {
    /// Reads all cases.
    ///
    /// - Parameter path: A JSON file with `cases`, each with `id`, `family`, `params`, `outputs`.
    /// - Returns: The cases in order.
    /// - Throws: What is wrong with the file.
    public static func read(_ path: String) throws(CaseFileError) -> [ExactCase] {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
            throw .unreadable(
                path: path, isMissing: !FileManager.default.fileExists(atPath: path))
        }
        guard let object = try? JSONSerialization.jsonObject(with: data) else {
            throw .malformed(path: path, what: "this is not JSON; known: {\"cases\": […]}")
        }
        guard let root = object as? [String: Any], let list = root["cases"] as? [Any] else {
            throw .malformed(path: path, what: "no list 'cases'; known: {\"cases\": […]}")
        }
        var cases: [ExactCase] = []
        for (number, entry) in list.enumerated() {
            guard let entry = entry as? [String: Any], let id = entry["id"] as? String,
                let family = entry["family"] as? String, entry["params"] is [String: Any],
                entry["outputs"] is [String: Any]
            else {
                throw .malformed(
                    path: path,
                    what: "case \(number + 1) lacks one of: id, family, params, outputs")
            }
            cases.append(
                ExactCase(
                    id: id, family: family, parameters: CaseValue(entry["params"]),
                    outputs: CaseValue(entry["outputs"]),
                    trustedDigits: entry["trusted_digits"] as? Int ?? 6))
        }
        return cases
    }
}
