import TwinPrimitives

/// Discrete Fourier transform of a power of two, by halves (Cooley and Tukey 1965).
package struct FourierTransform: Sendable {
    /// Real and imaginary parts.
    package struct Spectrum: Sendable {
        fileprivate var real: [Double]
        fileprivate var imaginary: [Double]

        /// Squared amplitude of a frequency.
        package func power(_ bin: Int) -> Double {
            real[bin] * real[bin] + imaginary[bin] * imaginary[bin]
        }
    }

    let size: Int
    private let cosines: [Double]
    private let sines: [Double]
    private let order: [Int]

    /// Prepares for a size, a power of two.
    package init(size: Int) {
        precondition(size > 1 && size & (size - 1) == 0, "a power of two")
        self.size = size
        let turns = (0..<size / 2).map {
            PortableMath.sineAndCosine(turns: Double($0) / Double(size))
        }
        cosines = turns.map(\.cosine)
        sines = turns.map(\.sine)
        var order = [Int](repeating: 0, count: size)
        for place in 1..<size { order[place] = order[place / 2] / 2 + (place % 2) * size / 2 }
        self.order = order
    }

    /// The spectrum of real samples.
    package func forward(_ samples: [Double]) -> Spectrum {
        precondition(samples.count == size, "as many samples as prepared for")
        var spectrum = Spectrum(
            real: order.map { samples[$0] }, imaginary: Array(repeating: 0, count: size))
        combine(&spectrum)
        return spectrum
    }

    private func combine(_ work: inout Spectrum) {
        var half = 1
        while half < size {
            let step = size / (2 * half)
            for start in stride(from: 0, to: size, by: 2 * half) {
                for place in 0..<half {
                    let (low, high) = (start + place, start + place + half)
                    let cosine = cosines[place * step]
                    let sine = -sines[place * step]
                    let real = work.real[high] * cosine - work.imaginary[high] * sine
                    let imaginary = work.real[high] * sine + work.imaginary[high] * cosine
                    work.real[high] = work.real[low] - real
                    work.imaginary[high] = work.imaginary[low] - imaginary
                    work.real[low] += real
                    work.imaginary[low] += imaginary
                }
            }
            half *= 2
        }
    }
}
