import TwinPrimitives

/// Logarithms of mel energies of sound, and their cepstra, as pocketsphinx takes them.
///
/// Frames of 25.625 ms under a Hamming window every 10 ms, behind a pre-emphasis of 0.97; triangular
/// filters of unit area whose corners lie on the transform's frequencies. Source: the front end of
/// sphinxbase with the parameters of its English model; Davis and Mermelstein, "Comparison of parametric
/// representations for monosyllabic word recognition", IEEE Transactions on Acoustics, Speech, and Signal
/// Processing 28 (1980).
package struct MelCepstra: Sendable {
    /// Values of a cepstrum.
    package static let cepstrumSize = 13
    private static let windowSeconds = 0.025_625
    /// Frames in a second.
    package static let framesPerSecond = 100
    /// Added to energies, so that silence has a logarithm.
    private static let floor = 1e-4

    private struct Filter {
        var first: Int
        var weights: [Double]
    }

    /// Filters of a frame.
    package let filterCount: Int
    private let frameSize: Int
    private let hop: Int
    private let window: [Double]
    private let transform: FourierTransform
    private let filters: [Filter]
    /// Weights of the filters in each value of a cepstrum.
    private let cosines: [[Double]]

    /// The bank of the English model: 25 filters from 130 to 6800 Hz of sound at 16 kHz.
    package static let wideband = MelCepstra(
        sampleRate: 16_000, filterCount: 25, lowHertz: 130, highHertz: 6800)
    /// What a telephone carries: 20 filters from 130 to 3700 Hz of sound at 8 kHz.
    package static let telephone = MelCepstra(
        sampleRate: 8000, filterCount: 20, lowHertz: 130, highHertz: 3700)

    /// Makes a bank of filters.
    init(sampleRate: Int, filterCount: Int, lowHertz: Double, highHertz: Double) {
        self.filterCount = filterCount
        frameSize = Int(Self.windowSeconds * Double(sampleRate) + 0.5)
        hop = sampleRate / Self.framesPerSecond
        var size = 1
        while size < frameSize { size *= 2 }
        let count = frameSize
        window = (0..<count).map {
            0.54 - 0.46 * PortableMath.sineAndCosine(turns: Double($0) / Double(count - 1)).cosine
        }
        transform = FourierTransform(size: size)
        filters = Self.filters(
            count: filterCount, low: lowHertz, high: highHertz,
            step: Double(sampleRate) / Double(size), bins: size / 2)
        cosines = (0..<Self.cepstrumSize).map { order in
            let scale = PortableMath.exp(
                PortableMath.log((order == 0 ? 1 : 2) / Double(filterCount)) / 2)
            // Liftering over 22: higher orders, which are smaller, count as much.
            let lift = 1 + 11 * PortableMath.sineAndCosine(turns: Double(order) / 44).sine
            return (0..<filterCount).map { filter in
                let turns = Double(order) * (Double(filter) + 0.5) / Double(2 * filterCount)
                return scale * lift * PortableMath.sineAndCosine(turns: turns).cosine
            }
        }
    }

    private static func filters(
        count: Int, low: Double, high: Double, step: Double, bins: Int
    ) -> [Filter] {
        func mel(_ hertz: Double) -> Double {
            2595 / 2.302_585_092_994_046 * PortableMath.log(1 + hertz / 700)
        }
        func corner(_ place: Int) -> Int {
            let width = (mel(high) - mel(low)) / Double(count + 1)
            let mel = mel(low) + Double(place) * width
            let hertz = 700 * (PortableMath.exp(mel * 2.302_585_092_994_046 / 2595) - 1)
            return Int(hertz / step + 0.5)
        }
        return (0..<count).map { filter in
            let (left, middle, right) = (corner(filter), corner(filter + 1), corner(filter + 2))
            let area = 2 / (Double(right - left) * step)
            let last = min(right, bins - 1)
            return Filter(
                first: left,
                weights: (left...last).map { bin in
                    let rising = Double(bin - left) / Double(middle - left)
                    let falling = Double(right - bin) / Double(right - middle)
                    return area * min(rising, falling)
                })
        }
    }

    /// Frames of so many samples.
    package func frameCount(of samples: Int) -> Int {
        samples < frameSize ? 0 : (samples - frameSize) / hop + 1
    }

    /// Natural logarithms of the energies.
    ///
    /// - Parameters:
    ///   - samples: Sound, full scale from -1 to 1.
    ///   - first: The first frame that is wanted, >= 0.
    /// - Returns: `filterCount` numbers for each frame, one frame after another; energies are those of
    ///   samples of 16 bits.
    package func logEnergies(_ samples: [Float], from first: Int = 0) -> [Float] {
        var result: [Float] = []
        let frames = frameCount(of: samples.count)
        guard first < frames else { return [] }
        result.reserveCapacity((frames - first) * filterCount)
        for frame in first..<frames {
            var windowed = [Double](repeating: 0, count: transform.size)
            for place in 0..<frameSize {
                let at = frame * hop + place
                let before = at > 0 ? Double(samples[at - 1]) : 0
                windowed[place] =
                    (Double(samples[at]) - 0.97 * before) * 32768 * window[place]
            }
            let spectrum = transform.forward(windowed)
            for filter in filters {
                var energy = Self.floor
                for (place, weight) in filter.weights.enumerated() {
                    energy += weight * spectrum.power(filter.first + place)
                }
                result.append(Float(PortableMath.log(energy)))
            }
        }
        return result
    }

    /// Cepstra of logarithms of energies, 13 values for each frame.
    package func cepstra(_ logEnergies: [Float]) -> [Float] {
        var result: [Float] = []
        for start in stride(from: 0, to: logEnergies.count, by: filterCount) {
            for weights in cosines {
                var sum = 0.0
                for (filter, weight) in weights.enumerated() {
                    sum += weight * Double(logEnergies[start + filter])
                }
                result.append(Float(sum))
            }
        }
        return result
    }
}
