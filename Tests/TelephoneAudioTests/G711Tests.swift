import TelephoneAudio
import Testing

@Suite("G.711")
struct G711Tests {
    @Test("every code survives decoding and encoding", arguments: G711.allCases)
    func codesRoundTrip(law: G711) {
        for code in UInt8.min...UInt8.max {
            // Mu-law has two zeros; the negative one is said as the positive one.
            let expected = law == .muLaw && code == 0x7F ? 0xFF : code
            #expect(law.encoded(law.decoded(code)) == expected)
        }
    }

    @Test("decoder values are those of the tables of G.711, at the scale of 16 bits")
    func tableValues() {
        // Table 2a, positive mu-law values from the loudest: 8031, 7775 ... then segment ends.
        let muLaw: [(UInt8, Int)] = [
            (0x80, 8031), (0x81, 7775), (0x8F, 4191), (0x90, 3999), (0x9F, 2079), (0xA0, 1983),
            (0xAF, 1023), (0xBF, 495), (0xCF, 231), (0xDF, 99), (0xEF, 33), (0xFE, 2), (0xFF, 0),
        ]
        for (code, value) in muLaw {
            #expect(Int(G711.muLaw.decoded(code)) == 4 * value)
            #expect(Int(G711.muLaw.decoded(code & 0x7F)) == -4 * value)
        }
        // Table 1a, positive A-law values (with even bits inverted) from the loudest.
        let aLaw: [(UInt8, Int)] = [
            (0xAA, 4032), (0xAB, 3904), (0xA5, 2112), (0xBA, 2016), (0xC5, 33), (0xD5, 1),
            (0xD4, 3),
        ]
        for (code, value) in aLaw {
            #expect(Int(G711.aLaw.decoded(code)) == 8 * value)
            #expect(Int(G711.aLaw.decoded(code & 0x7F)) == -8 * value)
        }
    }

    @Test("samples go to the codes between whose decision values they lie")
    func decisionValues() {
        // Ends of the segments in tables 2a and 1a; each segment has 16 equal steps, except that
        // the first step of mu-law is half as long.
        let tables: [(law: G711, scale: Int, start: Int, ends: [Int])] = [
            (.muLaw, 4, -1, [31, 95, 223, 479, 991, 2015, 4063, 8159]),
            (.aLaw, 8, 0, [32, 64, 128, 256, 512, 1024, 2048, 4096]),
        ]
        for table in tables {
            var start = table.start
            var code: UInt8 = table.law == .muLaw ? 0xFF : 0xD5
            for end in table.ends {
                for step in 0..<16 {
                    let lower = table.scale * (start + (end - start) * step / 16)
                    let upper = table.scale * (start + (end - start) * (step + 1) / 16)
                    for sample in [max(lower, 0), (lower + upper) / 2, upper - 1] {
                        #expect(table.law.encoded(Int16(sample)) == code, "sample \(sample)")
                    }
                    let plain = table.law == .muLaw ? ~code : code ^ 0x55
                    code = table.law == .muLaw ? ~(plain &+ 1) : (plain &+ 1) ^ 0x55
                }
                start = end
            }
        }
    }

    @Test("a sine keeps the ratio of signal to noise that G.712 asks of the law")
    func sineQuality() {
        for law in G711.allCases {
            // Coded exactly once, at 0 to -30 dB of full scale: at least 33 dB (G.712, method 2).
            for level in stride(from: 0.0, through: -30, by: -5) {
                let amplitude = 32_000 * PowerOfTen.ratio(decibels: level)
                let sine = Sine.samples(hertz: 1020, count: 8000, amplitude: amplitude / 32_768)
                let clip = AudioClip(samples: sine, sampleRate: 8000)
                let heard = law.decoded(law.encoded(clip.pcm))
                let ratio =
                    Power.decibels(sine)
                    - Power.decibels(
                        zip(heard, sine).map { Float($0) / 32_768 - $1 })
                #expect(ratio > 33, "\(law) at \(level) dB: \(ratio)")
            }
        }
    }
}
