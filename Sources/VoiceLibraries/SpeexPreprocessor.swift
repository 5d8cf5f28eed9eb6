import CVoiceLibraries

/// Suppression of steady noise by the preprocessor of libspeexdsp.
///
/// Source: the library's own method, a minimum mean-square error estimate of the short-time spectrum
/// (Ephraim and Malah, 1984) with a tracked noise spectrum. Output lags input by half a frame.
public final class SpeexPreprocessor {
    /// Samples of a frame.
    public let frameSamples: Int

    private let state: OpaquePointer

    /// Opens the library.
    ///
    /// - Parameters:
    ///   - frameSamples: Samples of a frame, from 80 to 960: 10 to 20 ms.
    ///   - sampleRate: Samples per second.
    ///   - suppressionDecibels: Greatest attenuation of noise in decibels, from 1 to 60.
    /// - Throws: `missing`, `unknownVersion`, `refused`.
    public convenience init(
        frameSamples: Int = 160, sampleRate: Int = 8000, suppressionDecibels: Int = 15
    ) throws(VoiceLibraryError) {
        try self.init(
            frameSamples: frameSamples, sampleRate: sampleRate,
            suppressionDecibels: suppressionDecibels,
            libraries: ["libspeexdsp.so.1", "libspeexdsp.so"])
    }

    /// Opens the first library of the names that is present.
    package init(
        frameSamples: Int, sampleRate: Int, suppressionDecibels: Int, libraries: [String]
    ) throws(VoiceLibraryError) {
        precondition((80...960).contains(frameSamples), "frames have 80 to 960 samples")
        precondition((1...60).contains(suppressionDecibels), "noise is weakened by 1 to 60 dB")
        var missing: UnsafePointer<CChar>?
        let opened = withLibraryNames(libraries) {
            calltwin_speex_open(
                $0, $1, Int32(frameSamples), Int32(sampleRate), Int32(-suppressionDecibels),
                &missing)
        }
        guard let opened else {
            throw .notOpened(library: "libspeexdsp", package: "libspeexdsp1", missing: missing)
        }
        state = opened
        self.frameSamples = frameSamples
    }

    deinit { calltwin_speex_close(state) }

    /// Takes noise out of the next frame.
    ///
    /// - Parameter frame: As many samples of 16 bits as a frame has.
    /// - Returns: As many samples.
    public func passed(_ frame: [Int16]) -> [Int16] {
        precondition(frame.count == frameSamples, "a frame has \(frameSamples) samples")
        var output = frame
        calltwin_speex_run(state, &output)
        return output
    }
}
