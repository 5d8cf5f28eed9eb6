import EventLog
import Foundation
import TestSupport
import Testing

@Suite("calltwin log")
struct LogCommandTests {
    private static let chainHead =
        "6fd55d8799ecc655cf8149c2f1b7f8ee58c8b7db6f412a343b87497bc0f98563"

    /// Runs the body with the folder of a fresh log of every kind of event.
    private func withLog(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("calltwin-log-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try EveryKind.write(to: folder)
        try body(folder)
    }

    /// Rewrites the only segment of a log.
    private func change(_ folder: String, _ change: (inout Data) -> Void) throws {
        let file = URL(fileURLWithPath: folder + "/seg-0000000000.twl")
        var content = try Data(contentsOf: file)
        change(&content)
        try content.write(to: file)
    }

    @Test("verify says what a whole log holds and what was checked")
    func verify() throws {
        try withLog { folder in
            let run = try CommandRun("log", "verify", folder, "--full")
            #expect(run.status == 0)
            #expect(run.errors == "")
            #expect(
                run.output == """
                    \(folder): complete: events 43, blocks 1, segments 1, bytes 1853
                    checked: checksums, order, hash chain, every event
                    chain head: \(Self.chainHead)

                    """)
        }
    }

    @Test("verify tells a damaged log, an unfinished one and one from the future apart")
    func verifyRefuses() throws {
        try withLog { folder in
            try change(folder) { $0[1100] ^= 1 }
            let damaged = try CommandRun("log", "verify", folder)
            #expect(damaged.status == 81)
            #expect(
                damaged.errors == """
                    \(folder)/seg-0000000000.twl: error: damaged event log: segment 0, block 0, \
                    bytes 954..<1665: the checksum of the payload does not match

                    """)
            try change(folder) { $0[1100] ^= 1 }
            try change(folder) { $0.removeLast(70) }
            let cut = try CommandRun("log", "verify", folder)
            #expect(cut.status == 81)
            #expect(cut.output.hasPrefix("\(folder): torn: events 43, blocks 1"))
            #expect(cut.errors.contains("error: the log was not finished; the last 118 bytes"))
            try change(folder) { content in
                content[12] = 2
                let check = content.prefix(124).crc32c
                for byte in 0..<4 { content[124 + byte] = UInt8(check >> (8 * byte) & 0xFF) }
            }
            let future = try CommandRun("log", "verify", folder)
            #expect(future.status == 80)
            #expect(future.errors.contains("format version 2 is from a newer version"))
        }
        #expect(try CommandRun("log", "verify", "no/such/log").status == 66)
    }

    @Test("show lists the events that are wanted, as text and as JSON lines")
    func show() throws {
        try withLog { folder in
            let text = try CommandRun("log", "show", folder, "--kind", "menuLeft")
            #expect(
                text.output
                    == "      30.864197275  MenuLeft               contact 0  hungUp no\n")
            let json = try CommandRun(
                "log", "show", folder, "--json", "--from", "100s", "--to", "3min")
            #expect(
                json.output == """
                    {"timeSeconds":123.456789100,"kind":"PromptStarted","contact":0,"turn":2,\
                    "latencySeconds":0.812345678}
                    {"timeSeconds":149.382714811,"kind":"FallbackTriggered","contact":0,\
                    "trigger":"totalFailures"}
                    {"timeSeconds":177.777776304,"kind":"HandoffPackaged","contact":0,"turns":3}

                    """)
            let few = try CommandRun("log", "show", folder, "--contact", "0", "--limit", "2")
            #expect(few.output.split(separator: "\n").count == 2)
            let unknown = try CommandRun("log", "show", folder, "--kind", "Menu")
            #expect(unknown.status == 64)
            #expect(unknown.errors.hasPrefix("error: unknown kind 'Menu'; known: RunStarted, "))
        }
    }

    @Test("stats counts by kind and divides the files by the events")
    func stats() throws {
        try withLog { folder in
            let text = try CommandRun("log", "stats", folder)
            #expect(text.status == 0)
            #expect(text.output.contains("ContactArrived              1     12        12.00\n"))
            #expect(text.output.contains("bytes/event in the files        43.09\n"))
            let json = try CommandRun("log", "stats", folder, "--json")
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(json.output.utf8))
                    as? [String: Any])
            #expect(object["schema"] as? String == "calltwin.log.stats/1")
            #expect(object["events"] as? Int == 43)
            #expect((object["kinds"] as? [Any])?.count == 43)
            #expect(object["chainHead"] as? String == Self.chainHead)
        }
    }
}

extension Data {
    /// CRC-32C by its definition.
    fileprivate var crc32c: UInt32 {
        var crc: UInt32 = .max
        for byte in self {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0x82F6_3B78 : 0) }
        }
        return ~crc
    }
}
