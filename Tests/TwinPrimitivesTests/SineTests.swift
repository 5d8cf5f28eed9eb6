import Foundation
import Testing
import TwinPrimitives

@Suite("sine and cosine of turns")
struct SineTests {
    @Test("whole quarters of a turn are exact")
    func quarters() {
        for turns in [-3.0, 0, 1, 1e15] {
            #expect(PortableMath.sineAndCosine(turns: turns) == (0, 1))
        }
        #expect(PortableMath.sineAndCosine(turns: 0.25) == (1, 0))
        #expect(PortableMath.sineAndCosine(turns: 0.5) == (0, -1))
        #expect(PortableMath.sineAndCosine(turns: -0.25) == (-1, 0))
        #expect(PortableMath.sineAndCosine(turns: 1000.75) == (-1, 0))
    }

    /// The C library's own error and that of 2 pi x add 4e-16 at most.
    @Test("they agree with the C library within one turn, and repeat every turn")
    func library() {
        for index in -4000...4000 {
            let turns = Double(index) / 8000 + 1e-5
            let (sine, cosine) = PortableMath.sineAndCosine(turns: turns)
            #expect(abs(sine - Foundation.sin(2 * Double.pi * turns)) < 7e-16)
            #expect(abs(cosine - Foundation.cos(2 * Double.pi * turns)) < 7e-16)
            let far = PortableMath.sineAndCosine(turns: Double(index) / 8192 + 4096)
            let near = PortableMath.sineAndCosine(turns: Double(index) / 8192)
            #expect(far == near)
        }
    }

    @Test("the bits are part of the meaning of a log")
    func bits() {
        let (sine, cosine) = PortableMath.sineAndCosine(turns: 0.1)
        #expect(sine.bitPattern == 0x3FE2_CF23_04755A5E)
        #expect(cosine.bitPattern == 0x3FE9_E377_9B97_F4A8)
        let (other, another) = PortableMath.sineAndCosine(turns: -7.3141592)
        #expect(
            other.bitPattern == 0xBFED_6F54_1765_B4D7
                && another.bitPattern == 0xBFD9_1B58_23A5_72E8)
    }
}
