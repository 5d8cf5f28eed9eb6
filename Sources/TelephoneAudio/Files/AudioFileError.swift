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
    public var description: String { "\(path): error: \(problem)" }

    /// The file as the caller named it.
    public var path: String {
        switch self {
        case .empty(let path), .notWave(let path), .truncated(let path, _, _),
            .missingChunk(let path, _), .unsupportedFormat(let path, _, _),
            .unsupportedRate(let path, _), .noChannel(let path, _, _), .tooLong(let path, _, _):
            path
        }
    }

    /// What is wrong, without the path.
    public var problem: String {
        switch self {
        case .empty: "the file has 0 bytes"
        case .notWave:
            "the file does not begin with RIFF and WAVE; known: WAV, or mu-law "
                + "without a header when its name ends in .ulaw"
        case .truncated(_, let what, let missing):
            "the file ends inside \(what); \(missing) bytes are missing"
        case .missingChunk(_, let name):
            "the file has no chunk '\(name)'"
        case .unsupportedFormat(_, let code, let bits):
            "samples of format \(code) with \(bits) bits are not read; known: "
                + "PCM of 16 bits (1), A-law of 8 bits (6), mu-law of 8 bits (7)"
        case .unsupportedRate(_, let rate):
            "\(rate) samples per second are not read; known: "
                + "\(WaveFile.knownRates.lowerBound) to \(WaveFile.knownRates.upperBound)"
        case .noChannel(_, _, 0): "the file says that it has no channels"
        case .noChannel(_, let asked, let channels):
            "there is no channel \(asked); known: 0 to \(channels - 1)"
        case .tooLong(_, let seconds, let limit):
            "\(seconds) seconds of sound; the limit is \(limit)"
        }
    }
}
