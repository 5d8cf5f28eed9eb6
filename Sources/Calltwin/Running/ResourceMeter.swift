import Glibc
import Projections
import Reporting

/// What the simulation of some replications amounted to.
struct RunCounts: Sendable {
    var contacts: Int64 = 0
    var events: Int64 = 0
    /// Contacts that never left.
    var stillInside: Int64 = 0
    /// How fast voice agents answered and why, summed; nil where no stages are known.
    var responses: ResponseTally?

    init() {}

    init(_ tally: CenterTally) {
        contacts = tally.contactsSeen
        events = tally.eventsSeen
        stillInside = tally.stillInside
        responses = tally.responses
    }

    mutating func add(_ other: RunCounts) {
        contacts += other.contacts
        events += other.events
        stillInside += other.stillInside
        guard let right = other.responses else { return }
        if responses == nil { responses = right } else { responses? += right }
    }
}

/// CPU time, wall time and memory of this process, from a start on.
struct ResourceMeter {
    private let wall = Self.seconds(CLOCK_MONOTONIC)
    private let cpu = Self.seconds(CLOCK_PROCESS_CPUTIME_ID)

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// What was used since the start.
    func read(_ counts: RunCounts) -> ResourceReading {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return ResourceReading(
            cpuSeconds: Self.seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu,
            wallSeconds: Self.seconds(CLOCK_MONOTONIC) - wall,
            contacts: counts.contacts, events: counts.events,
            peakResidentBytes: Int64(usage.ru_maxrss) * 1024)
    }
}

/// What a run used.
struct ResourceReading {
    let cpuSeconds: Double
    let wallSeconds: Double
    let contacts: Int64
    let events: Int64
    let peakResidentBytes: Int64

    var json: JSONValue {
        .object([
            ("cpuSeconds", .number(cpuSeconds)), ("wallSeconds", .number(wallSeconds)),
            ("contacts", .integer(Int(contacts))), ("events", .integer(Int(events))),
            ("peakResidentBytes", .integer(Int(peakResidentBytes))),
        ])
    }

    var text: String {
        "\(NumberText.grouped(Int(contacts))) contacts, \(NumberText.grouped(Int(events))) events in "
            + "\(NumberText.fixed(cpuSeconds, 2)) CPU s (\(NumberText.fixed(wallSeconds, 2)) s), "
            + "\(NumberText.grouped(Int(Double(contacts) / max(cpuSeconds, 1e-9)))) contacts per "
            + "CPU s, peak memory \(NumberText.fixed(Double(peakResidentBytes) / 1_048_576, 1)) MiB"
    }
}
