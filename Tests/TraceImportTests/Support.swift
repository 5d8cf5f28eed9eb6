import ContactCenterEvents
import Foundation
import TraceImport
import TwinPrimitives

/// A sink that keeps what it is given.
struct RecordedEvents: EventSink {
    struct Entry: Equatable {
        var event: ContactCenterEvent
        var time: SimulationTime
    }

    var entries: [Entry] = []

    mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        entries.append(Entry(event: event, time: time))
    }
}

/// The committed trace of the bank, seen from this file.
let bankTrace = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("traces/anonymous-bank-1999-08/calls.tsv.zst").path

/// Runs a body with a fresh file of the given bytes, and removes the file.
func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let name = "calltwin-import-\(ProcessInfo.processInfo.globallyUniqueString)"
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
}

/// What an import of a text gave.
struct Outcome {
    var trace: ImportedTrace
    var rejected: [RejectedLine]
}

/// Imports a text with one importer.
func importText(
    _ text: String, with importer: any TraceImporter, days: DayRange? = nil
) throws -> Outcome {
    try withFile(Array(text.utf8)) { path in
        var rejected: [RejectedLine] = []
        let trace = try importer.read(paths: [path], days: days) { rejected.append($0) }
        return Outcome(trace: trace, rejected: rejected)
    }
}

/// The error of an import that must fail.
func importError(_ bytes: [UInt8], with importer: any TraceImporter) throws -> TraceImportError? {
    try withFile(bytes) { path in
        do throws(TraceImportError) {
            _ = try importer.read(paths: [path], days: nil) { _ in }
            return nil
        } catch {
            return error
        }
    }
}
