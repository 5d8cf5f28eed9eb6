import TelephoneAudio
public import TwinPrimitives

/// What is wrong with a file of labels.
///
/// `description` is one line: `path:line: error: what; known: …`.
public enum UtteranceLabelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A line that is not start, end and text parted by tabulators.
    case malformed(SourceLocation, line: String)
    /// An utterance that does not end after its start, or starts before the one above has ended.
    case outOfOrder(SourceLocation)
    /// An utterance that ends after the recording.
    case beyondEnd(SourceLocation, endSeconds: Double, durationSeconds: Double)

    /// The message.
    public var description: String {
        switch self {
        case .malformed(let place, let line):
            "\(place): error: '\(line)' is no label; known: start, end and text parted by "
                + "tabulators, times in seconds"
        case .outOfOrder(let place):
            "\(place): error: the utterance does not follow the one above; known: start below "
                + "end, in the order of time"
        case .beyondEnd(let place, let end, let duration):
            "\(place): error: the utterance ends at \(end) s; the recording is \(duration) s long"
        }
    }
}

/// Utterances marked in a recording, with what was said.
///
/// One line for each: start, end and text parted by tabulators, times in seconds, as Audacity exports
/// its label tracks. A line without text is an utterance that nobody transcribed.
public enum UtteranceLabels {
    /// Seconds that an utterance may end after the sound, which has whole frames only, and whose labels
    /// are rounded.
    static let endTolerance = 2 * TelephoneFrame.seconds

    /// Reads labels.
    ///
    /// - Parameters:
    ///   - text: The whole file.
    ///   - path: Its name, for messages.
    ///   - durationSeconds: Length of the recording.
    /// - Returns: Utterances in order, within the recording, apart from one another.
    /// - Throws: What is wrong first.
    public static func read(
        _ text: String, path: String, durationSeconds: Double
    ) throws(UtteranceLabelError) -> [RecordedCaller.Utterance] {
        var utterances: [RecordedCaller.Utterance] = []
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        // Lines of a backslash tell the frequencies of the label before.
        for (number, line) in lines.enumerated()
        where line.first != "\\" && line.contains(where: { !$0.isWhitespace }) {
            let place = SourceLocation(path: path, line: number + 1)
            let cells = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
            guard cells.count >= 2, let start = Double(cells[0]), let end = Double(cells[1]),
                start >= 0, end.isFinite
            else { throw .malformed(place, line: String(line)) }
            guard start < end, start >= utterances.last?.endSeconds ?? 0 else {
                throw .outOfOrder(place)
            }
            guard end <= durationSeconds + endTolerance else {
                throw .beyondEnd(place, endSeconds: end, durationSeconds: durationSeconds)
            }
            let words = (cells.count > 2 ? cells[2] : "").split(whereSeparator: \.isWhitespace)
            utterances.append(
                RecordedCaller.Utterance(
                    startSeconds: start, endSeconds: end,
                    transcript: words.isEmpty ? nil : words.joined(separator: " ")))
        }
        return utterances
    }
}
