import CZstd

/// Decompresses a stream of zstd frames piece by piece, in bounded memory.
///
/// The output of one call is bounded whatever the input claims, and a frame may not ask for a
/// window of more than 128 MiB, so a hostile file costs no more memory than an honest one.
public final class StreamDecompressor {
    /// Largest window that a frame may ask for, as a power of two: 128 MiB.
    private static let largestWindowLog: Int32 = 27

    private let context: OpaquePointer
    /// Whether the bytes so far end with the end of a frame; false also before the first byte.
    public private(set) var isAtFrameEnd = false

    /// Prepares a decompressor.
    ///
    /// - Throws: `ZstandardError.outOfMemory`.
    public init() throws(ZstandardError) {
        guard let context = ZSTD_createDCtx() else { throw .outOfMemory }
        self.context = context
        _ = ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.largestWindowLog)
    }

    deinit { ZSTD_freeDCtx(context) }

    /// Whether bytes begin a zstd frame.
    ///
    /// - Parameter bytes: The first bytes of a file; fewer than four begin none.
    /// - Returns: True if they are the mark of a zstd frame (RFC 8878, section 3.1.1).
    public static func isFrame(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.prefix(4).elementsEqual([0x28, 0xB5, 0x2F, 0xFD])
    }

    /// Decompresses as much as fits the limit.
    ///
    /// - Parameters:
    ///   - input: Compressed bytes; the bytes used are removed from its front.
    ///   - limit: Most bytes of the result; positive.
    /// - Returns: The next bytes; fewer than `limit` only when the input is used up.
    /// - Throws: `ZstandardError.refused` when the data is damaged.
    public func decompress(
        _ input: inout ArraySlice<UInt8>, limit: Int
    ) throws(ZstandardError) -> [UInt8] {
        precondition(limit > 0, "the limit must be positive")
        var code = 0
        var used = 0
        let isUnended = !isAtFrameEnd
        let result = [UInt8](unsafeUninitializedCapacity: limit) { target, count in
            input.withUnsafeBytes { source in
                var from = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
                var to = ZSTD_outBuffer(dst: target.baseAddress, size: limit, pos: 0)
                code = ZSTD_decompressStream(context, &to, &from)
                while ZSTD_isError(code) == 0, from.pos < from.size, to.pos < to.size {
                    code = ZSTD_decompressStream(context, &to, &from)
                }
                used = from.pos
                count = to.pos
            }
        }
        guard ZSTD_isError(code) == 0 else {
            throw .refused(String(cString: ZSTD_getErrorName(code)))
        }
        if used > 0 || !result.isEmpty || isUnended { isAtFrameEnd = code == 0 }
        input = input.dropFirst(used)
        return result
    }
}
