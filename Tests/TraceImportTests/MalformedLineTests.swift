import Testing
import TraceImport
import Zstandard

@Suite("Every importer and malformed input")
struct MalformedLineTests {
    @Test("the sample is read without a rejected line", arguments: TraceImporters.all.indices)
    func sample(_ index: Int) throws {
        let importer = TraceImporters.all[index]
        let outcome = try importText(importer.sample, with: importer)
        #expect(outcome.rejected.isEmpty)
        #expect(outcome.trace.report.contacts > 0)
        let named = try #require(TraceImporters.named(importer.name))
        #expect(named.name == importer.name)
    }

    /// Each broken line is put in at every place after the header.
    @Test(
        "a malformed line is named with its number and reason, and costs no other line",
        arguments: TraceImporters.all.indices)
    func brokenLines(_ index: Int) throws {
        let importer = TraceImporters.all[index]
        let good = try importText(importer.sample, with: importer)
        let lines = importer.sample.split(separator: "\n").map(String.init)
        let broken = [
            "", " ", "garbage", "\u{0}\u{1}\u{2}", "ü\u{7F}", "\t\t\t", "NaN",
            String(repeating: "x", count: 10_000), String(repeating: "\t", count: 3_000),
            String(repeating: "9", count: 4_000),
        ]
        for bad in broken {
            for place in 1...lines.count {
                let all = lines[..<place] + [bad] + lines[place...]
                let text = all.map { $0 + "\n" }.joined()
                let outcome = try importText(text, with: importer)
                #expect(outcome.rejected.map(\.line) == [place + 1])
                #expect(outcome.rejected.allSatisfy { !$0.reason.isEmpty })
                #expect(outcome.trace.contacts == good.trace.contacts)
                #expect(outcome.trace.report.rejected == 1)
            }
        }
    }

    /// Every cut of the sample is a clean prefix, a rejected last line, or a typed error.
    @Test(
        "a file cut at any byte gives a prefix, a rejected line or a typed error",
        arguments: TraceImporters.all.indices)
    func cuts(_ index: Int) throws {
        let importer = TraceImporters.all[index]
        let bytes = Array(importer.sample.utf8)
        let whole = try importText(importer.sample, with: importer).trace
        for length in bytes.indices {
            let part = String(decoding: bytes[..<length], as: UTF8.self)
            let outcome: Outcome
            do {
                outcome = try importText(part, with: importer)
            } catch let error as TraceImportError {
                #expect(!error.description.isEmpty)
                continue
            }
            #expect(outcome.rejected.count <= 1)
            #expect(outcome.trace.report.contacts <= whole.report.contacts)
        }
    }

    /// Flips each byte of the sample in three ways; the importer must end, and every line must be
    /// read or rejected.
    @Test(
        "a flipped byte never loses a line in silence", arguments: TraceImporters.all.indices)
    func flips(_ index: Int) throws {
        let importer = TraceImporters.all[index]
        let bytes = Array(importer.sample.utf8)
        for place in bytes.indices {
            for mask: UInt8 in [0x01, 0x10, 0x80] {
                var flipped = bytes
                flipped[place] ^= mask
                try withFile(flipped) { path in
                    var rejected = 0
                    do throws(TraceImportError) {
                        let trace = try importer.read(paths: [path], days: nil) { _ in
                            rejected += 1
                        }
                        let setAside = trace.report.count(of: "phantoms")
                        let report = trace.report
                        #expect(report.contacts + rejected + setAside == report.lines)
                    } catch {
                        #expect(error.description.contains("error: "))
                    }
                }
            }
        }
    }

    @Test(
        "CR LF line ends and a missing last line end change nothing",
        arguments: TraceImporters.all.indices)
    func lineEnds(_ index: Int) throws {
        let importer = TraceImporters.all[index]
        let good = try importText(importer.sample, with: importer).trace.contacts
        let lines = importer.sample.split(separator: "\n")
        for text in [lines.joined(separator: "\r\n") + "\r\n", lines.joined(separator: "\n")] {
            let outcome = try importText(text, with: importer)
            #expect(outcome.trace.contacts == good && outcome.rejected.isEmpty)
        }
    }

    @Test("what is no readable file has its own error", arguments: TraceImporters.all.indices)
    func files(_ index: Int) throws {
        let importer = TraceImporters.all[index]
        func error(_ path: String) -> TraceImportError? {
            do throws(TraceImportError) {
                _ = try importer.read(paths: [path], days: nil) { _ in }
                return nil
            } catch {
                return error
            }
        }
        #expect(error("/no/such/file") == .missing(path: "/no/such/file"))
        #expect(error("/etc") == .directory(path: "/etc"))
        #expect(error("/dev/zero") == .notText(path: "/dev/zero", offset: 0, byte: 0))
        guard case .empty = try importError([], with: importer) else {
            Issue.record("an empty file must say that it is empty")
            return
        }
        guard case .notText = try importError([0x7F, 0x45, 0x4C, 0x46, 0, 1], with: importer) else {
            Issue.record("binary data must be called binary")
            return
        }
        let damaged: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
        guard case .damagedCompression = try importError(damaged, with: importer) else {
            Issue.record("damaged zstd data must be called damaged")
            return
        }
    }
}
