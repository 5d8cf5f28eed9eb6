import TwinPrimitives

/// The weights while they are trained.
struct Descent {
    private let configuration: IntentTrainer.Configuration
    private let labels: Int
    /// By place, then label.
    private var weights: [Float]
    private var gradient: [Float]
    /// Sum of mean squared gradients of each place.
    private var squares: [Float]
    private var biases: [Float]
    private var biasGradient: [Float]
    private var biasSquares: Float = Self.leastSquare
    private var touched: [Int32] = []
    private var isTouched: [Bool]

    /// Where accumulators start, so that the first step is finite.
    private static let leastSquare: Float = 1e-8

    init(_ configuration: IntentTrainer.Configuration, size: Int, labels: Int) {
        self.configuration = configuration
        self.labels = labels
        weights = Array(repeating: 0, count: size * labels)
        gradient = Array(repeating: 0, count: size * labels)
        squares = Array(repeating: Self.leastSquare, count: size)
        isTouched = Array(repeating: false, count: size)
        biases = Array(repeating: 0, count: labels)
        biasGradient = Array(repeating: 0, count: labels)
    }

    /// One pass over the rows.
    mutating func pass(_ rows: [TrainingRow], order: [Int]) {
        var start = 0
        while start < order.count {
            let end = min(start + configuration.batch, order.count)
            let share = 1 / Float(end - start)
            for place in start..<end { add(rows[order[place]], share: share) }
            step()
            start = end
        }
    }

    /// Adds the gradient of a row.
    private mutating func add(_ row: TrainingRow, share: Float) {
        let labels = labels
        var slopes = biases
        slopes.withUnsafeMutableBufferPointer { slopes in
            weights.withUnsafeBufferPointer { weights in
                for (place, value) in zip(row.places, row.values) {
                    let first = Int(place) * labels
                    for label in 0..<labels { slopes[label] += value * weights[first + label] }
                }
            }
        }
        let highest = Double(slopes.max() ?? 0)
        var powers = slopes.map { PortableMath.exp(Double($0) - highest) }
        let sum = powers.reduce(0, +)
        let even = configuration.smoothing / Double(labels)
        for label in 0..<labels {
            let target = even + (label == row.label ? 1 - configuration.smoothing : 0)
            powers[label] = powers[label] / sum - target
            slopes[label] = Float(powers[label]) * share
            biasGradient[label] += slopes[label]
        }
        gradient.withUnsafeMutableBufferPointer { gradient in
            for (place, value) in zip(row.places, row.values) {
                let first = Int(place) * labels
                for label in 0..<labels { gradient[first + label] += value * slopes[label] }
            }
        }
        for place in row.places where !isTouched[Int(place)] {
            isTouched[Int(place)] = true
            touched.append(place)
        }
    }

    /// Moves the weights that the batch touched.
    private mutating func step() {
        let labels = labels
        let step = Float(configuration.step)
        weights.withUnsafeMutableBufferPointer { weights in
            gradient.withUnsafeMutableBufferPointer { gradient in
                for place in touched {
                    let first = Int(place) * labels
                    var sum: Float = 0
                    for label in 0..<labels {
                        sum += gradient[first + label] * gradient[first + label]
                    }
                    squares[Int(place)] += sum / Float(labels)
                    let rate = step / squares[Int(place)].squareRoot()
                    for label in 0..<labels {
                        weights[first + label] -= rate * gradient[first + label]
                        gradient[first + label] = 0
                    }
                    isTouched[Int(place)] = false
                }
            }
        }
        touched.removeAll(keepingCapacity: true)
        var sum: Float = 0
        for label in 0..<labels { sum += biasGradient[label] * biasGradient[label] }
        biasSquares += sum / Float(labels)
        let rate = Float(configuration.biasStep) / biasSquares.squareRoot()
        for label in 0..<labels {
            biases[label] -= rate * biasGradient[label]
            biasGradient[label] = 0
        }
    }

    /// The trained classifier with weights of eight bits.
    func classifier(
        labels: [String], extractor: FeatureExtractor, vocabulary: [UInt32]
    ) -> IntentClassifier {
        var largest: Float = 0
        for weight in weights { largest = max(largest, abs(weight)) }
        let scale = largest > 0 ? Double(largest) / 127 : 1
        let small = weights.map { Int8((Double($0) / scale).rounded()) }
        return IntentClassifier(
            labels: labels, sharpness: 1, outOfScope: .plain, extractor: extractor, weights: small,
            scale: scale, biases: biases.map(Double.init), vocabulary: vocabulary)
    }
}
