import BinaryCoding
import Testing

@Suite("A byte writer")
struct ByteWriterTests {
    @Test("keeps its bytes when it grows, and its memory when it is emptied")
    func grows() {
        var writer = ByteWriter(capacity: 16)
        for number in 0..<1000 {
            writer.reserve(8)
            writer.put(fixed: UInt16(number))
        }
        #expect(writer.count == 2000)
        writer.bytes.withMemoryRebound(to: UInt16.self) { words in
            #expect(words.elementsEqual((0..<1000).map { UInt16($0).littleEndian }))
        }
        writer.removeAll()
        #expect(writer.count == 0)
    }

    @Test("stores the low bytes of a word and overwrites earlier integers")
    func words() {
        var writer = ByteWriter(capacity: 64)
        var row = writer.rowWriter
        row.put(lowBytesOf: 0x0807_0605_0403_0201, length: 3)
        writer.take(row)
        writer.put(fixed: UInt32(0))
        writer.overwrite(UInt32(0xDDCC_BBAA), at: 3)
        #expect(Array(writer.bytes) == [1, 2, 3, 0xAA, 0xBB, 0xCC, 0xDD])
    }
}
