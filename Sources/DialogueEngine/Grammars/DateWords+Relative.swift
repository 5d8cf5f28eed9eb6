import TwinPrimitives

extension DateWords {
    /// Dates counted from the day of the call.
    func relative(at place: Int) -> Reading? {
        if let (days, length) = DateWords.fixed.match(tokens, at: place) {
            return Reading(date: today.adding(days: days), end: place + length)
        }
        return monthEdge(at: place) ?? span(at: place)
    }

    private static let fixed = PhraseTable([
        ("the day after tomorrow", 2), ("day after tomorrow", 2), ("the day before yesterday", -2),
        ("day before yesterday", -2), ("a week tomorrow", 8), ("a week from tomorrow", 8),
        ("a week today", 7), ("a week from today", 7), ("today", 0), ("tonight", 0),
        ("this morning", 0), ("this afternoon", 0), ("this evening", 0), ("tomorrow", 1),
        ("tomorrow week", 8), ("yesterday", -1), ("last night", -1), ("right now", 0),
        ("straight away", 0), ("immediately", 0), ("a fortnight today", 14), ("in a fortnight", 14),
        ("a fortnight ago", -14),
    ])

    /// "end of the month", "the last day of next month", "the beginning of may", "end of the year".
    private func monthEdge(at place: Int) -> Reading? {
        var end = place
        if tokens.word(end) == "the" { end += 1 }
        guard let (edge, length) = DateWords.edges.match(tokens, at: end) else { return nil }
        end += length
        if tokens.word(end) == "of" { end += 1 }
        if let word = tokens.word(end), ["the", "this", "next", "last"].contains(word) {
            let shift = word == "next" ? 1 : word == "last" ? -1 : 0
            switch tokens.word(end + 1) {
            case "month": return Reading(date: self.edge(edge, of: shift), end: end + 2)
            case "year":
                let year = today.parts.year + shift
                let date = CivilDate(year: year, month: edge == 0 ? 1 : 12, day: edge == 0 ? 1 : 31)
                return date.map { Reading(date: $0, end: end + 2) }
            default: return nil
            }
        }
        if tokens.word(end) == "month" {
            return Reading(date: self.edge(edge, of: 0), end: end + 1)
        }
        guard end < tokens.count, tokens[end].facts.month > 0,
            let first = nearest(day: 1, month: Int(tokens[end].facts.month))
        else { return nil }
        let date = edge == 0 ? first : adding(months: 1, to: first).adding(days: -1)
        return Reading(date: date, end: end + 1)
    }

    private static let edges = PhraseTable([
        ("end", 1), ("last day", 1), ("beginning", 0), ("start", 0), ("first day", 0),
    ])

    private func edge(_ edge: Int, of months: Int) -> CivilDate {
        edge == 0 ? firstOfMonth(after: months) : firstOfMonth(after: months + 1).adding(days: -1)
    }

    /// "in two weeks", "three days ago", "ten days from now", "two weeks on Tuesday".
    private func span(at place: Int) -> Reading? {
        let hasIn = ["in", "within", "after"].contains(tokens.word(place) ?? "")
        let start = hasIn ? place + 1 : place
        guard let (count, length) = count(at: start), count < 1000,
            let unit = tokens.word(start + length), let scale = DateWords.scales[unit]
        else { return nil }
        let end = start + length + 1
        var direction = hasIn ? 1 : 0
        var after = end
        if tokens.word(end) == "ago" || tokens.word(end) == "back" {
            direction = -1
            after += 1
        } else if tokens.reads(["from", "now"], at: end)
            || tokens.reads(["from", "today"], at: end)
        {
            direction = 1
            after += 2
        } else if tokens.word(end) == "today" || tokens.reads(["time"], at: end) {
            direction = 1
            after += 1
        }
        if scale.days == 7, let weekday = trailingWeekday(after: after, direction: direction) {
            return Reading(
                date: weekday.date.adding(days: 7 * count), end: weekday.end)
        }
        guard direction != 0 else { return nil }
        let date =
            scale.months > 0
            ? adding(months: direction * count * scale.months, to: today)
            : today.adding(days: direction * count * scale.days)
        return Reading(date: date, end: after)
    }

    private static let scales: [String: (days: Int, months: Int)] = [
        "day": (1, 0), "days": (1, 0), "week": (7, 0), "weeks": (7, 0), "weeks'": (7, 0),
        "fortnight": (14, 0), "fortnights": (14, 0), "month": (0, 1), "months": (0, 1),
        "year": (0, 12), "years": (0, 12), "day's": (1, 0), "week's": (7, 0), "days'": (1, 0),
    ]

    private func count(at place: Int) -> (value: Int, length: Int)? {
        if let read = NumberWords.cardinal(tokens, at: place) { return read }
        if tokens.reads(["a", "couple", "of"], at: place) { return (2, 3) }
        if tokens.reads(["a", "couple"], at: place) { return (2, 2) }
        if tokens.reads(["a", "few"], at: place) { return nil }
        if let word = tokens.word(place), word == "a" || word == "an" { return (1, 1) }
        return nil
    }

    /// The weekday in "a week on Tuesday", "two weeks from Monday".
    private func trailingWeekday(
        after place: Int, direction: Int
    ) -> (date: CivilDate, end: Int)? {
        guard direction >= 0, let word = tokens.word(place), ["on", "from", "this"].contains(word),
            place + 1 < tokens.count
        else { return nil }
        let wanted = Int(tokens[place + 1].facts.weekday)
        guard wanted > 0 else { return nil }
        return (ahead(to: wanted), place + 2)
    }

    /// The next such weekday after today.
    private func ahead(to weekday: Int) -> CivilDate {
        let distance = (weekday - DateWords.weekdayNumber(today) + 7) % 7
        return today.adding(days: distance == 0 ? 7 : distance)
    }

    /// "Monday", "next Tuesday", "last Friday", "Monday week", "Tuesday the third".
    func weekday(at place: Int) -> Reading? {
        var start = place
        let lead = tokens.word(start)
        if let lead, ["next", "this", "last", "on", "coming"].contains(lead) { start += 1 }
        if lead == "this", tokens.word(start) == "coming" || tokens.word(start) == "past" {
            start += 1
        }
        guard start < tokens.count, tokens[start].facts.weekday > 0 else { return nil }
        let wanted = Int(tokens[start].facts.weekday)
        let end = start + 1
        // A date after the weekday says which one it is.
        if let calendar = calendar(at: end, weekday: wanted) { return calendar }
        let current = DateWords.weekdayNumber(today)
        let next = ahead(to: wanted)
        let isPast = tokens.word(start - 1) == "past"
        if tokens.word(end) == "week" { return Reading(date: next.adding(days: 7), end: end + 1) }
        if tokens.reads(["after", "next"], at: end) {
            return Reading(date: today.adding(days: 14 + wanted - current), end: end + 2)
        }
        if lead == "next" || tokens.reads(["next", "week"], at: end) || tokens.word(end) == "next" {
            let length =
                tokens.reads(["next", "week"], at: end) ? 2 : tokens.word(end) == "next" ? 1 : 0
            return Reading(date: today.adding(days: 7 + wanted - current), end: end + length)
        }
        let before = previous(next)
        if lead == "last" || isPast { return Reading(date: before, end: end) }
        if lead == "this" {
            return Reading(date: wanted == current ? today : looksAhead ? next : before, end: end)
        }
        return Reading(date: preferred(next), end: end)
    }

    /// The same weekday before today.
    private func previous(_ next: CivilDate) -> CivilDate {
        next.adding(days: next.dayNumber - today.dayNumber == 7 ? -14 : -7)
    }

    /// The weekday that the window asks for: ahead or behind, else today.
    private func preferred(_ next: CivilDate) -> CivilDate {
        let before = previous(next)
        let order = looksAhead ? [next, before] : [before, next]
        let isToday = next.dayNumber - today.dayNumber == 7
        let candidates = isToday ? [order[0], today, order[1]] : order
        return candidates.first { window.contains($0.dayNumber - today.dayNumber) } ?? order[0]
    }

    /// A week or a month without its day: "next week", "in May", "this month".
    func period(at place: Int) -> Reading? {
        let word = tokens.word(place)
        if let word, ["next", "this", "last"].contains(word) {
            let shift = word == "next" ? 1 : word == "last" ? -1 : 0
            switch tokens.word(place + 1) {
            case "week", "weekend":
                let monday = today.adding(days: 1 - DateWords.weekdayNumber(today) + 7 * shift)
                let isEnd = tokens.word(place + 1) == "weekend"
                return vague(isEnd ? monday.adding(days: 5) : monday, end: place + 2)
            case "month": return vague(firstOfMonth(after: shift), end: place + 2)
            case "year":
                return CivilDate(year: today.parts.year + shift, month: 1, day: 1).map {
                    vague($0, end: place + 2)
                }
            default: break
            }
        }
        // "May" and "march" are verbs too, so a month alone needs a word before it.
        let hasLead = ["in", "next", "last", "this", "during", "of"].contains(word ?? "")
        let start = hasLead ? place + 1 : place
        guard start < tokens.count, tokens[start].facts.month > 0,
            tokens[start].text.utf8.count > 3 || hasLead,
            hasLead || !["may", "march"].contains(tokens[start].text) || tokens.count == 1,
            let date = nearest(day: 1, month: Int(tokens[start].facts.month))
        else { return nil }
        if let (year, length) = yearNumber(at: start + 1, isAfterMonth: false),
            let date = CivilDate(year: year, month: Int(tokens[start].facts.month), day: 1)
        {
            return vague(date, end: start + 1 + length)
        }
        return vague(date, end: start + 1)
    }

    private func vague(_ date: CivilDate, end: Int) -> Reading {
        Reading(date: date, end: end, strength: DateWords.vague, isPartial: true)
    }
}
