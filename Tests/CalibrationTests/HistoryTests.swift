import Calibration
import ContactCenterEvents
import Distributions
import Statistics
import Testing
import TwinPrimitives

/// Builds histories from short scripts.
struct Script {
    var history = ContactHistory()
    private var count: UInt32 = 0

    mutating func record(_ event: ContactCenterEvent, _ seconds: Double) {
        history.record(event, at: SimulationTime(seconds: seconds))
    }

    /// Starts a contact and returns it.
    mutating func arrive(
        _ seconds: Double, type: UInt16 = 0, priority: Int8 = 0, customer: UInt32 = 0
    ) -> ContactID {
        let contact = ContactID(count)
        count += 1
        let type = ContactTypeID(type)
        record(
            .contactArrived(
                ContactArrived(
                    contact: contact, contactType: type,
                    caller: CallerKey(contactType: type, ordinal: customer), attempt: 0,
                    cause: .first, priority: priority)), seconds)
        return contact
    }

    mutating func queue(_ contact: ContactID, _ seconds: Double) {
        record(.contactQueued(ContactQueued(contact: contact)), seconds)
    }

    mutating func abandon(_ contact: ContactID, _ seconds: Double) {
        record(.contactAbandoned(ContactAbandoned(contact: contact)), seconds)
    }

    mutating func serve(
        _ contact: ContactID, _ start: Double, _ end: Double, agent: UInt32 = 0,
        recorded: Bool = true
    ) {
        let agent = AgentID(agent)
        record(.contactAnswered(ContactAnswered(contact: contact, agent: agent)), start)
        record(
            .contactEnded(
                ContactEnded(contact: contact, agent: agent, durationRecorded: recorded)), end)
    }
}

@Suite("Histories and what is fitted to them") struct HistoryTests {
    @Test("a contact's stations give menu, wait and service")
    func stations() {
        var script = Script()
        let first = script.arrive(10)
        script.record(.menuEntered(MenuEntered(contact: first)), 10)
        script.record(.menuLeft(MenuLeft(contact: first, hungUp: false)), 16)
        script.queue(first, 16)
        script.serve(first, 40, 100)
        let second = script.arrive(20)
        script.record(.menuEntered(MenuEntered(contact: second)), 20)
        script.record(.menuLeft(MenuLeft(contact: second, hungUp: true)), 29)
        let third = script.arrive(30)
        script.serve(third, 30, 30, recorded: false)
        let contacts = script.history.contacts
        #expect(contacts[0].menuSeconds == 6)
        #expect(contacts[0].waitSeconds == 24)
        #expect(contacts[0].serviceSeconds == 60)
        #expect(contacts[0].queued && contacts[0].ending == .served)
        #expect(contacts[1].ending == .hungUpInMenu && !contacts[1].soughtHuman)
        #expect(contacts[1].menuSeconds == 9)
        #expect(contacts[2].waitSeconds == 0 && !contacts[2].queued)
        #expect(contacts[2].serviceSeconds == nil)
        #expect(script.history.end == SimulationTime(seconds: 100))
    }

    @Test("events of unknown contacts are counted, not believed")
    func strays() {
        var history = ContactHistory()
        history.record(
            .contactAbandoned(ContactAbandoned(contact: ContactID(7))), at: .zero)
        #expect(history.contacts.isEmpty)
        #expect(history.strayEvents == 1)
    }

    @Test("days, weekdays and intervals of a calendar that starts in the afternoon")
    func calendar() throws {
        // 31 December 1999 was a Friday.
        let calendar = try CivilCalendar(start: "1999-12-31T18:30:00", intervalSeconds: 1800)
        #expect(calendar.weekday(ofDay: 0) == 5)
        #expect(calendar.weekday(ofDay: 1) == 6)
        #expect(calendar.weekday(ofDay: -6) == 6)
        #expect(calendar.interval(of: .zero) == 37)
        let midnight = SimulationTime(seconds: 5.5 * 3600)
        #expect(calendar.day(of: midnight) == 1 && calendar.interval(of: midnight) == 0)
        let before = SimulationTime(nanoseconds: midnight.nanoseconds - 1)
        #expect(calendar.day(of: before) == 0 && calendar.interval(of: before) == 47)
        #expect(calendar.start(ofDay: 1) == midnight)
        for (start, weekday) in [("1970-01-01T00:00:00", 4), ("2000-02-29T00:00:00", 2)] {
            let calendar = try CivilCalendar(start: start, intervalSeconds: 900)
            #expect(calendar.weekday(ofDay: 0) == weekday)
        }
        for bad in [
            "1999-13-01T00:00:00", "1999-1-01T00:00:00", "1999-02-29T00:00:00", "1999-01-01",
            "1999-01-01 00:00:00", "", "x",
        ] {
            #expect(throws: CalibrationError.noCalendar(start: bad)) {
                try CivilCalendar(start: bad, intervalSeconds: 1800)
            }
        }
        #expect(throws: CalibrationError.noCalendar(start: nil)) {
            try CivilCalendar(start: nil, intervalSeconds: 1800)
        }
        #expect(throws: CalibrationError.self) {
            try CivilCalendar(start: "1999-01-01T00:00:00", intervalSeconds: 7)
        }
    }

    @Test("a priority that only queued contacts have is dealt out to the others in proportion")
    func lateIdentification() throws {
        var script = Script()
        for number in 0..<100 {
            let priority: Int8 = number % 4 == 0 ? 2 : 1
            let contact = script.arrive(Double(number), priority: priority)
            script.queue(contact, Double(number))
            script.abandon(contact, Double(number))
        }
        for number in 100..<140 {
            let contact = script.arrive(Double(number))
            script.serve(contact, Double(number), Double(number))
        }
        let classes = try ContactClassifier().classes(
            of: script.history.contacts, names: ["regular"])
        #expect(classes.classes.map(\.name) == ["regular-1", "regular-2"])
        #expect(classes.classes.map(\.seeking) == [75 + 30, 25 + 10])
        #expect(classes.identifiedOnQueueing == [ContactTypeID(0)])
        // Evenly in time: of any four in a row one goes to priority 2.
        for start in stride(from: 100, to: 140, by: 4) {
            #expect(classes.classOfContact[start..<(start + 4)].filter { $0 == 1 }.count == 1)
        }
    }

    @Test("a priority that contacts have from the start stays as it is")
    func earlyIdentification() throws {
        var script = Script()
        for number in 0..<60 {
            let contact = script.arrive(Double(number), priority: Int8(number % 2))
            if number % 3 == 0 {
                script.queue(contact, Double(number))
                script.abandon(contact, Double(number))
            } else {
                script.serve(contact, Double(number), Double(number))
            }
        }
        let rare = script.arrive(70, type: 1)
        script.queue(rare, 70)
        let classes = try ContactClassifier().classes(
            of: script.history.contacts, names: ["regular", "rare"])
        #expect(classes.classes.map(\.name) == ["regular-0", "regular-1", "other"])
        #expect(classes.identifiedOnQueueing.isEmpty)
        #expect(classes.classOfContact[60] == 2)
        #expect(throws: CalibrationError.self) {
            try ContactClassifier().classes(of: [], names: ["regular"])
        }
    }

    @Test("presence spans gaps up to the limit; gaps under load are work after contacts")
    func presence() throws {
        var script = Script()
        let first = script.arrive(0)
        script.serve(first, 0, 100)
        let second = script.arrive(90)
        script.queue(second, 90)
        script.serve(second, 105, 200)
        let third = script.arrive(500)
        script.serve(third, 500, 560)
        let late = script.arrive(1_260)
        script.serve(late, 1_260, 1_320)
        let activity = try AgentActivityFitter().activity(of: script.history.contacts)
        #expect(activity.stretches.map(\.start.seconds) == [0, 1_260])
        #expect(activity.stretches.map(\.end.seconds) == [560, 1_320])
        #expect(activity.gapsWhileOthersWait == [5])
        #expect(activity.gapsWhileNobodyWaits == [300])
        let calendar = try CivilCalendar(start: "1999-08-01T00:00:00", intervalSeconds: 900)
        let present = activity.present(calendar: calendar, days: 0..<1)
        #expect(abs(present[0][0] - 560.0 / 900) < 1e-12)
        #expect(abs(present[0][1] - 60.0 / 900) < 1e-12)
        #expect(present[0][2...].allSatisfy { $0 == 0 })
        let planned = activity.planned(calendar: calendar, days: 0..<1)
        #expect(planned[0] == present[0])
        #expect(planned[1].allSatisfy { $0 == 0 })
    }

    @Test("head starts come back from the order in which a single agent serves")
    func headStarts() throws {
        // One agent is always busy; contacts of priorities 0 and 3 arrive every 40 s in turn and the
        // one with the longest wait, 75 s added for priority 3, is served every 40 s.
        var waiting: [(contact: ContactID, since: Double, priority: Int8)] = []
        var script = Script()
        for number in 0..<20 {
            let time = Double(number) * 11
            let priority: Int8 = number % 2 == 0 ? 3 : 0
            let contact = script.arrive(time, priority: priority)
            script.queue(contact, time)
            waiting.append((contact, time, priority))
        }
        var arrived = 20
        var clock = 300.0
        while arrived < 600 {
            let priority: Int8 = arrived % 2 == 0 ? 3 : 0
            let contact = script.arrive(clock, priority: priority)
            script.queue(contact, clock)
            waiting.append((contact, clock, priority))
            arrived += 1
            clock += 20
            let best = waiting.indices.max {
                (clock - waiting[$0].since + (waiting[$0].priority == 3 ? 75 : 0))
                    < (clock - waiting[$1].since + (waiting[$1].priority == 3 ? 75 : 0))
            }
            let chosen = waiting.remove(at: try #require(best))
            script.serve(chosen.contact, clock, clock + 20)
            clock += 20
        }
        let fit = try #require(
            try HeadStartFitter(spacing: 5, leastChoices: 20).fit(script.history.contacts))
        #expect(fit.unexplained == 0)
        // Arrivals lie on multiples of 40 s, so any step in (40, 80] explains the order.
        #expect(fit.seconds(of: 3) > 40 && fit.seconds(of: 3) <= 80)
        #expect(fit.seconds(of: 0) == 0)
        #expect(fit.unexplainedWithout > 0)
        #expect(try HeadStartFitter().fit([]) == nil)
    }

    @Test("redials are the returns that the served do not show")
    func redials() throws {
        var script = Script()
        // 40 callers abandon, 20 of them call again after 60 s and are served at once; 40 others
        // are served and never return. Nobody calls again after being served.
        for number in 0..<40 {
            let start = Double(number) * 200
            let contact = script.arrive(start, customer: UInt32(number + 1))
            script.queue(contact, start)
            script.abandon(contact, start + 10)
            if number < 20 {
                let again = script.arrive(start + 70, customer: UInt32(number + 1))
                script.serve(again, start + 70, start + 71)
            }
            let other = script.arrive(start + 100, customer: UInt32(number + 101))
            script.serve(other, start + 100, start + 110)
            _ = script.arrive(start + 120)
        }
        script.record(.runEnded(RunEnded(contacts: 0)), 100_000)
        let fit = try #require(
            try RedialFitter(horizonSeconds: 3600).fit(
                script.history.contacts, end: script.history.end))
        #expect(fit.abandonments == 40 && fit.services == 60)
        #expect(abs(fit.probability - 0.5) < 1e-12)
        #expect(abs(fit.standardError - (0.25 / 40).squareRoot()) < 1e-12)
        #expect(fit.excess(within: 59) == 0)
        // All delays are 60 s: none up to the grid's 30 s, all up to 60 s.
        #expect(
            fit.delay
                == .empirical(EmpiricalLaw(values: [30, 60], probabilities: [0, 1])))
        #expect(try RedialFitter().fit([], end: .zero) == nil)
    }
}
