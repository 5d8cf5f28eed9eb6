/// How well utterances of one condition were heard.
public struct RecognitionScore: Hashable, Sendable {
    /// Right ones of a number.
    public struct Share: Hashable, Sendable {
        /// Right ones.
        public var right = 0
        /// All.
        public var count = 0

        /// Share that is right; 0 of none.
        public var value: Double { count == 0 ? 0 : Double(right) / Double(count) }

        mutating func add(_ isRight: Bool?) {
            guard let isRight else { return }
            count += 1
            if isRight { right += 1 }
        }
    }

    /// Word errors of the best readings.
    public private(set) var wordErrors = WordErrors()
    /// Intents understood.
    public private(set) var intents = Share()
    /// Values understood, yes and no among them.
    public private(set) var values = Share()
    /// Strings of digits understood.
    public private(set) var digits = Share()
    /// Confidence of each utterance with something meant, and whether it was understood.
    public private(set) var confidences: [ConfidenceCase] = []

    /// Nothing heard yet.
    public init() {}

    /// Takes in an utterance.
    ///
    /// - Parameters:
    ///   - verdict: What became of it.
    ///   - isDigits: Whether it meant a string of digits.
    public mutating func add(_ verdict: UtteranceJudge.Verdict, isDigits: Bool) {
        wordErrors += verdict.wordErrors
        intents.add(verdict.isIntentRight)
        values.add(verdict.isValueRight)
        if isDigits { digits.add(verdict.isValueRight) }
        if verdict.isIntentRight != nil || verdict.isValueRight != nil {
            confidences.append(
                ConfidenceCase(confidence: verdict.confidence, isRight: verdict.isRight))
        }
    }

    /// Expected calibration error of the confidences over ten bins of equal width; 0 of none.
    public var calibrationError: Double { ConfidenceCase.calibrationError(confidences) }
}

/// A confidence, and whether it came true.
public struct ConfidenceCase: Hashable, Sendable {
    /// From 0 to 1.
    public var confidence: Double
    /// Whether what it was about was right.
    public var isRight: Bool

    /// Stores a case.
    public init(confidence: Double, isRight: Bool) {
        self.confidence = confidence
        self.isRight = isRight
    }

    /// Mean over the cases of |share right - mean confidence| of each one's bin.
    ///
    /// Ten bins of equal width (Naeini, Cooper and Hauskrecht, AAAI 2015).
    public static func calibrationError(_ cases: [Self]) -> Double {
        guard !cases.isEmpty else { return 0 }
        var surplus = [Double](repeating: 0, count: 10)
        for item in cases {
            let bin = min(9, max(0, Int(item.confidence * 10)))
            surplus[bin] += (item.isRight ? 1 : 0) - item.confidence
        }
        return surplus.reduce(0) { $0 + $1.magnitude } / Double(cases.count)
    }

    /// Cases whose confidence lies in a fifth of the range.
    public struct Bin: Hashable, Sendable {
        /// Least confidence.
        public var least: Double
        /// Cases that were right.
        public var right: Int
        /// All.
        public var count: Int
    }

    /// Cases by confidence, in fifths of the range; those without cases are left out.
    public static func bins(_ cases: [Self]) -> [Bin] {
        (0..<5).compactMap { number in
            let inside = cases.filter { min(4, max(0, Int($0.confidence * 5))) == number }
            guard !inside.isEmpty else { return nil }
            return Bin(
                least: Double(number) / 5, right: inside.count(where: \.isRight),
                count: inside.count)
        }
    }
}
