/// What an import read, counted and set aside.
public struct ImportReport: Equatable, Sendable {
    /// One kind of peculiarity of the source, with its number of rows and how it was handled.
    public struct Counter: Equatable, Sendable, Codable {
        /// Name of the kind, in lower camel case.
        public var name: String
        /// Rows of the kind.
        public var count: Int
        /// What the importer does with such a row.
        public var handling: String
    }

    /// A type of contact: its code in the source and its name in the log.
    public struct ContactType: Equatable, Sendable, Codable {
        /// Code in the source.
        public var code: String
        /// Name in the log.
        public var name: String
        /// Contacts of the type.
        public var contacts: Int
    }

    /// Name of the importer.
    public var format: String
    /// The files read.
    public var paths: [String]
    /// The first and the last day covered.
    public var days: DayRange
    /// Lines read, without header lines.
    public var lines = 0
    /// Lines rejected as malformed.
    public var rejected = 0
    /// Well-formed lines of other days, left out on request.
    public var outsideDays = 0
    /// Contacts imported.
    public var contacts = 0
    /// Contacts that ended by a hang-up in the menu.
    public var menuHangups = 0
    /// Contacts that joined the queue.
    public var queued = 0
    /// Contacts that left the queue unserved.
    public var abandoned = 0
    /// Contacts answered by a human agent.
    public var served = 0
    /// Peculiarities of the source, in a fixed order; the count may be 0.
    public var counters: [Counter] = []
    /// Types of contact by their number in the log.
    public var contactTypes: [ContactType] = []
    /// Names of human agents in the source, by their number in the log.
    public var agents: [String] = []

    /// The rows of a kind; 0 for a name that the importer does not count.
    public func count(of name: String) -> Int {
        counters.first { $0.name == name }?.count ?? 0
    }
}
