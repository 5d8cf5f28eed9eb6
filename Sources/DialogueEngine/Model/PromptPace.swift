/// How long the voice agent's prompts take, by their letters and pauses.
///
/// A prompt of n letters and digits with k stops inside lasts `perPrompt` + n `perLetter` + k `perPause` seconds.
/// Words are no good measure: "identification" takes as long as five of "is it". All are in seconds, 0 or
/// more, and not all of them 0.
public struct PromptPace: Hashable, Sendable {
    /// Seconds of a letter or digit.
    public var perLetter: Double
    /// Seconds of the pause after a comma or full stop that is not the last character.
    public var perPause: Double
    /// Seconds before the first word.
    public var perPrompt: Double

    /// Stores a pace.
    ///
    /// - Parameters:
    ///   - perLetter: Seconds of a letter or digit, > 0.
    ///   - perPause: Seconds of a pause inside, 0 or more.
    ///   - perPrompt: Seconds before the first word, 0 or more.
    public init(perLetter: Double, perPause: Double = 0, perPrompt: Double = 0) {
        precondition(perLetter > 0, "nobody speaks in no time")
        precondition(perPause >= 0 && perPrompt >= 0, "a silence cannot be shorter than nothing")
        self.perLetter = perLetter
        self.perPause = perPause
        self.perPrompt = perPrompt
    }

    /// Seconds from the start of a text to the end of each of its words, ascending.
    ///
    /// - Parameter text: What is said; words are parted by blanks.
    /// - Returns: One number for each word.
    public func wordEnds(of text: String) -> [Double] {
        var ends: [Double] = []
        var now = perPrompt
        var isInWord = false
        var isAfterStop = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: " ") {
                if isInWord { ends.append(now) }
                isInWord = false
                continue
            }
            if isAfterStop, !isInWord { now += perPause }
            isInWord = true
            isAfterStop = Self.isStop(byte)
            if Self.beginsLetter(byte) { now += perLetter }
        }
        if isInWord { ends.append(now) }
        return ends
    }

    /// Whether a voice pauses after a character.
    private static func isStop(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"),
            UInt8(ascii: ";"), UInt8(ascii: ":"):
            true
        default: false
        }
    }

    /// Whether a byte of UTF-8 is a letter or digit, or the first one of a character beyond ASCII.
    private static func beginsLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), 0xC0...:
            true
        default: false
        }
    }
}
