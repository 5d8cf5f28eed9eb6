import Foundation
import Zstandard

/// A count of the bank's calls straight from the text, slow and sharing no code with the importer:
/// the definitions of the reference page, row by row.
struct SlowRecount {
    struct Row {
        var day: Int
        var queued: Bool
        var outcome: String
        var wait: Int
        var service: Int
        var sought: Bool { outcome == "AGENT" || queued }
        var abandoned: Bool { outcome == "HANG" && queued }
    }

    /// All calls but phantoms, in the order of the file.
    var rows: [Row] = []

    init(path: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        var input = Array(data)[...]
        let decompressor = try StreamDecompressor()
        var bytes: [UInt8] = []
        while !input.isEmpty { bytes += try decompressor.decompress(&input, limit: 1 << 20) }
        while true {
            let more = try decompressor.decompress(&input, limit: 1 << 20)
            if more.isEmpty { break }
            bytes += more
        }
        for line in bytes.split(separator: 0x0A).dropFirst() {
            let fields = line.split(separator: 0x09).map { String(decoding: $0, as: UTF8.self) }
            guard fields[12] != "PHANTOM", let day = Int(fields[5].suffix(2)),
                let wait = Int(fields[11]), let service = Int(fields[15])
            else { continue }
            let queued = fields[9] != "0:00:00" || wait > 0
            rows.append(
                Row(
                    day: day, queued: queued, outcome: fields[12], wait: wait,
                    service: fields[12] == "AGENT" ? service : 0))
        }
    }

    /// The figures of some days.
    func figures(_ days: ClosedRange<Int>) -> Figures {
        var figures = Figures()
        for row in rows where days.contains(row.day) {
            figures.calls += 1
            guard row.sought else {
                figures.menuHangups += 1
                continue
            }
            figures.sought += 1
            figures.queued += row.queued ? 1 : 0
            figures.waiting += row.queued ? row.wait : 0
            figures.abandoned += row.abandoned ? 1 : 0
            if row.outcome == "AGENT" {
                figures.served += 1
                figures.answeredWithin20 += row.wait <= 20 ? 1 : 0
                if row.service > 0 { figures.services.append(row.service) }
            }
        }
        figures.services.sort()
        return figures
    }
}

/// What both the recount and the fold of events give.
struct Figures: Equatable {
    var calls = 0
    var menuHangups = 0
    var sought = 0
    var queued = 0
    var abandoned = 0
    var served = 0
    /// Seconds waited by all who sought service.
    var waiting = 0
    var answeredWithin20 = 0
    /// Recorded services in seconds, in order of length.
    var services: [Int] = []

    var abandonment: Double { Double(abandoned) / Double(sought) }
    var meanWait: Double { Double(waiting) / Double(sought) }
    var serviceLevel: Double { Double(answeredWithin20) / Double(sought) }
}
