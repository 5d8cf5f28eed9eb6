import ContactCenterEvents
import TwinPrimitives

/// The contacts, names and counts gathered from files of the Technion layout.
struct TechnionTable {
    private let days: DayRange?
    private var contacts: [RecordedContact] = []
    private var agents: [String] = []
    private var numbers: [String: UInt32] = [:]
    private var seen: Set<TechnionCallKey> = []
    private var firstDay: CivilDate?
    private var lastDay: CivilDate?
    private var lines = 0
    private var rejections = 0
    private var outsideDays = 0
    private var counts = TechnionCounts()

    init(days: DayRange?) { self.days = days }

    /// Adds the calls of a file.
    mutating func read(
        _ path: String, rejected: (RejectedLine) -> Void
    ) throws(TraceImportError) {
        let reader = try LineReader(path: path)
        guard let first = try reader.next(skippingRest: false) else { throw .empty(path: path) }
        try Self.checkHeader(first, path: path)
        var previous = Int.min
        while let line = try reader.next() {
            lines += 1
            do {
                try add(line, path: path, previous: &previous)
            } catch let stop as TraceImportError {
                throw stop
            } catch {
                rejections += 1
                let reason = (error as? LineProblem)?.reason ?? "unreadable"
                let text = Field.shown(line.bytes, limit: ImportLimits.shownBytes)
                rejected(RejectedLine(path: path, line: line.number, reason: reason, text: text))
            }
        }
    }

    /// The trace, once all files are read.
    func trace(name: String, paths: [String]) throws(TraceImportError) -> ImportedTrace {
        guard let firstDay, let lastDay, !contacts.isEmpty,
            let covered = days ?? DayRange(first: firstDay, last: lastDay)
        else { throw .noContacts(paths: paths, days: days, rejected: rejections) }
        var report = ImportReport(format: name, paths: paths, days: covered)
        report.lines = lines
        report.rejected = rejections
        report.outsideDays = outsideDays
        report.counters = counts.counters
        report.agents = agents
        report.contactTypes = TechnionImporter.types.map {
            ImportReport.ContactType(code: $0.code, name: $0.name, contacts: 0)
        }
        return ImportedTrace(
            name: "Anonymous Bank", report: report,
            contactTypes: TechnionImporter.types.map(\.name), agentGroups: ["servers"],
            contacts: contacts)
    }

    private static func checkHeader(
        _ line: LineReader.Line, path: String
    ) throws(TraceImportError) {
        if let place = line.bytes.firstIndex(where: { $0 != 0x09 && ($0 < 0x20 || $0 == 0x7F) }) {
            throw .notText(
                path: path, offset: place - line.bytes.startIndex, byte: line.bytes[place])
        }
        let expected = TechnionImporter.header
        guard line.bytes.elementsEqual(expected.utf8) else {
            throw .header(
                path: path, found: Field.shown(line.bytes, limit: 2 * expected.utf8.count),
                expected: Field.shown(Array(expected.utf8)[...], limit: 2 * expected.utf8.count))
        }
    }

    private mutating func add(
        _ line: LineReader.Line, path: String, previous: inout Int
    ) throws {
        guard !line.isTooLong else {
            throw LineProblem("longer than \(ImportLimits.lineBytes) bytes")
        }
        let row: TechnionRow
        switch try TechnionRow.read(line.bytes, days: days) {
        case .otherDay(let server):
            _ = try number(of: server)
            outsideDays += 1
            return
        case .row(let found):
            row = found
        }
        let agent = try number(of: row.server)
        guard contacts.count < ImportLimits.contacts else {
            throw TraceImportError.tooManyContacts(
                path: path, line: line.number, limit: ImportLimits.contacts)
        }
        guard seen.insert(row.key).inserted else {
            throw LineProblem("the same day, line and call number as an earlier row")
        }
        if row.stampedEntry < previous { counts.outOfOrder += 1 }
        previous = row.stampedEntry
        counts.add(row)
        guard row.outcome != .phantom else { return }
        firstDay = min(firstDay ?? row.day, row.day)
        lastDay = max(lastDay ?? row.day, row.day)
        contacts.append(Self.contact(row, agent: agent))
    }

    /// The number of a server, given in order of first appearance.
    private mutating func number(of server: String?) throws(LineProblem) -> AgentID {
        guard let server else { return .unknown }
        if let number = numbers[server] { return AgentID(number) }
        guard agents.count < ImportLimits.agents else {
            throw LineProblem("more than \(ImportLimits.agents) names of servers")
        }
        let number = UInt32(agents.count)
        numbers[server] = number
        agents.append(server)
        return AgentID(number)
    }

    private static func contact(_ row: TechnionRow, agent: AgentID) -> RecordedContact {
        let ending: RecordedContact.Ending
        switch row.outcome {
        case .agent: ending = .answered
        case .hang, .phantom: ending = row.queueStart == nil ? .hungUpInMenu : .abandoned
        }
        let service = ending == .answered && row.service > 0 ? row.service : nil
        return RecordedContact(
            arrival: time(row.entry), menu: time(row.menuExit) - time(row.entry),
            queueStart: row.queueStart.map(time), waitEnd: time(row.queueExit),
            service: service.map { SimulationDuration(nanoseconds: Int64($0) * 1_000_000_000) },
            ending: ending, contactType: ContactTypeID(UInt16(row.type)),
            priority: Int8(row.priority), customer: row.customer,
            agent: ending == .answered ? agent : .unknown)
    }

    private static func time(_ seconds: Int) -> SimulationTime {
        SimulationTime(nanoseconds: Int64(seconds) * 1_000_000_000)
    }
}
