public import Conversations
public import DialogueEngine
public import TwinPrimitives

/// Understands what was meant as often and as surely as a bank of decodes was understood.
///
/// Each utterance's main meaning comes through right, as something else of its kind, or not at all;
/// values beside it each for themselves, as long as anything comes through. How sure that is, and what is
/// understood besides that nobody meant, is drawn from the bank's turns with the same outcome. Draws are
/// keyed by the caller, the attempt and the utterance. Of the beginnings of utterances all words are heard:
/// they only tell how much was said.
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
    private let examples: MeaningExamples
    /// What sets single meanings apart.
    private let matters: MatterTable
    /// What is said into prompts, speaker by speaker.
    private let prompts: [SpeechIntoPrompts?]

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
        examples = MeaningExamples(channel.examples, model: model)
        prompts = speakers.speakers.map { channel.prompts.law(of: $0.condition) }
        matters = MatterTable(channel.matters, model: model)
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
        let speaker = speakers.speakerIndex(
            of: speech.caller, attempt: speech.attempt, streams: streams)
        let draws = Draws(speech: speech, streams: streams)
        if isTakenForAcknowledgement(speech, speaker, draws) {
            var meaning = Interpretation(text: speech.text)
            meaning.remark = .acknowledgement
            return EarReading(.meaning(meaning))
        }
        guard let main = MainMeaning(truth, question: speech.question) else {
            return EarReading(.meaning(Interpretation(text: speech.text)))
        }
        let state = state(speech.question)
        let outcome = outcome(main, main.kind, speaker, draws, alike: state)
        let turn = Turn(
            main: main, state: state, outcome: outcome, speaker: speaker, draws: draws,
            example: examples.entry(
                main, outcome, hasMore: truth.answers.contains { main != .value($0.slot) },
                state: speech.isIntoPrompt && main.kind == .acknowledgement
                    ? ListeningState.intoPrompt(state) : state,
                condition: speakers.speakers[speaker].condition, at: draws(2)))
        if outcome == .nothing, isUnheard(turn) { return EarReading(.hypotheses([])) }
        var meaning = Interpretation(text: speech.text)
        if outcome != .nothing {
            meaning = truth
            apply(turn, to: &meaning)
            meaning.answers = answers(truth, turn)
        }
        turn.example.map { add($0, of: turn, to: &meaning, beside: truth) }
        return EarReading(.meaning(meaning))
    }

    /// The words so far.
    public func hearBeginning(_ speech: HeardSpeech, streams: RandomStreams) -> String {
        speech.text
    }

    /// Whether something said into a prompt passes for an acknowledgement by its sound, rightly or not.
    private func isTakenForAcknowledgement(
        _ speech: HeardSpeech, _ speaker: Int, _ draws: Draws
    ) -> Bool {
        guard speech.isIntoPrompt, let law = prompts[speaker] else { return false }
        return draws(3) < (speech.isAcknowledgement ? law.acknowledged : law.mistaken)
    }

    /// The voice of the speaker that the caller is.
    public func voice(
        of caller: CallerKey, attempt: UInt16, streams: RandomStreams
    ) -> String? {
        speakers.voiceName(of: caller, attempt: attempt, streams: streams)
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

    /// An utterance with what becomes of its main meaning.
    private struct Turn {
        let main: MainMeaning
        let state: String
        let outcome: LabelledTurn.Outcome
        let speaker: Int
        let draws: Draws
        /// How the bank understood such a turn; nil where it has none.
        let example: MeaningExamples.Entry?
    }

    /// Draws what becomes of a meaning; where a state is given, alike in all attempts in it.
    private func outcome(
        _ meaning: MainMeaning, _ kind: LabelledTurn.Kind, _ speaker: Int, _ draws: Draws,
        alike state: String? = nil
    ) -> LabelledTurn.Outcome {
        let chances = matters.chances(laws[speaker][kind.place], of: meaning, kind)
        var share = draws(0)
        if let state, channel.attemptCorrelation > 0 {
            share = AttemptCorrelation.uniform(
                own: share, shared: draws.shared(kind, state),
                correlation: channel.attemptCorrelation)
        }
        return share < chances.right
            ? .right : share < chances.right + chances.other ? .other : .nothing
    }

    private func law(of turn: Turn) -> MeaningChannel.Cell {
        laws[turn.speaker][turn.main.kind.place]
    }

    private func isUnheard(_ turn: Turn) -> Bool {
        turn.example?.isUnheard ?? (turn.draws(7) < law(of: turn).unheard)
    }

    /// Probability of what is understood, by the tables of a law.
    private static func posterior(
        _ law: MeaningChannel.Cell, _ outcome: LabelledTurn.Outcome, _ draws: Draws
    ) -> Score {
        let table = outcome == .right ? law.posteriorWhenRight : law.posteriorWhenOther
        return Score(table.value(at: draws(1)))
    }

    // MARK: The main meaning

    private func apply(_ turn: Turn, to meaning: inout Interpretation) {
        let posterior =
            turn.example?.posterior ?? Self.posterior(law(of: turn), turn.outcome, turn.draws)
        if let yesNo = meaning.yesNo {
            let isMain = turn.main.kind == .yesNo
            meaning.yesNo = YesNoReading(
                isYes: yesNo.isYes != (isMain && turn.outcome == .other), probability: posterior,
                coverage: isMain ? turn.example?.coverage ?? yesNo.coverage : yesNo.coverage)
        }
        switch turn.main {
        case .wish(let intent): applyWish(intent, posterior, turn, to: &meaning)
        case .remark(let remark) where turn.outcome == .other:
            // Which other one changes nothing that a caller would notice but that theirs is lost.
            meaning.remark =
                turn.example?.remark
                ?? (remark == .acknowledgement ? .hesitation : .acknowledgement)
        case .remark, .value, .yesNo: break
        }
    }

    private func applyWish(
        _ intent: IntentID, _ posterior: Score, _ turn: Turn, to meaning: inout Interpretation
    ) {
        var ranked = turn.example?.intents ?? []
        if ranked.isEmpty { ranked = [IntentCandidate(intent: intent, probability: posterior)] }
        if turn.outcome == .right {
            ranked = ranked.filter { $0.intent != intent }
            if ranked.count == turn.example?.intents.count, !ranked.isEmpty {
                ranked.removeFirst()
            }
            ranked.insert(IntentCandidate(intent: intent, probability: posterior), at: 0)
            for place in meaning.parts.indices { meaning.parts[place].probability = posterior }
        } else {
            if ranked[0].intent == intent {
                let other = confusions.other(
                    than: intent, state: turn.state, turn.draws(3), turn.draws(5))
                ranked = [IntentCandidate(intent: other, probability: ranked[0].probability)]
            }
            meaning.parts = []
        }
        meaning.intents = ranked
        let law = law(of: turn)
        let table = turn.outcome == .right ? law.outOfScopeWhenRight : law.outOfScopeWhenOther
        meaning.outOfScope =
            turn.example?.outOfScope ?? Score(table?.value(at: 1 - turn.draws(1)) ?? 0)
    }

    /// Adds what nobody meant.
    private func add(
        _ example: MeaningExamples.Entry, of turn: Turn, to meaning: inout Interpretation,
        beside truth: Interpretation
    ) {
        if turn.outcome == .nothing || turn.main.kind != .wish && truth.intents.isEmpty {
            meaning.intents = example.intents
            meaning.outOfScope = example.outOfScope
        }
        if meaning.yesNo == nil { meaning.yesNo = example.yesNo }
        if meaning.remark == nil { meaning.remark = example.remark }
        if example.isCorrection { meaning.isCorrection = true }
        for answer in example.answers
        where !meaning.answers.contains(where: { $0.slot == answer.slot }) {
            // Of a value that was meant only a beginning is not what became of it.
            let isMeant = truth.answers.contains { $0.slot == answer.slot }
            if !isMeant || answer.isPartial { meaning.answers.append(answer) }
        }
    }

    // MARK: Values

    private func answers(_ truth: Interpretation, _ turn: Turn) -> [AnswerCandidate] {
        var answers: [AnswerCandidate] = []
        var draws = turn.draws
        for (place, answer) in truth.answers.enumerated() {
            if turn.main == .value(answer.slot) {
                let law = law(of: turn)
                let example = turn.example
                heard(
                    answer, turn.outcome, draws,
                    Manner(
                        posterior: example?.posterior
                            ?? Self.posterior(law, turn.outcome, draws),
                        coverage: example?.coverage,
                        isImpossible: example?.isImpossible ?? (draws(7) < law.impossible),
                        hasOtherLength: example?.hasOtherLength
                            ?? (draws(4) < channel.otherLength),
                        text: example?.text)
                ).map { answers.append($0) }
            } else {
                draws.block = 1 + UInt32(place)
                let law = laws[turn.speaker][LabelledTurn.Kind.volunteered.place]
                let outcome = outcome(.value(answer.slot), .volunteered, turn.speaker, draws)
                heard(
                    answer, outcome, draws,
                    Manner(
                        posterior: Self.posterior(law, outcome, draws),
                        isImpossible: draws(7) < law.impossible,
                        hasOtherLength: draws(4) < channel.otherLength)
                ).map { answers.append($0) }
                draws.block = 0
            }
        }
        return answers
    }

    /// How a value is understood.
    private struct Manner {
        var posterior: Score
        var coverage: Score?
        var isImpossible: Bool
        var hasOtherLength: Bool
        var text: String?
    }

    private func heard(
        _ answer: AnswerCandidate, _ outcome: LabelledTurn.Outcome, _ draws: Draws,
        _ manner: Manner
    ) -> AnswerCandidate? {
        var heard = answer
        heard.probability = manner.posterior
        heard.coverage = manner.coverage ?? answer.coverage
        guard outcome != .nothing else { return nil }
        guard outcome == .other else { return heard }
        let slot = translation.model[answer.slot]
        let other =
            manner.text.map(SlotValue.text)
            ?? MisheardValue.other(
                than: answer.value, grammar: slot.grammar, drop: manner.hasOtherLength,
                place: draws(5), change: draws(6))
        guard let other else { return nil }
        heard.value = other
        heard.isInvalid =
            manner.isImpossible || !slot.known.isEmpty && !slot.known.contains(other)
        return heard
    }
}
