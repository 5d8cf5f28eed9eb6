import Foundation

/// What can be wrong with the file of exact cases.
enum CaseError: Error {
    case noCase(String)
    case malformed
}

/// A case of the file of exact cases with its lists.
struct StatisticsCase {
    let id: String
    private let params: [String: Any]
    private let outputs: [String: Any]
    private let digits: Double

    /// The only case of its family, or that with the number.
    init(_ id: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("models/theory/exact_cases.json")
        let root = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        guard let object = root as? [String: Any], let cases = object["cases"] as? [[String: Any]],
            let found = cases.first(where: { $0["id"] as? String == id }),
            let params = found["params"] as? [String: Any],
            let outputs = found["outputs"] as? [String: Any],
            let digits = found["trusted_digits"] as? Double
        else { throw CaseError.noCase(id) }
        self.id = id
        self.params = params
        self.outputs = outputs
        self.digits = digits
    }

    func numbers(_ name: String) throws -> [Double] {
        guard let list = params[name] as? [Double] else { throw CaseError.malformed }
        return list
    }

    func number(_ name: String) throws -> Double {
        guard let value = params[name] as? Double else { throw CaseError.malformed }
        return value
    }

    func output(_ name: String) throws -> Double {
        guard let value = outputs[name] as? Double else { throw CaseError.malformed }
        return value
    }

    func outputs(_ name: String) throws -> [Double] {
        guard let list = outputs[name] as? [Double] else { throw CaseError.malformed }
        return list
    }

    func rows(_ name: String) throws -> [[String: Double]] {
        guard let list = outputs[name] as? [[String: Double]] else {
            throw CaseError.malformed
        }
        return list
    }

    func pairs(_ name: String) throws -> [[Double]] {
        guard let list = outputs[name] as? [[Double]] else { throw CaseError.malformed }
        return list
    }

    /// Whether a number agrees with an exact one to the case's trusted digits.
    func agrees(_ got: Double, _ exact: Double) -> Bool {
        abs(got - exact) <= pow(10, 1 - digits) * abs(exact) + 1e-15
    }

    /// Whether a number agrees with a named output.
    func agrees(_ got: Double, with name: String) throws -> Bool {
        agrees(got, try output(name))
    }
}

/// Reproducible uniform numbers in (0, 1), for tests.
struct TestUniforms {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// The next number (SplitMix64).
    mutating func next() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        word ^= word >> 31
        return (Double(word >> 12) + 0.5) * 0x1p-52
    }

    /// An exponential number with a mean.
    mutating func exponential(mean: Double) -> Double { -mean * log(next()) }

    /// A standard normal number.
    mutating func normal() -> Double {
        (-2 * log(next())).squareRoot() * cos(2 * Double.pi * next())
    }
}
