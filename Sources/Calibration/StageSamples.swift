import Foundation

/// Measured times of stages of voice agents' answers.
public struct StageSamples: Equatable, Sendable {
    /// One request.
    public struct Sample: Equatable, Sendable {
        /// The call that it belongs to.
        public var call: String
        /// Its time, seconds, >= 0.
        public var seconds: Double

        /// Stores a request.
        public init(call: String, seconds: Double) {
            self.call = call
            self.seconds = seconds
        }
    }

    /// The stages in the order in which they were met first, with their requests.
    public private(set) var stages: [(name: String, samples: [Sample])] = []

    /// Starts empty.
    public init() {}

    mutating func add(_ stage: String, _ sample: Sample) {
        if let place = stages.firstIndex(where: { $0.name == stage }) {
            stages[place].samples.append(sample)
        } else {
            stages.append((stage, [sample]))
        }
    }

    /// Compares stages and requests.
    public static func == (left: Self, right: Self) -> Bool {
        left.stages.elementsEqual(right.stages) { $0 == $1 }
    }

    /// Reads a file: spans as JSON when it begins with a brace, else a table.
    ///
    /// - Parameters:
    ///   - text: The file's content.
    ///   - path: Its path, for messages.
    ///   - callAttribute: Attribute of a span that names its call; the trace does when nil.
    /// - Throws: What is wrong first, with its line.
    public init(text: String, path: String, callAttribute: String?) throws(StageSampleError) {
        let first = text.first { !$0.isWhitespace }
        if first == "{" {
            try self.init(spans: text, path: path, callAttribute: callAttribute)
        } else {
            try self.init(table: text, path: path)
        }
        if stages.isEmpty { throw .nothing(path: path) }
    }

    // MARK: Tables

    /// Reads a table: a header, then one request a line, with commas between and quotes around cells that
    /// have commas.
    ///
    /// Columns, in any order: `stage`; `seconds` or `milliseconds`; `call` (each request is a call of its
    /// own when left out). Others are passed over.
    private init(table text: String, path: String) throws(StageSampleError) {
        var header: [String]?
        for (number, line) in text.split(
            separator: "\n", omittingEmptySubsequences: false
        ).enumerated() {
            let line = line.hasSuffix("\r") ? line.dropLast() : line
            if line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") { continue }
            let cells = CSVLine.fields(line)
            guard let columns = header else {
                header = cells
                try Self.check(cells, path, number + 1)
                continue
            }
            guard cells.count == columns.count else {
                throw .line(
                    path: path, line: number + 1,
                    what: "\(cells.count) cells, but the header has \(columns.count)")
            }
            try addRow(columns, cells, path, number + 1)
        }
    }

    private static func check(
        _ header: [String], _ path: String, _ line: Int
    ) throws(StageSampleError) {
        let times = header.filter { $0 == "seconds" || $0 == "milliseconds" }
        guard header.contains("stage"), times.count == 1 else {
            throw .line(
                path: path, line: line,
                what:
                    "the header is '\(header.joined(separator: ","))'; wanted: stage, one of seconds"
                    + " and milliseconds, and perhaps call")
        }
    }

    private mutating func addRow(
        _ columns: [String], _ cells: [String], _ path: String, _ line: Int
    ) throws(StageSampleError) {
        func cell(_ name: String) -> String? {
            columns.firstIndex(of: name).map { cells[$0] }
        }
        let isMilli = columns.contains("milliseconds")
        let text = cell(isMilli ? "milliseconds" : "seconds") ?? ""
        guard let value = Double(text), value >= 0, value.isFinite else {
            throw .line(
                path: path, line: line,
                what:
                    "time '\(text)' should be a number of 0 or more: leave out requests without one"
            )
        }
        guard let stage = cell("stage"), !stage.isEmpty else {
            throw .line(path: path, line: line, what: "no stage is named")
        }
        add(
            stage,
            Sample(
                call: cell("call") ?? "line \(line)", seconds: isMilli ? value / 1000 : value))
    }
}

/// What is wrong with measured times.
public enum StageSampleError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A line that cannot be used.
    case line(path: String, line: Int, what: String)
    /// A file without a request.
    case nothing(path: String)

    /// Path and line.
    public var place: String {
        switch self {
        case .line(let path, let line, _): "\(path):\(line)"
        case .nothing(let path): "\(path):1"
        }
    }

    /// What is wrong, with a remedy and without the place.
    public var problem: String {
        switch self {
        case .line(_, _, let what): what
        case .nothing:
            "no request in it; wanted: a table with the columns stage and seconds, or spans as OTLP"
                + " JSON (resourceSpans)"
        }
    }

    /// The fact in one line with its place.
    public var description: String { "\(place): error: \(problem)" }
}
