import Crypto

/// What a rendering depends on, as a digest: text, engine, voice, rate, pitch and the way we render.
public struct SpeechKey: Hashable, Sendable {
    /// Counts changes in how speech is rendered, so that older renderings are not taken for new ones.
    static let renderingVersion: UInt32 = 2

    /// SHA-256, 32 bytes.
    public let bytes: [UInt8]

    /// Digests what is spoken, and by whom.
    ///
    /// - Parameters:
    ///   - text: What is spoken.
    ///   - voice: Who speaks.
    public init(text: String, voice: Voice) {
        var hash = SHA256()
        // Lengths go first, so that no two contents make the same bytes.
        for part in [voice.engine.rawValue, voice.name, text] {
            Self.put(UInt64(part.utf8.count), into: &hash)
            hash.update(data: Array(part.utf8))
        }
        Self.put(voice.rate.bitPattern, into: &hash)
        Self.put(voice.pitch.bitPattern, into: &hash)
        Self.put(UInt64(Self.renderingVersion), into: &hash)
        bytes = Array(hash.finalize())
    }

    private static func put(_ number: UInt64, into hash: inout SHA256) {
        hash.update(data: (0..<8).map { UInt8(truncatingIfNeeded: number &>> (8 * $0)) })
    }

    /// Seed for engines that draw random numbers.
    public var seed: UInt32 { bytes.prefix(4).reduce(0) { $0 &<< 8 | UInt32($1) } }

    /// The digest in lower-case hexadecimal, 64 characters.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 &>> 4)], digits[Int($0 & 15)]] })
    }
}
