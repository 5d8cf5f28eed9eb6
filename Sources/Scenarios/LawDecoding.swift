import Distributions
import ModelReading
import TwinPrimitives

/// Decodes laws.
struct LawDecoder {
    /// The law of a mapping that `ScenarioLanguage` describes as one.
    ///
    /// - Parameters:
    ///   - reader: The mapping.
    ///   - files: Data files beside the scenario.
    /// - Returns: A law that satisfies its invariants.
    /// - Throws: `ScenarioError`, `ModelReadingError`.
    static func law(_ reader: MappingReader, _ files: inout DataFiles) throws -> Law {
        let law = try unchecked(reader, &files)
        if let reason = law.validate() { throw invalid(reader, reason) }
        return law
    }

    private static func unchecked(
        _ reader: MappingReader, _ files: inout DataFiles
    ) throws -> Law {
        switch try reader.text("distribution") {
        case "exponential": return .exponential(mean: try reader.number("mean"))
        case "weibull": return try weibull(reader)
        case "lognormal": return try lognormal(reader)
        case "gamma": return try gamma(reader)
        case "deterministic": return .deterministic(try reader.number("value"))
        case "uniform":
            return .uniform(lower: try reader.number("lower"), upper: try reader.number("upper"))
        case "hyperexponential":
            return .hyperexponential(
                probabilities: try weights(reader, "probabilities"),
                means: try reader.numbers("means"))
        case "piecewiseHazard": return try piecewiseHazard(reader)
        case "empirical": return try empirical(reader, &files)
        case "pareto":
            return .pareto(shape: try reader.number("shape"), scale: try reader.number("scale"))
        case "truncatedNormal":
            return .truncatedNormal(
                mean: try reader.number("mean"),
                standardDeviation: try reader.number("standardDeviation"),
                lower: try reader.number("lower"), upper: try reader.number("upper"))
        case "mixture": return try mixture(reader, &files)
        case "never": return .never
        case let word: preconditionFailure("the language lists no law \(word)")
        }
    }

    private static func invalid(_ reader: MappingReader, _ what: String) -> ScenarioError {
        .invalid(location: reader.node.location, what: "\(reader.place): \(what)")
    }

    /// Checks that exactly one of several sets of keys is written.
    private static func choose(_ reader: MappingReader, _ sets: [[String]]) throws -> Int {
        let written = Set(sets.joined()).filter(reader.has)
        if let index = sets.firstIndex(where: { Set($0) == written }) { return index }
        let words = sets.map { $0.joined(separator: " and ") }.joined(separator: ", or ")
        throw invalid(reader, "\(reader.table.name) needs \(words)")
    }

    private static func weibull(_ reader: MappingReader) throws -> Law {
        let shape = try reader.number("shape")
        if try choose(reader, [["scale"], ["mean"]]) == 0 {
            return .weibull(shape: shape, scale: try reader.number("scale"))
        }
        return .weibull(mean: try reader.number("mean"), shape: shape)
    }

    private static func lognormal(_ reader: MappingReader) throws -> Law {
        switch try choose(reader, [["mean", "cv"], ["median", "sigma"], ["mu", "sigma"]]) {
        case 0: .lognormal(mean: try reader.number("mean"), cv: try reader.number("cv"))
        case 1:
            .lognormal(median: try reader.number("median"), sigma: try reader.number("sigma"))
        default: .lognormal(mu: try reader.number("mu"), sigma: try reader.number("sigma"))
        }
    }

    private static func gamma(_ reader: MappingReader) throws -> Law {
        if try choose(reader, [["mean", "cv"], ["shape", "scale"]]) == 0 {
            return .gamma(mean: try reader.number("mean"), cv: try reader.number("cv"))
        }
        return .gamma(shape: try reader.number("shape"), scale: try reader.number("scale"))
    }

    /// Checks probabilities to sum to 1, within what decimals written by hand leave,
    /// and makes the sum exact.
    private static func weights(_ reader: MappingReader, _ key: String) throws -> [Double] {
        let weights = try reader.numbers(key)
        let sum = weights.reduce(0, +)
        guard abs(sum - 1) <= 1e-6 else {
            throw ScenarioError.invalid(
                location: reader.location(of: key),
                what: "\(reader.path(of: key)) should sum to 1, not \(sum)")
        }
        return weights.map { $0 / sum }
    }

    private static func piecewiseHazard(_ reader: MappingReader) throws -> Law {
        let hazards = try reader.numbers("perMinute").map { $0 / 60 }
        guard let last = hazards.last, last > 0 else {
            throw ScenarioError.invalid(
                location: reader.location(of: "perMinute"),
                what: "\(reader.path(of: "perMinute")) should end above 0")
        }
        return .piecewiseHazard(
            PiecewiseHazard(breaks: try reader.numbers("breaks"), hazards: hazards))
    }

    private static func empirical(
        _ reader: MappingReader, _ files: inout DataFiles
    ) throws -> Law {
        if try choose(reader, [["file"], ["values", "probabilities"]]) == 1 {
            return .empirical(
                EmpiricalLaw(
                    values: try reader.numbers("values"),
                    probabilities: try reader.numbers("probabilities")))
        }
        let name = try reader.text("file")
        let columns = try files.law(name)
        let location = SourceLocation(path: files.path(name))
        let values = columns.first ?? []
        let law: EmpiricalLaw
        if columns.count == 2 {
            law = EmpiricalLaw(values: values, probabilities: columns[1])
        } else {
            let steps = Double(max(values.count - 1, 1))
            law = EmpiricalLaw(
                values: values.sorted(),
                probabilities: values.indices.map { Double($0) / steps })
        }
        if let reason = law.validate() {
            throw ScenarioError.invalid(location: location, what: reason)
        }
        if reader.table["values"].map(isScore) == true, let last = law.values.last, last > 1 {
            throw ScenarioError.invalid(location: location, what: "score \(last) is above 1")
        }
        return .empirical(law)
    }

    private static func isScore(_ field: Field) -> Bool {
        guard case .list(.quantity(let quantity)) = field.kind else { return false }
        return quantity.greatest == 1
    }

    private static func mixture(
        _ reader: MappingReader, _ files: inout DataFiles
    ) throws -> Law {
        let weights = try weights(reader, "weights")
        guard case .list(.tagged(let tables))? = reader.table["components"]?.kind else {
            preconditionFailure("components of a mixture are laws")
        }
        var components: [Law] = []
        for item in try reader.optionalItems("components") ?? [] {
            let component = try MappingReader(item.node, tables, path: item.path)
            components.append(try law(component, &files))
        }
        return .mixture(weights: weights, components: components)
    }
}
