import CZstd

/// Decompresses single zstd frames of known content size, with one context for all of them.
public final class Decompressor {
    private let context: OpaquePointer

    /// Creates a context.
    ///
    /// - Throws: `ZstandardError.outOfMemory`.
    public init() throws(ZstandardError) {
        guard let context = ZSTD_createDCtx() else { throw .outOfMemory }
        self.context = context
    }

    deinit { ZSTD_freeDCtx(context) }

    /// Decompresses one frame that must fill the target exactly.
    ///
    /// Never writes beyond the target, whatever the frame claims; a frame whose stated content
    /// size differs is refused before any work.
    ///
    /// - Parameters:
    ///   - source: One whole frame and nothing else.
    ///   - target: Room of exactly the expected content size.
    /// - Throws: `ZstandardError.wrongSize` or `.refused`.
    public func decompress(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
    ) throws(ZstandardError) {
        let stated = ZSTD_getFrameContentSize(source.baseAddress, source.count)
        // The two largest values stand for "unknown" and "not a frame".
        if stated < UInt64.max - 1, stated != UInt64(target.count) {
            throw .wrongSize(expected: target.count, found: Int(clamping: stated))
        }
        let length = ZSTD_decompressDCtx(
            context, target.baseAddress, target.count, source.baseAddress, source.count)
        if ZSTD_isError(length) != 0 {
            throw .refused(String(cString: ZSTD_getErrorName(length)))
        }
        guard length == target.count else {
            throw .wrongSize(expected: target.count, found: length)
        }
    }
}
