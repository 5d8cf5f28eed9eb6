import TelephoneAudio
import Testing

@Suite("WAV files")
struct WaveFileTests {
    private let clip = AudioClip(
        pcm: [0, 1, -1, 1000, -1000, 32_767, -32_768], sampleRate: 16_000)

    @Test("PCM of 16 bits is read as it was written")
    func linear() throws {
        #expect(try WaveFile.read(WaveFile.written(clip), path: "a.wav") == clip)
    }

    @Test("the companded codings are read as their codes say", arguments: G711.allCases)
    func companded(law: G711) throws {
        let read = try WaveFile.read(
            WaveFile.written(clip, as: .companded(law)), path: "a.wav")
        #expect(read.pcm == clip.pcm.map { law.decoded(law.encoded($0)) })
        #expect(read.sampleRate == 16_000)
    }

    @Test("the header is the one that a reader elsewhere expects")
    func header() {
        let bytes = WaveFile.written(AudioClip(pcm: [1, -2], sampleRate: 8000))
        #expect(
            bytes == Array("RIFF".utf8) + [40, 0, 0, 0] + Array("WAVEfmt ".utf8)
                + [16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0]
                + Array("data".utf8) + [4, 0, 0, 0, 1, 0, 0xFE, 0xFF])
    }

    @Test("a channel of two is picked by its number; the shorter one is filled with silence")
    func stereo() throws {
        let bytes = WaveFile.written([[1, 2, 3], [10, 20]], sampleRate: 8000)
        #expect(try WaveFile.read(bytes, path: "a.wav").pcm == [1, 2, 3])
        #expect(try WaveFile.read(bytes, path: "a.wav", channel: 1).pcm == [10, 20, 0])
        #expect(throws: AudioFileError.noChannel(path: "a.wav", asked: 2, channels: 2)) {
            try WaveFile.read(bytes, path: "a.wav", channel: 2)
        }
    }

    @Test("chunks that are not sound are skipped, with their padding")
    func otherChunks() throws {
        var bytes = WaveFile.written(clip)
        bytes.insert(contentsOf: Array("LIST".utf8) + [3, 0, 0, 0, 1, 2, 3, 0], at: 12)
        #expect(try WaveFile.read(bytes, path: "a.wav") == clip)
    }

    @Test("a size left open by a writer to a pipe reaches to the end")
    func openSize() throws {
        var bytes = WaveFile.written(clip)
        bytes.replaceSubrange(40..<44, with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(try WaveFile.read(bytes, path: "a.wav") == clip)
    }

    @Test("cut at every byte, the file is refused and says how much is missing")
    func everyCut() throws {
        let bytes = WaveFile.written(clip)
        #expect(throws: AudioFileError.empty(path: "a.wav")) {
            try WaveFile.read([], path: "a.wav")
        }
        for count in 1..<bytes.count {
            let error = #expect(throws: AudioFileError.self) {
                try WaveFile.read(Array(bytes.prefix(count)), path: "a.wav")
            }
            switch error {
            case .truncated(_, "chunk 'data'", let missing):
                #expect(missing == bytes.count - count)
            case .truncated(_, _, let missing): #expect(missing > 0 && count < 44)
            case .missingChunk: #expect(count == 12 || count == 36)
            default: Issue.record("cut at \(count): \(String(describing: error))")
            }
        }
    }

    @Test("what cannot be read is named with what can")
    func refusals() throws {
        var bytes = WaveFile.written(clip)
        bytes[34] = 24
        #expect(
            text { try WaveFile.read(bytes, path: "a.wav") }
                == "a.wav: error: samples of format 1 with 24 bits are not read; known: PCM of 16 "
                + "bits (1), A-law of 8 bits (6), mu-law of 8 bits (7)")
        bytes = WaveFile.written(clip)
        bytes.replaceSubrange(24..<28, with: [100, 0, 0, 0])
        #expect(
            text { try WaveFile.read(bytes, path: "a.wav") }
                == "a.wav: error: 100 samples per second are not read; known: 4000 to 192000")
        #expect(
            text { try WaveFile.read(Array("ID3 tag".utf8), path: "a.mp3") }
                == "a.mp3: error: the file does not begin with RIFF and WAVE; known: WAV, or mu-law "
                + "without a header when its name ends in .ulaw")
        #expect(
            text { try WaveFile.read(Array(WaveFile.written(clip).prefix(36)), path: "a.wav") }
                == "a.wav: error: the file has no chunk 'data'")
    }

    @Test("bare mu-law is read; an hour is the limit")
    func bareMuLaw() throws {
        #expect(try WaveFile.readMuLaw([0xFF, 0x80], path: "a.ulaw").pcm == [0, 32_124])
        let hour = 3600 * 8000
        let limit = [UInt8](repeating: 0xFF, count: hour)
        #expect(try WaveFile.readMuLaw(limit, path: "a.ulaw").durationSeconds == 3600)
        #expect(
            text {
                try WaveFile.readMuLaw(limit + [UInt8](repeating: 0xFF, count: 8000), path: "a")
            }
                == "a: error: 3601 seconds of sound; the limit is 3600")
    }

    private func text(_ body: () throws -> AudioClip) -> String {
        do {
            return "read \(try body().samples.count) samples"
        } catch {
            return String(describing: error)
        }
    }
}
