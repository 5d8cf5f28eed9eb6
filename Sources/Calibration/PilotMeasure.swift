/// A figure of a pilot's sessions.
struct PilotMeasure: Sendable {
    var name: String
    var unit: PilotParameter.Unit
    /// Its value over sessions; nil where none of them tells it.
    var value: @Sendable ([PilotSession]) -> Double?

    private init(
        _ name: String, _ unit: PilotParameter.Unit,
        _ value: @escaping @Sendable ([PilotSession]) -> Double?
    ) {
        (self.name, self.unit, self.value) = (name, unit, value)
    }

    /// The measures that a file's columns tell.
    static func all(_ columns: [PilotColumn]) -> [PilotMeasure] {
        var list = [
            share("contained") { $0.outcome == .contained },
            share("escalated") { $0.outcome == .escalated },
            share("abandoned or error", \.isBroken),
            mean("turns, mean", .number) { Double($0.turns) },
            quantile("turns, P90", .number, 0.9) { [Double($0.turns)] },
            mean("duration, mean", .seconds, \.seconds),
            quantile("duration, P50", .seconds, 0.5) { [$0.seconds] },
            quantile("duration, P90", .seconds, 0.9) { [$0.seconds] },
            quantile("duration, P95", .seconds, 0.95) { [$0.seconds] },
        ]
        if columns.contains(.misunderstood) {
            list.append(
                mean("misunderstood turns a session", .number) { $0.misunderstood.map(Double.init) }
            )
        }
        if columns.contains(.wrongAction) {
            list.append(share("with a wrong action", \.wrongAction))
        }
        if columns.contains(.latencies) {
            list.append(quantile("latency, P50", .seconds, 0.5) { $0.latencies ?? [] })
            list.append(quantile("latency, P95", .seconds, 0.95) { $0.latencies ?? [] })
        }
        return list
    }

    private static func share(
        _ name: String, _ holds: @escaping @Sendable (PilotSession) -> Bool?
    ) -> PilotMeasure {
        mean(name, .share) { holds($0).map { $0 ? 1 : 0 } }
    }

    /// The mean over the sessions that tell.
    private static func mean(
        _ name: String, _ unit: PilotParameter.Unit,
        _ value: @escaping @Sendable (PilotSession) -> Double?
    ) -> PilotMeasure {
        PilotMeasure(name, unit) { sessions in
            let told = sessions.compactMap(value)
            return told.isEmpty ? nil : told.reduce(0, +) / Double(told.count)
        }
    }

    private static func quantile(
        _ name: String, _ unit: PilotParameter.Unit, _ place: Double,
        _ values: @escaping @Sendable (PilotSession) -> [Double]
    ) -> PilotMeasure {
        PilotMeasure(name, unit) { sessions in
            let ordered = sessions.flatMap(values).sorted()
            return ordered.isEmpty ? nil : ordered[Int(place * Double(ordered.count - 1))]
        }
    }
}

extension PilotSession {
    /// The session with those fields alone that another one tells.
    ///
    /// - Parameters:
    ///   - other: The session of a pilot's file.
    ///   - hasReasons: Whether the file tells why sessions were passed on.
    /// - Returns: The session with less.
    func telling(like other: PilotSession, hasReasons: Bool) -> PilotSession {
        var told = self
        if other.latencies == nil { told.latencies = nil }
        told.latencyQuantiles = other.latencyQuantiles == nil ? nil : ownQuantiles
        if other.misunderstood == nil { told.misunderstood = nil }
        if other.wrongAction == nil { told.wrongAction = nil }
        if other.cameBack == nil { told.cameBack = nil }
        if !hasReasons { told.reason = nil }
        told.day = nil
        return told
    }

    /// Median and 95 % quantile of its own latencies, linear between order statistics.
    private var ownQuantiles: (median: Double, high: Double)? {
        guard let ordered = latencies?.sorted(), let last = ordered.last else { return nil }
        func quantile(_ share: Double) -> Double {
            let place = share * Double(ordered.count - 1)
            let low = Int(place)
            let next = low + 1 < ordered.count ? ordered[low + 1] : last
            return ordered[low] + (place - Double(low)) * (next - ordered[low])
        }
        return (quantile(0.5), quantile(0.95))
    }
}
