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
    private(set) var inner: Layer
    private(set) var innerBiases: Layer
    /// By unit, then label.
    private(set) var outer: Layer
    private(set) var outerBiases: Layer
    /// Sum of mean squared gradients of each place; zero where no batch has been.
    private var squares: [Float]
    private var touched: [Int] = []
    private var isTouched: [Bool]
    private let streams: RandomStreams

    /// Weights of one kind, and what moves them.
    struct Layer {
        var values: [Float]
        var gradient: [Float]
        /// Sum of squared gradients of each weight; empty where places have one of their own.
        var squares: [Float]

        init(_ values: [Float], own: Bool) {
            self.values = values
            gradient = Array(repeating: 0, count: values.count)
            squares = own ? Array(repeating: Descent.leastSquare, count: values.count) : []
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
        isTouched = Array(repeating: false, count: size)
        let outerSpread = 1 / Double(hidden).squareRoot()
        inner = Layer(
            Self.start(size * hidden, spread: Self.innerSpread, streams, matrix: 0), own: false)
        outer = Layer(
            Self.start(hidden * labels, spread: outerSpread, streams, matrix: 1), own: true)
        innerBiases = Layer(Array(repeating: 0, count: hidden), own: true)
        outerBiases = Layer(Array(repeating: 0, count: labels), own: true)
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
        work.hiddenUnits(inner.values, innerBiases.values)
        work.labelSlopes(
            outer.values, outerBiases.values, label: row.label,
            smoothing: configuration.smoothing, share: share)
        work.back(outer.values, &outer.gradient)
        outerBiases.add(work.slopes)
        innerBiases.add(work.unitSlopes)
        let hidden = hidden
        inner.gradient.withUnsafeMutableBufferPointer { gradient in
            work.unitSlopes.withUnsafeBufferPointer { slopes in
                for (first, value) in work.features {
                    Lanes.add(value, slopes[row: 0], to: gradient[row: first], count: hidden)
                }
            }
        }
        for (first, _) in work.features where !isTouched[first / hidden] {
            isTouched[first / hidden] = true
            touched.append(first / hidden)
        }
    }

    /// Moves the weights that the batch touched.
    private mutating func step(_ step: Float) {
        let hidden = hidden
        inner.values.withUnsafeMutableBufferPointer { values in
            inner.gradient.withUnsafeMutableBufferPointer { gradient in
                for place in touched {
                    let row = gradient[row: place * hidden]
                    squares[place] += Lanes.squares(row, count: hidden) / Float(hidden)
                    let rate = step / squares[place].squareRoot()
                    Lanes.add(-rate, row, to: values[row: place * hidden], count: hidden)
                    row.update(repeating: 0, count: hidden)
                    isTouched[place] = false
                }
            }
        }
        touched.removeAll(keepingCapacity: true)
        outer.step(step * Self.outerShare)
        innerBiases.step(step * Self.outerShare)
        outerBiases.step(step * Self.outerShare)
    }

    /// Takes away the weights of places that no batch has touched: they are as they were drawn.
    mutating func forgetUntouched() {
        for place in squares.indices where squares[place] == Self.leastSquare {
            for unit in place * hidden..<(place + 1) * hidden { inner.values[unit] = 0 }
        }
    }
}
