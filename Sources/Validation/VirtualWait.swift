/// The law of the virtual wait, estimated from waits that abandonment cut off.
///
/// A served contact shows its virtual wait, an abandoned one only that it is longer. Patience does
/// not depend on it, so the product-limit estimate is consistent (Kaplan and Meier 1958).
struct VirtualWait {
    /// Instants at which the survival falls, ascending, with the survival from there on.
    private let steps: [(seconds: Double, survival: Double)]

    init(_ waits: some Sequence<RecordedWait>) {
        // At equal times those served go first: a cut-off wait is longer.
        let sorted = waits.map { (seconds: $0.seconds, served: $0.served) }.sorted {
            $0.seconds != $1.seconds ? $0.seconds < $1.seconds : $0.served && !$1.served
        }
        var steps: [(seconds: Double, survival: Double)] = []
        var survival = 1.0
        var left = Double(sorted.count)
        for wait in sorted {
            if wait.served {
                survival *= 1 - 1 / left
                if steps.last?.seconds == wait.seconds { steps.removeLast() }
                steps.append((wait.seconds, survival))
            }
            left -= 1
        }
        self.steps = steps
    }

    /// P(V > seconds).
    func survival(at seconds: Double) -> Double {
        var low = 0
        var high = steps.count
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].seconds <= seconds { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 1 : steps[low - 1].survival
    }

    /// E[V], up to the longest wait of a served contact.
    var mean: Double {
        var sum = 0.0
        var before = (seconds: 0.0, survival: 1.0)
        for step in steps {
            sum += (step.seconds - before.seconds) * before.survival
            before = step
        }
        return sum
    }
}
