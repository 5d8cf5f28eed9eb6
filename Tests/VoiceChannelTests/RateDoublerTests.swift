import Testing
import TwinPrimitives
import VoiceChannel

@Suite("Sound at twice the rate")
struct RateDoublerTests {
    private func sine(_ hertz: Double, rate: Double, count: Int) -> [Float] {
        (0..<count).map { Float(PortableMath.sineAndCosine(turns: hertz / rate * Double($0)).sine) }
    }

    @Test(
        "a sine of the telephone band stays that sine within 1 %", arguments: [300.0, 1000, 3200])
    func sineStays(hertz: Double) {
        var doubler = RateDoubler()
        let doubled =
            doubler.double(sine(hertz, rate: 8000, count: 400)[...]) + doubler.finish()
        let expected = sine(hertz, rate: 16_000, count: 800)
        #expect(doubled.count == 800)
        for place in 100..<700 { #expect(abs(doubled[place] - expected[place]) < 0.01) }
    }

    @Test("stretches of any length give the samples of the whole")
    func stretches() {
        let sound = sine(700, rate: 8000, count: 500)
        var whole = RateDoubler()
        let expected = whole.double(sound[...]) + whole.finish()
        var pieces = RateDoubler()
        var doubled: [Float] = []
        var start = 0
        for size in [1, 2, 3, 160, 0, 31, 303] {
            doubled += pieces.double(sound[start..<start + size])
            start += size
        }
        #expect(start == sound.count)
        #expect(doubled + pieces.finish() == expected)
    }
}
