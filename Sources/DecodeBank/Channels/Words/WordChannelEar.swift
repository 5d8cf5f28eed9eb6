import CallerModel
public import Conversations
import DialogueEngine
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

    private let cells: [WordChannel.Cell]
    private let confusions: [String: WeightedWords]
    private let substitutes: WeightedWords
    private let intruders: WeightedWords

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
    /// - Throws: `DecodeBankError.unknownCondition` when a speaker's condition is none of the channel's.
    public init(
        channel: WordChannel, speakers: any SpeakerSource
    ) throws(DecodeBankError) {
        self.channel = channel
        self.speakers = speakers
        var cells: [WordChannel.Cell] = []
        for speaker in speakers.speakers {
            guard channel.conditions.contains(speaker.condition),
                let cell = channel.cell(
                    condition: speaker.condition, voiceClass: speaker.voiceClass)
            else {
                throw .unknownCondition(speaker.condition, known: channel.conditions)
            }
            cells.append(cell)
        }
        self.cells = cells
        var confusions: [String: WeightedWords] = [:]
        for confusion in channel.confusions {
            confusions[confusion.said] = WeightedWords(confusion.heard)
        }
        self.confusions = confusions
        substitutes = WeightedWords(channel.substitutes)
        intruders = WeightedWords(channel.intruders)
    }

    /// The best reading, and the right one behind it where the channel has it there.
    public func hear(_ speech: HeardSpeech, streams: RandomStreams) -> EarReading {
        guard !speech.text.isEmpty else { return EarReading(.hypotheses([])) }
        let cell = cell(speech, streams)
        let isAcknowledgement =
            !speech.acts.isEmpty && speech.acts.allSatisfy { $0 == .backchannel }
        if speech.isIntoPrompt, isAcknowledgement, draw(4, speech, streams) < cell.acknowledged {
            return EarReading(.hypotheses([Hypothesis(text: speech.text)]))
        }
        let text = heard(speech, cell, streams, isWhole: true)
        guard !text.isEmpty else { return EarReading(.hypotheses([])) }
        let isRight = text == speech.text
        let law = isRight ? cell.confidenceWhenRight : cell.confidenceWhenWrong
        let confidence = law.value(at: draw(1, speech, streams))
        var readings = [Hypothesis(text: text, confidence: Score(confidence))]
        if !isRight, draw(2, speech, streams) < cell.secondRight {
            let share = cell.secondShare.value(at: draw(3, speech, streams))
            readings.append(Hypothesis(text: speech.text, confidence: Score(confidence * share)))
        }
        return EarReading(.hypotheses(readings))
    }

    /// The best reading so far.
    public func hearBeginning(_ speech: HeardSpeech, streams: RandomStreams) -> String {
        heard(speech, cell(speech, streams), streams, isWhole: false)
    }

    /// The voice of the speaker that the caller is.
    public func voice(
        of caller: CallerKey, attempt: UInt16, streams: RandomStreams
    ) -> String? {
        let place = speakers.speakerIndex(of: caller, attempt: attempt, streams: streams)
        return speakers.speakers[place].voice.name
    }

    private func cell(_ speech: HeardSpeech, _ streams: RandomStreams) -> WordChannel.Cell {
        cells[
            speakers.speakerIndex(of: speech.caller, attempt: speech.attempt, streams: streams)]
    }

    private func draw(
        _ place: UInt32, _ speech: HeardSpeech, _ streams: RandomStreams
    ) -> Double {
        streams.uniform(
            .recognition, speech.caller, attempt: speech.attempt, turn: speech.utterance,
            draw: place, again: speech.hearing)
    }

    private func heard(
        _ speech: HeardSpeech, _ cell: WordChannel.Cell, _ streams: RandomStreams, isWhole: Bool
    ) -> String {
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
                mayBeLost = !insert(into: &words, at: place, speech, cell, streams)
            }
            index += 1
            isAfterRight = false
            if mayBeLost, draw(place, speech, streams) < cell.deletion { continue }
            if draw(place + 1, speech, streams) < cell.substitution {
                words.append(substitute(of: String(word), at: place, speech, streams))
            } else {
                words.append(String(word))
                isAfterRight = true
            }
        }
        if isWhole, isAfterRight {
            insert(into: &words, at: Self.place(ofWord: index), speech, cell, streams)
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
        _ cell: WordChannel.Cell, _ streams: RandomStreams
    ) -> Bool {
        guard cell.insertion > 0 else { return false }
        let count = words.count
        var rest = draw(place + 4, speech, streams)
        for further in 0..<Self.insertionLimit where rest < cell.insertion {
            rest /= cell.insertion
            words.append(intruders.word(at: draw(place + 5 + UInt32(further), speech, streams)))
        }
        return words.count > count
    }

    private func substitute(
        of word: String, at place: UInt32, _ speech: HeardSpeech, _ streams: RandomStreams
    ) -> String {
        let choice = draw(place + 2, speech, streams)
        if let own = confusions[word] {
            let smoothed = Self.smoothing / (Self.smoothing + Double(own.total))
            if draw(place + 3, speech, streams) >= smoothed { return own.word(at: choice) }
        }
        return substitutes.word(at: choice, otherThan: word)
    }
}

/// Words drawn by their counts.
struct WeightedWords: Sendable {
    private let words: [String]
    /// Sum of counts up to and with each word.
    private let sums: [Int]

    var total: Int { sums.last ?? 0 }

    init(_ counts: [WordChannel.Count]) {
        words = counts.map(\.word)
        var sum = 0
        sums = counts.map { count in
            sum += count.count
            return sum
        }
    }

    /// The word that a uniform number falls on, or the one after it when that is the one to avoid.
    func word(at u: Double, otherThan avoided: String? = nil) -> String {
        let target = u * Double(total)
        var low = 0
        var high = words.count - 1
        while low < high {
            let middle = (low + high) / 2
            if Double(sums[middle]) > target { high = middle } else { low = middle + 1 }
        }
        return words[low] == avoided ? words[(low + 1) % words.count] : words[low]
    }
}
