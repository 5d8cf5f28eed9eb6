import TwinPrimitives

/// The weights of a network while they are trained.
///
/// Mini-batches with AdaGrad (Duchi, Hazan, Singer 2011): one accumulator for each feature over all
/// hidden units, one for each weight of the outer layer; the step falls to zero in a straight line.
/// Features and units are left out at random (Srivastava et al. 2014), which is what lets a second
/// layer do better than one on a dozen thousand utterances.
struct Descent {
    let configuration: IntentTrainer.Configuration
    let hidden: Int
    let labels: Int
    /// By place, then unit.
    private(set) var inner: [Float]
    private var innerGradient: BatchGradient
    private(set) var innerBiases: Layer
    /// By unit, then label.
    private(set) var outer: Layer
    private(set) var outerBiases: Layer
    /// Sum of mean squared gradients of each place; zero where no batch has been.
    private var squares: [Float]
    private let streams: RandomStreams

    /// Weights of one kind, and what moves them.
    struct Layer {
        var values: [Float]
        var gradient: [Float]
        /// Sum of squared gradients of each weight.
        var squares: [Float]

        init(_ values: [Float]) {
            self.values = values
            gradient = Array(repeating: 0, count: values.count)
            squares = Array(repeating: Descent.leastSquare, count: values.count)
        }

        /// Adds to the gradient of each weight.
        mutating func add(_ slopes: [Float]) {
            for place in slopes.indices { gradient[place] += slopes[place] }
        }

        /// Moves each weight against its gradient.
        mutating func step(_ step: Float) {
            values.withUnsafeMutableBufferPointer { values in
                gradient.withUnsafeMutableBufferPointer { gradient in
                    squares.withUnsafeMutableBufferPointer { squares in
                        Lanes.descend(
                            values[row: 0], gradient[row: 0], squares[row: 0], step: step,
                            count: values.count)
                        gradient.update(repeating: 0)
                    }
                }
            }
        }
    }

    /// Draws of starts and of what is left out stand apart from those of the orders of passes.
    private static let replication: UInt32 = 1 << 20
    /// Where accumulators start, so that the first step is finite.
    private static let leastSquare: Float = 1e-8
    /// Step of the outer layer and the biases, as a share of that of the features.
    private static let outerShare: Float = 0.2
    /// Spread of the weights of features at the start, where units must differ.
    private static let innerSpread = 0.1

    init(_ configuration: IntentTrainer.Configuration, size: Int, labels: Int) {
        precondition(
            configuration.hidden > 0 && configuration.hidden % 8 == 0,
            "hidden units come in eights")
        self.configuration = configuration
        self.labels = labels
        hidden = configuration.hidden
        streams = RandomStreams(seed: configuration.seed, replication: Self.replication)
        squares = Array(repeating: Self.leastSquare, count: size)
        innerGradient = BatchGradient(places: size, hidden: hidden)
        let outerSpread = 1 / Double(hidden).squareRoot()
        inner = Self.start(size * hidden, spread: Self.innerSpread, streams, matrix: 0)
        outer = Layer(Self.start(hidden * labels, spread: outerSpread, streams, matrix: 1))
        innerBiases = Layer(Array(repeating: 0, count: hidden))
        outerBiases = Layer(Array(repeating: 0, count: labels))
    }

    /// Even numbers of a standard deviation.
    private static func start(
        _ count: Int, spread: Double, _ streams: RandomStreams, matrix: UInt16
    ) -> [Float] {
        let width = spread * 12.0.squareRoot()
        return (0..<count).map { place in
            let caller = CallerKey(contactType: ContactTypeID(matrix), ordinal: UInt32(place))
            return Float((streams.uniform(.bootstrap, caller) - 0.5) * width)
        }
    }

    /// One pass over the rows.
    mutating func pass(_ rows: [TrainingRow], order: [Int], epoch: Int) {
        var work = Work(hidden: hidden, labels: labels)
        var start = 0
        while start < order.count {
            let end = min(start + configuration.batch, order.count)
            for place in start..<end {
                work.leaveOut(
                    of: rows[order[place]], configuration, streams,
                    ordinal: order[place], epoch: epoch)
                add(rows[order[place]], &work, share: 1 / Float(end - start))
            }
            let done =
                (Double(epoch) + Double(start) / Double(order.count))
                / Double(configuration.epochs)
            step(Float(configuration.step * (1 - done)))
            start = end
        }
    }

    /// Adds the gradient of a row.
    private mutating func add(_ row: TrainingRow, _ work: inout Work, share: Float) {
        work.hiddenUnits(inner, innerBiases.values)
        work.labelSlopes(
            outer.values, outerBiases.values, label: row.label,
            smoothing: configuration.smoothing, share: share)
        work.back(outer.values, &outer.gradient)
        outerBiases.add(work.slopes)
        innerBiases.add(work.unitSlopes)
        innerGradient.add(work.unitSlopes, to: work.features)
    }

    /// Moves the weights that the batch touched.
    private mutating func step(_ step: Float) {
        let hidden = hidden
        inner.withUnsafeMutableBufferPointer { values in
            innerGradient.values.withUnsafeBufferPointer { gradient in
                for (row, place) in innerGradient.places.enumerated() {
                    let slopes = gradient[row: row * hidden]
                    squares[place] += Lanes.squares(slopes, count: hidden) / Float(hidden)
                    let rate = step / squares[place].squareRoot()
                    Lanes.add(-rate, slopes, to: values[row: place * hidden], count: hidden)
                }
            }
        }
        innerGradient.clear()
        outer.step(step * Self.outerShare)
        innerBiases.step(step * Self.outerShare)
        outerBiases.step(step * Self.outerShare)
    }

    /// Takes away the weights of places that no batch has touched: they are as they were drawn.
    mutating func forgetUntouched() {
        for place in squares.indices where squares[place] == Self.leastSquare {
            for unit in place * hidden..<(place + 1) * hidden { inner[unit] = 0 }
        }
    }
}

/// Gradient of the weights of the features that a batch meets.
///
/// One row for each place, in the order of meeting them: a batch meets a few of a hundred places, and
/// rows that lie together stay in the processor's cache.
struct BatchGradient {
    private let hidden: Int
    /// Places that the batch has met, by row.
    private(set) var places: [Int] = []
    /// By row, then unit.
    private(set) var values: [Float] = []
    /// The row of each place; -1 where the batch has not been.
    private var rows: [Int]

    init(places: Int, hidden: Int) {
        self.hidden = hidden
        rows = Array(repeating: -1, count: places)
    }

    /// Adds slopes of the units to the rows of features, times the features' values.
    mutating func add(_ unitSlopes: [Float], to features: [(place: Int, value: Float)]) {
        for (place, _) in features where rows[place] < 0 {
            rows[place] = places.count
            places.append(place)
            for _ in 0..<hidden { values.append(0) }
        }
        let hidden = hidden
        values.withUnsafeMutableBufferPointer { values in
            unitSlopes.withUnsafeBufferPointer { slopes in
                for (place, value) in features {
                    Lanes.add(
                        value, slopes[row: 0], to: values[row: rows[place] * hidden],
                        count: hidden)
                }
            }
        }
    }

    /// Begins another batch.
    mutating func clear() {
        for place in places { rows[place] = -1 }
        places.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
    }
}
