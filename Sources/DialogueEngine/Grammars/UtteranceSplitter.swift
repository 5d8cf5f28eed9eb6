/// Splits an utterance that may hold several wishes.
public enum UtteranceSplitter {
    private static let joints = [
        "and also", "and then", "and i also", "and after that", "then i", "plus i", "and i want",
        "and i need", "and i'd like", "also", "plus", "and", "then", "as well as",
    ].map { Words($0).list }

    /// Shortest part that can be a wish of its own, in words.
    private static let shortestPart = 2

    /// The parts between the joints.
    ///
    /// - Parameter words: The words of an utterance.
    /// - Returns: At least two parts, or none when there is nothing to split.
    public static func parts(_ words: [String]) -> [[String]] {
        var parts: [[String]] = []
        var part: [String] = []
        var place = 0
        while place < words.count {
            let joint = joints.first { joint in
                place + joint.count <= words.count
                    && Array(words[place..<place + joint.count]) == joint
            }
            if let joint, part.count >= shortestPart,
                words.count - place - joint.count >= shortestPart
            {
                parts.append(part)
                // "and i want to …": the subject belongs to the next part.
                part = Array(joint.drop { $0 == "and" || $0 == "then" || $0 == "also" || $0 == "plus" })
                place += joint.count
            } else {
                part.append(words[place])
                place += 1
            }
        }
        guard !parts.isEmpty, part.count >= shortestPart else { return [] }
        return parts + [part]
    }
}
