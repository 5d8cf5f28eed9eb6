import TwinPrimitives

/// An utterance with what it is about.
public struct LabelledUtterance: Hashable, Sendable {
    /// The words.
    public var text: String
    /// The label; nil for utterances from outside.
    public var label: String?

    /// Stores an utterance.
    public init(text: String, label: String?) {
        self.text = text
        self.label = label
    }
}

/// Trains intent classifiers.
///
/// A network of one hidden layer on the features of utterances and of noisy copies of them, in an
/// order that is drawn anew for each pass (see `Descent`). All arithmetic is in a fixed order, so equal
/// input gives equal bits.
public struct IntentTrainer: Sendable {
    /// How training goes.
    public struct Configuration: Hashable, Sendable {
        /// Features.
        public var blocks: [FeatureBlock]
        /// Hidden units of a network, a multiple of 8.
        public var hidden: Int
        /// Passes over the utterances.
        public var epochs: Int
        /// Utterances to a step.
        public var batch: Int
        /// Step of the features' weights at the start.
        public var step: Double
        /// Share of features, and of units, that are left out at random of each utterance in training.
        public var featuresLeftOut: Double
        /// The same of hidden units.
        public var unitsLeftOut: Double
        /// Share of the target that goes to all labels alike.
        public var smoothing: Double
        /// Share of the rightly understood held-out utterances that pass the out-of-scope rule's
        /// threshold of one half: where 93 % are understood, 0.98 accepts 91 % rightly.
        public var passed: Double
        /// Word-error rates of the copies that are trained on beside the clean utterances.
        public var noise: [Double]
        /// Seed of order and noise.
        public var seed: UInt64

        /// What met the goals on the public sets by cross-validation (docs/understanding.md).
        public static let standard = Configuration(
            blocks: [
                FeatureBlock(kind: .words, lengths: 1...2, bits: 13),
                FeatureBlock(kind: .letters, lengths: 3...5, bits: 13),
            ], hidden: 128, epochs: 20, batch: 64, step: 0.15, featuresLeftOut: 0.6,
            unitsLeftOut: 0.1, smoothing: 0, passed: 0.98, noise: [], seed: 1)

        /// For the dozen or so examples of a dialogue model's intents: smaller steps, more passes, and a
        /// stricter rule, since what callers say then lies farther from the examples.
        public static let forExamples: Configuration = {
            var configuration = standard
            configuration.epochs = 60
            configuration.batch = 32
            configuration.passed = 0.85
            return configuration
        }()
    }

    /// How training goes.
    public let configuration: Configuration

    /// Stores a configuration.
    public init(_ configuration: Configuration = .standard) { self.configuration = configuration }

    /// Trains a classifier, its temperature and its out-of-scope rule.
    ///
    /// Temperature and rule are fitted on every tenth utterance, with a classifier of the other nine
    /// tenths; the weights are then those of all utterances.
    ///
    /// - Parameters:
    ///   - utterances: What to learn from; those without label teach what is outside.
    ///   - labels: All labels in order; those of the utterances, sorted, when nil.
    /// - Returns: The classifier; nil when no utterance has a label.
    public func classifier(
        from utterances: [LabelledUtterance], labels: [String]? = nil
    ) -> IntentClassifier? {
        let labels = labels ?? Array(Set(utterances.compactMap(\.label))).sorted()
        let places = Dictionary(
            labels.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var inside: [TrainingItem] = []
        for utterance in utterances {
            guard let name = utterance.label, let label = places[name] else { continue }
            inside.append(TrainingItem(text: utterance.text, label: label))
        }
        guard !labels.isEmpty, !inside.isEmpty else { return nil }
        let outside = utterances.filter { $0.label == nil }.map(\.text)
        var classifier = fit(inside, labels)
        if let cases = heldOut(inside, outside, labels) {
            let calibration = IntentCalibration(cases, passed: configuration.passed)
            classifier.sharpness = calibration.sharpness
            classifier.outOfScope = calibration.rule
        }
        return classifier
    }

    /// Fewest held-out utterances that a temperature is fitted to.
    package static let leastHeld = 20
    /// Below so many utterances each is held out once; above, a tenth is enough to fit a handful of
    /// numbers, and saves nine fits.
    static let mostForAllFolds = 2000

    /// What classifiers of the other utterances make of held-out ones; nil when these are too few.
    private func heldOut(
        _ inside: [TrainingItem], _ outside: [String], _ labels: [String]
    ) -> CalibrationCases? {
        let folds = inside.count < Self.mostForAllFolds ? 5 : 10
        var cases = CalibrationCases()
        for fold in 0..<(inside.count < Self.mostForAllFolds ? folds : 1) {
            let held = inside.enumerated().filter { $0.offset % folds == folds - 1 - fold }
                .map(\.element)
            let kept = inside.enumerated().filter { $0.offset % folds != folds - 1 - fold }
                .map(\.element)
            guard !held.isEmpty, !kept.isEmpty else { return nil }
            let partial = fit(kept, labels)
            // Where no example of outside is given, some are made.
            let negatives =
                outside.count >= Self.leastHeld
                ? outside : MadeOutside(held, known: kept, seed: configuration.seed).texts
            cases.inside += held.map { CalibrationCase($0.text, label: $0.label, partial) }
            cases.outside += negatives.map { CalibrationCase($0, label: nil, partial) }
        }
        return cases.inside.count >= Self.leastHeld ? cases : nil
    }

    // MARK: Fitting

    func fit(_ items: [TrainingItem], _ labels: [String]) -> IntentClassifier {
        let extractor = FeatureExtractor(blocks: configuration.blocks)
        var rows: [TrainingRow] = []
        let words = items.flatMap { $0.text.split(separator: " ").map(String.init) }
        rows += items.map { TrainingRow($0, extractor) }
        for (copy, rate) in configuration.noise.enumerated() where !words.isEmpty {
            let noise = WordNoise(
                vocabulary: words, rate: rate, seed: configuration.seed &+ UInt64(copy) &+ 101)
            rows += items.enumerated().map { ordinal, item in
                TrainingRow(
                    TrainingItem(text: noise.apply(item.text, ordinal: ordinal), label: item.label),
                    extractor)
            }
        }
        var descent = Descent(configuration, size: extractor.size, labels: labels.count)
        for epoch in 0..<configuration.epochs {
            descent.pass(rows, order: order(rows.count, epoch: epoch), epoch: epoch)
        }
        descent.forgetUntouched()
        let vocabulary = Set(
            items.flatMap { item in
                FeatureExtractor.words(item.text).map(IntentClassifier.wordHash)
            }
        ).sorted()
        return IntentClassifier(
            labels: labels, sharpness: 1, outOfScope: .plain, extractor: extractor,
            network: IntentNetwork(descent), vocabulary: vocabulary)
    }

    /// A fixed random order: rows sorted by a word drawn for each.
    private func order(_ count: Int, epoch: Int) -> [Int] {
        let streams = RandomStreams(seed: configuration.seed, replication: UInt32(epoch))
        let keys = (0..<count).map { row in
            streams.word(
                .bootstrap, CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(row)))
        }
        return (0..<count).sorted { (keys[$0], $0) < (keys[$1], $1) }
    }
}

/// An utterance with the number of its label.
struct TrainingItem: Hashable, Sendable {
    var text: String
    var label: Int
}

/// An utterance as features with their values.
struct TrainingRow {
    let places: [Int32]
    let values: [Float]
    let label: Int

    init(_ item: TrainingItem, _ extractor: FeatureExtractor) {
        let features = extractor.features(item.text)
        let unit = BlockFeatures.unit(features, extractor.blocks)
        var places: [Int32] = []
        var values: [Float] = []
        for (block, part) in zip(extractor.blocks, features) {
            places += part.places
            let factor = unit * block.weight * part.inverseNorm
            values += part.counts.map { Float(factor * Double($0)) }
        }
        self.places = places
        self.values = values
        label = item.label
    }
}
