public import Statistics

/// Counts of arrivals by class, weekday and interval of the day.
public struct ArrivalTable: Equatable, Sendable {
    /// Contacts in [class][weekday][interval]; weekday 0 is Sunday.
    public let counts: [[[Int]]]
    /// Days of the log by weekday.
    public let daysByWeekday: [Int]
    /// Length of an interval in seconds.
    public let intervalSeconds: Int
    /// Contacts in [class][day].
    public let dayTotals: [[Int]]
    /// Weekday of each day.
    public let weekdays: [Int]

    /// Arrivals per hour of a class in an interval; 0 on a weekday that the log does not have.
    ///
    /// - Parameters:
    ///   - number: The class.
    ///   - weekday: 0 for Sunday to 6 for Saturday.
    ///   - interval: From 0 within the day.
    /// - Returns: Mean rate over the days of the weekday.
    public func perHour(class number: Int, weekday: Int, interval: Int) -> Double {
        guard daysByWeekday[weekday] > 0 else { return 0 }
        return Double(counts[number][weekday][interval]) * 3600
            / (Double(daysByWeekday[weekday]) * Double(intervalSeconds))
    }

    /// Contacts of all classes by day.
    public var allTotals: [Int] {
        weekdays.indices.map { day in dayTotals.reduce(0) { $0 + $1[day] } }
    }

    /// Busyness of the days, the weekdays' means taken out.
    ///
    /// - Parameter number: The class, or nil for all contacts together.
    /// - Returns: The fit; `momentCV` is corrected for the fitted means.
    /// - Throws: `CalibrationError.statistics` if no weekday occurs twice.
    public func dayFactor(
        class number: Int? = nil
    ) throws(CalibrationError) -> FittedGammaPoisson {
        let totals = number.map { dayTotals[$0] } ?? allTotals
        return try CalibrationError.estimating("busyness of days") {
            () throws(StatisticsError) in
            try GammaPoissonFitter(groups: weekdays).fit(totals)
        }
    }

    /// Busyness of the days; nil where no weekday occurs twice, which says nothing of it.
    ///
    /// - Returns: The fit.
    /// - Throws: `CalibrationError.statistics` when the fit fails.
    public func dayFactorIfKnown() throws(CalibrationError) -> FittedGammaPoisson? {
        Set(weekdays).count < weekdays.count ? try dayFactor() : nil
    }

    /// Counts the arrivals that sought a person, over the same days as all arrivals.
    static func seeking(
        _ contacts: [ObservedContact], classes: ContactClasses, calendar: CivilCalendar
    ) throws(CalibrationError) -> ArrivalTable {
        try count(contacts, classes: classes, calendar: calendar) { $0.soughtHuman }
    }

    /// Counts the arrivals of a log.
    ///
    /// Every day from the first to the last arrival counts, empty ones too.
    ///
    /// - Parameters:
    ///   - contacts: The contacts by number.
    ///   - classes: Their classes.
    ///   - calendar: The log's calendar.
    ///   - counts: Which contacts count; all when left out.
    /// - Returns: The table.
    /// - Throws: `CalibrationError.nothing` for a log without contacts.
    public static func count(
        _ contacts: [ObservedContact], classes: ContactClasses, calendar: CivilCalendar,
        where counts: (ObservedContact) -> Bool = { _ in true }
    ) throws(CalibrationError) -> ArrivalTable {
        guard let first = contacts.first, let last = contacts.last else {
            throw .nothing(what: "contact")
        }
        let days = calendar.day(of: first.arrival)...calendar.day(of: last.arrival)
        let weekdays = days.map(calendar.weekday)
        var daysByWeekday = [Int](repeating: 0, count: 7)
        for weekday in weekdays { daysByWeekday[weekday] += 1 }
        let empty = [[Int]](
            repeating: [Int](repeating: 0, count: calendar.intervalsPerDay), count: 7)
        var table = [[[Int]]](repeating: empty, count: classes.classes.count)
        var totals = [[Int]](
            repeating: [Int](repeating: 0, count: days.count), count: classes.classes.count)
        for (contact, number) in zip(contacts, classes.classOfContact) where counts(contact) {
            let day = calendar.day(of: contact.arrival) - days.lowerBound
            let interval = calendar.interval(of: contact.arrival)
            table[number][weekdays[day]][interval] += 1
            totals[number][day] += 1
        }
        return ArrivalTable(
            counts: table, daysByWeekday: daysByWeekday,
            intervalSeconds: calendar.intervalSeconds, dayTotals: totals, weekdays: weekdays)
    }
}
