/// What is wrong with a sound file.
///
/// `description` is one line: `path: error: what; known: …`.
public enum AudioFileError: Error, Hashable, Sendable {
    /// A file of 0 bytes.
    case empty(path: String)
    /// The file does not begin as a WAV does.
    case notWave(path: String)
    /// The file ends inside something that it announced.
    case truncated(path: String, what: String, missingBytes: Int)
    /// A WAV without a part that it must have.
    case missingChunk(path: String, name: String)
    /// A coding of samples that is not read; `code` is the tag of the format, `bits` of a sample.
    case unsupportedFormat(path: String, code: Int, bits: Int)
    /// A sampling rate that no telephone sound has.
    case unsupportedRate(path: String, samplesPerSecond: Int)
    /// The file has no channel of that number, counted from 0.
    case noChannel(path: String, asked: Int, channels: Int)
    /// More sound than is read.
    case tooLong(path: String, seconds: Int, limitSeconds: Int)
}

extension AudioFileError: CustomStringConvertible {
    /// One line: `path: error: what; known: …`.
    public var description: String {
        switch self {
        case .empty(let path): "\(path): error: the file has 0 bytes"
        case .notWave(let path):
            "\(path): error: the file does not begin with RIFF and WAVE; known: WAV, or mu-law "
                + "without a header when its name ends in .ulaw"
        case .truncated(let path, let what, let missing):
            "\(path): error: the file ends inside \(what); \(missing) bytes are missing"
        case .missingChunk(let path, let name):
            "\(path): error: the file has no chunk '\(name)'"
        case .unsupportedFormat(let path, let code, let bits):
            "\(path): error: samples of format \(code) with \(bits) bits are not read; known: "
                + "PCM of 16 bits (1), A-law of 8 bits (6), mu-law of 8 bits (7)"
        case .unsupportedRate(let path, let rate):
            "\(path): error: \(rate) samples per second are not read; known: "
                + "\(WaveFile.knownRates.lowerBound) to \(WaveFile.knownRates.upperBound)"
        case .noChannel(let path, let asked, let channels):
            "\(path): error: there is no channel \(asked); known: 0 to \(channels - 1)"
        case .tooLong(let path, let seconds, let limit):
            "\(path): error: \(seconds) seconds of sound; the limit is \(limit)"
        }
    }
}
