/// The renderings used last, within a limit of memory, in the form of their files: samples take half of what
/// they do in use.
///
/// One goes for one that comes, so that memory stays at the limit: freed by halves it would rise and
/// fall by megabytes, and leave holes that nothing else fits into.
struct RecentRenderings {
    /// A rendering with the number of its last use.
    private struct Entry {
        let bytes: [UInt8]
        var use: UInt64
    }

    private let limit: Int
    private var entries: [SpeechKey: Entry] = [:]
    private var byteCount = 0
    private var uses: UInt64 = 0

    init(limit: Int) { self.limit = limit }

    /// The file of a rendering that is kept; it counts as used now.
    mutating func find(_ key: SpeechKey) -> [UInt8]? {
        uses += 1
        entries[key]?.use = uses
        return entries[key]?.bytes
    }

    /// Keeps a rendering's file, and drops those unused for longest until all fit.
    ///
    /// O(n) in those kept for each that must go: some hundred, which is little beside reading a file.
    mutating func keep(_ bytes: [UInt8], for key: SpeechKey) {
        guard bytes.count <= limit, entries[key] == nil else { return }
        while byteCount + bytes.count > limit,
            let oldest = entries.min(by: { $0.value.use < $1.value.use })
        {
            byteCount -= oldest.value.bytes.count
            entries[oldest.key] = nil
        }
        uses += 1
        entries[key] = Entry(bytes: bytes, use: uses)
        byteCount += bytes.count
    }
}
