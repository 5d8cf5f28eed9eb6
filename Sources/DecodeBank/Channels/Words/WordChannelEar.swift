import CallerModel
public import Conversations
public import DialogueEngine
public import TwinPrimitives

/// Hears words through a channel fitted to real decodes.
///
/// Draws are keyed by the caller, the attempt, the utterance and the word's place, so the beginning
/// of an utterance is heard the same while it is spoken and afterwards.
public struct WordChannelEar: Ear {
    /// The channel.
    public let channel: WordChannel
    /// Who speaks.
    public let speakers: any SpeakerSource

    private let state: @Sendable (Question?) -> String
    /// The law of each speaker whatever is expected, and where one thing is.
    private let laws: [(any: Law, own: [String: Law])]
    private let prompts: [SpeechIntoPrompts?]
    /// What an acknowledgement that is told by its sound is read as.
    private let acknowledgement: String

    /// How often words are heard for others, and which.
    private struct Law {
        var cell: WordChannel.Cell
        var lists: Lists
    }

    /// Words heard for others and for none.
    private struct Lists {
        var confusions: [String: WeightedWords] = [:]
        var substitutes = WeightedWords([])
        var intruders = WeightedWords([])
    }

    /// Weight of the words heard instead of any other beside those heard instead of this one.
    private static let smoothing = 1.0
    /// Words that may be inserted in one gap; further ones are not.
    private static let insertionLimit = 3
    /// Draws of one word: whether lost, whether another one, which, whether smoothed; then those of the
    /// words before it.
    private static let drawsPerWord: UInt32 = 8
    /// Draws of the utterance as a whole, before those of its words.
    private static let utteranceDraws: UInt32 = 16
    /// Words of an utterance that are told apart; further ones share draws.
    private static let wordLimit = 4096

    /// Makes an ear.
    ///
    /// - Parameters:
    ///   - channel: The law.
    ///   - speakers: Who speaks.
    ///   - state: Name of the dialogue state in which a question is answered, as the bank has it.
    ///   - acknowledgement: What an acknowledgement that is told by its sound is read as.
    /// - Throws: `DecodeBankError.unknownCondition` when a speaker's condition is none of the channel's.
    public init(
        channel: WordChannel, speakers: any SpeakerSource,
        state: @escaping @Sendable (Question?) -> String, acknowledgement: String
    ) throws(DecodeBankError) {
        self.channel = channel
        self.speakers = speakers
        self.state = state
        self.acknowledgement = acknowledgement
        let lists = Self.lists(channel)
        let words = lists[WordChannel.any] ?? Lists()
        var laws: [(any: Law, own: [String: Law])] = []
        let languages = Set(channel.cells.map(\.language)).union(lists.keys)
        for speaker in speakers.speakers {
            func cell(_ language: String) -> WordChannel.Cell? {
                channel.cell(
                    condition: speaker.condition, voiceClass: speaker.voiceClass,
                    language: language)
            }
            guard channel.conditions.contains(speaker.condition), let any = cell(WordChannel.any)
            else {
                throw .unknownCondition(speaker.condition, known: channel.conditions)
            }
            var own: [String: Law] = [:]
            for language in languages {
                own[language] = Law(
                    cell: cell(language) ?? any, lists: lists[language] ?? words)
            }
            laws.append((Law(cell: any, lists: words), own))
        }
        self.laws = laws
        prompts = speakers.speakers.map { channel.prompts.law(of: $0.condition) }
    }

    /// The words of a channel, whatever is expected and where one thing is.
    private static func lists(_ channel: WordChannel) -> [String: Lists] {
        var lists = [
            WordChannel.any: Lists(
                substitutes: WeightedWords(channel.substitutes),
                intruders: WeightedWords(channel.intruders))
        ]
        for expected in channel.expected {
            lists[expected.language] = Lists(
                substitutes: WeightedWords(expected.substitutes),
                intruders: WeightedWords(expected.intruders))
        }
        for confusion in channel.confusions {
            lists[confusion.language]?.confusions[confusion.said] = WeightedWords(confusion.heard)
        }
        return lists
    }

    /// The best reading, and the right one behind it where the channel has it there.
    public func hear(_ speech: HeardSpeech, streams: RandomStreams) -> EarReading {
        guard !speech.text.isEmpty else { return EarReading(.hypotheses([])) }
        let speaker = speakers.speakerIndex(
            of: speech.caller, attempt: speech.attempt, streams: streams)
        if speech.isIntoPrompt, let law = prompts[speaker],
            draw(4, speech, streams)
                < (speech.isAcknowledgement ? law.acknowledged : law.mistaken)
        {
            return EarReading(.hypotheses([Hypothesis(text: acknowledgement)]))
        }
        let law = law(of: speech, speaker)
        let cell = law.cell
        let text = heard(speech, law, streams, isWhole: true)
        guard !text.isEmpty else { return EarReading(.hypotheses([])) }
        let isRight = text == speech.text
        let table = isRight ? cell.confidenceWhenRight : cell.confidenceWhenWrong
        let confidence = table.value(at: draw(1, speech, streams))
        var readings = [Hypothesis(text: text, confidence: Score(confidence))]
        if !isRight, draw(2, speech, streams) < cell.secondRight {
            let share = cell.secondShare.value(at: draw(3, speech, streams))
            readings.append(Hypothesis(text: speech.text, confidence: Score(confidence * share)))
        }
        return EarReading(.hypotheses(readings))
    }

    /// The best reading so far.
    public func hearBeginning(_ speech: HeardSpeech, streams: RandomStreams) -> String {
        let speaker = speakers.speakerIndex(
            of: speech.caller, attempt: speech.attempt, streams: streams)
        return heard(speech, law(of: speech, speaker), streams, isWhole: false)
    }

    /// The voice of the speaker that the caller is.
    public func voice(
        of caller: CallerKey, attempt: UInt16, streams: RandomStreams
    ) -> String? {
        speakers.voiceName(of: caller, attempt: attempt, streams: streams)
    }

    private func law(of speech: HeardSpeech, _ speaker: Int) -> Law {
        let language = WordChannel.language(of: state(speech.question))
        return laws[speaker].own[language] ?? laws[speaker].any
    }

    private func draw(
        _ place: UInt32, _ speech: HeardSpeech, _ streams: RandomStreams
    ) -> Double {
        streams.uniform(
            .recognition, speech.caller, attempt: speech.attempt, turn: speech.utterance,
            draw: place, again: speech.hearing)
    }

    private func heard(
        _ speech: HeardSpeech, _ law: Law, _ streams: RandomStreams, isWhole: Bool
    ) -> String {
        let cell = law.cell
        let fate = draw(0, speech, streams)
        if fate < cell.lost { return "" }
        if fate < cell.lost + cell.clean { return speech.text }
        var words: [String] = []
        var index = 0
        var isAfterRight = true
        var mayBeLost = true
        for word in speech.text.split(separator: " ") {
            let place = Self.place(ofWord: index)
            if isAfterRight {
                mayBeLost = !insert(into: &words, at: place, speech, law, streams)
            }
            index += 1
            isAfterRight = false
            if mayBeLost, draw(place, speech, streams) < cell.deletion { continue }
            if draw(place + 1, speech, streams) < cell.substitution {
                words.append(substitute(of: String(word), at: place, speech, law.lists, streams))
            } else {
                words.append(String(word))
                isAfterRight = true
            }
        }
        if isWhole, isAfterRight {
            insert(into: &words, at: Self.place(ofWord: index), speech, law, streams)
        }
        return words.joined(separator: " ")
    }

    private static func place(ofWord index: Int) -> UInt32 {
        utteranceDraws + UInt32(index % wordLimit) * drawsPerWord
    }

    /// Inserts words before a word: their number by inversion of the geometric law.
    ///
    /// - Returns: Whether there are any.
    @discardableResult
    private func insert(
        into words: inout [String], at place: UInt32, _ speech: HeardSpeech,
        _ law: Law, _ streams: RandomStreams
    ) -> Bool {
        guard law.cell.insertion > 0 else { return false }
        let count = words.count
        var rest = draw(place + 4, speech, streams)
        for further in 0..<Self.insertionLimit where rest < law.cell.insertion {
            rest /= law.cell.insertion
            words.append(
                law.lists.intruders.word(at: draw(place + 5 + UInt32(further), speech, streams)))
        }
        return words.count > count
    }

    private func substitute(
        of word: String, at place: UInt32, _ speech: HeardSpeech, _ lists: Lists,
        _ streams: RandomStreams
    ) -> String {
        let choice = draw(place + 2, speech, streams)
        if let own = lists.confusions[word] {
            let smoothed = Self.smoothing / (Self.smoothing + Double(own.total))
            if draw(place + 3, speech, streams) >= smoothed { return own.word(at: choice) }
        }
        return lists.substitutes.word(at: choice, otherThan: word)
    }
}
