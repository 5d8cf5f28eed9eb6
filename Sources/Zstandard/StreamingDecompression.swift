import CZstd

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Decompresses whole `.zst` files of unknown content size.
public enum ZstandardFile {
    /// Largest window a frame may ask for, as a power of two: 128 MiB, the library's own default.
    private static let largestWindowLog: Int32 = 27

    /// Reads a `.zst` file: one or more frames one after the other.
    ///
    /// Memory: the content, plus at most 128 MiB of window for frames made with `--long`.
    ///
    /// - Parameters:
    ///   - path: The compressed file.
    ///   - limit: Most bytes of content that are accepted.
    /// - Returns: The content.
    /// - Throws: `ZstandardError` if the file cannot be read, is no zstd, ends early or holds more
    ///   than `limit` bytes.
    public static func decompress(path: String, limit: Int) throws(ZstandardError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, code: errno) }
        defer { close(descriptor) }
        return try decompress(limit: limit) { chunk throws(ZstandardError) in
            while true {
                let count = read(descriptor, chunk.baseAddress, chunk.count)
                if count >= 0 { return count }
                if errno != EINTR { throw .unreadable(path: path, code: errno) }
            }
        }
    }

    /// Decompresses bytes in memory: one or more frames one after the other.
    ///
    /// - Parameters:
    ///   - bytes: The compressed bytes.
    ///   - limit: Most bytes of content that are accepted.
    /// - Returns: The content.
    /// - Throws: `ZstandardError` as for a file.
    public static func decompress(
        _ bytes: UnsafeRawBufferPointer, limit: Int
    ) throws(ZstandardError) -> [UInt8] {
        var offset = 0
        return try decompress(limit: limit) { chunk throws(ZstandardError) in
            let count = min(chunk.count, bytes.count - offset)
            chunk.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count]))
            offset += count
            return count
        }
    }

    /// Pulls chunks from `read` (0 bytes = end) and gathers the content.
    private static func decompress(
        limit: Int, read: (UnsafeMutableRawBufferPointer) throws(ZstandardError) -> Int
    ) throws(ZstandardError) -> [UInt8] {
        guard let context = ZSTD_createDCtx() else { throw .outOfMemory }
        defer { ZSTD_freeDCtx(context) }
        _ = ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, largestWindowLog)
        let input = UnsafeMutableRawBufferPointer.allocate(
            byteCount: ZSTD_DStreamInSize(), alignment: 16)
        defer { input.deallocate() }
        let output = UnsafeMutableRawBufferPointer.allocate(
            byteCount: ZSTD_DStreamOutSize(), alignment: 16)
        defer { output.deallocate() }
        var content: [UInt8] = []
        var insideFrame = true
        while true {
            let count = try read(input)
            if count == 0 { break }
            var source = ZSTD_inBuffer(src: input.baseAddress, size: count, pos: 0)
            var drained = false
            while source.pos < source.size || !drained {
                var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
                let code = ZSTD_decompressStream(context, &target, &source)
                if ZSTD_isError(code) != 0 {
                    throw .refused(String(cString: ZSTD_getErrorName(code)))
                }
                guard content.count + target.pos <= limit else { throw .tooLarge(limit: limit) }
                content.append(contentsOf: output[..<target.pos])
                insideFrame = code != 0
                drained = code == 0 || target.pos < target.size
            }
        }
        guard !insideFrame else { throw .truncated }
        return content
    }
}
