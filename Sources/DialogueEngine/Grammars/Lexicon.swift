/// Words that the grammars share, each with all that it can be.
enum Lexicon {
    static let facts: [String: WordFacts] = {
        var facts: [String: WordFacts] = [:]
        func add(_ words: [String], _ change: (inout WordFacts, Int) -> Void) {
            for (place, word) in words.enumerated() where !word.isEmpty {
                change(&facts[word, default: WordFacts()], place)
            }
        }
        func each(_ text: String, _ change: (inout WordFacts) -> Void) {
            add(words(text)) { facts, _ in change(&facts) }
        }
        add(units) { $0.number = Int8($1) }
        add(tens) { $0.number = Int8(20 + 10 * $1) }
        each("nought naught nil null aught") { $0.number = 0 }
        each("niner") { $0.number = 9 }
        each("fourty") { $0.number = 40 }
        each("oh o") { $0.isOh = true }
        add(plurals) { $0.plural = Int8($1) }
        each("zeroes ohs noughts") { $0.plural = 0 }
        add(["", "", "double", "triple", "quadruple"]) { $0.times = Int8($1) }
        each("treble") { $0.times = 3 }
        each("hundred hundreds") { $0.scale = 100 }
        each("thousand thousands grand k") { $0.scale = 1000 }
        each("million") { $0.scale = 1_000_000 }
        for (digit, sounds) in homophones.enumerated() {
            each(sounds) { $0.homophone = Int8(digit) }
        }
        add(ordinals) { $0.ordinal = Int8($1 + 1) }
        each("thirtieth") { $0.ordinal = 30 }
        add(months) { $0.month = Int8($1 + 1) }
        add(shortMonths) { $0.month = Int8($1 + 1) }
        each("sept") { $0.month = 9 }
        add(weekdays) { $0.weekday = Int8($1 + 1) }
        add(weekdays.map { $0 + "s" }) { $0.weekday = Int8($1 + 1) }
        add(words("mon tue wed thu fri sat sun")) { $0.weekday = Int8($1 + 1) }
        add(words("mon tues wed thur fri sat sun")) { $0.weekday = Int8($1 + 1) }
        each("thurs") { $0.weekday = 4 }
        for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
            each(String(Unicode.Scalar(letter))) { $0.letter = letter - 32 }
        }
        each("zed zee") { $0.letter = UInt8(ascii: "Z") }
        for (letter, sounds) in letterSounds {
            each(sounds) { $0.letterSound = letter }
        }
        for alphabet in alphabets {
            each(alphabet) { facts in facts.alphabet = 1 }
        }
        for (word, known) in facts where known.alphabet != 0 {
            facts[word]?.alphabet = (word.utf8.first ?? 32) - 32
        }
        each(MarkerPhrases.hesitations) { $0.isHesitation = true }
        each("and then dash hyphen space followed by so that's slash comma pause next") {
            $0.isGlue = true
        }
        return facts
    }()

    /// Splits a list of words that is written in one line.
    static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    static let units = words(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            + "fifteen sixteen seventeen eighteen nineteen")
    static let tens = words("twenty thirty forty fifty sixty seventy eighty ninety")
    static let ordinals = words(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            + "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    )
    static let months = words(
        "january february march april may june july august september october november december")
    static let weekdays = words("monday tuesday wednesday thursday friday saturday sunday")
    private static let shortMonths = words("jan feb mar apr may jun jul aug sep oct nov dec")
    private static let plurals = words(
        "zeros ones twos threes fours fives sixes sevens eights nines")

    /// What recognisers write for the digits 0 to 9.
    private static let homophones = [
        "owe row", "won wan", "to too tu", "tree free", "for fore floor", "hive fife",
        "sex sicks sics", "", "ate aid", "mine nein line",
    ]

    /// What recognisers write for the names of letters.
    private static let letterSounds: [(UInt8, String)] = [
        (65, "hey eh"), (66, "be bee"), (67, "see sea"), (68, "dee"), (69, "ee"), (70, "eff if"),
        (71, "gee"), (72, "aitch haitch age"), (73, "eye aye"), (74, "jay"), (75, "kay okay"),
        (76, "el ell hell"), (77, "em am"), (78, "en and in"), (79, "owe"), (80, "pee pea"),
        (81, "cue queue"), (82, "are ar our"), (83, "ess yes as"), (84, "tea tee"),
        (85, "you ewe"), (86, "vee we"), (88, "ex eggs"), (89, "why wye"), (90, "said"),
    ]

    /// Spelling alphabets: that of the ICAO, the older one of armies, and that of police and offices.
    private static let alphabets = [
        "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike "
            + "november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray "
            + "yankee zulu",
        "able baker dog easy fox george how item jig king love nan oboe peter queen roger sugar "
            + "tare uncle william yoke zebra",
        "adam boy david edward frank henry ida john lincoln mary nora ocean paul robert sam tom "
            + "union young apple cat egg freddie harry jack lucy nuts orange tommy violet yellow",
    ]
}
