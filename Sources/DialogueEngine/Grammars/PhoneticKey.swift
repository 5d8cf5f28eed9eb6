/// A key that words which sound alike share.
///
/// The word's consonants in nine classes, each by one letter; vowels, `h`, `w` and `y` are dropped
/// after the first letter, and equal neighbours count once. It is a coarser relative of Metaphone
/// (Philips 1990) that also joins voiced and voiceless consonants, as a telephone line does:
/// `smith`, `smyth` and `schmidt` give SMT, `philips` and `fillips` FLPS.
enum PhoneticKey {
    /// The key of a word in lower case; empty when it has no letter.
    static func of(_ word: String) -> [UInt8] {
        let letters = word.utf8.filter { (97...122).contains($0) }
        var key: [UInt8] = []
        var place = silentStart(letters)
        if place < letters.count, isVowel(letters[place]) {
            key.append(UInt8(ascii: "A"))
            place += 1
        }
        while place < letters.count {
            let (code, length) = sound(letters, at: place)
            for letter in code where key.last != letter { key.append(letter) }
            place += length
        }
        return key
    }

    /// Letters at the start that are not heard: the k of "knight", the w of "wright".
    private static func silentStart(_ letters: [UInt8]) -> Int {
        guard letters.count > 1 else { return 0 }
        let pair = (letters[0], letters[1])
        let n = UInt8(ascii: "n")
        if pair.1 == n, [UInt8(ascii: "k"), UInt8(ascii: "g"), UInt8(ascii: "p")].contains(pair.0) {
            return 1
        }
        return pair == (UInt8(ascii: "w"), UInt8(ascii: "r")) ? 1 : 0
    }

    private static func isVowel(_ letter: UInt8) -> Bool {
        switch Character(Unicode.Scalar(letter)) {
        case "a", "e", "i", "o", "u", "y": true
        default: false
        }
    }

    /// The class of the consonant at a place, and how many letters write it.
    private static func sound(_ letters: [UInt8], at place: Int) -> (code: [UInt8], length: Int) {
        func letter(_ offset: Int) -> Character {
            let at = place + offset
            return at < letters.count ? Character(Unicode.Scalar(letters[at])) : " "
        }
        func code(_ text: StaticString, _ length: Int) -> (code: [UInt8], length: Int) {
            (text.withUTF8Buffer(Array.init), length)
        }
        let next = letter(1)
        switch letter(0) {
        case "b": return code(next == " " && place > 0 && letters[place - 1] == 109 ? "" : "P", 1)
        case "p": return next == "h" ? code("F", 2) : code("P", 1)
        case "f", "v": return code("F", 1)
        case "t":
            if next == "h" { return code("T", 2) }
            return next == "c" && letter(2) == "h" ? code("S", 3) : code("T", 1)
        case "d": return next == "g" ? code("S", 2) : next == "t" ? code("T", 2) : code("T", 1)
        case "s":
            if next == "c", letter(2) == "h" { return code("S", 3) }
            return next == "h" ? code("S", 2) : code("S", 1)
        case "z", "j": return code("S", 1)
        case "c":
            if next == "h" { return code("S", 2) }
            if next == "k" { return code("K", 2) }
            return ["e", "i", "y"].contains(next) ? code("S", 1) : code("K", 1)
        case "g":
            if next == "h" { return code(place == 0 ? "K" : "", 2) }
            return ["e", "i", "y"].contains(next) && place > 0 ? code("S", 1) : code("K", 1)
        case "k", "q": return code("K", 1)
        case "x": return code("KS", 1)
        case "l": return code("L", 1)
        case "r": return code("R", 1)
        case "m": return code("M", 1)
        case "n": return code("N", 1)
        case "w": return code(place == 0 ? "W" : "", 1)
        case "h": return code(place == 0 ? "H" : "", 1)
        default: return code("", 1)
        }
    }
}

/// Distance between strings by letters put in, left out, exchanged, or swapped with a neighbour.
enum EditDistance {
    /// The least number of such changes (optimal string alignment; Damerau 1964).
    ///
    /// Complexity: the product of the lengths.
    static func between(_ left: [UInt8], _ right: [UInt8]) -> Int {
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        let width = right.count + 1
        var before = [Int](repeating: 0, count: width)
        var last = Array(0..<width)
        var row = [Int](repeating: 0, count: width)
        for i in 1...left.count {
            row[0] = i
            for j in 1..<width {
                let change = left[i - 1] == right[j - 1] ? 0 : 1
                var best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + change)
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    best = min(best, before[j - 2] + 1)
                }
                row[j] = best
            }
            swap(&before, &last)
            swap(&last, &row)
        }
        return last[right.count]
    }
}
