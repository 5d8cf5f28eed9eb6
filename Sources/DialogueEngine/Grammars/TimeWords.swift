/// Times of the day as people say them.
enum TimeWords {
    static func match(_ words: [String], minutes: ClosedRange<Int>) -> SlotMatch? {
        var found: SlotMatch?
        var place = 0
        while place < words.count {
            if let (minute, length, isSure) = time(words, at: place, minutes: minutes) {
                found = SlotMatch(
                    .time(minuteOfDay: minute), place..<place + length,
                    strength: isSure ? .one : Score(0.85), isInvalid: !minutes.contains(minute))
                place += length
            } else {
                place += 1
            }
        }
        return found
    }

    private static func time(
        _ words: [String], at place: Int, minutes: ClosedRange<Int>
    ) -> (minute: Int, length: Int, isSure: Bool)? {
        switch words[place] {
        case "noon", "midday": return (720, 1, true)
        case "midnight": return (0, 1, true)
        default: break
        }
        guard let (clock, length) = pastOrTo(words, at: place) ?? plain(words, at: place) else {
            return nil
        }
        if clock >= 780 { return (clock, length, true) }
        let (half, halfLength) = halfOfDay(words, at: place + length)
        switch half {
        case .morning: return (clock % 720, length + halfLength, true)
        case .afternoon: return (clock % 720 + 720, length + halfLength, true)
        case nil:
            // Without am or pm: the reading within opening hours.
            let candidates = [clock % 720, clock % 720 + 720].filter(minutes.contains)
            return (candidates.first ?? clock, length + halfLength, candidates.count == 1)
        }
    }

    private enum Half { case morning, afternoon }

    private static func halfOfDay(_ words: [String], at start: Int) -> (Half?, Int) {
        var place = start
        if place < words.count, words[place] == "o'clock" || words[place] == "oclock" { place += 1 }
        guard place < words.count else { return (nil, place - start) }
        switch words[place] {
        case "am": return (.morning, place - start + 1)
        case "pm": return (.afternoon, place - start + 1)
        case "a" where place + 1 < words.count && words[place + 1] == "m":
            return (.morning, place - start + 2)
        case "p" where place + 1 < words.count && words[place + 1] == "m":
            return (.afternoon, place - start + 2)
        case "in" where place + 2 < words.count && words[place + 1] == "the":
            switch words[place + 2] {
            case "morning": return (.morning, place - start + 3)
            case "afternoon", "evening": return (.afternoon, place - start + 3)
            default: return (nil, place - start)
            }
        case "at" where place + 1 < words.count && words[place + 1] == "night":
            return (.afternoon, place - start + 2)
        default: return (nil, place - start)
        }
    }

    /// "half past two", "quarter to nine", "twenty past three".
    private static func pastOrTo(_ words: [String], at start: Int) -> (Int, Int)? {
        var place = start
        if words[place] == "a", place + 1 < words.count, words[place + 1] == "quarter" { place += 1 }
        var minutes: Int
        switch words[place] {
        case "half":
            minutes = 30
            place += 1
        case "quarter":
            minutes = 15
            place += 1
        default:
            guard let (value, length) = NumberWords.belowHundred(words, at: place), value < 60
            else { return nil }
            minutes = value
            place += length
            if place < words.count, words[place] == "minutes" { place += 1 }
        }
        guard place + 1 < words.count, ["past", "to", "after", "of"].contains(words[place]),
            let (hour, length) = hour(words, at: place + 1)
        else { return nil }
        if words[place] == "to" || words[place] == "of" { minutes = -minutes }
        return ((hour * 60 + minutes + 1440) % 1440, place + 1 + length - start)
    }

    private static func hour(_ words: [String], at place: Int) -> (Int, Int)? {
        guard place < words.count else { return nil }
        let read: (value: Int, length: Int)?
        if let number = NumberWords.written(words[place]) {
            read = (number, 1)
        } else {
            read = NumberWords.belowHundred(words, at: place)
        }
        guard let (value, length) = read, value < 24 else { return nil }
        return (value, length)
    }

    /// "ten thirty", "ten", "10:30", "2pm", "ten oh five".
    private static func plain(_ words: [String], at place: Int) -> (Int, Int)? {
        let word = words[place]
        for (suffix, shift) in [("am", 0), ("pm", 720)] where word.hasSuffix(suffix) {
            guard let clock = colon(String(word.dropLast(2))) else { continue }
            return (clock % 720 + shift >= 780 || shift == 720 ? clock % 720 + shift : clock % 720, 1)
        }
        if let clock = colon(word), word.contains(":") || NumberWords.written(word) != nil {
            return (clock, 1)
        }
        guard let unit = NumberWords.units[word] ?? NumberWords.teens[word] ?? NumberWords.tens[word],
            unit < 24
        else { return nil }
        var hour = unit
        var next = place + 1
        if hour == 20, next < words.count, let rest = NumberWords.units[words[next]], rest < 4,
            rest > 0
        {
            hour += rest
            next += 1
        }
        if next < words.count, words[next] == "oh" || words[next] == "o",
            next + 1 < words.count, let minute = NumberWords.units[words[next + 1]]
        {
            return (hour * 60 + minute, next + 2 - place)
        }
        if let (minute, length) = NumberWords.belowHundred(words, at: next), (10..<60).contains(minute) {
            return (hour * 60 + minute, next + length - place)
        }
        return (hour * 60, next - place)
    }

    private static func colon(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let hour = NumberWords.written(String(parts[0])),
            hour < 24
        else { return nil }
        guard parts.count == 2 else { return hour * 60 }
        guard parts[1].utf8.count == 2, let minute = NumberWords.written(String(parts[1])),
            minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    /// How a time is said back.
    static func spoken(_ minuteOfDay: Int) -> String {
        if minuteOfDay == 720 { return "noon" }
        let hour = (minuteOfDay / 60 + 11) % 12 + 1
        let minute = minuteOfDay % 60
        let half = minuteOfDay < 720 ? "a m" : "p m"
        switch minute {
        case 0: return NumberWords.spoken(hour) + " " + half
        case 1...9:
            return NumberWords.spoken(hour) + " oh " + NumberWords.spoken(minute) + " " + half
        default: return NumberWords.spoken(hour) + " " + NumberWords.spoken(minute) + " " + half
        }
    }
}
