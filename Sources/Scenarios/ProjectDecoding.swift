import ModelReading
import TwinPrimitives

/// Most points of a sweep; each takes at least a run.
private let pointLimit = 10_000

extension ScenarioDecoder {
    func project() throws -> ProjectPlan? {
        guard let reader = try root.optionalMapping("project") else { return nil }
        var axes: [ProjectPlan.Axis] = []
        var points = 1
        for entry in try reader.entries("axes") {
            let path = reader.path(of: "axes") + "." + entry.key
            let items = try MappingReader.items(entry.value, path: path)
            guard items.count <= pointLimit else {
                throw ScenarioError.invalid(
                    location: entry.value.location,
                    what: "the axes make more than \(pointLimit) points")
            }
            var values: [String] = []
            for item in items {
                guard let text = item.node.scalar else {
                    throw ModelReadingError.wrongShape(
                        location: item.node.location, key: item.path, expected: "a single value",
                        got: item.node.shape)
                }
                guard !values.contains(text) else {
                    throw ModelReadingError.badValue(
                        location: item.node.location, key: path, text: text,
                        problem: "appears twice")
                }
                values.append(text)
            }
            guard !values.isEmpty else {
                throw ScenarioError.invalid(
                    location: entry.value.location, what: "\(path) needs at least one value")
            }
            let (product, overflow) = points.multipliedReportingOverflow(by: values.count)
            guard !overflow, product <= pointLimit else {
                throw ScenarioError.invalid(
                    location: entry.value.location,
                    what: "the axes make more than \(pointLimit) points")
            }
            points = product
            axes.append(ProjectPlan.Axis(path: entry.key, values: values))
        }
        guard !axes.isEmpty else {
            throw ScenarioError.invalid(
                location: reader.location(of: "axes"), what: "project.axes should not be empty")
        }
        let hold = try reader.optionalMapping("hold")
        let halfWidth = try reader.optionalMapping("halfWidth")
        return ProjectPlan(
            axes: axes, holdAbandonmentRate: try hold?.number("abandonmentRate"),
            replications: try reader.optionalInteger("replications"),
            halfWidthAbandonmentRate: try halfWidth?.number("abandonmentRate"),
            choose: try chosen(reader, axes))
    }

    private func chosen(_ reader: MappingReader, _ axes: [ProjectPlan.Axis]) throws -> [String]? {
        guard let items = try reader.optionalItems("choose") else { return nil }
        return try items.map { item in
            guard let path = item.node.scalar, axes.contains(where: { $0.path == path }) else {
                throw ScenarioError.invalid(
                    location: item.node.location,
                    what: "\(item.path) names no axis; known: "
                        + axes.map(\.path).joined(separator: ", "))
            }
            return path
        }
    }
}

extension Scenario {
    /// Decodes every value of every axis once, so that a sweep cannot fail half-way for a value.
    func checkAxes(_ root: MappingReader) throws {
        guard let project else { return }
        let entries = try root.mapping("project").entries("axes")
        for (axis, entry) in zip(project.axes, entries) {
            for value in axis.values {
                do {
                    _ = try varied(axis.path, to: value)
                } catch let error {
                    throw ScenarioError.invalid(
                        location: entry.location, what: "project.axes: " + error.problem)
                }
            }
        }
    }
}
