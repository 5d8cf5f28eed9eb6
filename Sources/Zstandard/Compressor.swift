import CZstd

/// Compresses blocks into single zstd frames, with one context for all of them.
public final class Compressor {
    private let context: OpaquePointer

    /// Creates a context.
    ///
    /// - Parameter level: Compression level, -5 to 19; 1 is the fastest of the standard ones.
    /// - Throws: `ZstandardError` if there is no memory or no such level.
    public init(level: Int) throws(ZstandardError) {
        guard let context = ZSTD_createCCtx() else { throw .outOfMemory }
        self.context = context
        let code = ZSTD_CCtx_setParameter(
            context, ZSTD_c_compressionLevel, Int32(clamping: level))
        if ZSTD_isError(code) != 0 { throw .refused(String(cString: ZSTD_getErrorName(code))) }
    }

    deinit { ZSTD_freeCCtx(context) }

    /// The most bytes that `count` bytes can take compressed.
    public static func bound(_ count: Int) -> Int { ZSTD_compressBound(count) }

    /// Compresses into a frame that states its content size.
    ///
    /// - Parameters:
    ///   - source: The content.
    ///   - target: Room for the frame; `bound(source.count)` bytes always suffice.
    /// - Returns: Length of the frame in bytes.
    /// - Throws: `ZstandardError.refused`, for example if the room is too small.
    public func compress(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
    ) throws(ZstandardError) -> Int {
        let length = ZSTD_compress2(
            context, target.baseAddress, target.count, source.baseAddress, source.count)
        if ZSTD_isError(length) != 0 {
            throw .refused(String(cString: ZSTD_getErrorName(length)))
        }
        return length
    }
}
