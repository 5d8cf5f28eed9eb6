import Crypto
import TelephoneAudio

/// The bytes of a rendering in the cache.
///
/// `calltwS1`, the key (32 bytes), sampling rate, words and samples (4 bytes each), ends of words
/// (8 bytes each), samples (2 bytes each), SHA-256 of all that; numbers low byte first. What does not
/// read back is no rendering.
enum RenderingFile {
    private static let magic = Array("calltwS1".utf8)
    private static let headerCount = 52
    private static let digestCount = 32

    /// The file of a rendering.
    static func bytes(of speech: RenderedSpeech, key: SpeechKey) -> [UInt8] {
        let pcm = speech.clip.pcm
        var bytes = magic + key.bytes
        bytes.reserveCapacity(
            headerCount + digestCount + 8 * speech.wordEnds.count + 2 * pcm.count)
        func append(_ number: UInt64, bytes width: Int) {
            for place in 0..<width {
                bytes.append(UInt8(truncatingIfNeeded: number >> (8 * place)))
            }
        }
        for count in [speech.clip.sampleRate, speech.wordEnds.count, pcm.count] {
            append(UInt64(count), bytes: 4)
        }
        for end in speech.wordEnds { append(end.bitPattern, bytes: 8) }
        for sample in pcm { append(UInt64(UInt16(bitPattern: sample)), bytes: 2) }
        return bytes + SHA256.hash(data: bytes)
    }

    /// The rendering of a file; nil when it is damaged, or of another key.
    static func speech(of bytes: [UInt8], key: SpeechKey) -> RenderedSpeech? {
        let content = bytes.dropLast(digestCount)
        guard content.count >= headerCount, content.starts(with: magic + key.bytes),
            SHA256.hash(data: content).elementsEqual(bytes.suffix(digestCount))
        else { return nil }
        func number(at place: Int, bytes width: Int) -> UInt64 {
            (0..<width).reduce(0) { $0 | UInt64(bytes[place + $1]) << (8 * $1) }
        }
        let rate = Int(number(at: 40, bytes: 4))
        let wordCount = Int(number(at: 44, bytes: 4))
        let sampleCount = Int(number(at: 48, bytes: 4))
        let start = headerCount + 8 * wordCount
        guard rate > 0, content.count == start + 2 * sampleCount else { return nil }
        let ends = (0..<wordCount).map {
            Double(bitPattern: number(at: headerCount + 8 * $0, bytes: 8))
        }
        let pcm = stride(from: start, to: content.count, by: 2).map {
            Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
        }
        return RenderedSpeech(clip: AudioClip(pcm: pcm, sampleRate: rate), wordEnds: ends)
    }
}
