import TwinPrimitives

extension WordChannel.Cell {
    /// Probability that no word of an utterance of so many is heard wrong, and none too many.
    ///
    /// - Parameter count: Words of the utterance, > 0.
    /// - Returns: From 0 to 1; exact for the law.
    public func rightProbability(ofUtterancesOf count: Int) -> Double {
        clean + (1 - lost - clean)
            * PortableMath.pow((1 - deletion) * (1 - substitution), Double(count))
            * PortableMath.pow(1 - insertion, Double(count + 1))
    }

    /// Probability that nothing at all is heard of an utterance of so many words.
    ///
    /// - Parameter count: Words of the utterance, > 0.
    /// - Returns: From 0 to 1; exact for the law.
    public func silenceProbability(ofUtterancesOf count: Int) -> Double {
        lost + (1 - lost - clean) * PortableMath.pow(deletion, Double(count)) * (1 - insertion)
    }

    /// Expected word error rate of utterances of a length: errors by words said.
    ///
    /// - Parameter count: Words of an utterance, > 0.
    /// - Returns: Exact for the law; may be above 1.
    public func wordErrorRate(ofUtterancesOf count: Int) -> Double {
        // Where the words go on: after a right word, within errors, within errors that began with an
        // insertion; and the expected errors so far.
        var (afterRight, among, bound) = (1.0, 0.0, 0.0)
        var errors = 0.0
        for _ in 0..<count {
            errors += afterRight * insertion / (1 - insertion)
            let free = among + afterRight * (1 - insertion)
            bound += afterRight * insertion
            errors += free * (deletion + (1 - deletion) * substitution) + bound * substitution
            afterRight = (free * (1 - deletion) + bound) * (1 - substitution)
            among = free * (deletion + (1 - deletion) * substitution)
            bound *= substitution
        }
        errors += afterRight * insertion / (1 - insertion)
        return lost + (1 - lost - clean) * errors / Double(count)
    }
}
