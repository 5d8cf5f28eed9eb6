import CallerModel
import DecodeBank
import DialogueEngine
import DialogueModels
import Foundation
import ModelReading
import TwinPrimitives

/// The tree a scenario was decoded from, and the data files it names.
struct ScenarioSource: Sendable {
    var file: ModelFile
    var tables: DataFiles

    init(
        file: ModelFile, classifiers: TrainedClassifiers? = nil,
        sound: (any PoolSoundMaker)? = nil
    ) {
        self.file = file
        tables = DataFiles(scenarioPath: file.path, classifiers: classifiers, sound: sound)
    }
}

/// Data files beside a scenario; each is read once, also when many variations are decoded.
struct DataFiles: Sendable {
    private let folder: String
    private var traces: [String: [TraceRow]] = [:]
    private var laws: [String: [[Double]]] = [:]
    private var dialogues: DialogueFiles
    /// How calls of pools went over lines.
    let lineMemory = LineMemory()

    /// Longest data file: a year of a large center's calls is about 100 MiB.
    static let limitBytes = 256 * 1_048_576

    /// One call of a trace.
    struct TraceRow: Sendable {
        var seconds: Double
        var contactType: String
        var line: Int
    }

    init(
        scenarioPath: String, classifiers: TrainedClassifiers? = nil,
        sound: (any PoolSoundMaker)? = nil
    ) {
        dialogues = DialogueFiles(classifiers: classifiers, sound: sound)
        folder =
            scenarioPath.contains("/")
            ? String(scenarioPath[...(scenarioPath.lastIndex(of: "/") ?? scenarioPath.startIndex)])
            : ""
    }

    /// The path of a file that the scenario names relative to itself.
    func path(_ name: String) -> String { name.hasPrefix("/") ? name : folder + name }

    /// The rows of a trace, checked to be ascending.
    mutating func trace(_ name: String) throws -> [TraceRow] {
        let path = path(name)
        if let known = traces[path] { return known }
        var rows: [TraceRow] = []
        try Self.forEachRow(path, headers: [["time", "contactType"]]) { fields, location in
            let seconds = try Self.number(fields[0], location)
            guard seconds >= rows.last?.seconds ?? 0 else {
                throw ScenarioError.invalid(
                    location: location,
                    what: rows.isEmpty
                        ? "time \(fields[0]) is negative"
                        : "time \(fields[0]) is before that of the line above")
            }
            rows.append(
                TraceRow(
                    seconds: seconds, contactType: String(fields[1]), line: location.line))
        }
        traces[path] = rows
        return rows
    }

    /// The columns `value` and, when there, `probability` of a law's file.
    mutating func law(_ name: String) throws -> [[Double]] {
        let path = path(name)
        if let known = laws[path] { return known }
        var columns: [[Double]] = []
        let headers = [["value"], ["value", "probability"]]
        try Self.forEachRow(path, headers: headers) { fields, location in
            if columns.isEmpty { columns = fields.map { _ in [] } }
            for (index, field) in fields.enumerated() {
                columns[index].append(try Self.number(field, location))
            }
        }
        laws[path] = columns
        return columns
    }

    /// The content of all files read, in the order of their paths, one line each.
    var canonicalLines: [String] {
        let rows = traces.keys.sorted().map { path in
            "trace:"
                + (traces[path] ?? []).map { "\($0.seconds) \($0.contactType)" }
                .joined(separator: ",")
        }
        let columns = laws.keys.sorted().map { path in
            "law:" + (laws[path] ?? []).map { "\($0)" }.joined(separator: ",")
        }
        return rows + columns + dialogues.canonicalLines
    }

    /// A dialogue model that a pool names, trained.
    mutating func dialogue(
        _ name: String, _ values: [ReplacedValue]
    ) throws(DialogueModelError) -> TrainedDialogue {
        try dialogues.dialogue(path(name), values)
    }

    /// The callers that a pool names, and what stands for their file.
    mutating func callers(
        _ name: String, _ values: [ReplacedValue], for model: DialogueModel
    ) throws(DialogueModelError) -> ReadCallers {
        try dialogues.callers(path(name), values, for: model)
    }

    /// What a tier of a pool hears by.
    mutating func hearing(
        _ tier: HearingTier, condition: String, model: DialogueModel, channels: String,
        bank: String?
    ) throws(DecodeBankError) -> TierHearing {
        try dialogues.hearing(
            tier, condition: condition, model: model, channels: channels, bank: bank)
    }

    /// What a pool sounds like; nil where nobody makes sound.
    mutating func sound(for request: PoolSoundRequest) throws(PoolSoundError) -> PoolSound? {
        try dialogues.sound(for: request)
    }

    /// What went wrong with the sound of a session; nil while all is well.
    var soundFailure: String? { dialogues.soundFailure }

    /// What the banks that were read were built of; nil without any.
    func callsOfBank() throws(DecodeBankError) -> BankDescription? {
        try dialogues.callsOfBank()
    }

    /// Refuses runs that a bank did not cover.
    func checkCoverage() throws(DecodeBankError) { try dialogues.checkCoverage() }

    /// Utterances that were looked up in banks so far, and those of them that these lacked.
    var bankLookups: (all: Int, missed: Int) { dialogues.bankLookups }

    private static func number(_ text: Substring, _ location: SourceLocation) throws -> Double {
        guard case .success(let value) = Quantity(.number, from: -.infinity).value(of: String(text))
        else {
            throw ScenarioError.invalid(location: location, what: "'\(text)' is not a number")
        }
        return value
    }

    /// Reads a CSV file without quotes whose first line is one of the headers.
    private static func forEachRow(
        _ path: String, headers: [[String]],
        _ body: ([Substring], SourceLocation) throws -> Void
    ) throws {
        let file = try TextFile(path: path, limitBytes: limitBytes)
        var columns = 0
        for (index, line) in file.lines.enumerated() {
            let location = SourceLocation(path: path, line: index + 1)
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            if index == 0 {
                guard headers.contains(fields.map(String.init)) else {
                    let known = headers.map { "'" + $0.joined(separator: ",") + "'" }
                    throw ScenarioError.invalid(
                        location: location,
                        what: "the header should be " + known.joined(separator: " or "))
                }
                columns = fields.count
            } else if !line.isEmpty {
                guard fields.count == columns else {
                    throw ScenarioError.invalid(
                        location: location,
                        what: "\(columns) columns expected, \(fields.count) found")
                }
                try body(fields, location)
            }
        }
    }
}
