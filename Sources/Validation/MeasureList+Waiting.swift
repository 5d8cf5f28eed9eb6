import Projections
import Statistics

extension MeasureList {
    /// The outputs about waiting that a case may list, for some contacts.
    ///
    /// - Parameters:
    ///   - suffix: What the names carry for these contacts: nothing, or the number of a class.
    ///   - counts: Which waits are meant.
    mutating func addWaiting(
        suffix: String = "",
        among counts: @escaping @Sendable (RecordedWait) -> Bool = { _ in true }
    ) {
        share("P_wait\(suffix)", of: { $0.queued }, among: counts)
        share("P_ab\(suffix)", of: { !$0.served }, among: counts)
        meanWait("E_W\(suffix)_s", among: counts)
        if suffix.isEmpty {
            meanWait("E_W_served_s", among: { $0.served })
            // Of one in a thousand or fewer a mean wait cannot be known to a per cent.
            if exact.output(prefix + "P_ab") ?? 1 >= 1e-3 {
                meanWait("E_W_abandoned_s", among: { !$0.served })
            }
            meanWait("E_W_given_wait_s", among: { $0.queued })
            whole("SD_W_s", .seconds) { deviation($0.waits.map(\.seconds)) }
            // Nobody waits beyond the longest patience, so what lies there is never seen.
            if longestPatience == .infinity { virtual("E_V_s", .seconds) { $0.mean } }
            virtual("P_V_pos", .probability) { $0.survival(at: 0) }
        }
        for name in exact.outputNames where name.hasPrefix(prefix) {
            addThreshold(String(name.dropFirst(prefix.count)), suffix: suffix, among: counts)
        }
    }

    /// An output that names a number of seconds or a percentile, such as `P_W1_gt_20s`.
    private mutating func addThreshold(
        _ name: String, suffix: String,
        among counts: @escaping @Sendable (RecordedWait) -> Bool
    ) {
        func seconds(_ start: String, _ end: String) -> Double? {
            guard name.hasPrefix(start), name.hasSuffix(end) else { return nil }
            return Double(name.dropFirst(start.count).dropLast(end.count))
        }
        if let t = seconds("P_W\(suffix)_gt_", "s") {
            share(name, of: { $0.seconds > t }, among: counts)
        } else if let t = seconds("P_W\(suffix)_le_", "s") {
            share(name, of: { $0.seconds <= t }, among: counts)
        }
        guard suffix.isEmpty else { return }
        if let t = seconds("P_served_within_", "s") {
            share(name, of: { $0.served && $0.seconds <= t }, among: counts)
        } else if let t = seconds("SL_served_within_", "s_over_served") {
            share(name, of: { $0.seconds <= t }, among: { counts($0) && $0.served })
        } else if let t = seconds("P_ab_within_", "s") {
            share(name, of: { !$0.served && $0.seconds <= t }, among: counts)
        } else if let t = seconds("SL_excl_short_ab_", "s") {
            share(
                name, of: { $0.served && $0.seconds <= t },
                among: { counts($0) && ($0.served || $0.seconds > t) })
        } else if let t = seconds("P_V_gt_", "s"), t < longestPatience {
            virtual(name, .probability) { $0.survival(at: t) }
        } else if let percent = seconds("W_p", "_s") {
            quantile(name, percent / 100)
        }
    }

    /// Agents in conversation over agents there are, and mean queue lengths.
    mutating func addTime(agents: Double, group: Int = 0, occupancy name: String = "occupancy") {
        add(name, .probability) { record in
            (Double(record.tally.time.talking[group]) / agents, Double(record.tally.time.observed))
        }
    }

    /// The mean number waiting, of one type or of all.
    mutating func addQueueLength(_ name: String = "E_Lq", type: Int? = nil) {
        add(name, .number) { record in
            let waiting = record.tally.time.waiting
            let sum = type.map { waiting[$0] } ?? waiting.reduce(0, +)
            return (Double(sum), Double(record.tally.time.observed))
        }
    }

    /// The mean number of callers between two attempts.
    mutating func addOrbit() {
        add("E_orbit", .number) { record in
            (record.orbitSeconds, Double(record.tally.time.observed) / 1e9)
        }
    }

    /// A rate per hour of a count of contacts.
    mutating func addPerHour(
        _ name: String, _ count: @escaping @Sendable (ContactTally) -> Int64
    ) {
        add(name, .number) { record in
            (
                Double(count(record.tally.allContacts)),
                Double(record.tally.time.observed) / 3.6e12
            )
        }
    }

    /// A share of one count of contacts in another.
    mutating func addCounts(
        _ name: String, _ kind: Measure.Kind = .probability,
        _ above: @escaping @Sendable (ContactTally) -> Int64,
        _ below: @escaping @Sendable (ContactTally) -> Int64
    ) {
        add(name, kind) { record in
            let all = record.tally.allContacts
            return (Double(above(all)), Double(below(all)))
        }
    }
}

private func deviation(_ values: [Double]) -> Double {
    RunningMoments(values).standardDeviation ?? 0
}
