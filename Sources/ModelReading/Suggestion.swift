/// The known name nearest to a misspelt one, if any is near.
///
/// Near means at most a third of the letters (at least one) inserted, deleted, replaced or swapped
/// with their neighbour. Among equally near names the first in the list wins.
///
/// - Parameters:
///   - name: The name that was given.
///   - known: The names that exist.
/// - Returns: The nearest known name; nil when none is near.
public func suggestion(for name: String, among known: [String]) -> String? {
    let given = Array(name.lowercased().unicodeScalars.prefix(longestCompared))
    let limit = max(1, given.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in known {
        let letters = Array(candidate.lowercased().unicodeScalars.prefix(longestCompared))
        let distance = editDistance(given, letters)
        if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
}

/// The end of an error line: a suggestion, then the known names.
///
/// - Parameters:
///   - name: The name that was given.
///   - known: The names that exist.
/// - Returns: `; did you mean 'x'?; known: x, y`, or parts of it.
public func hint(_ name: String, known: [String]) -> String {
    guard !known.isEmpty else { return "" }
    let near = suggestion(for: name, among: known).map { "; did you mean '\($0)'?" } ?? ""
    let shown = known.prefix(longestList).map(clipped).joined(separator: ", ")
    return near + "; known: " + shown + (known.count > longestList ? ", …" : "")
}

/// Names longer than this are compared by their beginning, so that a hostile key costs little.
private let longestCompared = 64
/// Known names beyond this many are left out of a message, so that it stays one readable line.
private let longestList = 24

/// Optimal string alignment distance; O(n m) time.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var before: [Int] = []
    var previous = Array(0...right.count)
    for i in 1...left.count {
        var current = [i] + Array(repeating: 0, count: right.count)
        for j in 1...right.count {
            let change = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
            current[j] = min(change, previous[j] + 1, current[j - 1] + 1)
            if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                current[j] = min(current[j], before[j - 2] + 1)
            }
        }
        before = previous
        previous = current
    }
    return previous[right.count]
}
