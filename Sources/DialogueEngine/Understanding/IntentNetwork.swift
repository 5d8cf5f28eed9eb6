/// Two layers of weights of eight bits: features to hidden units, hidden units to scores of labels.
///
/// A hidden unit is a sum of weights of the utterance's features, or zero where that is negative.
/// Sums within a block are whole numbers; what is rounded, is rounded in a fixed order.
struct IntentNetwork: Hashable, Sendable {
    /// Hidden units.
    let hidden: Int
    /// Labels.
    let labels: Int
    /// Weights of features: by place, then unit.
    let inner: [Int8]
    /// Scale of each unit's weights.
    let innerScales: [Double]
    /// What a unit holds without features.
    let innerBiases: [Double]
    /// Weights of units: by unit, then label.
    let outer: [Int8]
    /// Scale of each unit's weights.
    let outerScales: [Double]
    /// Scores without units.
    let outerBiases: [Double]

    /// Scores of all labels, before temperature.
    func scores(_ features: [BlockFeatures], blocks: [FeatureBlock]) -> [Double] {
        let units = units(features, blocks: blocks)
        var scores = outerBiases
        outer.withUnsafeBufferPointer { outer in
            scores.withUnsafeMutableBufferPointer { scores in
                for unit in 0..<hidden where units[unit] > 0 {
                    let factor = units[unit] * outerScales[unit]
                    let row = unit * labels
                    for label in 0..<labels { scores[label] += factor * Double(outer[row + label]) }
                }
            }
        }
        return scores
    }

    private func units(_ features: [BlockFeatures], blocks: [FeatureBlock]) -> [Double] {
        let unit = BlockFeatures.unit(features, blocks)
        var units = innerBiases
        var sums = [Int32](repeating: 0, count: hidden)
        for (block, part) in zip(blocks, features) where part.inverseNorm > 0 {
            sums.withUnsafeMutableBufferPointer { sums in
                inner.withUnsafeBufferPointer { inner in
                    sums.update(repeating: 0)
                    for (place, times) in zip(part.places, part.counts) {
                        let row = Int(place) * hidden
                        let times = Int32(times)
                        for unit in 0..<hidden {
                            sums[unit] &+= times &* Int32(inner[row + unit])
                        }
                    }
                }
            }
            let factor = unit * block.weight * part.inverseNorm
            for place in 0..<hidden {
                units[place] += factor * innerScales[place] * Double(sums[place])
            }
        }
        return units
    }
}

extension BlockFeatures {
    /// One over the Euclidean length of all blocks together; zero without features.
    static func unit(_ features: [BlockFeatures], _ blocks: [FeatureBlock]) -> Double {
        var squares = 0.0
        for (block, part) in zip(blocks, features) where part.inverseNorm > 0 {
            squares += block.weight * block.weight
        }
        return squares > 0 ? 1 / squares.squareRoot() : 0
    }
}

/// Weights of eight bits with a scale for each column or row.
struct SmallWeights {
    var weights: [Int8]
    var scales: [Double]

    /// Rounds weights that are stored by row, with one scale for each column.
    init(_ values: [Float], columns: Int) {
        var largest = [Float](repeating: 0, count: columns)
        for row in stride(from: 0, to: values.count, by: columns) {
            for column in 0..<columns {
                largest[column] = max(largest[column], abs(values[row + column]))
            }
        }
        scales = largest.map { $0 > 0 ? Double($0) / 127 : 1 }
        weights = [Int8](repeating: 0, count: values.count)
        for row in stride(from: 0, to: values.count, by: columns) {
            for column in 0..<columns {
                let value = (Double(values[row + column]) / scales[column]).rounded()
                weights[row + column] = Int8(min(max(value, -127), 127))
            }
        }
    }

    /// Rounds weights that are stored by row, with one scale for each row.
    init(_ values: [Float], rowsOf length: Int) {
        weights = [Int8](repeating: 0, count: values.count)
        scales = []
        for row in stride(from: 0, to: values.count, by: length) {
            let largest = values[row..<row + length].reduce(0) { max($0, abs($1)) }
            let scale = largest > 0 ? Double(largest) / 127 : 1
            scales.append(scale)
            for place in row..<row + length {
                let value = (Double(values[place]) / scale).rounded()
                weights[place] = Int8(min(max(value, -127), 127))
            }
        }
    }
}

extension IntentNetwork {
    /// A network with the units of all members, whose scores are the mean of theirs.
    ///
    /// - Parameter members: At least one, all of the same places and labels.
    init(meanOf members: [IntentNetwork]) {
        let share = 1 / Double(members.count)
        let places = members[0].inner.count / members[0].hidden
        var inner: [Int8] = []
        inner.reserveCapacity(members.reduce(0) { $0 + $1.inner.count })
        for place in 0..<places {
            for member in members {
                inner += member.inner[place * member.hidden..<(place + 1) * member.hidden]
            }
        }
        var outerBiases = [Double](repeating: 0, count: members[0].labels)
        for member in members {
            for label in outerBiases.indices { outerBiases[label] += member.outerBiases[label] }
        }
        self.init(
            hidden: members.reduce(0) { $0 + $1.hidden }, labels: members[0].labels, inner: inner,
            innerScales: members.flatMap(\.innerScales),
            innerBiases: members.flatMap(\.innerBiases), outer: members.flatMap(\.outer),
            outerScales: members.flatMap { $0.outerScales.map { $0 * share } },
            outerBiases: outerBiases.map { $0 * share })
    }

    /// Rounds trained weights to eight bits.
    init(_ trained: Descent) {
        let inner = SmallWeights(trained.inner, columns: trained.hidden)
        let outer = SmallWeights(trained.outer.values, rowsOf: trained.labels)
        self.init(
            hidden: trained.hidden, labels: trained.labels, inner: inner.weights,
            innerScales: inner.scales,
            innerBiases: trained.innerBiases.values.map(Double.init), outer: outer.weights,
            outerScales: outer.scales,
            outerBiases: trained.outerBiases.values.map(Double.init))
    }
}
