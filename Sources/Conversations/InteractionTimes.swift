import CallerModel
public import DialogueEngine
import TwinPrimitives

/// Times of turn taking, read from what a conversation's events say: how long callers waited for an
/// answer, and how fast prompts gave way to them.
///
/// Times are the caller's: from the first or last sound that was made, not from when it was found.
/// Windows are those of tau-voice's panel, as in `InteractionPanel`.
public struct InteractionTimes: Hashable, Sendable {
    /// What became of prompts that a caller spoke into.
    public struct Overlaps: Hashable, Sendable {
        /// Segments spoken into a prompt that may be interrupted.
        public var count = 0
        /// Those whose prompt came to its end within `soonSeconds`: they show nothing, and are left
        /// out of `count`.
        public var endedSoon = 0
        /// Seconds from the first sound to the prompt's silence, for prompts that were silenced
        /// within the window.
        public var silencedSeconds: [Double] = []
        /// Seconds of silence of those that went on, instead of being given up.
        public var resumedSeconds: [Double] = []
        /// Prompts silenced within `soonSeconds` of the first sound.
        public var silencedSoon = 0

        /// Counts nothing yet.
        public init() {}

        /// Prompts that fell silent and did not go on.
        public var cut: Int { silencedSeconds.count - resumedSeconds.count }

        /// Takes in other prompts.
        public mutating func add(_ other: Overlaps) {
            count += other.count
            endedSoon += other.endedSoon
            silencedSeconds += other.silencedSeconds
            resumedSeconds += other.resumedSeconds
            silencedSoon += other.silencedSoon
        }
    }

    /// Seconds from the caller's last sound to the prompt that answers.
    public var responseSeconds: [Double] = []
    /// What was meant for the voice agent.
    public var interruptions = Overlaps()
    /// Backchannels.
    public var backchannels = Overlaps()
    /// Sounds without words, and words to somebody else.
    public var others = Overlaps()

    /// A prompt gives way soon when it is silent within 0.3 s.
    public static let soonSeconds = 0.3
    /// Silence after which a prompt that goes on is a new one, seconds.
    fileprivate static let resumeWindow = 3.0

    /// Times of no call.
    public init() {}

    /// Reads the times of a call.
    public init(_ record: ConversationRecord) {
        self.init(spoken: record.spoken, records: record.records)
    }

    /// Reads the times of a call from what the caller said and what the engine noted, both in order.
    public init(spoken said: [SpokenSegment], records: [DialogueRecord]) {
        let prompts = Self.prompts(records)
        for spoken in said where spoken.segment.keys.isEmpty {
            guard
                let place = prompts.lastIndex(where: {
                    $0.start <= spoken.start && spoken.start < $0.end
                }), prompts[place].utterance.allowsBargeIn
            else { continue }
            var overlaps = Overlaps()
            overlaps.take(prompts, place, since: spoken.start, isMeant: spoken.segment.kind.isMeant)
            switch spoken.segment.kind {
            case .backchannel: backchannels.add(overlaps)
            case .tic, .sideSpeech: others.add(overlaps)
            case .answer, .interruption, .checkIn, .restart, .personRequest:
                interruptions.add(overlaps)
            }
        }
        takeResponses(said, prompts)
    }

    /// Takes in the times of another call.
    public mutating func add(_ other: InteractionTimes) {
        responseSeconds += other.responseSeconds
        interruptions.add(other.interruptions)
        backchannels.add(other.backchannels)
        others.add(other.others)
    }

    /// A quantile by the nearest rank.
    ///
    /// - Parameters:
    ///   - share: Share of the values that lie at or below it, in (0, 1].
    ///   - seconds: The values, in any order.
    /// - Returns: One of the values; nil when there are none.
    public static func quantile(_ share: Double, of seconds: [Double]) -> Double? {
        guard !seconds.isEmpty else { return nil }
        let rank = Int((share * Double(seconds.count)).rounded(.up))
        return seconds.sorted()[max(0, min(seconds.count, rank) - 1)]
    }

    // MARK: Events

    /// A prompt as it sounded.
    fileprivate struct Prompt {
        var utterance: Utterance
        var start: SimulationTime
        var end: SimulationTime
        /// Words of it that were not heard; nil for a prompt that was heard to its end.
        var rest: String?
    }

    private static func prompts(_ records: [DialogueRecord]) -> [Prompt] {
        var said: [PromptHandle: Utterance] = [:]
        var started: [PromptHandle: SimulationTime] = [:]
        var prompts: [Prompt] = []
        func end(_ handle: PromptHandle, _ time: SimulationTime, _ rest: String?) {
            guard let utterance = said[handle], let start = started[handle] else { return }
            prompts.append(Prompt(utterance: utterance, start: start, end: time, rest: rest))
        }
        for record in records {
            switch record.event {
            case .prompted(let utterance): said[utterance.handle] = utterance
            case .promptStarted(let handle): started[handle] = record.time
            case .promptFinished(let handle): end(handle, record.time, nil)
            case .promptCut(let handle, let heard):
                let words = said[handle]?.text.split(separator: " ") ?? []
                let count = heard.split(separator: " ").count
                end(handle, record.time, words.dropFirst(count).joined(separator: " "))
            default: break
            }
        }
        return prompts
    }

    private mutating func takeResponses(_ spoken: [SpokenSegment], _ prompts: [Prompt]) {
        var place = 0
        for prompt in prompts {
            var last: SpokenSegment?
            while place < spoken.count, spoken[place].end <= prompt.start {
                if spoken[place].segment.kind.isMeant { last = spoken[place] }
                place += 1
            }
            // Who speaks again has not waited for the answer.
            let speaksAgain = place < spoken.count && spoken[place].start < prompt.start
            if let last, !speaksAgain { responseSeconds.append((prompt.start - last.end).seconds) }
        }
    }
}

extension InteractionTimes.Overlaps {
    /// Takes in a segment spoken into a prompt.
    fileprivate mutating func take(
        _ prompts: [InteractionTimes.Prompt], _ place: Int, since start: SimulationTime,
        isMeant: Bool
    ) {
        let prompt = prompts[place]
        let seconds = (prompt.end - start).seconds
        guard let rest = prompt.rest else {
            if seconds <= InteractionTimes.soonSeconds { endedSoon += 1 } else { count += 1 }
            return
        }
        count += 1
        let window =
            isMeant ? InteractionPanel.yieldWindow : InteractionPanel.distractionWindow
        guard seconds <= window else { return }
        silencedSeconds.append(seconds)
        if seconds <= InteractionTimes.soonSeconds { silencedSoon += 1 }
        // It goes on with the words that were lost, or from its beginning.
        guard place + 1 < prompts.count, prompts[place + 1].utterance.text.hasSuffix(rest)
        else { return }
        let pause = (prompts[place + 1].start - prompt.end).seconds
        if pause <= InteractionTimes.resumeWindow { resumedSeconds.append(pause) }
    }
}
