/// Turns ranked hypotheses into meanings, in the light of the question asked.
///
/// Wishes are ranked for each hypothesis and averaged by its weight; values are read by the grammars
/// of the slot asked for, of the flow in progress, and of the flows that the likeliest wishes start;
/// yes and no, corrections and remarks come from the words of the best hypothesis that has them.
public struct Interpreter: Sendable {
    private let slots: [Slot]
    private let flows: [Flow]
    private let intents: [Intent]
    private let classifier: (any IntentUnderstanding)?
    private let announcements: Announcements

    /// Hypotheses that wishes are ranked for; further ones weigh little.
    private static let rankedHypotheses = 3
    /// Wishes that are kept.
    private static let keptIntents = 5
    /// Wishes whose slots are looked for in an utterance.
    private static let wishesForValues = 2

    /// Makes an interpreter for a model.
    public init(model: DialogueModel) {
        slots = model.slots
        flows = model.flows
        intents = model.intents
        classifier = model.classifier
        announcements = Announcements(model.slots)
    }

    /// Interprets an utterance.
    ///
    /// - Parameters:
    ///   - hypotheses: Readings, best first; at least one has words.
    ///   - question: What was asked.
    ///   - flows: The flows in progress, the current one last.
    ///   - context: What is known of the call.
    ///   - partial: The beginning of the value asked for, said in earlier turns.
    /// - Returns: What the utterance may mean.
    public func interpret(
        _ hypotheses: [Hypothesis], question: Question?, flows: [FlowID], context: CallContext,
        partial: SlotValue?
    ) -> Interpretation {
        let whole = hypotheses.map { Words($0.text).list }
        let weights = SlotReader.weights(hypotheses)
        let isFree = question?.slot.map { slots[Int($0.rawValue)].grammar.isFree } ?? false
        // Where any words are a value, "my order number is …" is one of them.
        let announced =
            isFree
            ? Announcements.Found(whole)
            : announcements.found(
                whole, weights, asked: question?.slot, inPlay: collected(by: flows),
                context: context)
        let wordLists = announced.rest
        let best = wordLists.first { !$0.isEmpty } ?? []
        var meaning = Interpretation(text: hypotheses.first?.text ?? "")
        // Beside values that say themselves what they are, courtesies are no wish.
        let wishing = hypotheses.indices.map { place in
            announced.wish[place] == whole[place]
                ? hypotheses[place].text
                : announced.wish[place].isEmpty
                    ? nil : announced.wish[place].joined(separator: " ")
        }
        let ranked = rank(wishing, weights)
        meaning.intents = ranked.candidates
        meaning.outOfScope = ranked.outOfScope
        let said = whole.first { !$0.isEmpty } ?? []
        meaning.isCorrection = SpeechMarkers.isCorrection(said)
        meaning.affect = SpeechMarkers.affect(said)
        meaning.yesNo = yesNo(wordLists, weights)
        if announced.slots.isEmpty || !Announcements.isNothing(best) {
            meaning.remark = SpeechMarkers.remark(best) ?? (isOnlyWait(best) ? .holdOn : nil)
        }
        if question == nil || question == .wish || question == .anythingElse {
            meaning.parts = parts(announced.wish.first { !$0.isEmpty } ?? [])
        }
        let wishes = ranked.candidates.prefix(Self.wishesForValues) + meaning.parts
        meaning.answers =
            announced.answers
            + answers(
                wordLists, weights, question: question, inProgress: flows, wishes: Array(wishes),
                context: context, partial: partial
            ).filter { !announced.slots.contains($0.slot) }
        return meaning
    }

    /// "Wait", "no wait" and the like, with nothing after it: more is to come.
    private func isOnlyWait(_ words: [String]) -> Bool {
        words.contains("wait")
            && words.allSatisfy { ["no", "wait", "oh", "sorry", "please", "but"].contains($0) }
    }

    /// Slots that flows ask for, the current one's first.
    private func collected(by inProgress: [FlowID]) -> [SlotID] {
        inProgress.reversed().flatMap { flows[Int($0.rawValue)].collects }
    }

    // MARK: Wishes

    private func rank(_ texts: [String?], _ weights: [Score]) -> RankedIntents {
        guard let classifier else { return RankedIntents(candidates: [], outOfScope: .zero) }
        var steps: [IntentID: Int] = [:]
        var outside = 0
        var total = 0
        for (text, weight) in zip(texts, weights).prefix(Self.rankedHypotheses) {
            guard let text else { continue }
            let ranked = classifier.rank(text)
            for candidate in ranked.candidates {
                steps[candidate.intent, default: 0] +=
                    Int(candidate.probability.steps) * Int(weight.steps)
            }
            outside += Int(ranked.outOfScope.steps) * Int(weight.steps)
            total += Int(weight.steps)
        }
        guard total > 0 else { return RankedIntents(candidates: [], outOfScope: .zero) }
        // The mass of unread hypotheses lies with nothing: weights below one lower all scores.
        let one = Int(Score.stepsInOne)
        let divisor = max(total, one / 2)
        let candidates = steps.map { intent, sum in
            IntentCandidate(
                intent: intent,
                probability: Score(steps: Int16(min((sum + divisor / 2) / divisor, one))))
        }.sorted {
            $0.probability != $1.probability
                ? $0.probability > $1.probability : $0.intent < $1.intent
        }
        return RankedIntents(
            candidates: Array(candidates.prefix(Self.keptIntents)),
            outOfScope: Score(steps: Int16(min((outside + divisor / 2) / divisor, one))))
    }

    /// Several wishes: the parts of the best hypothesis when each is about something else, and the
    /// parts together are surer than the whole.
    private func parts(_ words: [String]) -> [IntentCandidate] {
        guard let classifier else { return [] }
        let split = UtteranceSplitter.parts(words)
        guard split.count > 1 else { return [] }
        let whole = classifier.rank(words.joined(separator: " "))
        var found: [IntentCandidate] = []
        for part in split {
            let ranked = classifier.rank(part.joined(separator: " "))
            guard let top = ranked.candidates.first, top.probability >= Self.surePart,
                ranked.outOfScope < Self.surePart,
                case .flow = intents[Int(top.intent.rawValue)].effect
            else { continue }
            if !found.contains(where: { $0.intent == top.intent }) { found.append(top) }
        }
        let least = found.map(\.probability).min() ?? .zero
        guard found.count > 1, let top = whole.candidates.first,
            least >= top.probability || found.contains(where: { $0.intent == top.intent })
        else { return [] }
        return found
    }

    /// Probability from which a part counts as a wish of its own.
    private static let surePart = Score(0.5)

    // MARK: Values

    private func answers(
        _ wordLists: [[String]], _ weights: [Score], question: Question?, inProgress: [FlowID],
        wishes: [IntentCandidate], context: CallContext, partial: SlotValue?
    ) -> [AnswerCandidate] {
        var wanted: [SlotID] = []
        if let asked = question?.slot { wanted.append(asked) }
        var flowsInPlay = Array(inProgress.reversed())
        if question?.slot == nil {
            for candidate in wishes {
                if case .flow(let started) = intents[Int(candidate.intent.rawValue)].effect {
                    flowsInPlay.append(started)
                }
            }
        }
        // The second likeliest wish's own slots decide nothing about those of the first.
        let surer = question?.slot == nil && wishes.count == Self.wishesForValues ? 1 : 0
        let firm = Set(
            flowsInPlay.dropLast(surer).flatMap { flows[Int($0.rawValue)].collects }
                + (question?.slot.map { [$0] } ?? []))
        for flow in flowsInPlay {
            for slot in flows[Int(flow.rawValue)].collects
            where slots[Int(slot.rawValue)].isVolunteered && !wanted.contains(slot) {
                wanted.append(slot)
            }
        }
        var found: [Found] = []
        for slot in wanted {
            let isAsked = slot == question?.slot
            found += read(
                slot, wordLists, weights, context: context, partial: isAsked ? partial : nil,
                isAsked: isAsked)
        }
        // What is impossible for one slot and a value of another is meant for the other.
        return found.filter { one in
            one.isAsked || !one.answer.isInvalid
                || !found.contains { other in
                    !other.answer.isInvalid && other.answer.slot != one.answer.slot
                        && firm.contains(other.answer.slot) && other.hypothesis == one.hypothesis
                        && other.words.overlaps(one.words)
                }
        }.map(\.answer)
    }

    /// A value with the words that say it.
    private struct Found {
        var answer: AnswerCandidate
        var isAsked: Bool
        var hypothesis: Int
        var words: Range<Int>
    }

    private func read(
        _ id: SlotID, _ wordLists: [[String]], _ weights: [Score], context: CallContext,
        partial: SlotValue?, isAsked: Bool
    ) -> [Found] {
        let slot = slots[Int(id.rawValue)]
        if slot.grammar.isFree, !isAsked { return [] }
        let grammarContext = GrammarContext(
            today: context.today, minuteOfDay: context.minuteOfDay, known: slot.known)
        let candidates = SlotReader.read(
            wordLists, weights, slot.grammar, grammarContext, partial: partial)
        return candidates.compactMap { candidate in
            if !isAsked, candidate.isPartial { return nil }
            if !isAsked, candidate.isInvalid,
                candidate != candidates[0]
                    || !slot.grammar.isNamed(in: wordLists[candidate.hypothesis][candidate.words])
            {
                return nil
            }
            if case .digits = slot.grammar, isDate(candidate, in: wordLists, grammarContext) {
                return nil
            }
            let answer = AnswerCandidate(
                slot: id, value: candidate.value, probability: candidate.probability,
                coverage: candidate.coverage, isPartial: candidate.isPartial,
                isInvalid: candidate.isInvalid)
            return Found(
                answer: answer, isAsked: isAsked, hypothesis: candidate.hypothesis,
                words: candidate.words)
        }
    }

    /// Whether the words of a digit string are those of a date: "the third of may nineteen eighty
    /// four" is no passcode.
    private func isDate(
        _ candidate: SlotReader.Candidate, in wordLists: [[String]], _ context: GrammarContext
    ) -> Bool {
        let words = wordLists[candidate.hypothesis]
        let anyDay = SlotGrammar.date(days: Self.daysOfALife)
        guard words.tokens.contains(where: { $0.facts.month > 0 || $0.facts.weekday > 0 }),
            let date = anyDay.match(words, context), !date.isInvalid
        else { return false }
        let named = words[date.words].map(Token.init).contains {
            $0.facts.month > 0 || $0.facts.weekday > 0
        }
        return named && date.words.overlaps(candidate.words)
    }

    /// Days around today in which somebody's dates lie.
    private static let daysOfALife = -45_000...3_650

    /// A yes or no: the weights of the hypotheses that agree with the best that has one.
    private func yesNo(_ wordLists: [[String]], _ weights: [Score]) -> YesNoReading? {
        var first: YesNoReading?
        var steps = 0
        for (words, weight) in zip(wordLists, weights) {
            guard let reading = YesNoWords.match(words) else { continue }
            if first == nil { first = reading }
            if first?.isYes == reading.isYes {
                steps += Int((reading.probability * weight).steps)
            }
        }
        return first.map {
            YesNoReading(
                isYes: $0.isYes,
                probability: Score(steps: Int16(min(steps, Int(Score.stepsInOne)))),
                coverage: $0.coverage)
        }
    }
}
