import TwinPrimitives

extension Descent {
    /// One utterance on its way through the network and back.
    struct Work {
        private let hidden: Int
        private let labels: Int
        /// The row's features that are not left out.
        private(set) var features: [(place: Int, value: Float)] = []
        /// Factor on each unit: zero where left out.
        private var kept: [Float]
        private var units: [Float]
        private(set) var unitSlopes: [Float]
        private(set) var slopes: [Float]
        private var powers: [Double]

        init(hidden: Int, labels: Int) {
            self.hidden = hidden
            self.labels = labels
            kept = Array(repeating: 1, count: hidden)
            units = Array(repeating: 0, count: hidden)
            unitSlopes = units
            slopes = Array(repeating: 0, count: labels)
            powers = Array(repeating: 0, count: labels)
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
            features.removeAll(keepingCapacity: true)
            for (place, value) in zip(row.places, row.values)
            where !isLeftOut(configuration.featuresLeftOut) {
                features.append((Int(place), value * factor))
            }
            let unitFactor = Float(1 / (1 - configuration.unitsLeftOut))
            for unit in kept.indices {
                kept[unit] = isLeftOut(configuration.unitsLeftOut) ? 0 : unitFactor
            }
        }

        /// Forward to the hidden units.
        mutating func hiddenUnits(_ inner: [Float], _ biases: [Float]) {
            for unit in 0..<hidden { units[unit] = biases[unit] }
            units.withUnsafeMutableBufferPointer { units in
                inner.withUnsafeBufferPointer { inner in
                    for (place, value) in features {
                        Lanes.add(
                            value, inner[row: place * hidden], to: units[row: 0], count: hidden)
                    }
                }
            }
            for unit in 0..<hidden { units[unit] = max(units[unit], 0) * kept[unit] }
        }

        /// Forward to the labels: slopes of the cross-entropy by score.
        mutating func labelSlopes(
            _ outer: [Float], _ biases: [Float], label: Int, smoothing: Double, share: Float
        ) {
            for label in 0..<labels { slopes[label] = biases[label] }
            slopes.withUnsafeMutableBufferPointer { slopes in
                outer.withUnsafeBufferPointer { outer in
                    for unit in 0..<hidden where units[unit] > 0 {
                        Lanes.add(
                            units[unit], outer[row: unit * labels], to: slopes[row: 0],
                            count: labels)
                    }
                }
            }
            let highest = Double(slopes.max() ?? 0)
            var sum = 0.0
            for place in 0..<labels {
                powers[place] = PortableMath.exp(Double(slopes[place]) - highest)
                sum += powers[place]
            }
            let even = smoothing / Double(labels)
            for place in 0..<labels {
                let target = even + (place == label ? 1 - smoothing : 0)
                slopes[place] = Float(powers[place] / sum - target) * share
            }
        }

        /// Back to the hidden units; adds to the gradient of the outer layer.
        mutating func back(_ outer: [Float], _ gradient: inout [Float]) {
            gradient.withUnsafeMutableBufferPointer { gradient in
                outer.withUnsafeBufferPointer { outer in
                    slopes.withUnsafeBufferPointer { slopes in
                        for unit in 0..<hidden {
                            unitSlopes[unit] = 0
                            guard units[unit] > 0 else { continue }
                            let row = unit * labels
                            Lanes.add(
                                units[unit], slopes[row: 0], to: gradient[row: row], count: labels)
                            let sum = Lanes.product(slopes[row: 0], outer[row: row], count: labels)
                            unitSlopes[unit] = sum * kept[unit]
                        }
                    }
                }
            }
        }
    }
}
