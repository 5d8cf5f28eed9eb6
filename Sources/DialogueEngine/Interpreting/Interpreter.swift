import TwinPrimitives

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
    /// What each flow asks for in its own steps, without flows that it calls.
    private let own: [[SlotID]]
    private let announcements: Announcements
    private let memory: InterpretationMemory?

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
        memory = model.interpretations
        own = model.flows.map { flow in
            model.steps[flow.steps].compactMap { step in
                if case .collect(let slot) = step.action { slot } else { nil }
            }
        }
        announcements = Announcements(model.slots)
    }

    /// Interprets an utterance.
    ///
    /// - Parameters:
    ///   - hypotheses: Readings, best first; at least one has words.
    ///   - question: What was asked.
    ///   - flows: The flows in progress, the current one last.
    ///   - context: What is known of the call; its day decides what dates are meant.
    ///   - partial: The beginning of the value asked for, said in earlier turns.
    /// - Returns: What the utterance may mean.
    public func interpret(
        _ hypotheses: [Hypothesis], question: Question?, flows: [FlowID], context: CallContext,
        partial: SlotValue?
    ) -> Interpretation {
        let matter = InterpretationMemory.Matter(
            hypotheses: hypotheses, question: question, flows: flows, today: context.today,
            partial: partial)
        return memory?.interpretation(of: matter) { interpretation(of: matter) }
            ?? interpretation(of: matter)
    }

    private func interpretation(of matter: InterpretationMemory.Matter) -> Interpretation {
        let (hypotheses, question, flows) = (matter.hypotheses, matter.question, matter.flows)
        let whole = hypotheses.map { Words($0.text).list }
        let weights = SlotReader.weights(hypotheses)
        let isFree = question?.slot.map { slots[Int($0.rawValue)].grammar.isFree } ?? false
        // Where any words are a value, "my order number is …" is one of them.
        let announced =
            isFree
            ? Announcements.Found(whole)
            : announcements.found(
                whole, weights, asked: question?.slot, inPlay: collected(by: flows),
                today: matter.today)
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
                today: matter.today, partial: matter.partial
            ).filter { !announced.slots.contains($0.slot) }
        let isOpen = question?.slot == nil
        let weighed = isOpen ? weighed(ranked, by: meaning.answers) : ranked
        meaning.intents = weighed.candidates
        meaning.outOfScope = weighed.outOfScope
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

    /// Weighs wishes by the values that were said with them.
    ///
    /// A day, a time or a number of its own form that a wish's flow asks for is `likelihoodOfValue` times as likely with that wish as
    /// with one that has no use for it, and as with something out of scope (assumed, and less than
    /// for values independent of the words that the ranking has already seen). Bayes: with p the
    /// probability of a wish that asks for it, the rest unchanged, it becomes 4 p / (4 p + 1 - p).
    private func weighed(_ ranked: RankedIntents, by answers: [AnswerCandidate]) -> RankedIntents {
        let said = answers.filter { answer in
            let grammar = slots[Int(answer.slot.rawValue)].grammar
            return !answer.isPartial && !answer.isInvalid && grammar.isExact
                && answer.probability >= Self.surePart
        }
        guard !said.isEmpty else { return ranked }
        func likelihood(_ candidate: IntentCandidate) -> Double {
            guard case .flow(let flow) = intents[Int(candidate.intent.rawValue)].effect,
                said.contains(where: { own[Int(flow.rawValue)].contains($0.slot) })
            else { return 1 }
            return Self.likelihoodOfValue
        }
        let weights = ranked.candidates.prefix(Self.wishesForValues).map {
            $0.probability.value * likelihood($0)
        }
        let others = ranked.candidates.prefix(Self.wishesForValues).reduce(1) {
            $0 - $1.probability.value
        }
        let whole = weights.reduce(max(0, others), +)
        guard whole > 0, weights.first.map({ $0 > 0 }) ?? false else { return ranked }
        var result = ranked
        for (place, candidate) in ranked.candidates.enumerated() {
            let weight = place < weights.count ? weights[place] : candidate.probability.value
            result.candidates[place].probability = Score(weight / whole)
        }
        result.candidates.sort {
            $0.probability != $1.probability
                ? $0.probability > $1.probability : $0.intent < $1.intent
        }
        if let top = ranked.candidates.first, likelihood(top) > 1 {
            let outside = ranked.outOfScope.value
            result.outOfScope = Score(
                outside / (outside + (1 - outside) * Self.likelihoodOfValue))
        }
        return result
    }

    /// How much likelier a value is with a wish whose flow asks for it than without; assumed.
    private static let likelihoodOfValue = 4.0

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
        wishes: [IntentCandidate], today: CivilDate, partial: SlotValue?
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
        // Said with a wish, a value is meant for what its own flow asks, not for what comes of it:
        // "this morning" with a fault is no time for a visit.
        let awaited =
            flowsInPlay.prefix(inProgress.count).map { flows[Int($0.rawValue)].collects }
            + flowsInPlay.dropFirst(inProgress.count).map { own[Int($0.rawValue)] }
        for collected in awaited {
            for slot in collected
            where slots[Int(slot.rawValue)].isVolunteered && !wanted.contains(slot) {
                wanted.append(slot)
            }
        }
        var found: [Found] = []
        for slot in wanted {
            let isAsked = slot == question?.slot
            found += read(
                slot, wordLists, weights, today: today, partial: isAsked ? partial : nil,
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
        _ id: SlotID, _ wordLists: [[String]], _ weights: [Score], today: CivilDate,
        partial: SlotValue?, isAsked: Bool
    ) -> [Found] {
        let slot = slots[Int(id.rawValue)]
        if slot.grammar.isFree, !isAsked { return [] }
        let grammarContext = GrammarContext(today: today, known: slot.known)
        let candidates = SlotReader.read(
            wordLists, weights, slot.grammar, grammarContext, partial: partial)
        // Nothing decides between "debit and credit": nobody asked, and nothing is taken.
        if !isAsked, candidates.count > 1, candidates[0].probability == candidates[1].probability {
            return []
        }
        return candidates.compactMap { candidate in
            if !isAsked, candidate.isPartial { return nil }
            if !isAsked, candidate.isInvalid,
                candidate != candidates[0]
                    || !slot.grammar.isNamed(in: wordLists[candidate.hypothesis][candidate.words])
            {
                return nil
            }
            if !isAsked, Self.isPast(candidate.words, in: wordLists[candidate.hypothesis]) {
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

    /// Whether what lies before words says that something went on since then or until then: "since
    /// this morning" wishes for no morning.
    private static func isPast(_ place: Range<Int>, in words: [String]) -> Bool {
        // The phrase of a value may begin before its time word, as in "since this morning".
        let before = words[..<place.lowerBound].reversed().first { !determiners.contains($0) }
        return before.map(spans.contains) ?? false
    }

    private static let determiners: Set<String> = [
        "this", "last", "the", "early", "late", "about", "around", "on", "yesterday",
    ]
    private static let spans: Set<String> = ["since", "until", "till", "all", "ever"]

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
