import ContactCenterEvents
import TwinPrimitives

/// The call log of the "Anonymous Bank", made public by the Technion: 17 columns, one row a call.
///
/// How the columns become events: the call arrives and enters the menu at `vru_entry`, leaves it
/// at `vru_exit`, joins the queue at `q_start` and leaves it at `q_exit`, answered or not; a call
/// without queue record is answered at `vru_exit`. Service lasts `ser_time` from the answer.
/// Phantoms are set aside. A call queued if `q_start` is not `0:00:00` or `q_time` is positive.
/// Human agents are numbered in order of their first row in the files.
///
/// Source: I. Guedj, A. Mandelbaum, "Anonymous Bank" call-center data, Technion; Brown et al.,
/// JASA 100 (2005) 36-50.
public struct TechnionImporter: TraceImporter {
    /// The types of call in the source and their names in the log, by number.
    static let types = [
        (code: "PS", name: "regular"), (code: "NE", name: "stock"),
        (code: "NW", name: "prospect"), (code: "IN", name: "internet"),
        (code: "PE", name: "english"), (code: "TT", name: "callback"),
    ]
    /// The header line.
    static let header = TechnionColumn.allCases.map(\.name).joined(separator: "\t")

    /// Creates the importer.
    public init() {}

    /// Name of the format on the command line.
    public var name: String { "technion" }

    /// What the format is.
    public var summary: String {
        "call log of the Anonymous Bank (Technion), 17 TAB-separated columns with header"
    }

    /// Reads files of the format.
    ///
    /// - Parameters:
    ///   - paths: The files, plain or compressed with zstd.
    ///   - days: Only calls whose `date` lies in the range; all when nil.
    ///   - rejected: Called for each malformed line.
    /// - Returns: The trace.
    /// - Throws: `TraceImportError`.
    public func read(
        paths: [String], days: DayRange?, rejected: (RejectedLine) -> Void
    ) throws(TraceImportError) -> ImportedTrace {
        guard !paths.isEmpty else { throw .noFiles }
        var table = TechnionTable(days: days)
        for path in paths {
            try table.read(path, rejected: rejected)
        }
        return try table.trace(name: name, paths: paths)
    }
}
