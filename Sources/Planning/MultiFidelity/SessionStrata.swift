import ContactCenterEvents
import Statistics
import VoiceAgents

/// Cheap sessions parted by what became of them.
///
/// Cells are outcome x first or later attempt x quarter of the durations; small cells join their
/// neighbours until each holds a share of the sessions worth a stratum.
struct SessionStrata: Sendable {
    /// Stratum of each session.
    private(set) var of: [Int]
    /// Sessions of each stratum, by place.
    private(set) var members: [[Int]]
    /// What is in each, in words.
    private(set) var names: [String]

    /// Least share of all sessions that makes a stratum.
    static let leastShare = 0.01

    /// Parts sessions.
    ///
    /// - Parameters:
    ///   - summaries: What became of each.
    ///   - isLater: Whether each was a later attempt.
    ///   - most: Most strata, at least 1.
    init(_ summaries: [SessionSummary], isLater: [Bool], most: Int) {
        var cells = Self.cells(summaries, isLater)
        let least = max(2, Int(Self.leastShare * Double(summaries.count)))
        while cells.count > 1 {
            guard
                let smallest = cells.indices.min(by: {
                    cells[$0].members.count < cells[$1].members.count
                }), cells.count > most || cells[smallest].members.count < least
            else { break }
            Self.join(smallest, of: &cells)
        }
        of = Array(repeating: 0, count: summaries.count)
        members = cells.map { $0.members.sorted() }
        names = cells.map(\.name)
        for (stratum, places) in members.enumerated() {
            for place in places { of[place] = stratum }
        }
    }

    private struct Cell {
        var outcome: SessionOutcome
        var parts: [String]
        var members: [Int]

        var name: String { parts.joined(separator: " or ") }
    }

    private static let lengths = ["shortest", "shorter", "longer", "longest"]

    /// Cells in an order in which neighbours are alike.
    private static func cells(_ summaries: [SessionSummary], _ isLater: [Bool]) -> [Cell] {
        var cells: [Cell] = []
        for outcome in SessionOutcome.allCases {
            for later in [false, true] {
                let members = summaries.indices.filter {
                    summaries[$0].outcome == outcome && isLater[$0] == later
                }
                guard !members.isEmpty else { continue }
                let name = later ? "\(outcome) again" : "\(outcome)"
                let sorted = members.map { summaries[$0].seconds }.sorted()
                let cuts = [0.25, 0.5, 0.75].map {
                    SampleQuantile.value($0, ofSorted: sorted, definition: .linear)
                }
                for (quarter, length) in lengths.enumerated() {
                    let part = members.filter { place in
                        cuts.count { summaries[place].seconds > $0 } == quarter
                    }
                    guard !part.isEmpty else { continue }
                    cells.append(
                        Cell(outcome: outcome, parts: ["\(name), \(length)"], members: part))
                }
            }
        }
        return cells
    }

    /// Puts a cell to the smaller of its neighbours, one of the same outcome before others.
    private static func join(_ place: Int, of cells: inout [Cell]) {
        let neighbours = [place - 1, place + 1].filter(cells.indices.contains)
        let alike = neighbours.filter { cells[$0].outcome == cells[place].outcome }
        let choice = (alike.isEmpty ? neighbours : alike).min {
            cells[$0].members.count < cells[$1].members.count
        }
        guard let choice else { return }
        let (low, high) = (min(place, choice), max(place, choice))
        cells[low].parts += cells[high].parts
        cells[low].members += cells[high].members
        if place == low { cells[low].outcome = cells[high].outcome }
        cells.remove(at: high)
    }
}
