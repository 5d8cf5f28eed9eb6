import TelephoneAudio

/// The renderings used last, within a limit of memory.
struct RecentRenderings {
    /// A rendering with the number of its last use.
    private struct Entry {
        let speech: RenderedSpeech
        var use: UInt64
    }

    private let limit: Int
    private var entries: [SpeechKey: Entry] = [:]
    private var byteCount = 0
    private var uses: UInt64 = 0

    init(limit: Int) { self.limit = limit }

    /// A rendering that is kept; it counts as used now.
    mutating func find(_ key: SpeechKey) -> RenderedSpeech? {
        uses += 1
        entries[key]?.use = uses
        return entries[key]?.speech
    }

    /// Keeps a rendering, and drops those unused for longest until all fit.
    ///
    /// O(n log n) in those kept when some must go: half of the memory is freed at once, which makes
    /// it rare.
    mutating func keep(_ speech: RenderedSpeech, for key: SpeechKey) {
        let size = Self.size(of: speech)
        guard size <= limit, entries[key] == nil else { return }
        if byteCount + size > limit {
            for (key, entry) in entries.sorted(by: { $0.value.use < $1.value.use }) {
                guard byteCount > limit / 2 || byteCount + size > limit else { break }
                byteCount -= Self.size(of: entry.speech)
                entries[key] = nil
            }
        }
        uses += 1
        entries[key] = Entry(speech: speech, use: uses)
        byteCount += size
    }

    private static func size(of speech: RenderedSpeech) -> Int {
        4 * speech.clip.samples.count + 8 * speech.wordEnds.count
    }
}
