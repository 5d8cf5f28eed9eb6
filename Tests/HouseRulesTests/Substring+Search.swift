import Glibc

extension Substring {
    /// First occurrence of a text, compared byte by byte.
    func range(ofText text: String) -> Range<Index>? {
        let needle = Array(text.utf8)
        let found = utf8.withContiguousStorageIfAvailable { Self.offset(of: needle, in: $0) }
        guard let found, let offset = found else { return nil }
        let lower = utf8.index(startIndex, offsetBy: offset)
        return lower..<utf8.index(lower, offsetBy: needle.count)
    }

    private static func offset(
        of needle: [UInt8], in bytes: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        guard let start = bytes.baseAddress, let first = needle.first else { return nil }
        var position = 0
        while position + needle.count <= bytes.count {
            let length = bytes.count - needle.count + 1 - position
            guard let hit = memchr(start + position, Int32(first), length) else { return nil }
            position = UnsafeRawPointer(start).distance(to: hit)
            if memcmp(start + position, needle, needle.count) == 0 { return position }
            position += 1
        }
        return nil
    }
}
