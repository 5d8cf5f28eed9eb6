import Testing
import TwinPrimitives
import VoiceChannel

@Suite("The Fourier transform")
struct FourierTransformTests {
    @Test("the transform of a cosine is one line", arguments: [8, 64, 256])
    func cosine(size: Int) {
        let transform = FourierTransform(size: size)
        let cosine = (0..<size).map {
            PortableMath.sineAndCosine(turns: 3 * Double($0) / Double(size)).cosine
        }
        let spectrum = transform.forward(cosine)
        let expected = Double(size * size) / 4
        for bin in 0...size / 2 {
            #expect(abs(spectrum.power(bin) - (bin == 3 ? expected : 0)) < 1e-9 * expected)
        }
    }
}
