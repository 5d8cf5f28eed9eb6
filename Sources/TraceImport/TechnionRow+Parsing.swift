import TwinPrimitives

/// The columns of the layout, by position.
enum TechnionColumn: Int, CaseIterable {
    case line, call, customer, priority, type, date
    case menuEntry, menuExit, menuTime
    case queueStart, queueExit, queueTime
    case outcome
    case serviceStart, serviceExit, serviceTime
    case server

    /// Name in the header line.
    var name: String { Self.names[rawValue] }

    private static let names = [
        "vru+line", "call_id", "customer_id", "priority", "type", "date", "vru_entry",
        "vru_exit", "vru_time", "q_start", "q_exit", "q_time", "outcome", "ser_start",
        "ser_exit", "ser_time", "server",
    ]
}

extension TechnionRow {
    /// Largest backward step of a clock that counts as a fault of the clock, in seconds; the
    /// largest known one is 279 s.
    static let largestClockFault = 600
    /// Longest time between the end of the menu and the start of the queue, in seconds.
    static let longestWayToQueue = 3600
    /// Longest name of a server in bytes.
    static let longestServerName = 32
    static let secondsPerDay = 86_400

    /// What a well-formed line gave.
    enum Reading {
        case row(TechnionRow)
        /// The row of a day that is not wanted; its server still takes its number, so that the
        /// numbers do not depend on the chosen days.
        case otherDay(server: String?)
    }

    /// Reads a line; of a day that is not wanted, only the date and the server are looked at.
    static func read(
        _ line: ArraySlice<UInt8>, days: DayRange?
    ) throws(LineProblem) -> Reading {
        let fields = line.split(separator: 0x09, omittingEmptySubsequences: false)
        guard fields.count == TechnionColumn.allCases.count else {
            throw LineProblem(
                "\(fields.count) fields, expected \(TechnionColumn.allCases.count)")
        }
        let row = TechnionFields(fields: fields)
        let day = try row.day()
        let server = try row.server()
        if let days, !days.contains(day) { return .otherDay(server: server) }
        let midnight = day.dayNumber * secondsPerDay
        var quirks: Quirks = []
        let (entry, menuExit) = try row.menu(&quirks)
        let queueStart = try row.queueStart(menuExit: menuExit, &quirks)
        let queueTime = try row.span(.queueStart, .queueExit, .queueTime)
        if queueStart != nil, queueTime.overMidnight { quirks.insert(.queueOverMidnight) }
        let service = try row.span(.serviceStart, .serviceExit, .serviceTime)
        if service.overMidnight { quirks.insert(.serviceOverMidnight) }
        let queueExit = (queueStart ?? menuExit) + queueTime.seconds
        let outcome = try row.outcome()
        if outcome == .agent, service.seconds > 0 {
            let start = try row.clock(.serviceStart)
            let lead = nearest(start, to: queueExit) - queueExit
            if lead < -2 { quirks.insert(.serviceStartsEarly) }
            if lead > 0 { quirks.insert(.serviceStartsLate) }
        }
        return .row(
            TechnionRow(
                day: day, key: try row.key(day),
                stampedEntry: midnight + (try row.clock(.menuEntry)),
                type: try row.type(), priority: try row.number(.priority, upTo: 2),
                customer: UInt32(try row.number(.customer, upTo: Int(UInt32.max) - 1)),
                outcome: outcome, server: server, entry: midnight + entry,
                menuExit: midnight + menuExit, queueStart: queueStart.map { midnight + $0 },
                queueExit: midnight + queueExit, service: service.seconds, quirks: quirks))
    }

    /// The instant with a time of day that lies nearest to another; all in seconds.
    static func nearest(_ clock: Int, to instant: Int) -> Int {
        let half = secondsPerDay / 2
        let behind = instant - half - clock
        let days =
            behind <= 0 ? behind / secondsPerDay : (behind + secondsPerDay - 1) / secondsPerDay
        return clock + days * secondsPerDay
    }
}

/// The fields of one line, read strictly.
struct TechnionFields {
    let fields: [ArraySlice<UInt8>]

    private subscript(_ column: TechnionColumn) -> ArraySlice<UInt8> { fields[column.rawValue] }

    func problem(_ column: TechnionColumn, _ what: String) -> LineProblem {
        LineProblem("\(column.name) \"\(Field.shown(self[column]))\" \(what)")
    }

    func clock(_ column: TechnionColumn) throws(LineProblem) -> Int {
        guard let seconds = Field.clock(self[column]) else {
            throw problem(column, "is not a time of day h:mm:ss")
        }
        return seconds
    }

    func number(_ column: TechnionColumn, upTo most: Int) throws(LineProblem) -> Int {
        guard let value = Field.number(self[column]), value <= most else {
            throw problem(column, "is not a whole number from 0 to \(most)")
        }
        return value
    }

    private func signed(_ column: TechnionColumn) throws(LineProblem) -> Int {
        guard let value = Field.signedNumber(self[column]) else {
            throw problem(column, "is not a whole number of seconds")
        }
        return value
    }

    func day() throws(LineProblem) -> CivilDate {
        let text = self[.date]
        guard text.count == 6, let date = Field.number(text),
            let day = CivilDate(
                year: 1900 + date / 10_000, month: date / 100 % 100, day: date % 100)
        else { throw problem(.date, "is not a date yymmdd of the years 1900 to 1999") }
        return day
    }

    func key(_ day: CivilDate) throws(LineProblem) -> TechnionCallKey {
        let text = self[.line]
        guard (1...8).contains(text.count), text.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw problem(.line, "is not the name of an entry line")
        }
        let packed = text.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let call = try number(.call, upTo: Int(UInt32.max))
        return TechnionCallKey(day: day.dayNumber, line: packed, call: call)
    }

    func type() throws(LineProblem) -> Int {
        let text = String(decoding: self[.type], as: UTF8.self)
        guard let place = TechnionImporter.types.firstIndex(where: { $0.code == text }) else {
            let known = TechnionImporter.types.map(\.code).joined(separator: ", ")
            throw problem(.type, "is no known type; known: \(known)")
        }
        return place
    }

    func outcome() throws(LineProblem) -> TechnionRow.Outcome {
        switch String(decoding: self[.outcome], as: UTF8.self) {
        case "AGENT": return .agent
        case "HANG": return .hang
        case "PHANTOM": return .phantom
        default: throw problem(.outcome, "is no known outcome; known: AGENT, HANG, PHANTOM")
        }
    }

    /// The server's name, or nil for NO_SERVER.
    func server() throws(LineProblem) -> String? {
        let text = self[.server]
        guard (1...TechnionRow.longestServerName).contains(text.count),
            text.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw problem(.server, "is not the name of a server or NO_SERVER") }
        let name = String(decoding: text, as: UTF8.self)
        return name == "NO_SERVER" ? nil : name
    }

    /// Entry and exit of the menu in seconds from the day's midnight, the entry never later.
    ///
    /// A negative time in the menu is a fault of the entry's clock: the queue's and the server's
    /// stamps agree with the exit. The contact then enters and leaves at the exit.
    func menu(
        _ quirks: inout TechnionRow.Quirks
    ) throws(LineProblem) -> (entry: Int, exit: Int) {
        let (entry, exit) = (try clock(.menuEntry), try clock(.menuExit))
        let time = try signed(.menuTime)
        guard time < 0 else {
            let span = try span(.menuEntry, .menuExit, .menuTime)
            if span.seconds > 300 { quirks.insert(.menuOver300Seconds) }
            return (entry, entry + span.seconds)
        }
        guard exit - entry == time else {
            throw problem(.menuTime, "is not vru_exit - vru_entry = \(exit - entry) s")
        }
        guard -time <= TechnionRow.largestClockFault else {
            throw problem(
                .menuTime,
                "s: the menu ends more than \(TechnionRow.largestClockFault) s "
                    + "before it starts, too much for a clock fault")
        }
        quirks.insert(.negativeMenuTime)
        return (exit, exit)
    }

    /// Start of the queue in seconds from the day's midnight, or nil if the call never queued.
    ///
    /// `0:00:00` means "did not happen" unless the queue time says otherwise.
    func queueStart(
        menuExit: Int, _ quirks: inout TechnionRow.Quirks
    ) throws(LineProblem) -> Int? {
        let start = try clock(.queueStart)
        let time = try signed(.queueTime)
        guard start != 0 || time != 0 else { return nil }
        let instant = TechnionRow.nearest(start, to: menuExit)
        guard instant >= menuExit else {
            throw problem(.queueStart, "lies \(menuExit - instant) s before the menu's end")
        }
        guard instant - menuExit <= TechnionRow.longestWayToQueue else {
            throw problem(.queueStart, "lies \(instant - menuExit) s after the menu's end")
        }
        if instant > menuExit { quirks.insert(.queueStartAfterMenu) }
        return instant
    }

    /// Length of an interval, which must agree with its two clocks; 24 h are added once if the
    /// interval runs over midnight.
    func span(
        _ start: TechnionColumn, _ exit: TechnionColumn, _ time: TechnionColumn
    ) throws(LineProblem) -> (seconds: Int, overMidnight: Bool) {
        let seconds = try signed(time)
        guard seconds >= 0 else { throw problem(time, "is negative") }
        let difference = try clock(exit) - (try clock(start))
        if seconds == difference { return (seconds, false) }
        if difference < 0, seconds == difference + TechnionRow.secondsPerDay {
            return (seconds, true)
        }
        if difference < 0 {
            throw LineProblem(
                "\(exit.name) lies \(-difference) s before \(start.name), and "
                    + "\(time.name) \(seconds) s does not lead over midnight")
        }
        throw problem(time, "is not \(exit.name) - \(start.name) = \(difference) s")
    }
}
