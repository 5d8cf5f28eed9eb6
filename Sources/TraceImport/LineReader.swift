/// Splits a file into lines without ever holding more than one chunk and one line.
final class LineReader {
    /// A line without its end.
    struct Line {
        /// Number of the line, from 1.
        var number: Int
        /// Its bytes; only the first `ImportLimits.lineBytes` of a longer one.
        var bytes: ArraySlice<UInt8>
        /// Whether the line is longer than the limit.
        var isTooLong: Bool
    }

    private let source: ByteSource
    private var chunk: ArraySlice<UInt8> = []
    private var number = 0
    private var isAtEnd = false

    /// Opens a file, plain or compressed.
    init(path: String) throws(TraceImportError) {
        source = try ByteSource(path: path)
    }

    /// The next line, or nil at the end of the file; LF or CR LF end a line, the last may lack it.
    ///
    /// The rest of a line that is too long is read over, or, if `skippingRest` is false, nothing
    /// more can be read from this file after it.
    func next(skippingRest: Bool = true) throws(TraceImportError) -> Line? {
        var held: [UInt8] = []
        var isTooLong = false
        while true {
            if chunk.isEmpty, !isAtEnd {
                chunk = try source.next()
                isAtEnd = chunk.isEmpty
            }
            if isAtEnd {
                guard !held.isEmpty || isTooLong else { return nil }
                return finish(held[...], isTooLong)
            }
            let end = chunk.firstIndex(of: 0x0A)
            let part = chunk[..<(end ?? chunk.endIndex)]
            let room = ImportLimits.lineBytes - held.count
            isTooLong = isTooLong || part.count > room
            guard let end else {
                held += part.prefix(room)
                chunk = []
                if isTooLong, !skippingRest { return finish(held[...], true) }
                continue
            }
            let line = held.isEmpty ? part.prefix(room) : (held + part.prefix(room))[...]
            chunk = chunk[(end + 1)...]
            return finish(line, isTooLong)
        }
    }

    private func finish(_ bytes: ArraySlice<UInt8>, _ isTooLong: Bool) -> Line {
        number += 1
        let line = bytes.last == 0x0D ? bytes.dropLast() : bytes
        return Line(number: number, bytes: line, isTooLong: isTooLong)
    }
}
