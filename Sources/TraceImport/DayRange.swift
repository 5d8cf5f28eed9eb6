public import TwinPrimitives

/// Days from a first to a last one, both included.
public struct DayRange: Hashable, Sendable {
    /// The first day.
    public let first: CivilDate
    /// The last day; never before the first.
    public let last: CivilDate

    /// Joins two days, or nil if the last lies before the first.
    public init?(first: CivilDate, last: CivilDate) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// Reads `YYYY-MM-DD..YYYY-MM-DD` or a single `YYYY-MM-DD`, or nil if the text is neither.
    public init?(_ text: String) {
        if let day = CivilDate(text) {
            self.init(first: day, last: day)
            return
        }
        let bytes = Array(text.utf8)
        guard bytes.count == 22, bytes[10] == 0x2E, bytes[11] == 0x2E,
            let first = CivilDate(String(decoding: bytes[0..<10], as: UTF8.self)),
            let last = CivilDate(String(decoding: bytes[12...], as: UTF8.self))
        else { return nil }
        self.init(first: first, last: last)
    }

    /// Whether a day lies in the range.
    public func contains(_ day: CivilDate) -> Bool { first <= day && day <= last }
}

extension DayRange: CustomStringConvertible {
    /// The range as it is read.
    public var description: String { "\(first)..\(last)" }
}
