import TwinPrimitives

/// Exponentially decaying Gaussian noise: the simplest impulse response of a room.
///
/// Source: J. Polack, "La transmission de l'énergie sonore dans les salles", 1988.
enum DecayingNoise {
    /// Coefficients whose squares sum to `energy` and fall by 60 dB in `seconds`, down to 60 dB.
    static func taps(seconds: Double, energy: Double, random: inout LineRandom) -> [Float] {
        let count = max(1, Int(seconds * Double(TelephoneFrame.sampleRate)))
        // 60 dB are a factor of 1000 in amplitude: ln 1000.
        let rate = 0x1.ba18a998fffap2 / Double(count)
        var taps: [Double] = []
        for place in 0..<count {
            taps.append(random.normal() * PortableMath.exp(-rate * Double(place)))
        }
        let sum = taps.reduce(0) { $0 + $1 * $1 }
        let scale = (energy / sum).squareRoot()
        return taps.map { Float($0 * scale) }
    }
}

/// A room: the direct sound, and 5 ms later its reverberation; the energy of noise stays the same.
struct ReverberationStage: LineImpairment {
    /// Samples between the direct sound and the reverberation.
    private static let gap = 40

    private var filter: FiniteFilter

    init(_ setting: LineCondition.Reverberation, random: LineRandom) {
        var random = random
        let tail = PortableMath.exp(-setting.directDecibels * 0x1.d791c5f888823p-3)
        let total = 1 + tail
        var taps = [Float](repeating: 0, count: Self.gap)
        taps[0] = Float((1 / total).squareRoot())
        taps += DecayingNoise.taps(
            seconds: setting.decaySeconds, energy: tail / total, random: &random)
        filter = FiniteFilter(taps: taps)
    }

    mutating func apply(to frame: inout [Float], farEnd: [Float]) { filter.apply(&frame) }
}

/// The far end's sound coming back: delayed, through 8 ms of decaying response, weakened.
struct EchoStage: LineImpairment {
    /// Seconds in which the response falls by 60 dB.
    private static let spreadSeconds = 0.008

    private var filter: FiniteFilter
    /// The far end's last samples, in a ring.
    private var ring: [Float]
    private var place = 0

    init(_ setting: LineCondition.Echo, random: LineRandom) {
        var random = random
        let energy = PortableMath.exp(-setting.lossDecibels * 0x1.d791c5f888823p-3)
        filter = FiniteFilter(
            taps: DecayingNoise.taps(
                seconds: Self.spreadSeconds, energy: energy, random: &random))
        let delay = Int(
            (setting.delaySeconds * Double(TelephoneFrame.sampleRate)).rounded())
        ring = Array(repeating: 0, count: delay)
    }

    mutating func apply(to frame: inout [Float], farEnd: [Float]) {
        var echo = farEnd
        if !ring.isEmpty {
            for index in echo.indices {
                swap(&ring[place], &echo[index])
                place = place + 1 == ring.count ? 0 : place + 1
            }
        }
        filter.apply(&echo)
        for index in frame.indices { frame[index] += echo[index] }
    }
}
