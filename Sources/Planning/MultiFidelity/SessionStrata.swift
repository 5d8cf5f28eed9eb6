/// Cheap sessions parted by what becomes of them in the mean over hearings.
///
/// In the order of attempt (first or later), share contained, share escalated and seconds they are cut into
/// strata of one size: those who are always contained, those who never are, and those between, of whom
/// the cheap fidelity knows least, lie apart.
struct SessionStrata: Sendable {
    /// Stratum of each session.
    private(set) var of: [Int]
    /// Sessions of each stratum, by place.
    private(set) var members: [[Int]]
    /// What is in each.
    private(set) var names: [String]

    /// Least sessions of a stratum: as many as tell a variance.
    private static let leastSessions = 2

    /// Parts sessions.
    ///
    /// - Parameters:
    ///   - figures: What is known of each.
    ///   - isLater: Whether each was a later attempt.
    ///   - most: Most strata, at least 1.
    init(_ figures: [SessionFigures], isLater: [Bool], most: Int) {
        let keys = figures.indices.map { place in
            Key(
                isLater: isLater[place] ? 1 : 0,
                contained: figures[place].values[SessionOutput.containedPlace],
                escalated: figures[place].values[SessionOutput.escalatedPlace],
                seconds: figures[place].values[SessionOutput.secondsPlace], place: place)
        }.sorted()
        let count = max(1, min(most, keys.count / Self.leastSessions))
        of = Array(repeating: 0, count: keys.count)
        members = []
        names = []
        for stratum in 0..<count {
            let part = keys[(stratum * keys.count / count)..<((stratum + 1) * keys.count / count)]
            for key in part { of[key.place] = stratum }
            members.append(part.map(\.place).sorted())
            names.append(Self.name(Array(part)))
        }
    }

    /// What sessions are sorted by.
    private struct Key: Comparable {
        var isLater: Int
        var contained: Double
        var escalated: Double
        var seconds: Double
        var place: Int

        static func < (left: Key, right: Key) -> Bool {
            if left.isLater != right.isLater { return left.isLater < right.isLater }
            if left.contained != right.contained { return left.contained < right.contained }
            if left.escalated != right.escalated { return left.escalated < right.escalated }
            if left.seconds != right.seconds { return left.seconds < right.seconds }
            return left.place < right.place
        }
    }

    private static func name(_ keys: [Key]) -> String {
        guard let first = keys.first, let last = keys.last else { return "" }
        func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }
        let later = first.isLater == 1 ? "again, " : last.isLater == 1 ? "first or again, " : ""
        let shares = keys.map(\.contained)
        let (low, high) = (percent(shares.min() ?? 0), percent(shares.max() ?? 0))
        let seconds = keys.reduce(0) { $0 + $1.seconds } / Double(keys.count)
        let contained = low == high ? "\(low)%" : "\(low) to \(high)%"
        return "\(later)\(contained) contained, \(Int(seconds.rounded())) s"
    }
}
