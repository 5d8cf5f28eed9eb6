import CVoiceLibraries

/// The speech codec of GSM 06.10 full rate (ETSI EN 300 961), 13 kbit/s, by libgsm.
///
/// One object serves one direction of one call: coder and decoder remember the frames before.
public final class GSMFullRate {
    /// Samples of a frame, 20 ms at 8 kHz.
    public static let frameSamples = 160

    private let codec: OpaquePointer

    /// Opens the library.
    ///
    /// - Throws: `missing`, `unknownVersion`, `refused`.
    public convenience init() throws(VoiceLibraryError) {
        try self.init(libraries: ["libgsm.so.1", "libgsm.so"])
    }

    /// Opens the first library of the names that is present.
    package init(libraries: [String]) throws(VoiceLibraryError) {
        var missing: UnsafePointer<CChar>?
        let opened = withLibraryNames(libraries) { calltwin_gsm_open($0, $1, &missing) }
        guard let opened else {
            throw .notOpened(library: "libgsm", package: "libgsm1", missing: missing)
        }
        codec = opened
    }

    deinit { calltwin_gsm_close(codec) }

    /// Codes a frame and decodes it again.
    ///
    /// - Parameter frame: 160 samples of 16 bits, of which the codec keeps 13.
    /// - Returns: 160 samples as heard at the other end.
    public func passed(_ frame: [Int16]) -> [Int16] {
        precondition(frame.count == Self.frameSamples, "a frame of GSM has 160 samples")
        var output = [Int16](repeating: 0, count: frame.count)
        // The decoder refuses only bytes that no coder makes.
        let outcome = calltwin_gsm_pass(codec, frame, &output)
        precondition(outcome == 0, "a frame just coded can be decoded")
        return output
    }
}

extension VoiceLibraryError {
    /// What an attempt to open a library says: `missing` is the function it lacks, "" when there is
    /// no library, nil when there was no memory.
    static func notOpened(
        library: String, package: String, missing: UnsafePointer<CChar>?
    ) -> VoiceLibraryError {
        guard let missing else { return .refused(library: library, reason: "no memory") }
        let name = String(cString: missing)
        return name.isEmpty
            ? .missing(library: library, package: package)
            : .unknownVersion(library: library, function: name)
    }
}
