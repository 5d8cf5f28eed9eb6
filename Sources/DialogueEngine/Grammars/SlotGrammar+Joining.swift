import TwinPrimitives

extension SlotGrammar {
    /// The value that a beginning from an earlier turn and a new match make together.
    ///
    /// Digits and letters are put one after the other, unless the next words give the whole value
    /// anew, or correct the tail. "In the morning" or "in May" decide what a time or a day that
    /// follows leaves open. Other kinds take the next value as it is.
    ///
    /// - Parameters:
    ///   - earlier: The value that was partial.
    ///   - next: What was found in the following utterance.
    ///   - context: What the call knows.
    /// - Returns: The value of both, with the words of `next`.
    public func joined(
        _ earlier: SlotValue, with next: SlotMatch, context: GrammarContext
    ) -> SlotMatch {
        switch (self, earlier, next.value) {
        case (.digits(let lengths, let check), .digits(let before), .digits(let after)):
            return joinedText(before, after, next, lengths, check) { .digits($0) }
        case (.spelled(let lengths, _, let check), .letters(let before), .letters(let after)):
            return joinedText(before, after, next, lengths, check) { .letters($0) }
        case (.time(let window), .time(let part), .time(let minute)) where !next.isPartial:
            var match = next
            let half = minute % 720 + (part >= 720 ? 720 : 0)
            match.value = .time(minuteOfDay: half)
            match.isInvalid = !window.contains(half)
            return match
        case (.date(let window, _), .date(let period), .date(let date)) where !next.isPartial:
            let (year, month, _) = period.parts
            guard let joined = CivilDate(year: year, month: month, day: date.parts.day) else {
                return next
            }
            var match = next
            match.value = .date(joined)
            match.isInvalid = !window.contains(joined.dayNumber - context.today.dayNumber)
            return match
        default: return next
        }
    }

    private func joinedText(
        _ before: String, _ after: String, _ next: SlotMatch, _ lengths: ClosedRange<Int>,
        _ check: CheckDigit, _ value: (String) -> SlotValue
    ) -> SlotMatch {
        let old = before.utf8.count
        let new = after.utf8.count
        var text = before + after
        if next.isCorrection {
            text = new < old ? before.dropLast(new) + after : after
        } else if lengths.contains(new), after.hasPrefix(before) || old + new > lengths.upperBound {
            text = after
        } else if old + new > lengths.upperBound,
            let shared = (0...min(old, new)).dropFirst().last(where: {
                lengths.contains(old + new - $0) && before.hasSuffix(after.prefix($0))
            })
        {
            // The caller took up the last digits again.
            text = before + after.dropFirst(shared)
        }
        var match = next
        match.value = value(text)
        match.isPartial = text.utf8.count < lengths.lowerBound
        match.isInvalid =
            text.utf8.count > lengths.upperBound || !match.isPartial && !check.holds(text)
        return match
    }
}
