import TwinPrimitives

/// What the caller says.
extension Caller {
    /// Words with the acts they mean, before they are timed.
    struct Saying {
        var groups: [String]
        var acts: [SaidAct]
        /// Whether the caller has to look it up first.
        var isLookedUp = false

        init(_ text: String, _ acts: [SaidAct]) {
            groups = [text]
            self.acts = acts
        }

        init(groups: [String], acts: [SaidAct], isLookedUp: Bool) {
            self.groups = groups
            self.acts = acts
            self.isLookedUp = isLookedUp
        }
    }

    /// The answer to what was asked, once the voice agent has fallen silent.
    ///
    /// - Returns: Segments in order, the first after the reaction time; none when there is nothing to
    ///   answer.
    public mutating func answer() -> [CallerSegment] {
        guard let asked = question ?? (objections.isEmpty ? nil : .inform) else { return [] }
        question = nil
        guard persona.behaviour != .silent else { return [] }
        beginTurn()
        let reaction = duration(persona.reaction)
        let saying = reply(to: asked)
        return timed(saying, kind: .answer, after: reaction)
    }

    /// The answer to the prompt that sounds, spoken into it; none when it asks nothing.
    mutating func interruption() -> [CallerSegment] {
        guard let act = sounding, act.isQuestion, !hasAnsweredAhead else { return [] }
        hasAnsweredAhead = true
        beginTurn()
        return timed(reply(to: act), kind: .interruption, after: 0)
    }

    /// Answers in words that were recorded: what was asked is answered, and this is a turn.
    public mutating func answerAsRecorded() {
        question = nil
        objections = []
        beginTurn()
    }

    private mutating func beginTurn() {
        if turns < .max { turns += 1 }
        draws = 0
        spellCount = 0
        covariates.isAfterRepair = false
    }

    // MARK: Timing

    private mutating func timed(
        _ saying: Saying, kind: CallerSegment.Kind, after reaction: Double
    ) -> [CallerSegment] {
        var segments: [CallerSegment] = []
        var gap = reaction
        if saying.isLookedUp {
            segments.append(spoken(choose(wordings.holdOn), [.holdOn], kind, after: gap))
            gap = duration(persona.lookUp)
        }
        if persona.behaviour == .keyMasher {
            segments.append(keys(saying.groups[0], saying.acts, kind, after: gap))
            return segments
        }
        var text = ""
        var groups = saying.groups
        if happens(persona.hesitates) { groups[0] = choose(wordings.hesitation) + " " + groups[0] }
        for (place, group) in groups.enumerated() {
            text += text.isEmpty ? group : " " + group
            let isLast = place + 1 == groups.count
            guard isLast || happens(persona.pausesInside) else { continue }
            segments.append(spoken(text, isLast ? saying.acts : [], kind, after: gap))
            text = ""
            if !isLast { gap = duration(persona.pause) }
        }
        lastAnswer = segments
        return segments
    }

    func spoken(
        _ text: String, _ acts: [SaidAct], _ kind: CallerSegment.Kind, after gap: Double = 0
    ) -> CallerSegment {
        var segment = CallerSegment(
            text: text, acts: acts, kind: kind, gapSeconds: gap, durationSeconds: 0)
        segment.durationSeconds = max(1, Double(segment.wordCount)) / persona.wordsPerSecond
        return segment
    }

    /// Seconds from one key to the next.
    private static let secondsPerKey = 0.25

    func keys(
        _ keys: String, _ acts: [SaidAct], _ kind: CallerSegment.Kind, after gap: Double = 0
    ) -> CallerSegment {
        CallerSegment(
            text: "", keys: keys, acts: acts, kind: kind, gapSeconds: gap,
            durationSeconds: Double(keys.utf8.count) * Self.secondsPerKey)
    }

    // MARK: Strange callers

    private mutating func reply(to act: HeardAct) -> Saying {
        switch persona.behaviour {
        case .cooperative, .impostor, .silent: return sensible(act)
        case .injector:
            return happens(0.7) ? Saying(choose(wordings.injection), [.noise]) : sensible(act)
        case .flooder:
            let sense = sensible(act)
            return Saying(
                groups: sense.groups + [babble(30 + Int(draw(.wording) * 40))], acts: sense.acts,
                isLookedUp: false)
        case .keyMasher:
            let count = 1 + Int(draw(.wording) * 6)
            let keys = (0..<count).map { _ in
                let key = Int(draw(.wording) * 12)
                return key < 10 ? String(key) : key == 10 ? "*" : "#"
            }
            return Saying(keys.joined(), [.noise])
        case .babbler: return Saying(babble(1 + Int(draw(.wording) * 8)), [.noise])
        case .parrot:
            if let first = lastAnswer.last, !first.text.isEmpty {
                return Saying(first.text, first.acts)
            }
            return sensible(act)
        case .drifter:
            let wishes = wordings.wishes.map(\.name) + goal.intents
            let intent = wishes[min(Int(draw(.goal) * Double(wishes.count)), wishes.count - 1)]
            return Saying(choose(wordings.wish(intent)), [.wish(intent)])
        }
    }

    private mutating func babble(_ count: Int) -> String {
        (0..<count).map { _ in choose(wordings.babble) }.joined(separator: " ")
    }
}
