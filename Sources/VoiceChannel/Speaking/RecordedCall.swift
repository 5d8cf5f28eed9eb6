import CallerModel
public import Conversations
public import TelephoneAudio
import TwinPrimitives

/// A caller's side of a recorded call, with what it answered.
public struct RecordedCall: Hashable, Sendable {
    /// Which simulated caller a recording of our own is of.
    public struct Origin: Hashable, Sendable {
        /// Seed of the run.
        public var seed: UInt64
        /// Number of the caller.
        public var caller: UInt32

        /// Names a simulated caller.
        public init(seed: UInt64, caller: UInt32) {
            self.seed = seed
            self.caller = caller
        }
    }

    /// Its sound, at the level of speech on a telephone line, with its utterances.
    public let caller: RecordedCaller
    /// What was said in each utterance, and when, as far as it is known.
    public let turns: [RecordedTurns.Turn]
    /// Which simulated caller it is of; nil for another's recording.
    public let origin: Origin?

    /// Takes a recording with labels: those of an editor, or a transcript of our own.
    ///
    /// A transcript has the columns start, end, who, what and, for the caller, why and what was asked.
    ///
    /// - Parameters:
    ///   - clip: One channel with the caller's voice.
    ///   - labels: The whole file of labels; nil finds utterances by voice activity.
    ///   - path: Its name, for messages.
    /// - Throws: What is wrong with the labels.
    public init(
        _ clip: AudioClip, labels: String?, path: String
    ) throws(UtteranceLabelError) {
        let clip = clip.prepared()
        guard let labels else {
            self.init(RecordedCaller(clip: clip))
            return
        }
        let lines = labels.split(whereSeparator: \.isNewline)
        guard lines.contains(where: { CallLine($0) != nil }) else {
            let utterances = try UtteranceLabels.read(
                labels, path: path, durationSeconds: clip.durationSeconds)
            self.init(RecordedCaller(clip: clip, labels: utterances))
            return
        }
        try self.init(clip, transcript: labels, path: path)
    }

    private init(_ caller: RecordedCaller) {
        self.caller = caller
        turns = caller.utterances.map {
            var turn = RecordedTurns.Turn()
            turn.text = $0.transcript ?? ""
            return turn
        }
        origin = nil
    }

    private init(
        _ clip: AudioClip, transcript: String, path: String
    ) throws(UtteranceLabelError) {
        var utterances: [RecordedCaller.Utterance] = []
        var turns: [RecordedTurns.Turn] = []
        var prompts: [CallLine] = []
        var origin: Origin?
        let lines = transcript.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, text) in lines.enumerated() where !text.isEmpty {
            let place = SourceLocation(path: path, line: number + 1)
            guard let line = CallLine(text) else { throw .malformed(place, line: String(text)) }
            switch line.who {
            case .call: origin = line.origin
            case .agent: prompts.append(line)
            case .caller:
                guard line.start < line.end, line.start >= utterances.last?.endSeconds ?? 0 else {
                    throw .outOfOrder(place)
                }
                guard line.end <= clip.durationSeconds + UtteranceLabels.endTolerance else {
                    throw .beyondEnd(
                        place, endSeconds: line.end, durationSeconds: clip.durationSeconds)
                }
                turns.append(line.turn(after: utterances.last?.endSeconds, prompts))
                utterances.append(
                    RecordedCaller.Utterance(
                        startSeconds: line.start, endSeconds: line.end,
                        transcript: line.text.isEmpty ? nil : line.text))
            case .heard, .handoff: break
            }
        }
        caller = RecordedCaller(clip: clip, labels: utterances)
        self.turns = turns
        self.origin = origin
    }
}

/// A line of a transcript of our own.
private struct CallLine {
    enum Who: String { case call, agent, caller, heard, handoff }

    let start: Double
    let end: Double
    let who: Who
    let what: String
    /// Why the caller spoke, and what had been asked.
    let why: Substring

    init?(_ line: Substring) {
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard cells.count >= 4, let start = Double(cells[0]), let end = Double(cells[1]),
            start >= 0, end.isFinite, let who = Who(rawValue: String(cells[2]))
        else { return nil }
        self.start = start
        self.end = end
        self.who = who
        what = String(cells[3])
        why = cells.count > 4 ? cells[4] : ""
    }

    /// What was said; empty for keys, and for sounds without words.
    var text: String { what.hasPrefix("[") ? "" : what }

    private var keys: String {
        what.hasPrefix("[keys ") ? String(what.dropFirst("[keys ".count).dropLast()) : ""
    }

    /// The words of a prompt that were heard.
    private var promptWords: String {
        what.hasSuffix(Self.cut) ? String(what.dropLast(Self.cut.count)) : what
    }

    private static let cut = " [cut]"

    var origin: RecordedCall.Origin? {
        var values: [Substring: Substring] = [:]
        for cell in what.split(separator: " ") {
            let parts = cell.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { values[parts[0]] = parts[1] }
        }
        guard let seed = values["seed"].flatMap({ UInt64($0) }),
            let caller = values["caller"].flatMap({ UInt32($0) })
        else { return nil }
        return RecordedCall.Origin(seed: seed, caller: caller)
    }

    func turn(after previous: Double?, _ prompts: [CallLine]) -> RecordedTurns.Turn {
        var turn = RecordedTurns.Turn()
        turn.text = text
        turn.keys = keys
        let words = why.split(separator: " ", maxSplits: 1)
        turn.kind =
            CallerSegment.Kind.allCases.first { $0.name == words.first.map(String.init) } ?? .answer
        turn.asked = words.count > 1 ? String(words[1]) : nil
        if let prompt = prompts.last(where: { $0.start <= start && start < $0.end }) {
            if !prompt.promptWords.isEmpty {
                turn.prompt = RecordedTurns.Turn.Prompt(
                    text: prompt.promptWords, seconds: start - prompt.start)
            }
            return turn
        }
        let heardUntil = prompts.last { $0.end <= start }.map(\.end) ?? 0
        if let previous, previous >= heardUntil {
            turn.continues = true
            turn.gapSeconds = start - previous
        } else {
            turn.gapSeconds = start - heardUntil
        }
        return turn
    }
}
