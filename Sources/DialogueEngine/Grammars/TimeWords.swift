/// Times of the day as people say them.
///
/// Where morning or afternoon is left open, the reading inside the window is taken; where both are
/// inside, that between eight in the morning and eight in the evening, with less strength.
struct TimeWords {
    let tokens: [Token]
    /// Minutes of the day that can be meant.
    let window: ClosedRange<Int>

    /// Strength of a time whose half of the day was guessed.
    private static let guessed = Score(0.85)
    /// Strength of a number that nothing marks as a time.
    private static let bare = Score(0.75)
    /// Strength of a part of the day.
    private static let part = Score(0.6)
    /// Minutes of the day at which people are up: eight to eight.
    private static let day = 480..<1200

    /// A time on the clock face.
    private struct Clock {
        /// Minute of the day, or of its half when `isWhole` is false.
        var minute: Int
        var end: Int
        /// Whether the hour says by itself which half of the day is meant.
        var isWhole = false
        /// Whether nothing but a number was said.
        var isBare = false
    }

    private enum Half { case morning, afternoon }

    func matches() -> [SlotMatch] {
        var found: [SlotMatch] = []
        var place = 0
        while place < tokens.count {
            if let match = match(at: place) {
                found.append(match)
                place = match.words.upperBound
            } else {
                place += 1
            }
        }
        if found.isEmpty, let partial = dayPart() { found = [partial] }
        return Selection.ranked(found, in: tokens)
    }

    private func match(at place: Int) -> SlotMatch? {
        switch tokens[place].text {
        case "noon", "midday": return whole(720, place..<place + 1)
        case "midnight": return whole(0, place..<place + 1)
        default: break
        }
        guard MarkerPhrases.holdOn.match(tokens, at: place) == nil,
            let clock = pastOrTo(at: place) ?? british(at: place) ?? plain(at: place)
        else { return nil }
        let words = place..<clock.end
        if clock.isWhole { return whole(clock.minute, words) }
        let (half, end) = halfOfDay(at: clock.end)
        if let half = half ?? halfBefore(place) {
            let minute = clock.minute % 720 + (half == .afternoon ? 720 : 0)
            return whole(minute, place..<end)
        }
        let isMarked =
            end > clock.end
            || ["at", "around", "about", "by", "for", "say"].contains(
                tokens.word(place - 1) ?? "")
        let early = clock.minute % 720
        let inside = [early, early + 720].filter(window.contains)
        let wake = inside.filter(TimeWords.day.contains)
        let guess = TimeWords.day.contains(early) ? early : early + 720
        var strength = inside.count == 1 ? Score.one : TimeWords.guessed
        if clock.isBare, !isMarked { strength = strength * TimeWords.bare }
        let minute = inside.count == 1 ? inside[0] : wake.first ?? inside.first ?? guess
        return SlotMatch(
            .time(minuteOfDay: minute), place..<end, strength: strength, isInvalid: inside.isEmpty)
    }

    private func whole(_ minute: Int, _ words: Range<Int>) -> SlotMatch {
        SlotMatch(.time(minuteOfDay: minute), words, isInvalid: !window.contains(minute))
    }

    // MARK: Halves and parts of the day

    /// What follows the clock: "o'clock", "a m", "pm", "in the morning", "at night".
    private func halfOfDay(at start: Int) -> (Half?, Int) {
        var end = start
        if let word = tokens.word(end), ["o'clock", "oclock", "sharp", "exactly"].contains(word) {
            end += 1
        }
        guard let (value, length) = TimeWords.halves.match(tokens, at: end) else {
            return (nil, end)
        }
        return (value == 0 ? .morning : .afternoon, end + length)
    }

    /// "Tomorrow morning at ten", "this evening at six".
    private func halfBefore(_ place: Int) -> Half? {
        for before in max(0, place - 3)..<place where tokens.word(before - 1) != "good" {
            switch tokens[before].text {
            case "morning": return .morning
            case "afternoon", "evening", "tonight": return .afternoon
            default: continue
            }
        }
        return nil
    }

    /// A part of the day without an hour: the first minute of it in the window.
    private func dayPart() -> SlotMatch? {
        for place in tokens.indices {
            guard let (part, length) = TimeWords.parts.match(tokens, at: place),
                tokens.word(place - 1) != "good"
            else { continue }
            let span = [0..<720, 720..<1080, 1080..<1440, 720..<840][part]
            let minute = max(span.lowerBound, min(window.lowerBound, span.upperBound - 1))
            return SlotMatch(
                .time(minuteOfDay: minute), place..<place + length, strength: TimeWords.part,
                isPartial: true, isInvalid: !window.contains(minute))
        }
        return nil
    }

    private static let halves = PhraseTable([
        ("am", 0), ("a m", 0), ("in the morning", 0), ("this morning", 0), ("tomorrow morning", 0),
        ("pm", 1), ("p m", 1), ("in the afternoon", 1), ("in the evening", 1), ("at night", 1),
        ("this afternoon", 1), ("this evening", 1), ("tonight", 1), ("tomorrow afternoon", 1),
        ("tomorrow evening", 1), ("at lunchtime", 1),
    ])
    private static let parts = PhraseTable([
        ("morning", 0), ("mornings", 0), ("first thing", 0), ("afternoon", 1), ("afternoons", 1),
        ("evening", 2), ("evenings", 2), ("night", 2), ("tonight", 2), ("lunchtime", 3),
        ("lunch time", 3), ("after work", 2),
    ])

    // MARK: The clock

    /// "half past two", "a quarter to nine", "twenty past three", "ten minutes of nine".
    private func pastOrTo(at start: Int) -> Clock? {
        var place = start
        if tokens.word(place) == "a", tokens.word(place + 1) == "quarter" { place += 1 }
        var minutes: Int
        switch tokens.word(place) {
        case "half":
            minutes = 30
            place += 1
        case "quarter":
            minutes = 15
            place += 1
        default:
            guard let (value, length) = number(at: place), (1...59).contains(value) else {
                return nil
            }
            minutes = value
            place += length
            let hasUnit = ["minutes", "minute"].contains(tokens.word(place) ?? "")
            if hasUnit { place += 1 }
            // "Nine to five" names two hours.
            guard hasUnit || minutes % 5 == 0 else { return nil }
        }
        guard let joint = tokens.word(place), let hour = hour(at: place + 1) else { return nil }
        switch joint {
        case "past", "after", "gone": break
        case "to", "of", "til", "till", "before": minutes = -minutes
        default: return nil
        }
        let minute = (hour.value * 60 + minutes + 1440) % 1440
        return Clock(
            minute: minute, end: place + 1 + hour.length,
            isWhole: hour.value > 12 && hour.value * 60 + minutes >= 780)
    }

    /// "half two", which is half past two.
    private func british(at place: Int) -> Clock? {
        guard tokens.word(place) == "half", let hour = hour(at: place + 1), hour.value <= 12,
            hour.value > 0
        else { return nil }
        return Clock(minute: hour.value * 60 + 30, end: place + 1 + hour.length)
    }

    /// "ten thirty", "ten", "10:30", "2pm", "ten oh five", "fourteen hundred", "oh nine hundred".
    private func plain(at place: Int) -> Clock? {
        if let written = written(tokens[place]) {
            return Clock(
                minute: written.minute, end: place + 1, isWhole: written.isWhole,
                isBare: written.isBare)
        }
        var start = place
        let hasOh = tokens[place].facts.isOh
        if hasOh { start += 1 }
        guard let hour = hour(at: start), !tokens[start].isWritten, hasOh || hour.value > 0 else {
            return nil
        }
        if hasOh, hour.value > 9 { return nil }
        let end = start + hour.length
        let isLong = hasOh || hour.value > 12
        if tokens.word(end) == "hundred" {
            return Clock(minute: hour.value * 60, end: end + 1, isWhole: isLong)
        }
        if end < tokens.count, tokens[end].facts.isOh, end + 1 < tokens.count,
            let minute = tokens[end + 1].digit
        {
            return Clock(minute: hour.value * 60 + minute, end: end + 2, isWhole: isLong)
        }
        if let (minute, length) = number(at: end), (10...59).contains(minute),
            !tokens[end].isWritten
        {
            return Clock(minute: hour.value * 60 + minute, end: end + length, isWhole: isLong)
        }
        // "Ten past" waits for its hour.
        guard !hasOh, tokens.word(end) != "past" else { return nil }
        return Clock(minute: hour.value * 60, end: end, isWhole: isLong, isBare: true)
    }

    private func number(at place: Int) -> (value: Int, length: Int)? {
        if let read = NumberWords.belowHundred(tokens, at: place) { return read }
        guard place < tokens.count, tokens[place].isWritten,
            let value = NumberWords.written(tokens[place].text), value < 100
        else { return nil }
        return (value, 1)
    }

    /// An hour from 0 to 23; "twenty two", but of "twelve five" only the twelve.
    private func hour(at place: Int) -> (value: Int, length: Int)? {
        guard let read = number(at: place) else { return nil }
        if read.value < 24 { return read }
        guard read.length == 2, let tens = tokens[place].number, tens < 24 else { return nil }
        return (tens, 1)
    }

    /// A time in figures: `10:30`, `2pm`, `14.30`, `3:45pm`, `10`.
    private func written(_ token: Token) -> (minute: Int, isWhole: Bool, isBare: Bool)? {
        guard token.isWritten else { return nil }
        var text = token.text
        var half: Half?
        if text.hasSuffix("am") { half = .morning }
        if text.hasSuffix("pm") { half = .afternoon }
        if half != nil { text = String(text.dropLast(2)) }
        let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
        guard (1...2).contains(parts.count), parts.allSatisfy({ $0.utf8.count <= 2 }),
            let hour = NumberWords.written(String(parts[0])), hour < 24
        else { return nil }
        var minute = hour * 60
        if parts.count == 2 {
            guard parts[1].utf8.count == 2, let rest = NumberWords.written(String(parts[1])),
                rest < 60
            else { return nil }
            minute += rest
        }
        if let half {
            guard hour <= 12 else { return (minute, true, false) }
            return (minute % 720 + (half == .afternoon ? 720 : 0), true, false)
        }
        return (minute, hour > 12 || parts[0].hasPrefix("0"), parts.count == 1)
    }
}
