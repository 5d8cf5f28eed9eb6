/// Words that name two things as both meant: "debit and credit", "both".
enum Coordination {
    /// Strength that is left to each of the two.
    static let each = Score(0.5)

    private static let joints: Set<String> = ["and", "plus", "both"]
    private static let articles: Set<String> = [
        "my", "the", "a", "an", "also", "on", "from", "at", "in",
    ]

    /// Whether words hold a joint at all.
    static func isIn(_ words: [String]) -> Bool { words.contains(where: joints.contains) }

    /// Whether nothing but a joint and articles stands between two ranges.
    static func joins(_ first: Range<Int>, _ second: Range<Int>, in tokens: [Token]) -> Bool {
        let between =
            first.upperBound <= second.lowerBound
            ? first.upperBound..<second.lowerBound : second.upperBound..<first.lowerBound
        let words = tokens[between].map(\.text)
        return isIn(words) && words.allSatisfy { joints.contains($0) || articles.contains($0) }
    }
}
