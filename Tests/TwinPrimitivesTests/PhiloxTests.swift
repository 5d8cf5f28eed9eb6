import Testing
import TwinPrimitives

@Suite("Philox")
struct PhiloxTests {
    /// Random123, `kat_vectors`, lines "philox2x64 10".
    @Test(
        "meets the published known-answer vectors",
        arguments: [
            (0, 0, 0, 0xca00_a045_9843_d731, 0x66c2_4222_c9a8_45b5),
            (.max, .max, .max, 0x65b0_21d6_0cd8_310f, 0x4d02_f322_2f86_df20),
            (
                0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344, 0xa409_3822_299f_31d0,
                0x0a5e_742c_2997_341c, 0xb0f8_83d3_8000_de5d
            ),
        ] as [(UInt64, UInt64, UInt64, UInt64, UInt64)])
    func knownAnswers(c0: UInt64, c1: UInt64, key: UInt64, w0: UInt64, w1: UInt64) {
        let block = Philox.block(counter: (c0, c1), key: key)
        #expect(block.0 == w0)
        #expect(block.1 == w1)
    }
}
