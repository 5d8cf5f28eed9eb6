import TwinPrimitives

/// One well-formed row of the Technion layout, its clocks resolved to civil time.
struct TechnionRow {
    /// What became of the call in the words of the source.
    enum Outcome { case agent, hang, phantom }

    /// Kinds of peculiarity that a well-formed row may show.
    struct Quirks: OptionSet {
        let rawValue: UInt16

        static let negativeMenuTime = Quirks(rawValue: 1 << 0)
        static let menuOver300Seconds = Quirks(rawValue: 1 << 1)
        static let queueOverMidnight = Quirks(rawValue: 1 << 2)
        static let serviceOverMidnight = Quirks(rawValue: 1 << 3)
        static let queueStartAfterMenu = Quirks(rawValue: 1 << 4)
        static let serviceStartsEarly = Quirks(rawValue: 1 << 5)
        static let serviceStartsLate = Quirks(rawValue: 1 << 6)
    }

    var day: CivilDate
    /// Entry line and call number, which together with the day name a call.
    var key: TechnionCallKey
    /// Entry into the menu as stamped, in seconds since 1970.
    var stampedEntry: Int
    /// Number of the type in `TechnionImporter.types`.
    var type: Int
    var priority: Int
    var customer: UInt32
    var outcome: Outcome
    /// Name of the server; nil for NO_SERVER.
    var server: String?
    /// All in seconds since 1970; the entry is never after the exit.
    var entry: Int
    var menuExit: Int
    var queueStart: Int?
    var queueExit: Int
    /// Recorded service in seconds, whatever the outcome; 0 if there is none.
    var service: Int
    var quirks: Quirks
}

/// What names a call: (day, entry line, call number).
struct TechnionCallKey: Hashable {
    var day: Int
    /// The ASCII bytes of the line's name.
    var line: UInt64
    var call: Int
}
