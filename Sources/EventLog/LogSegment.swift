import BinaryCoding

/// One opened segment file: its checked header, and where its blocks begin and end.
struct LogSegment {
    let path: String
    let number: Int
    let file: Int32
    let size: UInt64
    let header: SegmentHeader
    let schema: [UInt8]
    /// Checked trailer; nil for an open segment.
    let trailer: SegmentTrailer?

    /// Where the first block begins.
    var start: UInt64 { UInt64(LogFormat.segmentHeaderBytes + schema.count) }
    /// Where the blocks end: at the footer, or at the end of an open file.
    var end: UInt64 { trailer?.footerOffset ?? size }

    /// Why a segment cannot be opened, before it is known whether that is a torn write.
    enum Refusal: Error {
        case fault(FileFault)
        case notALog(String)
        case damaged(Range<UInt64>, String)
        case future(what: String, found: Int, known: Int)
    }

    /// Opens and checks header, schema and trailer; not yet how they fit the segment before.
    static func open(
        _ directory: String, _ number: Int, _ files: any FileAccess
    ) throws(Refusal) -> LogSegment {
        let path = directory + "/" + LogFormat.segmentName(number)
        let file: Int32
        do { file = try files.open(path) } catch { throw .fault(error) }
        do {
            return try read(path, number, file, files)
        } catch {
            files.close(file)
            throw error
        }
    }

    private static func read(
        _ path: String, _ number: Int, _ file: Int32, _ files: any FileAccess
    ) throws(Refusal) -> LogSegment {
        do {
            let size = try files.size(file)
            let head = try bytes(file, 0, LogFormat.segmentHeaderBytes, files)
            let header = try decode(head, size)
            guard header.segment == UInt32(number) else {
                throw Refusal.damaged(48..<52, "segment \(header.segment) in place of \(number)")
            }
            let start = UInt64(head.count) + UInt64(header.schemaLength)
            let schema = try bytes(file, UInt64(head.count), Int(header.schemaLength), files)
            let digest = schema.withUnsafeBytes { ChainValue(hashing: $0) }
            guard schema.count == Int(header.schemaLength), digest == header.schemaDigest else {
                throw Refusal.damaged(128..<start, "the schema is not the one of the header")
            }
            var trailer: SegmentTrailer?
            if size >= start + UInt64(LogFormat.trailerBytes) {
                let from = size - UInt64(LogFormat.trailerBytes)
                let tail = try bytes(file, from, LogFormat.trailerBytes, files)
                if tail.withUnsafeBytes({ SegmentTrailer.isPresent($0) }) {
                    trailer = tail.withUnsafeBytes { SegmentTrailer($0) }
                    guard let trailer, trailer.footerOffset >= start, trailer.footerOffset <= from
                    else {
                        throw Refusal.damaged(from..<size, "the trailer's checksum does not match")
                    }
                }
            }
            return LogSegment(
                path: path, number: number, file: file, size: size, header: header, schema: schema,
                trailer: trailer)
        } catch let fault as FileFault {
            throw .fault(fault)
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw .notALog("\(error)")
        }
    }

    private static func decode(_ head: [UInt8], _ size: UInt64) throws(Refusal) -> SegmentHeader {
        guard head.count == LogFormat.segmentHeaderBytes else {
            throw .notALog("\(size) bytes are too few for a segment header")
        }
        do throws(SegmentHeader.Refusal) {
            return try head.withBytes { (raw) throws(SegmentHeader.Refusal) in
                try SegmentHeader(raw)
            }
        } catch {
            switch error {
            case .wrongMagic: throw .notALog("a segment does not begin like this")
            case .wrongChecksum:
                throw .damaged(0..<128, "the checksum of the segment header does not match")
            case .wrongField(let field): throw .damaged(0..<128, "impossible \(field)")
            case .future(let what, let found, let known):
                throw .future(what: what, found: found, known: known)
            }
        }
    }

    private static func bytes(
        _ file: Int32, _ offset: UInt64, _ count: Int, _ files: any FileAccess
    ) throws(FileFault) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        let filled = try buffer.withMutableBytes { (raw) throws(FileFault) in
            try files.readFully(file, into: raw, at: offset)
        }
        return Array(buffer.prefix(filled))
    }
}
