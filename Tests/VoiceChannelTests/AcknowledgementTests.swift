import Foundation
import Testing
import TwinPrimitives
import VoiceChannel
import VoiceLibraries

@Suite("Acknowledgements by their sound")
struct AcknowledgementTests {
    private static let model = "models/voice/acknowledgement.network"

    /// A second of a harmonic sound behind 60 ms of near silence.
    private func sound(gain: Float = 1) -> [Float] {
        (0..<8000).map { place in
            let time = Double(place) / 8000
            var sum = 0.0
            for harmonic in 1...10 {
                sum += PortableMath.sineAndCosine(turns: Double(120 * harmonic) * time).sine
            }
            return Float(sum) * (place < 480 ? 0.0001 : 0.02) * gain
        }
    }

    @Test("what is heard does not depend on the pieces in which it comes, and ends after 700 ms")
    func pieces() {
        var whole = OpeningSound()
        whole.hear(sound())
        var parts = OpeningSound()
        var place = 0
        for (number, size) in [160, 1, 799, 40, 500, 6500].enumerated() {
            parts.hear(Array(sound()[place..<place + size]))
            place += size
            #expect(number == 5 || !parts.isFull)
        }
        #expect(place == 8000 && whole.isFull && whole.steps == OpeningSound.stepCount)
        #expect(whole.input == parts.input)
    }

    @Test("loudness does not matter, and what was not heard is silent on both counts")
    func input() {
        var loud = OpeningSound()
        var soft = OpeningSound()
        loud.hear(Array(sound().prefix(2400)))
        soft.hear(Array(sound(gain: 0.25).prefix(2400)))
        // Energies have a floor, which the first, near silent steps come close to.
        for (left, right) in zip(loud.input, soft.input) { #expect(abs(left - right) < 0.02) }
        let steps = loud.steps
        let filters = loud.energies.count / steps
        let heard = loud.input.suffix(OpeningSound.stepCount)
        // (2400 - 80 - 205) / 160 whole steps after the first.
        #expect(steps == 14 && heard.count { $0 == 1 } == steps)
        #expect(
            loud.input[(steps * filters)..<(OpeningSound.stepCount * filters)]
                .allSatisfy { $0 == 0 })
    }

    @Test("the shipped network gives a probability of whatever was heard; another file is refused")
    func files() throws {
        let network = try AcknowledgementNetwork(path: Self.model)
        var heard = OpeningSound()
        #expect((0...1).contains(network.probability(heard)))
        heard.hear(sound())
        #expect((0...1).contains(network.probability(heard)))
        #expect(throws: VoiceLibraryError.self) {
            try AcknowledgementNetwork(path: "models/voice/telephone.features")
        }
        #expect(throws: VoiceLibraryError.self) { try AcknowledgementNetwork(path: "models/none") }
        let path = FileManager.default.temporaryDirectory.appending(
            path: "cut-\(ProcessInfo.processInfo.processIdentifier).network")
        defer { try? FileManager.default.removeItem(at: path) }
        let bytes = try #require(FileManager.default.contents(atPath: Self.model))
        try bytes.dropLast().write(to: path)
        #expect(throws: VoiceLibraryError.self) { try AcknowledgementNetwork(path: path.path) }
    }
}
