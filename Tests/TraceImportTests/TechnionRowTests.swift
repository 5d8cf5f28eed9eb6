import ContactCenterEvents
import Testing
import TraceImport
import TwinPrimitives

@Suite("Rows of the Technion layout")
struct TechnionRowTests {
    private let importer = TechnionImporter()

    private var header: String { String(importer.sample.prefix { $0 != "\n" }) }

    /// A row; blanks stand for TABs.
    private func row(
        line: String = "AA0101", call: String = "1", customer: String = "7", priority: String = "0",
        type: String = "PS", date: String = "990801", menu: String = "9:00:00 9:00:06 6",
        queue: String = "9:00:06 9:01:06 60", outcome: String = "AGENT",
        service: String = "9:01:06 9:02:06 60", server: String = "S01"
    ) -> String {
        [line, call, customer, priority, type, date, menu, queue, outcome, service, server]
            .joined(separator: " ").split(separator: " ").joined(separator: "\t")
    }

    private func read(_ rows: String..., days: DayRange? = nil) throws -> Outcome {
        try importText(([header] + rows).joined(separator: "\n") + "\n", with: importer, days: days)
    }

    private let none = "0:00:00 0:00:00 0"

    @Test("a bad field is rejected with its column, its text and what was expected")
    func reasons() throws {
        let cases: [(String, String)] = [
            (row(call: "x"), "call_id \"x\" is not a whole number from 0 to 4294967295"),
            (row(customer: "-1"), "customer_id \"-1\" is not a whole number from 0 to 4294967294"),
            (row(priority: "3"), "priority \"3\" is not a whole number from 0 to 2"),
            (row(type: "ZZ"), "type \"ZZ\" is no known type; known: PS, NE, NW, IN, PE, TT"),
            (row(date: "990231"), "date \"990231\" is not a date yymmdd of the years 1900 to 1999"),
            (
                row(menu: "24:00:00 9:00:06 6"),
                "vru_entry \"24:00:00\" is not a time of day h:mm:ss"
            ),
            (
                row(menu: "9:60:00 9:00:06 6"), "vru_entry \"9:60:00\" is not a time of day h:mm:ss"
            ),
            (row(menu: "9:00:00 9:00:06 7"), "vru_time \"7\" is not vru_exit - vru_entry = 6 s"),
            (row(menu: "9:00:00 9:00:06 +6"), "vru_time \"+6\" is not a whole number of seconds"),
            (
                row(menu: "9:00:00 8:00:00 -3600"),
                "vru_time \"-3600\" s: the menu ends more than 600 s before it starts, "
                    + "too much for a clock fault"
            ),
            (row(queue: "9:00:06 9:00:05 -1"), "q_time \"-1\" is negative"),
            (row(queue: "9:00:06 9:01:06 61"), "q_time \"61\" is not q_exit - q_start = 60 s"),
            (
                row(queue: "9:00:06 8:00:06 60"),
                "q_exit lies 3600 s before q_start, and q_time 60 s does not lead over midnight"
            ),
            (
                row(queue: "8:59:00 9:01:06 126"),
                "q_start \"8:59:00\" lies 66 s before the menu's end"
            ),
            (
                row(queue: "12:00:06 12:01:06 60"),
                "q_start \"12:00:06\" lies 10800 s after the menu's end"
            ),
            (
                row(outcome: "LOST"),
                "outcome \"LOST\" is no known outcome; known: AGENT, HANG, PHANTOM"
            ),
            (
                row(service: "9:02:06 9:01:06 60"),
                "ser_exit lies 60 s before ser_start, and ser_time 60 s does not lead over midnight"
            ),
            (row(line: "AA0101AA0"), "line \"AA0101AA0\" is not the name of an entry line"),
        ]
        for (text, reason) in cases {
            let outcome = try read(text, row(call: "2"))
            let expected = reason.hasPrefix("line ") ? "vru+" + reason : reason
            #expect(outcome.rejected.map(\.reason) == [expected])
            #expect(outcome.rejected.map(\.line) == [2])
            #expect(outcome.trace.report.contacts == 1)
        }
    }

    @Test("a call that stands twice in the files is rejected the second time")
    func duplicates() throws {
        let outcome = try read(row(), row(call: "2"), row())
        #expect(outcome.rejected.map(\.line) == [4])
        #expect(outcome.trace.report.contacts == 2)
    }

    @Test("a wrong header says what was expected")
    func wrongHeader() throws {
        let text = "a,b,c\n" + row() + "\n"
        guard
            case .header(_, let found, let expected) = try importError(
                Array(text.utf8), with: importer)
        else {
            Issue.record("the header must be refused")
            return
        }
        #expect(found == "a,b,c")
        #expect(expected.hasPrefix("vru+line\\x09call_id\\x09customer_id"))
    }

    @Test("an import without a contact says so, with its days")
    func noContacts() throws {
        let days = try #require(DayRange("2000-01-01..2000-01-02"))
        #expect(throws: TraceImportError.self) { try read(row(), days: days) }
        #expect(throws: TraceImportError.self) {
            try importText(header + "\n", with: importer)
        }
    }

    @Test("the columns become events at the documented instants")
    func events() throws {
        let outcome = try importText(importer.sample, with: importer)
        var sink = RecordedEvents()
        outcome.trace.emit(into: &sink)
        let day = 86_400
        let expected: [(Int, ContactCenterEvent)] = [
            (0, .runStarted(RunStarted(seed: 0, replication: 0, behaviourVersion: 0))),
            (610, arrived(0, type: 0, customer: 0, priority: 0)),
            (610, .menuEntered(MenuEntered(contact: ContactID(0)))),
            (627, .menuLeft(MenuLeft(contact: ContactID(0), hungUp: true))),
            (25_200, arrived(1, type: 1, customer: 7, priority: 2)),
            (25_200, .menuEntered(MenuEntered(contact: ContactID(1)))),
            (25_206, .menuLeft(MenuLeft(contact: ContactID(1), hungUp: false))),
            (25_206, .contactQueued(ContactQueued(contact: ContactID(1)))),
            (25_230, arrived(2, type: 2, customer: 0, priority: 0)),
            (25_230, .menuEntered(MenuEntered(contact: ContactID(2)))),
            (25_240, .menuLeft(MenuLeft(contact: ContactID(2), hungUp: false))),
            (25_240, .contactAnswered(ContactAnswered(contact: ContactID(2), agent: AgentID(1)))),
            (25_266, .contactAnswered(ContactAnswered(contact: ContactID(1), agent: AgentID(0)))),
            (25_300, ended(2, agent: 1)),
            (25_356, ended(1, agent: 0)),
            (day - 20, arrived(3, type: 4, customer: 9, priority: 1)),
            (day - 20, .menuEntered(MenuEntered(contact: ContactID(3)))),
            (day - 10, .menuLeft(MenuLeft(contact: ContactID(3), hungUp: false))),
            (day - 10, .contactQueued(ContactQueued(contact: ContactID(3)))),
            (day + 60, .contactAbandoned(ContactAbandoned(contact: ContactID(3)))),
            (day + 60, .runEnded(RunEnded(contacts: 4))),
        ]
        #expect(
            sink.entries
                == expected.map {
                    RecordedEvents.Entry(event: $0.1, time: SimulationTime(seconds: Double($0.0)))
                })
        #expect(outcome.trace.report.count(of: "queueOverMidnight") == 1)
    }

    @Test("midnight itself is read from the time columns")
    func midnight() throws {
        let outcome = try read(
            row(
                call: "1", menu: "23:59:54 0:00:00 6", queue: "0:00:00 0:00:30 30",
                service: "0:00:30 0:01:00 30"),
            row(
                call: "2", menu: "23:58:00 23:58:10 10", queue: "23:58:10 0:00:00 110",
                outcome: "HANG", service: none, server: "NO_SERVER"))
        #expect(outcome.rejected.isEmpty)
        let contacts = outcome.trace.contacts
        #expect(contacts.map(\.waitEnd.seconds) == [86_400, 86_430])
        #expect(contacts.map { $0.queueStart?.seconds } == [86_290, 86_400])
        #expect(contacts.map(\.ending) == [.abandoned, .answered])
        #expect(outcome.trace.report.count(of: "queueOverMidnight") == 1)
    }

    @Test("a menu that ends before it starts is a clock fault: no day is added")
    func clockFault() throws {
        let outcome = try read(
            row(
                menu: "12:04:42 12:03:15 -87", queue: "12:03:15 12:04:56 101",
                service: "12:04:55 12:05:56 61"))
        let contact = try #require(outcome.trace.contacts.first)
        #expect(contact.arrival.seconds == 43_395 && contact.menu == .zero)
        #expect(contact.queueStart?.seconds == 43_395 && contact.waitEnd.seconds == 43_496)
        #expect(outcome.trace.report.count(of: "negativeMenuTime") == 1)
    }

    @Test("a hang-up keeps no service, a served call without one is marked")
    func services() throws {
        let outcome = try read(
            row(call: "1", outcome: "HANG"),
            row(call: "2", service: none, server: "NO_SERVER"))
        let contacts = outcome.trace.contacts
        #expect(contacts.map(\.ending) == [.abandoned, .answered])
        #expect(contacts.allSatisfy { $0.service == nil && $0.agent == .unknown })
        #expect(outcome.trace.report.count(of: "hungUpServiceSeconds") == 60)
        #expect(outcome.trace.report.count(of: "servedWithoutServer") == 1)
        #expect(outcome.trace.report.count(of: "servedWithoutServiceTime") == 1)
    }

    @Test("a customer keeps one key over types; strangers have key 0 of their type")
    func callers() throws {
        let outcome = try read(
            row(call: "1", type: "NE"),
            row(call: "2", type: "PS", menu: "9:00:01 9:00:06 5"),
            row(call: "3", customer: "0", type: "TT", menu: "9:00:02 9:00:06 4"))
        var sink = RecordedEvents()
        outcome.trace.emit(into: &sink)
        let keys = sink.entries.compactMap { entry -> CallerKey? in
            guard case .contactArrived(let arrival) = entry.event else { return nil }
            return arrival.caller
        }
        #expect(
            keys == [
                CallerKey(contactType: ContactTypeID(1), ordinal: 7),
                CallerKey(contactType: ContactTypeID(1), ordinal: 7),
                CallerKey(contactType: ContactTypeID(5), ordinal: 0),
            ])
    }

    private func arrived(
        _ id: UInt32, type: UInt16, customer: UInt32, priority: Int8
    ) -> ContactCenterEvent {
        let type = ContactTypeID(type)
        return .contactArrived(
            ContactArrived(
                contact: ContactID(id), contactType: type,
                caller: CallerKey(contactType: type, ordinal: customer), attempt: 0, cause: .first,
                priority: priority))
    }

    private func ended(_ id: UInt32, agent: UInt32) -> ContactCenterEvent {
        .contactEnded(
            ContactEnded(contact: ContactID(id), agent: AgentID(agent), durationRecorded: true))
    }
}
