import CallerModel
import TwinPrimitives

/// What the caller is saying just now.
struct SegmentInProgress {
    /// All of it.
    let segment: CallerSegment
    /// When it began.
    let start: SimulationTime
    /// Its words.
    let wordCount: Int
    /// Words that were taken to an utterance that was closed in the middle of it.
    var wordsTaken = 0

    init(_ segment: CallerSegment, start: SimulationTime) {
        self.segment = segment
        self.start = start
        wordCount = segment.wordCount
    }

    /// Words that are said to their end.
    func wordsSaid(at time: SimulationTime) -> Int {
        guard segment.durationSeconds > 0 else { return wordCount }
        let share = (time - start).seconds / segment.durationSeconds
        return min(wordCount, Int((share * Double(wordCount) + 1e-6).rounded(.down)))
    }
}
