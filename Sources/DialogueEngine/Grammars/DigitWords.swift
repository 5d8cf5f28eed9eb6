/// Digit strings as people say them.
///
/// Runs of number words are read by `DigitLattice`; what stands between two runs decides whether the
/// second continues the first, takes its place, or takes the place of its tail.
enum DigitWords {
    /// One way to put the runs together.
    private struct Whole {
        var digits: String
        var words: Range<Int>
        var cost: Int
        var isRepaired = false
    }

    /// Most ways that are followed at once.
    private static let beam = 24
    /// What it costs to pass over words between two runs.
    private static let gapCost = 1
    /// What it costs to leave out a run that nothing took back.
    private static let dropCost = 2
    /// What it costs to keep to a run that the caller took back.
    private static let keepCost = 6

    static func matches(
        _ tokens: [Token], lengths: ClosedRange<Int>, check: CheckDigit
    ) -> [SlotMatch] {
        let runs = runs(tokens)
        guard !runs.isEmpty else { return [] }
        let isCorrection = SpeechMarkers.isCorrection(tokens)
        var wholes: [Whole] = []
        for (number, run) in runs.enumerated() {
            let readings = DigitLattice.readings(tokens[run])
            let new = readings.map { Whole(digits: $0.digits, words: run, cost: $0.cost) }
            if number == 0 {
                wholes = new
            } else {
                let gap = runs[number - 1].upperBound..<run.lowerBound
                let isRepair = gap.contains {
                    MarkerPhrases.repair.match(tokens, at: $0) != nil
                }
                wholes = isRepair ? repaired(wholes, new, lengths) : continued(wholes, new)
            }
            wholes.sort { ($0.cost, $1.digits.utf8.count) < ($1.cost, $0.digits.utf8.count) }
            if wholes.count > beam { wholes.removeLast(wholes.count - beam) }
        }
        wholes += wholes.compactMap { untangled($0, lengths) }
        let order = wholes.indices.map { place in
            (place: place, cost: wholes[place].cost, fit: fit(wholes[place].digits, lengths, check))
        }.sorted { ($1.fit.rawValue, $0.cost, $0.place) < ($0.fit.rawValue, $1.cost, $1.place) }
        // Once a string fits, readings that are too short or too long say nothing.
        let fitting = order.filter { $0.fit == .whole || $0.fit == .wrongCheck }
        return Selection.unique(
            (fitting.isEmpty ? order : fitting).map {
                match(wholes[$0.place], $0.fit, isCorrection: isCorrection)
            })
    }

    /// Figures without what separates them; nil when there is anything else.
    static func typed(_ word: String) -> String? {
        var digits = ""
        for byte in word.utf8 {
            switch byte {
            case 48...57: digits.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ","):
                continue
            default: return nil
            }
        }
        return digits.isEmpty ? nil : digits
    }

    /// How well a string fits what is asked for, worst first.
    private enum Fit: Int {
        case tooLong
        case partial
        case wrongCheck
        case whole
    }

    private static func fit(
        _ digits: String, _ lengths: ClosedRange<Int>, _ check: CheckDigit
    ) -> Fit {
        let count = digits.utf8.count
        if count < lengths.lowerBound { return .partial }
        if count > lengths.upperBound { return .tooLong }
        return check.holds(digits) ? .whole : .wrongCheck
    }

    private static func match(_ whole: Whole, _ fit: Fit, isCorrection: Bool) -> SlotMatch {
        let certainty = Score(max(0.5, 1 - 0.06 * Double(whole.cost)))
        let share =
            switch fit {
            case .whole: Score.one
            case .wrongCheck, .partial: Score(0.8)
            case .tooLong: Score(0.3)
            }
        return SlotMatch(
            .digits(whole.digits), whole.words, strength: certainty * share,
            isPartial: fit == .partial, isInvalid: fit == .tooLong || fit == .wrongCheck,
            isCorrection: whole.isRepaired || isCorrection)
    }

    // MARK: Runs

    /// Ranges of words that are digits, with what may stand between digits.
    private static func runs(_ tokens: [Token]) -> [Range<Int>] {
        let blocked = blocked(tokens)
        var runs: [Range<Int>] = []
        var start: Int?
        var end = 0
        var hasDigit = false
        func close() {
            if let start, hasDigit { runs.append(start..<end) }
        }
        for (place, token) in tokens.enumerated() {
            let isDigit = !blocked[place] && isDigits(tokens, at: place)
            let isSound = token.facts.homophone >= 0
            if isDigit || isSound && !blocked[place] {
                if start == nil { start = place }
                hasDigit = hasDigit || isDigit
                end = place + 1
            } else if start != nil,
                token.facts.isGlue || token.facts.isHesitation || token.facts.scale > 0
                    || token.facts.plural >= 0
            {
                if token.facts.scale > 0 || token.facts.plural >= 0 { end = place + 1 }
            } else {
                close()
                start = nil
                hasDigit = false
            }
        }
        close()
        let isSoundOnly = tokens.allSatisfy { $0.facts.homophone >= 0 || $0.facts.isHesitation }
        if runs.isEmpty, isSoundOnly, tokens.contains(where: { $0.facts.homophone >= 0 }) {
            return [tokens.indices]
        }
        return runs
    }

    private static func isDigits(_ tokens: [Token], at place: Int) -> Bool {
        let token = tokens[place]
        if token.number != nil || token.facts.isOh { return true }
        if token.facts.times > 0, place + 1 < tokens.count {
            return tokens[place + 1].digit != nil || tokens[place + 1].facts.homophone >= 0
        }
        return token.isWritten && typed(token.text) != nil
    }

    /// Number words that count something else: "one moment", "the last four digits", and an "oh"
    /// of surprise.
    private static func blocked(_ tokens: [Token]) -> [Bool] {
        var blocked = [Bool](repeating: false, count: tokens.count)
        for (place, token) in tokens.enumerated() {
            if token.facts.isOh, !isZero(tokens, at: place) { blocked[place] = true }
            guard token.number != nil, let next = tokens.word(place + 1) else { continue }
            if ["moment", "second", "sec", "minute", "digit", "digits", "numbers", "of", "seconds"]
                .contains(next)
            {
                blocked[place] = true
            }
        }
        return blocked
    }

    /// An "oh" is a zero next to a number, hesitation apart, or alone.
    private static func isZero(_ tokens: [Token], at place: Int) -> Bool {
        func isNumber(_ token: Token?) -> Bool {
            guard let token else { return false }
            return token.number != nil || token.facts.isOh || token.isWritten
                || token.facts.times > 0 || token.facts.homophone >= 0
        }
        let after = tokens[(place + 1)...].first { !$0.facts.isHesitation }
        let before = tokens[..<place].last { !$0.facts.isHesitation }
        return isNumber(after) || isNumber(before) || after == nil && before == nil
    }

    // MARK: Putting runs together

    /// Two runs with other words between them: the second goes on, or stands for itself.
    private static func continued(_ old: [Whole], _ new: [Whole]) -> [Whole] {
        var wholes: [Whole] = []
        for first in old {
            wholes.append(
                Whole(
                    digits: first.digits, words: first.words, cost: first.cost + dropCost + 1,
                    isRepaired: first.isRepaired))
            for second in new {
                wholes.append(
                    Whole(
                        digits: first.digits + second.digits,
                        words: first.words.lowerBound..<second.words.upperBound,
                        cost: first.cost + second.cost + gapCost, isRepaired: first.isRepaired))
            }
        }
        for second in new {
            var alone = second
            alone.cost += dropCost
            wholes.append(alone)
        }
        return wholes
    }

    /// A run after "no", "sorry" …: it takes the place of all, of the tail from the digit that it
    /// repeats, of as many last digits, or of the tail that makes the length right.
    private static func repaired(
        _ old: [Whole], _ new: [Whole], _ lengths: ClosedRange<Int>
    ) -> [Whole] {
        var wholes: [Whole] = []
        for second in new {
            var alone = second
            alone.isRepaired = true
            wholes.append(alone)
        }
        for first in old {
            wholes.append(
                Whole(digits: first.digits, words: first.words, cost: first.cost + keepCost))
            for second in new {
                let before = Array(first.digits.utf8)
                let after = Array(second.digits.utf8)
                for kept in before.indices.dropFirst() {
                    let total = kept + after.count
                    let repeats = before[kept] == after[0]
                    let isTail = total == before.count
                    guard lengths.contains(total) || isTail && total < lengths.lowerBound else {
                        continue
                    }
                    wholes.append(
                        Whole(
                            digits: String(first.digits.prefix(kept)) + second.digits,
                            words: first.words.lowerBound..<second.words.upperBound,
                            cost: first.cost + second.cost + (isTail ? 1 : repeats ? 1 : 2),
                            isRepaired: true))
                }
            }
        }
        return wholes
    }

    /// The value in a string that is too long because the caller said it twice or began it anew.
    private static func untangled(_ whole: Whole, _ lengths: ClosedRange<Int>) -> Whole? {
        let digits = whole.digits
        let count = digits.utf8.count
        guard count > lengths.upperBound else { return nil }
        for length in lengths.reversed() where count <= 2 * length {
            let last = digits.suffix(length)
            if last.hasPrefix(digits.prefix(count - length)) {
                return Whole(
                    digits: String(last), words: whole.words, cost: whole.cost + 1,
                    isRepaired: whole.isRepaired)
            }
        }
        return nil
    }
}
