/// Words drawn by their counts.
struct WeightedWords: Sendable {
    private let words: [String]
    /// Sum of counts up to and with each word.
    private let sums: [Int]

    var total: Int { sums.last ?? 0 }

    init(_ counts: [WordChannel.Count]) {
        words = counts.map(\.word)
        var sum = 0
        sums = counts.map { count in
            sum += count.count
            return sum
        }
    }

    /// The word that a uniform number falls on, or the one after it when that is the one to avoid.
    func word(at u: Double, otherThan avoided: String? = nil) -> String {
        let target = u * Double(total)
        var low = 0
        var high = words.count - 1
        while low < high {
            let middle = (low + high) / 2
            if Double(sums[middle]) > target { high = middle } else { low = middle + 1 }
        }
        return words[low] == avoided ? words[(low + 1) % words.count] : words[low]
    }
}
