import ArgumentParser
import ContactCenterEvents
import EventLog
import Reporting
import RunLogs
import TwinPrimitives

/// Checks a log.
struct LogVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check every byte of a log.",
        discussion: """
            Checks all checksums, the order of blocks and segments, and the footers. --full also \
            unpacks every block, checks the SHA-256 chain and decodes every event.

            Exit code: 0 whole, 1 not finished by its writer, 80 from a newer version, 81 damaged.

            Example:
              calltwin log verify out/demo/log --full
            """)

    @Argument(help: "Directory of the log.")
    var log: String

    @Flag(help: "Also check the hash chain and decode every event.")
    var full = false

    @Flag(help: "Print JSON (schema calltwin.log.verify/1).")
    var json = false

    /// What was found.
    private struct Finding {
        var events: UInt64
        var blocks: Int
        var segments: Int
        var bytes: UInt64
        var chainHead: ChainValue
        var ending: LogEnding
    }

    private struct NoSink: EventSink {
        mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {}
    }

    func run() throws {
        let finding: Finding
        do throws(EventLogError) {
            finding = full ? try checkAll() : try checkBytes()
        } catch {
            throw CommandFailure(error)
        }
        try StandardOutput.line(json ? jsonText(finding) : sentence(finding))
        if let complaint = finding.ending.complaint {
            let isTorn = if case .torn = finding.ending { true } else { false }
            throw CommandFailure(isTorn ? .damagedLog : .runFailed, complaint, at: log)
        }
    }

    private func checkAll() throws(EventLogError) -> Finding {
        var sink = NoSink()
        let result = try LogReplay.run(log, into: &sink, verification: .chain)
        return Finding(
            events: result.eventCount, blocks: result.blockCount, segments: result.segmentCount,
            bytes: result.fileBytes, chainHead: result.chainHead, ending: result.ending)
    }

    private func checkBytes() throws(EventLogError) -> Finding {
        let reader = try EventLogReader(log)
        var blocks = 0
        while try reader.next(wantsPayload: false) != nil { blocks += 1 }
        return Finding(
            events: reader.eventCount, blocks: blocks, segments: reader.segmentCount,
            bytes: reader.fileBytes, chainHead: reader.chainHead, ending: reader.ending ?? .open)
    }

    private func sentence(_ finding: Finding) -> String {
        """
        \(log): \(finding.ending.word): events \(finding.events), blocks \(finding.blocks), \
        segments \(finding.segments), bytes \(finding.bytes)
        checked: \(full ? "checksums, order, hash chain, every event" : "checksums and order")
        chain head: \(finding.chainHead)
        """
    }

    private func jsonText(_ finding: Finding) -> String {
        JSONValue.object([
            ("schema", .string("calltwin.log.verify/1")),
            ("log", .string(log)),
            ("ending", .string(finding.ending.word)),
            ("full", .bool(full)),
            ("events", .integer(Int(finding.events))),
            ("blocks", .integer(finding.blocks)),
            ("segments", .integer(finding.segments)),
            ("bytes", .integer(Int(finding.bytes))),
            ("chainHead", .string("\(finding.chainHead)")),
        ]).text(lines: 9)
    }
}
