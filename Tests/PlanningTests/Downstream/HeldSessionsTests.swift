import ContactCenterEvents
import Foundation
import Planning
import Testing
import TwinPrimitives
import VoiceAgents

@Suite("Tables of sessions")
struct HeldSessionsTests {
    private static let header = HeldSessions.columns.joined(separator: ",")

    private func read(_ lines: [String]) throws -> HeldSessions {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(
            "sessions-\(ProcessInfo.processInfo.globallyUniqueString).csv"
        ).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try (lines.joined(separator: "\n") + "\n").write(
            toFile: path, atomically: true, encoding: .utf8)
        do throws(HeldSessionsError) {
            return try HeldSessions(path: path)
        } catch {
            throw Message(text: error.description.replacing(path, with: "file"))
        }
    }

    private struct Message: Error, Equatable {
        var text: String
    }

    private func row(_ ordinal: Int, _ fidelity: String, contained: String = "1") -> String {
        "0,0,\(ordinal),0,7:1,12.5,g,p,flite:kal:1:1,\(fidelity),1,\(contained),1,0,0,0,6,1,70.25,,,"
    }

    @Test("a row is read as it was written")
    func written() throws {
        let table = try read([
            Self.header, row(3, "bank"), row(4, "bank"), row(4, "audio"), row(3, "audio"),
        ])
        let pairs = try table.pairs("bank", "audio")
        #expect(pairs.map { $0.first.session.key.caller.ordinal } == [4, 3])
        let session = try #require(pairs.first).second.session
        #expect(session.key.caller.ordinal == 4 && session.start.seconds == 12.5)
        #expect(session.member?.caller.ordinal == 7 && session.member?.attempt == 1)
        #expect(session.summary.seconds == 70.25 && session.summary.outcome == .resolved)
        #expect(session.summary.turns == 6 && session.summary.misunderstood == 1)
    }

    @Test("a row is written as it is read, and several hearings as their means")
    func rows() throws {
        let long = row(3, "audio").replacing("70.25", with: "71.75")
        let rows = try read([Self.header, row(3, "bank"), long]).pairs("bank", "audio")
        let pair = try #require(rows.first)
        func written(_ fidelity: String, _ hearings: [RecordedSession]) -> String {
            HeldSessions.row(
                of: HeldSessions.identity(
                    of: pair.first.session, goal: "g", persona: "p", voice: "flite:kal:1:1"),
                at: fidelity, hearings)
        }
        #expect(written("bank", [pair.first.recorded]) == row(3, "bank"))
        let mean = row(3, "bank").replacing("bank,1,", with: "bank,2,")
            .replacing("70.25", with: "71")
        #expect(written("bank", [pair.first.recorded, pair.second.recorded]) == mean)
        var summary = pair.first.session.summary
        summary.outcome = .escalated
        let handed = RecordedSession(
            summary, handoff: SessionHandoff(turns: 6, known: 2, missing: 1))
        let fields = written("bank", [handed]).split(separator: ",")
        #expect(fields.suffix(4) == ["70.25", "2", "1", "1"])
    }

    @Test("what is wrong is said with its line")
    func wrong() throws {
        func message(_ lines: [String]) -> String {
            do {
                _ = try read(lines)
                return ""
            } catch { return (error as? Message)?.text ?? "\(error)" }
        }
        #expect(message(["a,b"]).hasPrefix("file:1: error: no column 'replication'; known: "))
        #expect(
            message([Self.header, "1,2"]).hasPrefix("file:2: error: 2 fields under 22 columns"))
        #expect(
            message([Self.header, row(3, "bank", contained: "x")])
                == "file:2: error: 'contained' is 'x'; known: a number of 0 or more")
        #expect(
            message([Self.header, row(3, "bank"), row(3, "bank")]).hasPrefix(
                "file:3: error: a second row of one session"))
        let table = try read([Self.header, row(3, "bank"), row(4, "audio")])
        #expect(throws: HeldSessionsError.self) { try table.pairs("bank", "audio") }
        #expect(throws: HeldSessionsError.self) { try table.pairs("text", "audio") }
        #expect(throws: HeldSessionsError.self) { try HeldSessions(path: "/no/such/file.csv") }
    }
}
