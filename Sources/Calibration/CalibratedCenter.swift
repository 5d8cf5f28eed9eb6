public import ContactCenterEvents
public import Distributions
public import Statistics
import TwinPrimitives

/// Everything fitted to one log, short of a scenario.
public struct CalibratedCenter: Equatable, Sendable {
    /// Names and calendar of the log.
    public let description: RunDescription
    /// Days, weekdays and intervals.
    public let calendar: CivilCalendar
    /// Days of the log, 0 for that of simulated time 0.
    public let days: Range<Int>
    /// The classes of contacts.
    public let classes: ContactClasses
    /// Behaviour by class.
    public let fits: [ClassFit]
    /// Behaviour of all contacts together.
    public let overall: ClassFit
    /// Arrivals by class, weekday and interval.
    public let arrivals: ArrivalTable
    /// Those of them that went on to seek a person.
    ///
    /// A scenario has one share of hang-ups in the menu for all hours. Its arrivals are therefore
    /// those who sought a person, over one minus that share: nights on which the menu is all there
    /// is, and everybody hangs up in it, then bring nobody to a queue without agents.
    public let seeking: ArrivalTable
    /// Time in the menu of those who went on; nil without menus.
    public let menuDuration: Law?
    /// Redials of identified callers; nil if nobody is identified.
    public let redial: RedialFit?
    /// How priorities count in the queue; nil if no two priorities ever waited together.
    public let headStarts: HeadStartFit?
    /// When agents were present; nil if the log names no agents.
    public let activity: AgentActivity?
}

/// Fits a center to the history of its contacts.
public struct CenterCalibrator: Sendable {
    /// How classes are found.
    public var classifier = ContactClassifier()
    /// How patience and service times are fitted.
    public var classFitter: ClassFitter
    /// How redials are fitted.
    public var redialFitter = RedialFitter()
    /// How the weight of priorities is found.
    public var headStartFitter = HeadStartFitter()
    /// How presence is inferred.
    public var activityFitter = AgentActivityFitter()

    /// Stores the default settings.
    ///
    /// - Parameter hazard: Form of the patience hazard.
    public init(hazard: PiecewiseHazardFitter) {
        classFitter = ClassFitter(hazard: hazard)
    }

    /// Fits a center.
    ///
    /// - Parameters:
    ///   - history: The log's contacts.
    ///   - description: The log's names and calendar.
    /// - Returns: The fit.
    /// - Throws: `CalibrationError` for a log without calendar, contacts or agents' answers.
    public func calibrate(
        _ history: ContactHistory, description: RunDescription
    ) throws(CalibrationError) -> CalibratedCenter {
        let calendar = try CivilCalendar(
            start: description.start, intervalSeconds: description.intervalSeconds)
        let contacts = history.contacts
        let classes = try classifier.classes(of: contacts, names: description.contactTypes)
        let arrivals = try ArrivalTable.count(contacts, classes: classes, calendar: calendar)
        var members = [[ObservedContact]](repeating: [], count: classes.classes.count)
        for (contact, number) in zip(contacts, classes.classOfContact) {
            members[number].append(contact)
        }
        var fits: [ClassFit] = []
        for (contactClass, contacts) in zip(classes.classes, members) {
            fits.append(try classFitter.fit(contactClass, contacts: contacts))
        }
        let everyone = ContactClass(
            name: "all", contactTypes: classes.classes.flatMap(\.contactTypes), priority: 0,
            seeking: contacts.filter(\.soughtHuman).count)
        let first = contacts.first.map { calendar.day(of: $0.arrival) } ?? 0
        let names = contacts.contains { $0.ending == .served && $0.agent != .unknown }
        return CalibratedCenter(
            description: description, calendar: calendar,
            days: first..<(first + arrivals.weekdays.count), classes: classes, fits: fits,
            overall: try classFitter.fit(everyone, contacts: contacts), arrivals: arrivals,
            seeking: try ArrivalTable.seeking(contacts, classes: classes, calendar: calendar),
            menuDuration: try menuDuration(contacts),
            redial: try redialFitter.fit(
                contacts, end: history.end, callersByType: history.isSimulated),
            headStarts: try headStartFitter.fit(contacts),
            activity: names ? try activityFitter.activity(of: contacts) : nil)
    }

    private func menuDuration(_ contacts: [ObservedContact]) throws(CalibrationError) -> Law? {
        let times = contacts.compactMap { contact in
            contact.ending == .hungUpInMenu ? nil : contact.menuSeconds
        }
        guard times.count >= 2, times.contains(where: { $0 > 0 }) else { return nil }
        return try CalibrationError.estimating("time in the menu") {
            () throws(StatisticsError) in try EmpiricalLawFitter().fit(times).law
        }
    }
}
