import ArgumentParser
import ContactCenterEvents
import EventLog
import RunLogs
import TwinPrimitives

/// Lists events.
struct LogShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "List the events of a log.",
        discussion: """
            Without a filter all events are listed, one a line, times in seconds from the start of \
            the run. --json prints one JSON object a line, times and durations in seconds.

            Examples:
              calltwin log show out/demo/log --from 2h --to 2.5h --kind contactAbandoned
              calltwin log show out/demo/log --contact 4711 --json
            """)

    @Argument(help: "Directory of the log.")
    var log: String

    @Option(parsing: .unconditional, help: "Earliest instant from the start: 90min, 2h.")
    var from: String?

    @Option(parsing: .unconditional, help: "Instant that ends the listing and is not part of it.")
    var to: String?

    @Option(help: "Only events of this contact.")
    var contact: UInt32?

    @Option(help: "Only events of this kind; may be given several times.")
    var kind: [String] = []

    @Option(help: "Most events to list.")
    var limit: Int?

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() throws {
        var filter = EventFilter()
        filter.isJSON = json
        filter.contact = contact.map { ContactID($0) }
        filter.kinds = try kind.map { name throws(CommandFailure) in
            guard let kind = EventKind(named: name) else {
                let known = EventKind.allCases.map(\.name).joined(separator: ", ")
                throw .usage("unknown kind '\(name)'; known: \(known)")
            }
            return kind
        }
        if let from { filter.from = SimulationTime(seconds: try Quantity.seconds(from)) }
        if let to { filter.to = SimulationTime(seconds: try Quantity.seconds(to)) }
        if let limit {
            guard limit > 0 else { throw CommandFailure.usage("--limit is \(limit); at least 1") }
            filter.left = limit
        }
        do throws(EventLogError) {
            let ending = try list(&filter)
            if let complaint = ending?.complaint {
                StandardError.line("\(log): warning: \(complaint)")
            }
        } catch {
            throw CommandFailure(error)
        }
        if let failure = filter.failure { throw failure }
    }

    /// Lists block by block; returns nil if the listing ended before the log.
    private func list(_ filter: inout EventFilter) throws(EventLogError) -> LogEnding? {
        var replay = try LogReplayer(log)
        while try replay.next(into: &filter) {
            if filter.left == 0 || filter.failure != nil { return nil }
        }
        return replay.result.ending
    }
}

/// Prints the events that are wanted.
struct EventFilter: EventSink {
    var from: SimulationTime?
    var to: SimulationTime?
    var contact: ContactID?
    var kinds: [EventKind] = []
    /// Events that may still be printed.
    var left = Int.max
    /// The first failure of the output.
    var failure: CommandFailure?
    /// JSON lines instead of text.
    var isJSON = false

    mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        guard left > 0, failure == nil else { return }
        if let from, time < from { return }
        if let to, time >= to { return }
        if !kinds.isEmpty, !kinds.contains(event.kind) { return }
        if let contact, event.contact != contact { return }
        left -= 1
        do throws(CommandFailure) {
            try StandardOutput.line(
                isJSON ? EventText.json(event, at: time) : EventText.line(event, at: time))
        } catch {
            failure = error
        }
    }
}
