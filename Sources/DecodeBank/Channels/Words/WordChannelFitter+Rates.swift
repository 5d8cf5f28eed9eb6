import TwinPrimitives

extension WordChannelFitter {
    /// Stops when no parameter moves by more than this.
    private static let tolerance = 1e-10
    /// Steps after which it stops anyway; convergence is linear, some hundreds suffice.
    private static let stepLimit = 5000

    // MARK: Expectation and maximisation

    struct Rates {
        var lost = 0.05
        var clean = 0.5
        var deletion = 0.1
        var substitution = 0.1
        var insertion = 0.05

        func distance(to other: Rates) -> Double {
            max(
                abs(lost - other.lost), abs(clean - other.clean),
                abs(deletion - other.deletion), abs(substitution - other.substitution),
                abs(insertion - other.insertion))
        }
    }

    static func maximumLikelihood(_ utterances: [Utterance]) -> Rates {
        var rates = Rates()
        for _ in 0..<stepLimit {
            let next = step(rates, utterances)
            if next.distance(to: rates) < tolerance { return next }
            rates = next
        }
        return rates
    }

    private static func step(_ rates: Rates, _ utterances: [Utterance]) -> Rates {
        var lost = 0.0
        var clean = 0.0
        var hit = WeightedCounts()
        for utterance in utterances {
            let shares = classShares(rates, utterance)
            lost += shares.lost
            clean += shares.clean
            hit.add(utterance, weight: shares.hit)
        }
        var next = Rates()
        next.lost = lost / Double(utterances.count)
        next.clean = clean / Double(utterances.count)
        next.deletion = hit.free > 0 ? hit.deletions / hit.free : 0
        next.substitution = hit.paired > 0 ? hit.substitutions / hit.paired : 0
        next.insertion = hit.insertions > 0 ? hit.insertions / (hit.insertions + hit.gaps) : 0
        return next
    }

    private struct WeightedCounts {
        var free = 0.0
        var paired = 0.0
        var gaps = 0.0
        var deletions = 0.0
        var substitutions = 0.0
        var insertions = 0.0

        mutating func add(_ utterance: Utterance, weight: Double) {
            free += weight * Double(utterance.freeWords)
            paired += weight * Double(utterance.pairedWords)
            gaps += weight * Double(utterance.gaps)
            deletions += weight * Double(utterance.deletions)
            substitutions += weight * Double(utterance.substitutions)
            insertions += weight * Double(utterance.insertions)
        }
    }

    /// How likely an utterance was lost, clean or hit, given its outcome.
    private static func classShares(
        _ rates: Rates, _ utterance: Utterance
    ) -> (lost: Double, clean: Double, hit: Double) {
        guard utterance.isEmpty || utterance.isRight else { return (0, 0, 1) }
        let perWord =
            utterance.isEmpty
            ? rates.deletion : (1 - rates.deletion) * (1 - rates.substitution)
        let hit =
            (1 - rates.lost - rates.clean)
            * PortableMath.pow(max(perWord, 0), Double(utterance.words))
            * PortableMath.pow(1 - rates.insertion, Double(utterance.gaps))
        let other = utterance.isEmpty ? rates.lost : rates.clean
        let total = other + max(hit, 0)
        guard total > 0 else { return utterance.isEmpty ? (1, 0, 0) : (0, 1, 0) }
        let share = other / total
        return utterance.isEmpty ? (share, 0, 1 - share) : (0, share, 1 - share)
    }
}
