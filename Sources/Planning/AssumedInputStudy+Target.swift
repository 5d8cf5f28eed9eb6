import Experiments
import Projections
import Scenarios
import Statistics

/// Whether the first point holds the target with an input moved.
extension AssumedInputStudy {
    /// An input at another value.
    struct Tried {
        var value: String
        var moved: Moved
        /// Paired difference of the rate from the first point's; nil where nobody seeks a person.
        var difference: ReplicatedEstimate?
    }

    /// Holds an input at a value against the first point's own replications.
    mutating func tried(_ path: String, _ value: String, _ count: Int) async throws -> Tried {
        var tried = Tried(value: value, moved: try moved(path, to: value))
        try await extend(&tried, to: count)
        return tried
    }

    private mutating func extend(_ tried: inout Tried, to count: Int) async throws {
        try await extend(&tried.moved, to: count)
        let before = try await unmoved(count).estimate("abandonmentRate")
        tried.difference = tried.moved.series.estimate("abandonmentRate").flatMap { after in
            before.map { after.difference(from: $0) }
        }
    }

    /// The same with as many replications as the verdict asks for.
    mutating func decided(_ path: String, _ value: String) async throws -> Tried {
        var found = try await tried(path, value, counts[0])
        for count in counts.dropFirst() where verdict(found) == .open {
            try await extend(&found, to: count)
        }
        return found
    }

    /// Whether the first point holds the target with an input moved.
    ///
    /// Its rate there is that of the unmoved point, known from many replications, plus the paired
    /// difference that the input makes, both with their errors.
    func verdict(_ tried: Tried) -> TargetVerdict {
        guard let base = baseRate, let difference = tried.difference else { return .open }
        let rate = MovedEstimate(base: base, differences: [difference]).sum([1])
        return TargetVerdict(
            rate: rate.value, halfWidth: rate.halfWidth95,
            contacts: tried.moved.series.denominators("abandonmentRate"),
            target: request.largestAbandonment)
    }

    /// Whether the first point holds the target as it is.
    var baseVerdict: TargetVerdict {
        guard let base = baseRate else { return .open }
        return TargetVerdict(
            rate: base.value, halfWidth: base.halfWidth() ?? .infinity, contacts: baseContacts,
            target: request.largestAbandonment)
    }
}
