/// Reads one source format into a recorded trace.
///
/// A new format is a new file and one line in `TraceImporters.all`; the suite of malformed lines
/// then runs over it.
public protocol TraceImporter: Sendable {
    /// Name of the format on the command line.
    var name: String { get }
    /// What the format is, in one line.
    var summary: String { get }
    /// A short file of the format that is read without a rejected line; the conformance suite
    /// breaks it in every way it knows.
    var sample: String { get }

    /// Reads files of the format.
    ///
    /// Memory is bounded by the number of contacts and the limits named in `ImportLimits`,
    /// whatever the files hold.
    ///
    /// - Parameters:
    ///   - paths: The files, plain or compressed with zstd (recognised by content).
    ///   - days: Only contacts of these days; all when nil.
    ///   - rejected: Called for each malformed line, in the order of the lines.
    /// - Returns: The trace, with a report of everything set aside.
    /// - Throws: `TraceImportError` when a file cannot be read or is of another format, or when
    ///   no contact is left.
    func read(
        paths: [String], days: DayRange?, rejected: (RejectedLine) -> Void
    ) throws(TraceImportError) -> ImportedTrace
}

/// The formats that can be imported.
public enum TraceImporters {
    /// Every format; the order is that of the help text.
    public static let all: [any TraceImporter] = [TechnionImporter()]

    /// The importer of a format, or nil if no format has the name.
    public static func named(_ name: String) -> (any TraceImporter)? {
        all.first { $0.name == name }
    }
}

/// Limits that keep memory bounded whatever a file holds.
public enum ImportLimits {
    /// Longest line in bytes; the longest real one has about 130.
    public static let lineBytes = 4096
    /// Most contacts of one import: about five years of the largest trace known here, 0.2 GB.
    public static let contacts = 2_000_000
    /// Most names of human agents; a larger number is no call log.
    public static let agents = 65_535
    /// Bytes of a rejected line that are kept for its report.
    public static let shownBytes = 400
}
