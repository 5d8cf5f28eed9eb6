import DialogueEngine

/// Calibrations of recognisers' confidence, for each class of lines, as a small file keeps them.
public struct CalibrationTable: Hashable, Sendable {
    /// Calibrations by recogniser and class.
    private struct Key: Hashable, Sendable, Comparable {
        var recognizer: String
        var kind: ConditionClass

        static func < (left: Self, right: Self) -> Bool {
            (left.recognizer, left.kind.rawValue) < (right.recognizer, right.kind.rawValue)
        }
    }

    private var calibrations: [Key: ConfidenceCalibration] = [:]

    /// No calibrations: each recogniser's own score.
    public init() {}

    /// What is wrong with a file of calibrations.
    public enum FileError: Error, Hashable, Sendable, CustomStringConvertible {
        /// A line is not a recogniser, a class, a score and a probability.
        case badLine(path: String, line: Int)
        /// A score or probability is not above that of the line before it.
        case falls(path: String, line: Int)

        /// `path:line: error: what; known: …`.
        public var description: String {
            switch self {
            case .badLine(let path, let line):
                "\(path):\(line): error: no point of a calibration; known: recogniser, class ("
                    + ConditionClass.allCases.map(\.rawValue).joined(separator: ", ")
                    + "), score and probability, from 0 to 1, parted by tabs"
            case .falls(let path, let line):
                "\(path):\(line): error: a calibration must rise in score and probability"
            }
        }
    }

    /// Reads a file: points in ascending order, columns parted by tabs under a heading; lines that begin
    /// with `#` are remarks.
    ///
    /// - Parameters:
    ///   - content: Content of the file.
    ///   - path: Its path, for errors.
    /// - Throws: The first thing that is wrong.
    public init(_ content: String, path: String) throws(FileError) {
        var knots: [Key: [ConfidenceCalibration.Knot]] = [:]
        var hasHeading = false
        let lines = content.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() where !line.isEmpty && line.first != "#" {
            guard hasHeading else {
                hasHeading = true
                continue
            }
            let cells = line.split(separator: "\t")
            guard cells.count == 4, let kind = ConditionClass(rawValue: String(cells[1])),
                let score = Double(cells[2]), let probability = Double(cells[3]),
                (0...1).contains(score), (0...1).contains(probability)
            else { throw .badLine(path: path, line: number + 1) }
            let key = Key(recognizer: String(cells[0]), kind: kind)
            if let last = knots[key]?.last, score <= last.score || probability < last.probability {
                throw .falls(path: path, line: number + 1)
            }
            knots[key, default: []].append(.init(score: score, probability: probability))
        }
        calibrations = knots.mapValues { ConfidenceCalibration(knots: $0) }
    }

    /// The calibration of a recogniser on a class of lines; the identity where there is none.
    public func calibration(
        of recognizer: String, on kind: ConditionClass
    ) -> ConfidenceCalibration {
        calibrations[Key(recognizer: recognizer, kind: kind)] ?? .identity
    }

    /// Puts a calibration in; an earlier one of the same recogniser and class goes.
    public mutating func set(
        _ calibration: ConfidenceCalibration, of recognizer: String, on kind: ConditionClass
    ) {
        calibrations[Key(recognizer: recognizer, kind: kind)] = calibration
    }

    /// The file.
    ///
    /// - Parameter remarks: Lines that say what the calibrations were fitted on.
    /// - Returns: Its content.
    public func text(remarks: [String]) -> String {
        let head = remarks.map { "# \($0)" } + ["recogniser\tclass\tscore\tprobability"]
        let points = calibrations.sorted { $0.key < $1.key }.flatMap { key, calibration in
            calibration.knots.map {
                "\(key.recognizer)\t\(key.kind.rawValue)\t\(rounded($0.score))\t"
                    + rounded($0.probability)
            }
        }
        return (head + points).joined(separator: "\n") + "\n"
    }

    /// Digest of what is in it of a recogniser, on lines of all classes.
    public func digest(of recognizer: String) -> String {
        var own = self
        own.calibrations = calibrations.filter { $0.key.recognizer == recognizer }
        var digest = Digest()
        digest.add(own.text(remarks: []))
        return String(digest.value, radix: 16)
    }

    private func rounded(_ value: Double) -> String {
        String((value * 100_000).rounded() / 100_000)
    }
}

/// A recogniser whose confidence is the probability of being right.
public final class CalibratedRecognizer: Recognizer {
    /// What a result depends on beside sound.
    public let configuration: String
    private let recognizer: any Recognizer
    private let calibration: ConfidenceCalibration

    /// Puts a calibration behind a recogniser.
    public init(_ recognizer: any Recognizer, _ calibration: ConfidenceCalibration) {
        self.recognizer = recognizer
        self.calibration = calibration
        configuration = "\(recognizer.configuration) calibrated \(calibration.description)"
    }

    /// Begins an utterance.
    public func begin(state: String) throws { try recognizer.begin(state: state) }

    /// Hears the next stretch.
    public func hear(_ samples: ArraySlice<Float>, wantsPartial: Bool) throws -> String {
        try recognizer.hear(samples, wantsPartial: wantsPartial)
    }

    /// Reads the utterance as a whole.
    public func finish(inSpeech: Bool) throws -> Recognition {
        try recognizer.finish(inSpeech: inSpeech).calibrated(by: calibration)
    }
}

extension Recognition {
    /// The same readings, the best one's confidence being the probability that it is right.
    public func calibrated(by calibration: ConfidenceCalibration) -> Self {
        guard let best = hypotheses.first else { return self }
        let probability = calibration.probability(best.confidence.value)
        return Self(
            hypotheses: Hypothesis.ranked(hypotheses.map(\.text), best: Score(probability)),
            words: words)
    }
}
