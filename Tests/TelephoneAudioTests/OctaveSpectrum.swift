import TwinPrimitives

/// Power in the octaves below 3.4 kHz, by a Hann window and a Fourier transform.
enum OctaveSpectrum {
    /// Lower ends of the octaves in hertz; the last ends at 3400.
    static let bounds = (0...7).map { 3400.0 / Double(1 << (7 - $0)) }

    /// Power in each octave.
    ///
    /// - Parameter samples: As many as a power of two, at 8 kHz.
    /// - Returns: Seven powers, that of the lowest octave (26.6 to 53 Hz) first.
    static func powers(_ samples: [Float]) -> [Double] {
        let count = samples.count
        var values = samples.enumerated().map { place, sample in
            let turns = Double(place) / Double(count)
            let window = 0.5 - 0.5 * PortableMath.sineAndCosine(turns: turns).cosine
            return (real: Double(sample) * window, imaginary: 0.0)
        }
        transform(&values)
        var powers = [Double](repeating: 0, count: bounds.count - 1)
        for line in 1..<count / 2 {
            let hertz = Double(line) * 8000 / Double(count)
            // A line counts by the width of its own overlap with the octave.
            let half = 4000 / Double(count)
            let power =
                values[line].real * values[line].real
                + values[line].imaginary * values[line].imaginary
            for octave in powers.indices {
                let overlap =
                    min(hertz + half, bounds[octave + 1]) - max(hertz - half, bounds[octave])
                if overlap > 0 { powers[octave] += power * overlap / (2 * half) }
            }
        }
        return powers
    }

    /// Fourier transform in place (Cooley and Tukey, 1965).
    static func transform(_ values: inout [(real: Double, imaginary: Double)]) {
        let count = values.count
        guard count > 1 else { return }
        var even = stride(from: 0, to: count, by: 2).map { values[$0] }
        var odd = stride(from: 1, to: count, by: 2).map { values[$0] }
        transform(&even)
        transform(&odd)
        for place in 0..<count / 2 {
            let (sine, cosine) = PortableMath.sineAndCosine(
                turns: -Double(place) / Double(count))
            let real = odd[place].real * cosine - odd[place].imaginary * sine
            let imaginary = odd[place].real * sine + odd[place].imaginary * cosine
            values[place] = (even[place].real + real, even[place].imaginary + imaginary)
            values[place + count / 2] = (even[place].real - real, even[place].imaginary - imaginary)
        }
    }
}
