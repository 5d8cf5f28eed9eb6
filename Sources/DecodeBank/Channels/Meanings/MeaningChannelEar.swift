public import Conversations
public import DialogueEngine
public import TwinPrimitives

/// Understands what was meant as often and as surely as a bank of decodes was understood.
///
/// Each utterance's main meaning comes through right, as something else of its kind, or not at all;
/// values beside it each for themselves, as long as anything comes through. Draws are keyed by the
/// caller, the attempt and the utterance. Posteriors follow the outcome's empirical law. Of the
/// beginnings of utterances all words are heard: they only tell how much was said.
public struct MeaningChannelEar: Ear {
    /// The channel.
    public let channel: MeaningChannel
    /// Who speaks.
    public let speakers: any SpeakerSource

    private let translation: Translation
    private let state: @Sendable (Question?) -> String
    /// The law of each speaker, kind by kind.
    private let laws: [[MeaningChannel.Cell]]
    private let confusions: WishConfusions

    /// Draws of the main meaning, and then of each value beside it.
    private static let drawsPerMeaning: UInt32 = 8

    /// Makes an ear.
    ///
    /// - Parameters:
    ///   - channel: The law.
    ///   - model: Whose meanings are heard.
    ///   - speakers: Who speaks.
    ///   - state: Name of the dialogue state in which a question is answered, as the bank has it.
    /// - Throws: `DecodeBankError.unknownCondition` when a speaker's condition is none of the channel's.
    public init(
        channel: MeaningChannel, model: DialogueModel, speakers: any SpeakerSource,
        state: @escaping @Sendable (Question?) -> String
    ) throws(DecodeBankError) {
        self.channel = channel
        self.speakers = speakers
        self.state = state
        translation = Translation(model: model)
        confusions = WishConfusions(channel, model: model)
        let conditions = channel.conditions
        var laws: [[MeaningChannel.Cell]] = []
        for speaker in speakers.speakers {
            guard conditions.contains(speaker.condition) else {
                throw .unknownCondition(speaker.condition, known: conditions)
            }
            laws.append(
                LabelledTurn.Kind.allCases.compactMap {
                    channel.cell(
                        condition: speaker.condition, voiceClass: speaker.voiceClass, kind: $0)
                })
            guard laws.last?.count == LabelledTurn.Kind.allCases.count else {
                throw .noEntries(what: "a channel of wishes")
            }
        }
        self.laws = laws
    }

    /// What is understood; a sound without words is no utterance.
    public func hear(_ speech: HeardSpeech, streams: RandomStreams) -> EarReading {
        guard !speech.text.isEmpty else { return EarReading(.hypotheses([])) }
        let truth = translation.meaning(of: speech)
        guard let main = MainMeaning(truth, question: speech.question) else {
            return EarReading(.meaning(Interpretation(text: speech.text)))
        }
        let speaker = speakers.speakerIndex(
            of: speech.caller, attempt: speech.attempt, streams: streams)
        let draws = Draws(speech: speech, streams: streams)
        let fate = draw(main.kind, speaker, draws, alike: state(speech.question))
        guard fate.outcome != .nothing else {
            return EarReading(
                fate.isExtreme
                    ? .hypotheses([]) : .meaning(Interpretation(text: speech.text)))
        }
        var meaning = truth
        apply(main, fate, to: &meaning, speech, draws)
        meaning.answers = answers(truth, main, fate, speaker, draws)
        return EarReading(.meaning(meaning))
    }

    /// The words so far.
    public func hearBeginning(_ speech: HeardSpeech, streams: RandomStreams) -> String {
        speech.text
    }

    /// The voice of the speaker that the caller is.
    public func voice(
        of caller: CallerKey, attempt: UInt16, streams: RandomStreams
    ) -> String? {
        let place = speakers.speakerIndex(of: caller, attempt: attempt, streams: streams)
        return speakers.speakers[place].voice.name
    }

    // MARK: Draws

    /// The uniform numbers of an utterance, in blocks of eight: one block for each meaning.
    private struct Draws {
        let speech: HeardSpeech
        let streams: RandomStreams
        var block: UInt32 = 0

        func callAsFunction(_ place: UInt32) -> Double {
            streams.uniform(
                .recognition, speech.caller, attempt: speech.attempt, turn: speech.utterance,
                draw: block * MeaningChannelEar.drawsPerMeaning + place, again: speech.hearing)
        }

        /// The uniform number that all attempts of a caller at one kind of meaning in one state share.
        ///
        /// It is the same in further calls. Utterances are numbered from 1, so turn 0 has no other draws.
        func shared(_ kind: LabelledTurn.Kind, _ state: String) -> Double {
            var digest = Digest()
            digest.add(kind.rawValue)
            digest.add(state)
            return streams.uniform(
                .recognition, speech.caller, draw: UInt32(truncatingIfNeeded: digest.value),
                again: speech.hearing)
        }
    }

    /// What becomes of one meaning.
    private struct Fate {
        var outcome: LabelledTurn.Outcome
        var posterior: Score
        /// Whether nothing of it is heard at all, or what is heard instead cannot be.
        var isExtreme: Bool
        /// Probability given to none of the intents.
        var outOfScope = Score.zero
    }

    /// Draws what becomes of a meaning; where a state is given, alike in all attempts in it.
    private func draw(
        _ kind: LabelledTurn.Kind, _ speaker: Int, _ draws: Draws, alike state: String? = nil
    ) -> Fate {
        let law = laws[speaker][kind.place]
        var share = draws(0)
        if let state, channel.attemptCorrelation > 0 {
            share = AttemptCorrelation.uniform(
                own: share, shared: draws.shared(kind, state),
                correlation: channel.attemptCorrelation)
        }
        if share < law.right {
            let place = draws(1)
            return Fate(
                outcome: .right, posterior: Score(law.posteriorWhenRight.value(at: place)),
                isExtreme: false,
                outOfScope: Score(law.outOfScopeWhenRight?.value(at: 1 - place) ?? 0))
        }
        guard share < law.right + law.other else {
            return Fate(outcome: .nothing, posterior: .zero, isExtreme: draws(7) < law.unheard)
        }
        let place = draws(1)
        return Fate(
            outcome: .other, posterior: Score(law.posteriorWhenOther.value(at: place)),
            isExtreme: draws(7) < law.impossible,
            outOfScope: Score(law.outOfScopeWhenOther?.value(at: 1 - place) ?? 0))
    }

    // MARK: The main meaning

    private func apply(
        _ main: MainMeaning, _ fate: Fate, to meaning: inout Interpretation,
        _ speech: HeardSpeech, _ draws: Draws
    ) {
        if let yesNo = meaning.yesNo {
            let isFlipped = fate.outcome == .other && main.kind == .yesNo
            meaning.yesNo = YesNoReading(
                isYes: yesNo.isYes != isFlipped, probability: fate.posterior,
                coverage: yesNo.coverage)
        }
        switch main {
        case .wish(let intent):
            var heard = intent
            if fate.outcome == .other {
                heard = confusions.other(
                    than: intent, state: state(speech.question), draws(2), draws(3))
                meaning.parts = []
            }
            meaning.outOfScope = fate.outOfScope
            meaning.intents = [IntentCandidate(intent: heard, probability: fate.posterior)]
            for place in meaning.parts.indices { meaning.parts[place].probability = fate.posterior }
        case .remark:
            // Another remark changes nothing that a caller would notice but that theirs is lost.
            if fate.outcome == .other { meaning.remark = .acknowledgement }
        case .value, .yesNo: break
        }
    }

    // MARK: Values

    private func answers(
        _ truth: Interpretation, _ main: MainMeaning, _ fate: Fate, _ speaker: Int,
        _ draws: Draws
    ) -> [AnswerCandidate] {
        var answers: [AnswerCandidate] = []
        var draws = draws
        for (place, answer) in truth.answers.enumerated() {
            if main == .value(answer.slot) {
                draws.block = 0
                heard(answer, fate, draws).map { answers.append($0) }
            } else {
                draws.block = 1 + UInt32(place)
                heard(answer, draw(.volunteered, speaker, draws), draws)
                    .map { answers.append($0) }
            }
        }
        return answers
    }

    private func heard(
        _ answer: AnswerCandidate, _ fate: Fate, _ draws: Draws
    ) -> AnswerCandidate? {
        var heard = answer
        heard.probability = fate.posterior
        switch fate.outcome {
        case .nothing: return nil
        case .right: return heard
        case .other:
            let slot = translation.model[answer.slot]
            let other = MisheardValue.other(
                than: answer.value, grammar: slot.grammar, drop: draws(4) < channel.otherLength,
                place: draws(5), change: draws(6))
            guard let other else { return nil }
            heard.value = other
            heard.isInvalid =
                fate.isExtreme
                || !slot.known.isEmpty && !slot.known.contains(other)
            return heard
        }
    }
}

extension LabelledTurn.Kind {
    /// Place in `allCases`.
    var place: Int {
        switch self {
        case .wish: 0
        case .value: 1
        case .yesNo: 2
        case .remark: 3
        case .volunteered: 4
        }
    }
}

/// Intents that are understood instead of others.
private struct WishConfusions: Sendable {
    private struct Place: Hashable {
        var state: String
        var said: IntentID
    }

    private struct Weighted {
        var intents: [IntentID] = []
        var sums: [Int] = []
        var total: Int { sums.last ?? 0 }

        mutating func add(_ intent: IntentID, _ count: Int) {
            intents.append(intent)
            sums.append(total + count)
        }

        func intent(at u: Double) -> IntentID? {
            let target = u * Double(total)
            return zip(intents, sums).first { Double($1) > target }?.0
        }
    }

    private let intents: [IntentID]
    private var own: [Place: Weighted] = [:]
    private var ofState: [String: Weighted] = [:]

    /// Confusions of any wish in the state beside those of this one: weight of one turn.
    private static let smoothing = 1.0

    init(_ channel: MeaningChannel, model: DialogueModel) {
        intents = model.intents.indices.map { IntentID(UInt16($0)) }
        func number(_ name: String) -> IntentID? {
            model.intents.firstIndex { $0.name == name }.map { IntentID(UInt16($0)) }
        }
        for confusion in channel.confusions {
            guard let said = number(confusion.said) else { continue }
            for count in confusion.heard {
                guard let heard = number(count.word), heard != said else { continue }
                own[Place(state: confusion.state, said: said), default: Weighted()]
                    .add(heard, count.count)
                ofState[confusion.state, default: Weighted()].add(heard, count.count)
            }
        }
    }

    /// Another intent; the same one when the model has no other.
    func other(than said: IntentID, state: String, _ choice: Double, _ level: Double) -> IntentID {
        if let own = own[Place(state: state, said: said)] {
            let smoothed = Self.smoothing / (Self.smoothing + Double(own.total))
            if level >= smoothed, let heard = own.intent(at: choice) { return heard }
        }
        if let heard = ofState[state]?.intent(at: choice), heard != said { return heard }
        guard intents.count > 1 else { return said }
        let step = 1 + min(Int(choice * Double(intents.count - 1)), intents.count - 2)
        return IntentID(UInt16((Int(said.rawValue) + step) % intents.count))
    }
}
