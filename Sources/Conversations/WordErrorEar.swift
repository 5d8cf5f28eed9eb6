import CallerModel
public import DialogueEngine
public import TwinPrimitives

/// Hears words through a channel that substitutes, drops and adds words.
///
/// The channel is `CrudeWordChannel`, with a word never replaced by itself. Each word is hit independently,
/// by a draw of its own, so the beginning of an utterance is heard the same while it is spoken and
/// afterwards. Three readings are given, the second and third hit anew. Confidences
/// follow the score model of PyDial fitted to DSTC2 (`ConfidenceScorer.py`): normal with mean 0.869 and
/// variance 0.029 when the reading is right, 0.763 and 0.052 when it is wrong, cut to [0.05, 1].
public struct WordErrorEar: Ear {
    /// What happens to words.
    public let channel: CrudeWordChannel

    /// Readings given.
    private static let readings = 3
    /// Draws of one word of one reading.
    private static let drawsPerWord: UInt32 = 2
    /// Words of an utterance that are told apart; further ones share draws.
    private static let wordLimit: UInt32 = 4096

    /// Makes an ear.
    ///
    /// - Parameters:
    ///   - rate: Probability that a word is hit, 0 to 1.
    ///   - vocabulary: Words that are heard instead of others; not empty.
    public init(rate: Double, vocabulary: [String] = WordErrorEar.commonWords) {
        channel = CrudeWordChannel(vocabulary: vocabulary, rate: rate)
    }

    /// Frequent words of telephone service.
    public static let commonWords = [
        "the", "a", "to", "and", "of", "i", "you", "my", "it", "for", "in", "on", "is", "that",
        "have", "need", "want", "please", "account", "card", "number", "one", "two", "three",
        "four", "five", "six", "seven", "eight", "nine", "oh", "yes", "no", "okay", "pay", "bill",
        "may", "day", "at", "from", "with", "can", "be", "this", "what", "not", "now", "just",
    ]

    /// Three readings with confidences.
    public func hear(_ speech: HeardSpeech, streams: RandomStreams) -> EarReading {
        guard !speech.text.isEmpty else { return EarReading(.hypotheses([])) }
        var hypotheses: [Hypothesis] = []
        for reading in 0..<Self.readings {
            let text = corrupted(speech, reading: UInt32(reading), streams)
            let confidence = confidence(
                isRight: text == speech.text, reading: UInt32(reading), speech, streams)
            guard !text.isEmpty, !hypotheses.contains(where: { $0.text == text }) else { continue }
            let scaled = confidence / Double(1 << (2 * reading))
            hypotheses.append(Hypothesis(text: text, confidence: Score(scaled)))
        }
        return EarReading(.hypotheses(hypotheses))
    }

    /// The first reading so far.
    public func hearBeginning(_ speech: HeardSpeech, streams: RandomStreams) -> String {
        corrupted(speech, reading: 0, streams)
    }

    private func draw(
        _ place: UInt32, _ speech: HeardSpeech, _ streams: RandomStreams
    ) -> Double {
        streams.uniform(
            .recognition, speech.caller, attempt: speech.attempt, turn: speech.utterance,
            draw: place, again: speech.hearing)
    }

    private func corrupted(
        _ speech: HeardSpeech, reading: UInt32, _ streams: RandomStreams
    ) -> String {
        guard channel.rate > 0 else { return speech.text }
        var words: [Substring] = []
        for (index, word) in speech.text.split(separator: " ").enumerated() {
            let place =
                1 + (reading * Self.wordLimit + UInt32(index) % Self.wordLimit) * Self.drawsPerWord
            let hit = draw(place, speech, streams)
            guard hit < channel.rate else {
                words.append(word)
                continue
            }
            let other = draw(place + 1, speech, streams)
            switch CrudeWordChannel.hit(hit / channel.rate) {
            case .replaced: words.append(channel.word(otherThan: word, other))
            case .omitted: break
            case .joined: words += [word, channel.word(other)]
            }
        }
        return words.joined(separator: " ")
    }

    /// Place of the first confidence among an utterance's draws, beyond those of its words.
    private static let confidenceDraws = 1 + UInt32(readings) * wordLimit * drawsPerWord

    private func confidence(
        isRight: Bool, reading: UInt32, _ speech: HeardSpeech, _ streams: RandomStreams
    ) -> Double {
        let normal = PortableMath.inverseNormal(
            draw(Self.confidenceDraws + reading, speech, streams))
        // Standard deviations are the roots of the variances 0.029 and 0.052.
        let value = isRight ? 0.869 + 0.1703 * normal : 0.763 + 0.228 * normal
        return min(max(value, 0.05), 1)
    }
}
