import Foundation

/// The committed counts, and how far a count may lie from them.
///
/// Counts do not depend on the machine's load; they do depend on the compiler's version.
struct Thresholds {
    /// Of a count of instructions.
    static let instructionTolerance = 0.03
    /// Of a count of mispredictions.
    static let mispredictionTolerance = 0.10
    /// Differences below this are noise of the branch simulator.
    static let smallestMispredictions = 0.01

    private struct Document: Codable {
        var schema: String
        var compiler: String
        var benchmarks: [Entry]
    }

    private struct Entry: Codable {
        var name: String
        var instructionsPerUnit: Double
        var mispredictionsPerUnit: Double
    }

    private static let schema = "calltwin.thresholds/1"
    private let document: Document

    /// Reads the committed file.
    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw BenchError.thresholds("\(path): cannot be read")
        }
        document = try JSONDecoder().decode(Document.self, from: data)
        guard document.schema == Self.schema else {
            throw BenchError.thresholds("\(path): schema \(document.schema), known: \(Self.schema)")
        }
    }

    /// Prints a verdict per count.
    ///
    /// - Returns: How many counts lie outside their tolerance or have no threshold.
    func judge(_ counts: [InstructionCount]) throws -> Int {
        print(
            Columns.left("benchmark", 26) + Columns.right("instructions", 14)
                + Columns.right("committed", 12) + Columns.right("mispredicted", 14)
                + Columns.right("committed", 12) + "  verdict")
        var missed = 0
        for count in counts {
            guard let entry = document.benchmarks.first(where: { $0.name == count.name }) else {
                print(Columns.left(count.name, 26) + "no threshold is committed")
                missed += 1
                continue
            }
            let verdict = Self.verdict(count, against: entry)
            if verdict != "ok" { missed += 1 }
            print(
                Columns.left(count.name, 26)
                    + Columns.right(Columns.fixed(count.instructionsPerUnit, 2), 14)
                    + Columns.right(Columns.fixed(entry.instructionsPerUnit, 2), 12)
                    + Columns.right(Columns.fixed(count.mispredictionsPerUnit, 4), 14)
                    + Columns.right(Columns.fixed(entry.mispredictionsPerUnit, 4), 12)
                    + "  " + verdict)
        }
        return missed
    }

    private static func verdict(_ count: InstructionCount, against entry: Entry) -> String {
        let instructions = count.instructionsPerUnit / entry.instructionsPerUnit - 1
        let difference = count.mispredictionsPerUnit - entry.mispredictionsPerUnit
        var parts: [String] = []
        if abs(instructions) > instructionTolerance {
            parts.append("instructions \(signedPercent(instructions))")
        }
        let allowed = max(
            mispredictionTolerance * entry.mispredictionsPerUnit, smallestMispredictions)
        if abs(difference) > allowed {
            parts.append(
                "mispredictions \(difference > 0 ? "+" : "")\(Columns.fixed(difference, 4))")
        }
        return parts.isEmpty ? "ok" : "MISSED: " + parts.joined(separator: ", ")
    }

    private static func signedPercent(_ value: Double) -> String {
        (value > 0 ? "+" : "") + Columns.fixed(100 * value, 1) + " %"
    }

    /// Writes counts as the new thresholds; those of other benchmarks that still exist stay.
    static func write(_ counts: [InstructionCount], to path: String) throws {
        var entries = (try? Thresholds(path: path).document.benchmarks) ?? []
        for count in counts {
            let entry = Entry(
                name: count.name, instructionsPerUnit: rounded(count.instructionsPerUnit),
                mispredictionsPerUnit: rounded(count.mispredictionsPerUnit))
            entries.removeAll { $0.name == count.name }
            entries.append(entry)
        }
        let document = Document(
            schema: schema,
            compiler: ProcessInfo.processInfo.environment["CALLTWIN_COMPILER"] ?? "not recorded",
            benchmarks: Benchmarks.all.compactMap { known in
                entries.first { $0.name == known.name }
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try (encoder.encode(document) + Data("\n".utf8)).write(to: URL(fileURLWithPath: path))
    }

    /// Four digits behind the point, and no negative zero.
    private static func rounded(_ value: Double) -> Double {
        (value * 10_000).rounded() / 10_000 + 0
    }
}
