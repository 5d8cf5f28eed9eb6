import DialogueEngine
import Testing
import TwinPrimitives

/// A few sentences and a network small enough to be looked at byte by byte.
enum TinyIntents {
    static let utterances: [LabelledUtterance] = [
        ("balance", "what is my balance"), ("balance", "how much money do i have"),
        ("balance", "tell me my account balance"), ("balance", "how much is in my account"),
        ("balance", "check the balance please"), ("balance", "money left in savings"),
        ("balance", "show my balance"), ("card", "i lost my card"),
        ("card", "my card was stolen"), ("card", "block my credit card"),
        ("card", "someone took my card"), ("card", "the card is gone"),
        ("card", "please stop my card"), ("card", "my bank card is missing"),
        ("hours", "when do you open"), ("hours", "what time do you close"),
        ("hours", "are you open on sunday"), ("hours", "opening hours please"),
        ("hours", "how late is the branch open"), ("hours", "when does the branch close"),
        ("hours", "is the branch open today"),
    ].map { LabelledUtterance(text: $0.1, label: $0.0) }

    static let configuration: IntentTrainer.Configuration = {
        var configuration = IntentTrainer.Configuration.forExamples
        configuration.blocks = [
            FeatureBlock(kind: .words, lengths: 1...2, bits: 5),
            FeatureBlock(kind: .letters, lengths: 3...4, bits: 5),
        ]
        configuration.hidden = 8
        configuration.epochs = 40
        configuration.featuresLeftOut = 0.2
        configuration.noise = [0.2]
        return configuration
    }()

    static func classifier() throws -> IntentClassifier {
        try #require(IntentTrainer(configuration).classifier(from: utterances))
    }
}

@Suite("Intent classifiers")
struct IntentClassifierTests {
    @Test("the same utterances give the same bits on every machine")
    func golden() throws {
        let classifier = try TinyIntents.classifier()
        var digest = Digest()
        digest.add(bytes: classifier.bytes)
        #expect(digest.value == 6_546_492_340_950_301_234)
        let ranked = classifier.rank("i have lost my bank card")
        #expect(ranked.candidates.first?.intent == IntentID(1))
        #expect(ranked.candidates.map(\.probability.steps) == [918, 84, 22])
        #expect(ranked.outOfScope.steps == 169)
    }

    /// Two members average out what each gets wrong by chance; here only the form is looked at.
    @Test("a classifier of two networks has the units of both, and survives its bytes")
    func members() throws {
        var two = TinyIntents.configuration
        two.members = 2
        let classifier = try #require(IntentTrainer(two).classifier(from: TinyIntents.utterances))
        let one = try TinyIntents.classifier()
        #expect(classifier.bytes.count > one.bytes.count)
        #expect(classifier != one)
        #expect(try IntentClassifier(bytes: classifier.bytes) == classifier)
        for utterance in TinyIntents.utterances {
            let label = classifier.read(utterance.text).ranked.first?.label
            #expect(label.map { classifier.labels[$0] } == utterance.label)
        }
    }

    @Test("probabilities fall in rank and add up to one")
    func ranks() throws {
        let classifier = try TinyIntents.classifier()
        for utterance in TinyIntents.utterances + [LabelledUtterance(text: "", label: nil)] {
            let ranked = classifier.read(utterance.text).ranked
            #expect(abs(ranked.reduce(0) { $0 + $1.probability } - 1) < 1e-12)
            #expect(ranked.map(\.probability) == ranked.map(\.probability).sorted(by: >))
            #expect(Set(ranked.map(\.label)) == [0, 1, 2])
        }
    }

    @Test("case and signs between words do not count")
    func normalisation() throws {
        let classifier = try TinyIntents.classifier()
        #expect(classifier.read("I lost my card!") == classifier.read("i lost, my card"))
    }

    @Test("a training of another seed gives other weights, and one without labels gives none")
    func seeds() throws {
        var other = TinyIntents.configuration
        other.seed = 2
        let classifier = try #require(
            IntentTrainer(other).classifier(from: TinyIntents.utterances))
        #expect(classifier.bytes != (try TinyIntents.classifier()).bytes)
        let outside = [LabelledUtterance(text: "hello", label: nil)]
        #expect(IntentTrainer().classifier(from: outside) == nil)
    }

    @Test("words that nobody has used lie farther outside than an example")
    func outside() throws {
        let classifier = try TinyIntents.classifier()
        let strange = classifier.read("zebras quibble furiously").outOfScope
        for utterance in TinyIntents.utterances {
            #expect(classifier.read(utterance.text).outOfScope < strange)
        }
    }

    /// By construction.
    ///
    /// Labels are drawn from the classifier's own probabilities, so the true sharpness is the one it
    /// has. The information of an utterance about the sharpness s is the variance of its scores z
    /// under p, and z = ln p / s up to a constant; 4.9 standard errors are one false alarm in a
    /// million. Detects a sharpness that is wrong by the tolerance, about 6 %.
    @Test("recalibration finds the sharpness that the labels were drawn with")
    func recalibration() throws {
        var classifier = try TinyIntents.classifier()
        let truth = classifier.sharpness
        let streams = RandomStreams(seed: 5, replication: 0)
        let noise = WordNoise(
            vocabulary: TinyIntents.utterances.flatMap {
                $0.text.split(separator: " ").map(String.init)
            }, rate: 0.5, seed: 9)
        var drawn: [LabelledUtterance] = []
        var information = 0.0
        for ordinal in 0..<6000 {
            let source = TinyIntents.utterances[ordinal % TinyIntents.utterances.count].text
            let text = noise.apply(source, ordinal: ordinal)
            let ranked = classifier.read(text).ranked
            var rest = streams.uniform(
                .testing, CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(ordinal)))
            let label = ranked.first { item in
                rest -= item.probability
                return rest < 0
            }
            let last = try #require(label ?? ranked.last)
            drawn.append(
                LabelledUtterance(text: text, label: classifier.labels[last.label]))
            let scores = ranked.map { PortableMath.log(max($0.probability, 1e-300)) / truth }
            let mean = zip(ranked, scores).reduce(0) { $0 + $1.0.probability * $1.1 }
            information += zip(ranked, scores).reduce(0) {
                $0 + $1.0.probability * ($1.1 - mean) * ($1.1 - mean)
            }
        }
        let tolerance = 4.9 / information.squareRoot()
        #expect(tolerance < 0.1 * truth)
        // From anywhere: what was fitted before plays no part.
        classifier.recalibrate(on: drawn)
        #expect(abs(classifier.sharpness - truth) < tolerance)
        classifier.recalibrate(on: Array(drawn.prefix(5)))
        #expect(abs(classifier.sharpness - truth) < tolerance, "too few change nothing")
    }

    @Test("noise hits as many words as its rate says, and the same at the same place")
    func noise() {
        let text = Array(repeating: "word", count: 100).joined(separator: " ")
        let noise = WordNoise(vocabulary: ["other"], rate: 0.2, seed: 3)
        var kept = 0
        for ordinal in 0..<100 {
            let heard = noise.apply(text, ordinal: ordinal)
            #expect(heard == noise.apply(text, ordinal: ordinal))
            kept += heard.split(separator: " ").count { $0 == "word" }
        }
        // A word stays when it is not hit, or is only joined by another: 0.8 + 0.2 x 0.15 = 0.83.
        let error = (10_000 * 0.83 * 0.17).squareRoot()
        #expect(abs(Double(kept) - 8300) < 4.9 * error)
        #expect(WordNoise(vocabulary: ["x"], rate: 0, seed: 1).apply(text, ordinal: 0) == text)
    }
}
