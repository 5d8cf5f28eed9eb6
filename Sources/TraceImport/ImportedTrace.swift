public import ContactCenterEvents
public import TwinPrimitives

/// A recorded trace in memory: what its numbers mean, what was set aside, and its contacts.
public struct ImportedTrace: Sendable {
    /// Names and calendar, for the head of a log.
    public let description: RunDescription
    /// What was read, counted and set aside.
    public let report: ImportReport
    /// The contacts in order of arrival; the position is the contact's number.
    public let contacts: [RecordedContact]
    /// The midnight after the last day; no event of the trace's own days lies after it unless a
    /// contact lasted over midnight.
    public let end: SimulationTime
    /// Number of the caller's first contact type by contact, parallel to `contacts`.
    let callers: [CallerKey]

    /// Orders contacts by arrival (those of one instant by their place in the files), moves time
    /// 0 to the first midnight and completes the report.
    init(
        name: String, report: ImportReport, contactTypes: [String], agentGroups: [String],
        contacts unordered: [RecordedContact]
    ) {
        let nanosecondsPerDay: Int64 = 86_400_000_000_000
        let first = Int64(report.days.first.dayNumber) * nanosecondsPerDay
        let last = Int64(report.days.last.dayNumber + 1) * nanosecondsPerDay
        let order = unordered.indices.sorted { left, right in
            let (one, other) = (unordered[left].arrival, unordered[right].arrival)
            return one == other ? left < right : one < other
        }
        var contacts: [RecordedContact] = []
        contacts.reserveCapacity(unordered.count)
        var firstType: [UInt32: ContactTypeID] = [:]
        var callers: [CallerKey] = []
        callers.reserveCapacity(unordered.count)
        for position in order {
            var contact = unordered[position]
            contact.subtract(SimulationDuration(nanoseconds: first))
            contacts.append(contact)
            var type = contact.contactType
            if contact.customer != 0 {
                type = firstType[contact.customer] ?? type
                firstType[contact.customer] = type
            }
            callers.append(CallerKey(contactType: type, ordinal: contact.customer))
        }
        self.contacts = contacts
        self.callers = callers
        end = SimulationTime(nanoseconds: last - first)
        self.report = Self.completed(report, with: contacts)
        description = RunDescription(
            name: "\(name) \(report.days)", start: "\(report.days.first)T00:00:00",
            contactTypes: contactTypes, agentGroups: agentGroups, voicePools: [])
    }

    /// Adds the counts of contacts to a report.
    private static func completed(
        _ report: ImportReport, with contacts: [RecordedContact]
    ) -> ImportReport {
        var report = report
        report.contacts = contacts.count
        for contact in contacts {
            switch contact.ending {
            case .hungUpInMenu: report.menuHangups += 1
            case .abandoned: report.abandoned += 1
            case .answered: report.served += 1
            }
            if contact.queueStart != nil { report.queued += 1 }
            report.contactTypes[Int(contact.contactType.rawValue)].contacts += 1
        }
        return report
    }
}
