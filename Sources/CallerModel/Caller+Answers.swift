import TwinPrimitives

/// Sensible answers to what the voice agent asks.
extension Caller {
    mutating func sensible(_ act: HeardAct) -> Saying {
        if let slot = objections.first {
            objections = []
            return objection(to: slot)
        }
        switch act {
        case .greet, .askWish: return stateWish()
        case .ask(let slot, let attempt): return give(slot, attempt: attempt)
        case .confirmValue(let slot, let value): return confirm(slot, value)
        case .confirmAction(let pairs): return confirm(pairs)
        case .confirmIntent(let name):
            return name == intent ? agree() : disagree(and: wordings.wish(intent), [.wish(intent)])
        case .clarify(let names): return choose(among: names)
        case .askChange: return change()
        case .offerHelp: return helpOffered()
        case .anythingElse: return anythingElse()
        case .mentionValue, .inform, .repair, .fill, .announceHandoff, .goodbye:
            return Saying(choose(wordings.backchannel), [.backchannel])
        }
    }

    // MARK: Wishes

    private mutating func stateWish() -> Saying {
        if goal.mustReachPerson || (!hasAskedForPerson && happens(persona.wantsPerson)) {
            hasAskedForPerson = true
            return Saying(choose(wordings.person), [.askForPerson])
        }
        if happens(persona.underInforms) { return Saying("i need some help", [.noise]) }
        var text = choose(wordings.wish(intent))
        if attempt > 0, turns <= 1, happens(persona.mentionsEarlierCall) {
            text = CallerWordings.fill(choose(wordings.earlierCall), text)
        }
        var acts: [SaidAct] = [.wish(intent)]
        if turns <= 1 || isWishTaken == false,
            let fact = facts.first(where: { !$0.isLookedUp && !$0.isIdentity }),
            happens(persona.overInforms)
        {
            let value = groups(of: fact, attempt: 1).joined(separator: " ")
            text += " " + CallerWordings.fill(choose(wordings.value(fact.slot)), value)
            acts.append(.give(slot: fact.slot, value: fact.value))
        }
        return Saying(text, acts)
    }

    private mutating func choose(among names: [String]) -> Saying {
        guard let place = names.firstIndex(of: intent) else {
            return disagree(and: wordings.wish(intent), [.wish(intent)])
        }
        if place < wordings.places.count, happens(0.5) {
            return Saying(wordings.places[place], [.choose(place, intent: intent)])
        }
        return Saying(choose(wordings.wish(intent)), [.choose(place, intent: intent)])
    }

    private mutating func anythingElse() -> Saying {
        guard wish + 1 < goal.intents.count else {
            return Saying(choose(wordings.nothingElse), [.no])
        }
        wish += 1
        let text = choose(wordings.wish(intent))
        return Saying(
            CallerWordings.fill(choose(wordings.somethingElse), text), [.yes, .wish(intent)])
    }

    private mutating func helpOffered() -> Saying {
        if goal.mustReachPerson || happens(persona.wantsPerson) {
            return Saying(choose(wordings.refuseHelp), [.no, .askForPerson])
        }
        guard !isWishTaken else { return Saying(choose(wordings.acceptHelp), [.yes]) }
        return Saying(choose(wordings.wish(intent)), [.wish(intent)])
    }

    // MARK: Values

    private mutating func give(_ slot: String, attempt: Int) -> Saying {
        guard let fact = fact(slot) else {
            unknowns += 1
            if unknowns > 2 {
                hasAskedForPerson = true
                return Saying(choose(wordings.person), [.askForPerson])
            }
            return Saying(choose(wordings.doNotKnow), [.doNotKnow])
        }
        var saying = value(fact, carriers: wordings.value(slot), attempt: attempt)
        saying.acts = [.give(slot: slot, value: fact.value)]
        if fact.isLookedUp, !lookedUp.contains(slot) {
            lookedUp.append(slot)
            saying.isLookedUp = true
        }
        return saying
    }

    /// A value in a carrier phrase; its groups stay apart for pauses.
    private mutating func value(
        _ fact: CallerFact, carriers: [String], attempt: Int
    ) -> Saying {
        var groups = groups(of: fact, attempt: attempt)
        let mark = "\u{1}"
        let parts = CallerWordings.fill(choose(carriers), mark)
            .split(separator: "\u{1}", omittingEmptySubsequences: false)
        if parts.count == 2 {
            groups[0] = String(parts[0]) + groups[0]
            groups[groups.count - 1] += String(parts[1])
        }
        return Saying(groups: groups, acts: [], isLookedUp: false)
    }

    private mutating func groups(of fact: CallerFact, attempt: Int) -> [String] {
        if !fact.sayings.isEmpty, attempt <= 2 { return [choose(fact.sayings)] }
        let isGrouped = fact.value.isDigits && attempt == 1 && happens(persona.groupsDigits)
        let isPaired = isGrouped && draw(.wording) < 0.5
        let style: Sayings.DigitStyle = isGrouped ? (isPaired ? .paired : .doubled) : .singly
        return sayings.groups(
            fact.value, style: style, choice: attempt > 1 ? 0 : Int(draw(.wording) * 12))
    }

    private mutating func confirm(_ slot: String, _ value: CallerValue) -> Saying {
        guard let fact = fact(slot), fact.value != value else { return agree() }
        if happens(persona.misses) { return agree() }
        if happens(persona.corrects) { return correct(fact) }
        return disagree()
    }

    private mutating func confirm(_ pairs: [HeardAct.SlotValuePair]) -> Saying {
        let wrong = pairs.first { pair in fact(pair.slot).map { $0.value != pair.value } ?? false }
        guard let wrong, let fact = fact(wrong.slot), !happens(persona.misses) else {
            wrongSlot = nil
            return agree()
        }
        covariates.misunderstandings += 1
        wrongSlot = wrong.slot
        return happens(persona.corrects) ? correct(fact) : disagree()
    }

    private mutating func objection(to slot: String) -> Saying {
        guard let fact = fact(slot), happens(persona.corrects) else { return disagree() }
        return correct(fact)
    }

    private mutating func correct(_ fact: CallerFact) -> Saying {
        var saying = value(fact, carriers: wordings.correction, attempt: 1)
        saying.acts = [.no, .correct(slot: fact.slot, value: fact.value)]
        return saying
    }

    private mutating func change() -> Saying {
        guard let slot = wrongSlot, let fact = fact(slot) else {
            return Saying(choose(wordings.no), [.no])
        }
        var saying = value(fact, carriers: wordings.change, attempt: 1)
        saying.acts = [.correct(slot: slot, value: fact.value)]
        return saying
    }

    // MARK: Yes and no

    private mutating func agree() -> Saying {
        Saying(choose(happens(persona.hedges) ? wordings.hedgedYes : wordings.yes), [.yes])
    }

    private mutating func disagree() -> Saying {
        Saying(choose(happens(persona.hedges) ? wordings.hedgedNo : wordings.no), [.no])
    }

    private mutating func disagree(and more: [String], _ acts: [SaidAct]) -> Saying {
        Saying("no " + choose(more), [.no] + acts)
    }
}
