import TwinPrimitives

extension Descent {
    /// One utterance on its way through the network and back.
    struct Work {
        private let hidden: Int
        private let labels: Int
        /// Values of the row's features; zero where left out.
        private(set) var values: [Float] = []
        /// Factor on each unit: zero where left out.
        private var kept: [Float]
        private var units: [Float]
        private(set) var unitSlopes: [Float]

        init(hidden: Int, labels: Int) {
            self.hidden = hidden
            self.labels = labels
            kept = Array(repeating: 1, count: hidden)
            units = Array(repeating: 0, count: hidden)
            unitSlopes = units
        }

        /// Draws which features and units are left out; the others grow by as much.
        mutating func leaveOut(
            of row: TrainingRow, _ configuration: IntentTrainer.Configuration,
            _ streams: RandomStreams, ordinal: Int, epoch: Int
        ) {
            let caller = CallerKey(contactType: ContactTypeID(2), ordinal: UInt32(ordinal))
            var draw: UInt32 = 0
            var word: UInt64 = 0
            // Four draws of 16 bits from each word.
            func isLeftOut(_ share: Double) -> Bool {
                if draw & 3 == 0 {
                    word = streams.word(
                        .bootstrap, caller, turn: UInt16(truncatingIfNeeded: epoch), draw: draw)
                } else {
                    word >>= 16
                }
                draw += 1
                return Double(word & 0xFFFF) < share * 65536
            }
            let factor = Float(1 / (1 - configuration.featuresLeftOut))
            values.removeAll(keepingCapacity: true)
            for value in row.values {
                values.append(isLeftOut(configuration.featuresLeftOut) ? 0 : value * factor)
            }
            let unitFactor = Float(1 / (1 - configuration.unitsLeftOut))
            for unit in kept.indices {
                kept[unit] = isLeftOut(configuration.unitsLeftOut) ? 0 : unitFactor
            }
        }

        /// Forward to the hidden units.
        mutating func hiddenUnits(_ row: TrainingRow, _ inner: [Float], _ biases: [Float]) {
            let hidden = hidden
            units.withUnsafeMutableBufferPointer { units in
                inner.withUnsafeBufferPointer { inner in
                    for unit in 0..<hidden { units[unit] = biases[unit] }
                    for (place, value) in zip(row.places, values) where value > 0 {
                        let first = Int(place) * hidden
                        for unit in 0..<hidden { units[unit] += value * inner[first + unit] }
                    }
                    for unit in 0..<hidden { units[unit] = max(units[unit], 0) * kept[unit] }
                }
            }
        }

        /// Forward to the labels: slopes of the cross-entropy by score.
        func slopes(
            _ outer: [Float], _ biases: [Float], label: Int, smoothing: Double, share: Float
        ) -> [Float] {
            let labels = labels
            var slopes = biases
            slopes.withUnsafeMutableBufferPointer { slopes in
                outer.withUnsafeBufferPointer { outer in
                    for unit in 0..<hidden where units[unit] > 0 {
                        let value = units[unit]
                        let row = unit * labels
                        for label in 0..<labels { slopes[label] += value * outer[row + label] }
                    }
                }
            }
            let highest = Double(slopes.max() ?? 0)
            let powers = slopes.map { PortableMath.exp(Double($0) - highest) }
            let sum = powers.reduce(0, +)
            let even = smoothing / Double(labels)
            for place in 0..<labels {
                let target = even + (place == label ? 1 - smoothing : 0)
                slopes[place] = Float(powers[place] / sum - target) * share
            }
            return slopes
        }

        /// Back to the hidden units; adds to the gradient of the outer layer.
        mutating func back(_ slopes: [Float], _ outer: [Float], _ gradient: inout [Float]) {
            let labels = labels
            let whole = labels - labels % 8
            gradient.withUnsafeMutableBufferPointer { gradient in
                outer.withUnsafeBufferPointer { outer in
                    slopes.withUnsafeBufferPointer { slopes in
                        for unit in 0..<hidden {
                            unitSlopes[unit] = 0
                            guard units[unit] > 0 else { continue }
                            let row = unit * labels
                            let value = units[unit]
                            for label in 0..<labels {
                                gradient[row + label] += value * slopes[label]
                            }
                            // Eight lanes, so that the order of the sum is fixed and fast.
                            var lanes = SIMD8<Float>()
                            for label in stride(from: 0, to: whole, by: 8) {
                                lanes += SIMD8(slopes, label) * SIMD8(outer, row + label)
                            }
                            var sum = lanes.sum()
                            for label in whole..<labels {
                                sum += slopes[label] * outer[row + label]
                            }
                            unitSlopes[unit] = sum * kept[unit]
                        }
                    }
                }
            }
        }
    }
}
