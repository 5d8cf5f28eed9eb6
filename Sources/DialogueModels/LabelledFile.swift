public import DialogueEngine
import Foundation
public import TwinPrimitives
import Zstandard

/// What can be wrong with a file of labelled utterances.
public enum LabelledFileError: Error, Equatable, Sendable {
    /// There is no such file, or it cannot be read.
    case unreadable(path: String)
    /// It is compressed, and cannot be unpacked.
    case compressed(path: String, problem: String)
    /// Not UTF-8.
    case invalidText(path: String)
    /// A line that is not of the form.
    case badLine(path: String, line: Int, problem: String)
    /// Not the JSON of CLINC150.
    case badJSON(path: String, problem: String)
    /// The part that was asked for is not in the file.
    case missingPart(path: String, part: String, known: [String])
    /// A part was asked for, and the file is of a form that has none.
    case noParts(path: String)
    /// No utterances.
    case empty(path: String)
}

extension LabelledFileError: CustomStringConvertible {
    /// The file, with the line where one is at fault.
    public var location: SourceLocation {
        switch self {
        case .badLine(let path, let line, _): SourceLocation(path: path, line: line)
        case .unreadable(let path), .compressed(let path, _), .invalidText(let path),
            .badJSON(let path, _), .missingPart(let path, _, _), .noParts(let path),
            .empty(let path):
            SourceLocation(path: path)
        }
    }

    /// What is wrong, without the place.
    public var problem: String {
        switch self {
        case .unreadable: "there is no such file, or it cannot be read"
        case .compressed(_, let problem), .badLine(_, _, let problem), .badJSON(_, let problem):
            problem
        case .invalidText: "the bytes are not UTF-8 text"
        case .missingPart(_, let part, let known):
            "no part '\(part)'; known: \(known.joined(separator: ", "))"
        case .noParts: "only the JSON of CLINC150 has parts; leave the part out"
        case .empty: "the file has no utterances"
        }
    }

    /// One line: `path:line: error: what; known: …`.
    public var description: String { "\(location): error: \(problem)" }

    /// Exit code of the command: 66 no input, 65 bad data.
    public var exitCode: Int32 { if case .unreadable = self { 66 } else { 65 } }
}

/// Reads labelled utterances.
///
/// Forms: comma-separated with a header of `text` and `category` (or `label`, `intent`); tab-separated
/// `label`, `text`; the JSON of CLINC150 (Larson et al. 2019), whose parts are `train`, `val`, `test`
/// and `oos_` of each. The label `oos` means from outside. Files that end in `.zst` or `.gz` are
/// unpacked.
public enum LabelledFile {
    /// Largest unpacked file, 256 MiB: some millions of utterances.
    static let sizeLimit = 256 << 20
    /// Label of utterances from outside.
    public static let outside = "oos"

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: Path of the file.
    ///   - part: For the JSON form: `train`, `val` or `test`, each with its utterances from outside;
    ///     `train` when nil.
    /// - Returns: The utterances in the order of the file; at least one.
    /// - Throws: What is wrong first, with its line where there is one.
    public static func read(
        _ path: String, part: String? = nil
    ) throws(LabelledFileError) -> [LabelledUtterance] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreadable(path: path)
        }
        var name = path
        var bytes = data
        if name.hasSuffix(".zst") {
            name.removeLast(4)
            bytes = try unpackedZstandard(path)
        } else if name.hasSuffix(".gz") {
            name.removeLast(3)
            bytes = try unpackedGzip(path)
        }
        let utterances: [LabelledUtterance]
        if name.hasSuffix(".json") {
            utterances = try fromJSON(bytes, path: path, part: part ?? "train")
        } else {
            guard part == nil else { throw .noParts(path: path) }
            guard let text = String(data: bytes, encoding: .utf8) else {
                throw .invalidText(path: path)
            }
            utterances =
                name.hasSuffix(".tsv")
                ? try fromTabs(text, path: path) : try fromCommas(text, path: path)
        }
        guard !utterances.isEmpty else { throw .empty(path: path) }
        return utterances
    }

    private static func utterance(_ text: String, _ label: String) -> LabelledUtterance {
        LabelledUtterance(
            text: text.trimmingCharacters(in: .whitespacesAndNewlines),
            label: label == outside ? nil : label)
    }

    // MARK: Forms

    private static func fromTabs(
        _ text: String, path: String
    ) throws(LabelledFileError) -> [LabelledUtterance] {
        var list: [LabelledUtterance] = []
        // With its carriage return a line end is one character, and another one.
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (number, line) in lines.enumerated() where !line.isEmpty {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == 2, !fields[0].isEmpty, !fields[1].isEmpty else {
                throw .badLine(
                    path: path, line: number + 1,
                    problem: "should be a label, a tab and an utterance")
            }
            list.append(utterance(String(fields[1]), String(fields[0])))
        }
        return list
    }

    private static func fromCommas(
        _ text: String, path: String
    ) throws(LabelledFileError) -> [LabelledUtterance] {
        let rows = try CommaRows.split(text, path: path)
        guard let header = rows.first else { return [] }
        let names = header.fields.map { $0.lowercased() }
        guard let textPlace = names.firstIndex(of: "text"),
            let labelPlace = names.firstIndex(where: {
                ["category", "label", "intent"].contains($0)
            })
        else {
            throw .badLine(
                path: path, line: 1,
                problem: "the header should name text and category; it names "
                    + names.joined(separator: ", "))
        }
        var list: [LabelledUtterance] = []
        for row in rows.dropFirst() {
            guard row.fields.count == names.count else {
                throw .badLine(
                    path: path, line: row.line,
                    problem: "has \(row.fields.count) fields; the header has \(names.count)")
            }
            guard !row.fields[textPlace].isEmpty, !row.fields[labelPlace].isEmpty else {
                throw .badLine(path: path, line: row.line, problem: "text or label is empty")
            }
            list.append(utterance(row.fields[textPlace], row.fields[labelPlace]))
        }
        return list
    }

    private static func fromJSON(
        _ bytes: Data, path: String, part: String
    ) throws(LabelledFileError) -> [LabelledUtterance] {
        guard let parts = try? JSONDecoder().decode([String: [[String]]].self, from: bytes) else {
            throw .badJSON(
                path: path,
                problem: "should be an object of lists of [text, label], as CLINC150 has it")
        }
        guard let inside = parts[part] else {
            throw .missingPart(path: path, part: part, known: parts.keys.sorted())
        }
        var list: [LabelledUtterance] = []
        for pair in inside + (parts["oos_" + part] ?? []) {
            guard pair.count == 2 else {
                throw .badJSON(path: path, problem: "'\(part)' holds what is no [text, label]")
            }
            list.append(utterance(pair[0], pair[1]))
        }
        return list
    }

    // MARK: Unpacking

    private static func unpackedZstandard(_ path: String) throws(LabelledFileError) -> Data {
        do {
            return Data(try ZstandardFile.decompress(path: path, limit: sizeLimit))
        } catch {
            throw .compressed(path: path, problem: "cannot be unpacked: \(error)")
        }
    }

    /// Unpacks with the `gzip` program: the toolchain offers no library for it.
    private static func unpackedGzip(_ path: String) throws(LabelledFileError) -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", "--", path]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw .compressed(path: path, problem: "the program gzip cannot be started")
        }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0, data.count <= sizeLimit else {
            throw .compressed(path: path, problem: "gzip cannot unpack it")
        }
        return data
    }
}

/// Rows of comma-separated values (RFC 4180): fields in double quotes may hold commas and line ends.
enum CommaRows {
    static func split(
        _ text: String, path: String
    ) throws(LabelledFileError) -> [(line: Int, fields: [String])] {
        var rows: [(line: Int, fields: [String])] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var line = 1
        var rowLine = 1
        let bytes = Array(text.utf8)
        var place = 0
        func closed() -> String { String(decoding: field, as: UTF8.self) }
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == 10 { line += 1 }
            switch byte {
            case 34 where isQuoted && place < bytes.count && bytes[place] == 34:
                field.append(34)
                place += 1
            case 34 where isQuoted || field.isEmpty: isQuoted.toggle()
            case 44 where !isQuoted:
                fields.append(closed())
                field.removeAll()
            case 10 where !isQuoted:
                if !(fields.isEmpty && field.isEmpty) {
                    fields.append(closed())
                    rows.append((rowLine, fields))
                }
                fields.removeAll()
                field.removeAll()
                rowLine = line
            case 13 where !isQuoted: break
            default: field.append(byte)
            }
        }
        guard !isQuoted else {
            throw .badLine(path: path, line: rowLine, problem: "a quoted field is not closed")
        }
        if !(fields.isEmpty && field.isEmpty) {
            fields.append(closed())
            rows.append((rowLine, fields))
        }
        return rows
    }
}
