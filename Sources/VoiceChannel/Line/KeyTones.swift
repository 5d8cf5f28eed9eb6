import TelephoneAudio
import TwinPrimitives

/// Tones of a telephone's keys (ITU-T Q.23): one of the row and one of the column.
enum KeyTones {
    private static let rows = [697.0, 770, 852, 941]
    private static let columns = [1209.0, 1336, 1477, 1633]
    private static let keys = ["123A", "456B", "789C", "*0#D"].map(Array.init)

    /// Sound of keys pressed one after another over a span of time; half of each key's share sounds.
    ///
    /// - Parameters:
    ///   - text: Keys; others than those of a telephone are silent.
    ///   - seconds: Length of the whole.
    /// - Returns: Sound at 8 kHz.
    static func sound(_ text: String, seconds: Double) -> [Float] {
        let rate = Double(TelephoneFrame.sampleRate)
        let count = max(0, Int(seconds * rate))
        var samples = [Float](repeating: 0, count: count)
        let pressed = Array(text)
        guard !pressed.isEmpty else { return samples }
        let share = count / pressed.count
        for (place, key) in pressed.enumerated() {
            guard let row = keys.firstIndex(where: { $0.contains(key) }),
                let column = keys[row].firstIndex(of: key)
            else { continue }
            for step in 0..<(share / 2) {
                let time = Double(step) / rate
                let low = PortableMath.sineAndCosine(turns: rows[row] * time).sine
                let high = PortableMath.sineAndCosine(turns: columns[column] * time).sine
                samples[place * share + step] = Float((low + high) * amplitude)
            }
        }
        return samples
    }

    /// Amplitude of each of the two tones: together about -17 dB of full scale.
    private static let amplitude = 0.1
}
