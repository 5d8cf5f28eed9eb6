import Foundation
import Zstandard

/// The bytes of a file in chunks, decompressed if the file begins with the mark of zstd.
final class ByteSource {
    /// Bytes read at once.
    private static let chunkBytes = 1 << 16

    private let path: String
    private let file: FileHandle
    private let decompressor: StreamDecompressor?
    /// Bytes read from the file and not yet handed out or decompressed.
    private var raw: ArraySlice<UInt8> = []

    /// Opens a file and reads its first bytes.
    init(path: String) throws(TraceImportError) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw .missing(path: path)
        }
        guard !isDirectory.boolValue else { throw .directory(path: path) }
        self.path = path
        do {
            file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        } catch {
            throw .unreadable(path: path, reason: Self.reason(of: error))
        }
        raw = try Self.read(file, path: path)
        do throws(ZstandardError) {
            decompressor = StreamDecompressor.isFrame(raw) ? try StreamDecompressor() : nil
        } catch {
            throw .unreadable(path: path, reason: Self.words(of: error))
        }
    }

    /// The next bytes; empty at the end of the file.
    func next() throws(TraceImportError) -> ArraySlice<UInt8> {
        guard let decompressor else {
            let result = raw.isEmpty ? try Self.read(file, path: path) : raw
            raw = []
            return result
        }
        while true {
            let result = try decompressed(with: decompressor)
            if !result.isEmpty { return result[...] }
            raw = try Self.read(file, path: path)
            guard raw.isEmpty else { continue }
            guard decompressor.isAtFrameEnd else {
                throw .damagedCompression(path: path, reason: "the file is cut short")
            }
            return []
        }
    }

    private func decompressed(
        with decompressor: StreamDecompressor
    ) throws(TraceImportError) -> [UInt8] {
        do throws(ZstandardError) {
            return try decompressor.decompress(&raw, limit: Self.chunkBytes)
        } catch {
            throw .damagedCompression(path: path, reason: Self.words(of: error))
        }
    }

    private static func read(
        _ file: FileHandle, path: String
    ) throws(TraceImportError) -> ArraySlice<UInt8> {
        do {
            return try file.read(upToCount: chunkBytes).map { Array($0)[...] } ?? []
        } catch {
            throw .unreadable(path: path, reason: reason(of: error))
        }
    }

    private static func words(of error: ZstandardError) -> String {
        if case .refused(let words) = error { return words }
        return "\(error)"
    }

    private static func reason(of error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        let known = underlying ?? (error as NSError)
        guard known.domain == NSPOSIXErrorDomain else { return error.localizedDescription }
        return String(cString: strerror(Int32(known.code)))
    }
}
