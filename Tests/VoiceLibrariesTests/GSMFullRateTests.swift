import Testing
import TwinPrimitives
import VoiceLibraries

private let isGSMInstalled = (try? GSMFullRate()) != nil

@Suite("GSM full rate")
struct GSMFullRateTests {
    private func tone(_ frames: Int) -> [Int16] {
        (0..<160 * frames).map {
            Int16(8000 * PortableMath.sineAndCosine(turns: 440 * Double($0) / 8000).sine)
        }
    }

    private func passed(_ samples: [Int16]) throws -> [Int16] {
        let codec = try GSMFullRate()
        return stride(from: 0, to: samples.count, by: 160).flatMap {
            codec.passed(Array(samples[$0..<$0 + 160]))
        }
    }

    @Test("without the library it says what to install")
    func missing() {
        #expect(
            throws: VoiceLibraryError.missing(library: "libgsm", package: "libgsm1")
        ) { try GSMFullRate(libraries: ["libgsm-of-nowhere.so", "neither.so"]) }
    }

    @Test("a library without its functions is refused", .enabled(if: isGSMInstalled))
    func wrongLibrary() {
        #expect(
            throws: VoiceLibraryError.unknownVersion(library: "libgsm", function: "gsm_create")
        ) { try GSMFullRate(libraries: ["libc.so.6"]) }
    }

    @Test("a tone comes through as the tone, changed but little", .enabled(if: isGSMInstalled))
    func tone() throws {
        let input = tone(50)
        let output = try passed(input)
        #expect(output != input)
        // The codec adds no delay: the best gain at lag 0 leaves an error 10 dB below the tone.
        let inner = 1600..<8000
        let cross = inner.reduce(0.0) { $0 + Double(input[$1]) * Double(output[$1]) }
        let energy = inner.reduce(0.0) { $0 + Double(output[$1]) * Double(output[$1]) }
        let power = inner.reduce(0.0) { $0 + Double(input[$1]) * Double(input[$1]) }
        #expect(cross * cross / (energy * power) > 0.9)
    }

    @Test("the same sound gives the same bits in every codec", .enabled(if: isGSMInstalled))
    func repeats() throws {
        let input = tone(20)
        #expect(try passed(input) == passed(input))
    }
}
