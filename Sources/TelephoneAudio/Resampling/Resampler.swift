import TwinPrimitives

/// Changes the sampling rate of sound by a ratio of whole numbers.
///
/// Method: a windowed sinc of 32 zero crossings to each side (Kaiser window, beta 8), tabulated at
/// the phases that occur (Crochiere and Rabiner, "Multirate Digital Signal Processing", 1983). The
/// passband reaches 0.84 of half the lower rate within 0.01 dB; from half the lower rate on, the
/// stop band is at least 75 dB down. Bits are the same on every machine, and the same whether sound
/// comes in one piece or in many.
public struct Resampler: Sendable {
    /// Zero crossings of the sinc to each side of its middle.
    private static let crossings = 32
    /// Middle of the transition, as a share of half the lower rate.
    private static let cutoff = 0.92
    /// Shape of the Kaiser window: 80 dB of stop band.
    private static let beta = 8.0

    /// Samples per second that go in.
    public let inputRate: Int
    /// Samples per second that come out.
    public let outputRate: Int
    /// Output samples in one round of the phases.
    private let up: Int
    /// Input samples in one round of the phases.
    private let down: Int
    /// Input samples to each side that an output sample is made of.
    private let reach: Int
    /// Rows of 2 `reach` coefficients, one for each phase.
    private let table: [Float]
    /// Input from `firstHeld` on.
    private var held: [Float]
    private var firstHeld: Int
    private var taken = 0
    private var given = 0

    /// Prepares a change of rate.
    ///
    /// - Parameters:
    ///   - inputRate: Samples per second that go in, above 0.
    ///   - outputRate: Samples per second that come out, above 0.
    public init(from inputRate: Int, to outputRate: Int) {
        precondition(inputRate > 0 && outputRate > 0, "a rate is above 0")
        self.inputRate = inputRate
        self.outputRate = outputRate
        var divisor = inputRate
        var rest = outputRate
        while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
        up = outputRate / divisor
        down = inputRate / divisor
        // Crossings are counted at the lower rate.
        let stretch = max(1, Double(down) / Double(up))
        reach = Int((Double(Self.crossings) * stretch).rounded(.up))
        table = Self.table(up: up, reach: reach, stretch: stretch)
        held = Array(repeating: 0, count: reach - 1)
        firstHeld = 1 - reach
    }

    /// Takes the next sound, and gives what can be computed by now.
    ///
    /// - Parameter samples: Any number of samples.
    /// - Returns: The next output samples; they lag the input by `delaySeconds`, 4 ms where
    ///   the lower rate is 8 kHz.
    public mutating func resampled(_ samples: some Sequence<Float>) -> [Float] {
        if up == down { return Array(samples) }
        let before = held.count
        held.append(contentsOf: samples)
        taken += held.count - before
        return outputs(upTo: taken - reach - 1)
    }

    /// Gives the rest at the end of the sound, and begins anew.
    ///
    /// - Returns: The last samples; all of the output together is the input's length times the ratio
    ///   of the rates, rounded up.
    public mutating func finish() -> [Float] {
        if up == down { return [] }
        let total = (taken * up + down - 1) / down
        held.append(contentsOf: repeatElement(0, count: reach + 1))
        var rest = outputs(upTo: taken)
        rest.removeLast(max(0, given - total))
        held = Array(repeating: 0, count: reach - 1)
        firstHeld = 1 - reach
        taken = 0
        given = 0
        return rest
    }

    /// Seconds by which what comes out lags what goes in, while sound streams.
    public var delaySeconds: Double { up == down ? 0 : Double(reach) / Double(inputRate) }

    /// Outputs whose time, in input samples, is at most `last`.
    private mutating func outputs(upTo last: Int) -> [Float] {
        var output: [Float] = []
        held.withUnsafeBufferPointer { held in
            table.withUnsafeBufferPointer { table in
                guard let samples = held.baseAddress, let rows = table.baseAddress else { return }
                while given * down / up <= last {
                    let start = given * down / up - reach + 1 - firstHeld
                    let phase = given * down % up
                    output.append(
                        innerProduct(
                            samples + start, rows + phase * 2 * reach, count: 2 * reach))
                    given += 1
                }
            }
        }
        let needless = given * down / up - reach + 1 - firstHeld
        if needless > 0 {
            held.removeFirst(min(needless, held.count))
            firstHeld += needless
        }
        return output
    }

    /// Coefficients: row p, column k weighs the input at k - reach + 1 for an output at p / up.
    private static func table(up: Int, reach: Int, stretch: Double) -> [Float] {
        var table: [Float] = []
        table.reserveCapacity(2 * reach * up)
        for phase in 0..<up {
            var row: [Double] = []
            for column in 0..<2 * reach {
                let distance =
                    Double(column - reach + 1) - Double(phase) / Double(up)
                row.append(kernel(distance / stretch))
            }
            // Each phase passes silence and steady level alike.
            let sum = row.reduce(0, +)
            table.append(contentsOf: row.map { Float($0 / sum) })
        }
        return table
    }

    /// The windowed sinc at a distance in samples of the lower rate.
    private static func kernel(_ distance: Double) -> Double {
        let share = distance / Double(crossings)
        guard abs(share) < 1 else { return 0 }
        let x = distance * cutoff
        let pi = 0x1.921fb54442d18p1
        let sinc =
            x == 0 ? 1 : PortableMath.sineAndCosine(turns: x / 2).sine / (pi * x)
        return sinc * bessel(beta * (1 - share * share).squareRoot()) / bessel(beta)
    }

    /// Modified Bessel function of order 0, by its series; relative error below 1e-15 up to 8.
    private static func bessel(_ x: Double) -> Double {
        let quarter = x * x / 4
        var term = 1.0
        var sum = 1.0
        for order in 1...40 {
            term *= quarter / Double(order * order)
            sum += term
        }
        return sum
    }
}

extension AudioClip {
    /// The same sound at another rate; see `Resampler` for the error.
    ///
    /// - Parameter rate: Samples per second, above 0.
    /// - Returns: Sound of the same length, rounded up to a sample.
    public func resampled(to rate: Int) -> AudioClip {
        var resampler = Resampler(from: sampleRate, to: rate)
        var output = resampler.resampled(samples)
        output += resampler.finish()
        return AudioClip(samples: output, sampleRate: rate)
    }
}
