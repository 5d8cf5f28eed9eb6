/// The two codes of one byte for a sample of speech, ITU-T G.711 (11/1988).
///
/// Samples are at the scale of 16 bits: the recommendation's 14-bit mu-law and 13-bit A-law values
/// times 4 and 8. The error is at most half a step: about 3 % of the sample above the smallest
/// segment, a signal-to-noise ratio of about 38 dB.
public enum G711: String, Hashable, Sendable, CaseIterable {
    /// North America and Japan.
    case muLaw
    /// Elsewhere.
    case aLaw

    /// Adding it to a magnitude puts the bounds of the mu-law segments at powers of two.
    private static let muLawBias = 132
    /// Largest magnitude that mu-law distinguishes.
    private static let muLawClip = 32_635

    /// The code of a sample.
    ///
    /// - Parameter sample: A sample of 16 bits; beyond the law's largest value it is clipped.
    /// - Returns: The byte on the line.
    public func encoded(_ sample: Int16) -> UInt8 {
        switch self {
        case .muLaw:
            let magnitude = min(abs(Int(sample)), Self.muLawClip) + Self.muLawBias
            let segment = Self.highestBit(magnitude) - 7
            let code = segment << 4 | (magnitude >> (segment + 3)) & 15
            return ~UInt8(code | (sample < 0 ? 0x80 : 0))
        case .aLaw:
            let magnitude = sample >= 0 ? Int(sample) : -Int(sample) - 1
            let segment = max(0, Self.highestBit(magnitude | 1) - 7)
            let code = segment << 4 | (magnitude >> (max(segment, 1) + 3)) & 15
            return UInt8(code | (sample >= 0 ? 0x80 : 0)) ^ 0x55
        }
    }

    /// The sample of a code.
    ///
    /// - Parameter byte: The byte on the line.
    /// - Returns: The value in the middle of those with this code, at the scale of 16 bits.
    public func decoded(_ byte: UInt8) -> Int16 {
        switch self {
        case .muLaw:
            let code = Int(~byte)
            let segment = code >> 4 & 7
            let magnitude = ((code & 15) << 3 + Self.muLawBias) << segment - Self.muLawBias
            return Int16(code & 0x80 == 0 ? magnitude : -magnitude)
        case .aLaw:
            let code = Int(byte ^ 0x55)
            let segment = code >> 4 & 7
            let step = (code & 15) << 4 + 8
            let magnitude = segment == 0 ? step : (step + 256) << (segment - 1)
            return Int16(code & 0x80 != 0 ? magnitude : -magnitude)
        }
    }

    /// Codes of samples.
    public func encoded(_ samples: [Int16]) -> [UInt8] { samples.map(encoded) }

    /// Samples of codes.
    public func decoded(_ bytes: some Collection<UInt8>) -> [Int16] { bytes.map(decoded) }

    private static func highestBit(_ value: Int) -> Int {
        Int.bitWidth - 1 - value.leadingZeroBitCount
    }
}

extension G711: FrameCodec {
    /// Codes and decodes a frame.
    public mutating func passed(_ frame: [Float]) -> [Float] {
        frame.map { Float(decoded(encoded(AudioClip.pcm($0)))) / 32768 }
    }
}
