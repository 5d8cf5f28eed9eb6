/// Sound files of the WAV form (RIFF), and of bare mu-law bytes.
///
/// Read and written: PCM of 16 bits, mu-law, A-law; one channel is read of any number of them.
/// Source: "Multimedia Programming Interface and Data Specifications 1.0" (IBM, Microsoft, 1991).
public enum WaveFile {
    /// How samples are stored.
    public enum Coding: Hashable, Sendable {
        /// 16 bits, linear.
        case pcm16
        /// 8 bits by one of the laws of telephony.
        case companded(G711)
    }

    /// Sampling rates that are read, per second.
    public static let knownRates = 4000...192_000
    /// Longest sound that is read, 1 hour in seconds: longer than any call, 115 MB at 8 kHz.
    public static let longestSeconds = 3600

    /// Reads one channel of a WAV.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - path: Name of the file, for messages.
    ///   - channel: Which channel, from 0.
    /// - Returns: The channel's sound at the file's own rate.
    /// - Throws: What is wrong first.
    public static func read(
        _ bytes: [UInt8], path: String, channel: Int = 0
    ) throws(AudioFileError) -> AudioClip {
        guard !bytes.isEmpty else { throw .empty(path: path) }
        var chunks = try ChunkReader(bytes, path: path)
        var format: Format?
        while let chunk = try chunks.next() {
            if chunk.name == "fmt " { format = try Format(bytes[chunk.range], path: path) }
            guard chunk.name == "data" else { continue }
            guard let format else { throw .missingChunk(path: path, name: "fmt ") }
            return try clip(bytes[chunk.range], format, path: path, channel: channel)
        }
        throw .missingChunk(path: path, name: format == nil ? "fmt " : "data")
    }

    /// Reads mu-law bytes of 8 kHz without a header.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - path: Name of the file, for messages.
    /// - Returns: The sound.
    /// - Throws: `empty`, `tooLong`.
    public static func readMuLaw(
        _ bytes: [UInt8], path: String
    ) throws(AudioFileError) -> AudioClip {
        guard !bytes.isEmpty else { throw .empty(path: path) }
        try checkLength(bytes.count, rate: TelephoneFrame.sampleRate, path: path)
        return AudioClip(pcm: G711.muLaw.decoded(bytes), sampleRate: TelephoneFrame.sampleRate)
    }

    /// Writes sound of one channel.
    ///
    /// - Parameters:
    ///   - clip: The sound; clipped at full scale.
    ///   - coding: How samples are stored.
    /// - Returns: The bytes of the file.
    public static func written(_ clip: AudioClip, as coding: Coding = .pcm16) -> [UInt8] {
        written([clip.pcm], sampleRate: clip.sampleRate, as: coding)
    }

    /// Writes sound of several channels, such as the two directions of a call.
    ///
    /// - Parameters:
    ///   - channels: Samples of each channel; shorter ones are filled with silence.
    ///   - sampleRate: Samples per second of each channel.
    ///   - coding: How samples are stored.
    /// - Returns: The bytes of the file.
    public static func written(
        _ channels: [[Int16]], sampleRate: Int, as coding: Coding = .pcm16
    ) -> [UInt8] {
        let count = channels.map(\.count).max() ?? 0
        let width: Int
        let tag: Int
        switch coding {
        case .pcm16: (width, tag) = (2, 1)
        case .companded(let law): (width, tag) = (1, law == .aLaw ? 6 : 7)
        }
        let dataCount = count * width * channels.count
        let padding = dataCount & 1
        var bytes: [UInt8] = []
        bytes.reserveCapacity(44 + dataCount + padding)
        func append(_ value: Int, bytes width: Int) {
            for place in 0..<width { bytes.append(UInt8(value >> (8 * place) & 0xFF)) }
        }
        bytes += Array("RIFF".utf8)
        append(36 + dataCount + padding, bytes: 4)
        bytes += Array("WAVEfmt ".utf8)
        append(16, bytes: 4)
        append(tag, bytes: 2)
        append(channels.count, bytes: 2)
        append(sampleRate, bytes: 4)
        append(sampleRate * width * channels.count, bytes: 4)
        append(width * channels.count, bytes: 2)
        append(8 * width, bytes: 2)
        bytes += Array("data".utf8)
        append(dataCount, bytes: 4)
        for place in 0..<count {
            for channel in channels {
                let sample = place < channel.count ? channel[place] : 0
                switch coding {
                case .pcm16: append(Int(UInt16(bitPattern: sample)), bytes: 2)
                case .companded(let law): bytes.append(law.encoded(sample))
                }
            }
        }
        if padding == 1 { bytes.append(0) }
        return bytes
    }

    private static func clip(
        _ data: ArraySlice<UInt8>, _ format: Format, path: String, channel: Int
    ) throws(AudioFileError) -> AudioClip {
        guard (0..<format.channels).contains(channel) else {
            throw .noChannel(path: path, asked: channel, channels: format.channels)
        }
        let width = format.coding == .pcm16 ? 2 : 1
        let stride = width * format.channels
        let count = data.count / stride
        guard data.count == count * stride else {
            throw .truncated(
                path: path, what: "a sample", missingBytes: stride - data.count % stride)
        }
        try checkLength(count, rate: format.rate, path: path)
        var samples: [Float] = []
        samples.reserveCapacity(count)
        var place = data.startIndex + channel * width
        for _ in 0..<count {
            let sample: Int16
            switch format.coding {
            case .pcm16:
                sample = Int16(bitPattern: UInt16(data[place]) | UInt16(data[place + 1]) << 8)
            case .companded(let law): sample = law.decoded(data[place])
            }
            samples.append(Float(sample) / 32768)
            place += stride
        }
        return AudioClip(samples: samples, sampleRate: format.rate)
    }

    private static func checkLength(
        _ count: Int, rate: Int, path: String
    ) throws(AudioFileError) {
        guard count <= longestSeconds * rate else {
            throw .tooLong(path: path, seconds: count / rate, limitSeconds: longestSeconds)
        }
    }
}
