import Testing
import TwinPrimitives
import VoiceChannel
import VoiceLibraries

@Suite("the panel of callers' voices")
struct VoicePanelTests {
    private let streams = RandomStreams(seed: 5, replication: 0)

    private func caller(_ ordinal: Int) -> CallerKey {
        CallerKey(contactType: ContactTypeID(1), ordinal: UInt32(ordinal))
    }

    @Test("voices come in the stated shares, their variants evenly")
    func shares() {
        let panel = VoicePanel.standard
        let count = 20_000
        let drawn = (0..<count).map { panel.voice(of: caller($0), streams: streams) }
        let counts = Dictionary(drawn.map { ($0, 1) }, uniquingKeysWith: +)
        let total = panel.members.reduce(0) { $0 + $1.share }
        for member in panel.members {
            let expected = member.share / total / Double(member.variants.count)
            // 4.9 standard errors of a share: false alarms of 1e-6 for each of 24 variants.
            let tolerance = 4.9 * (expected * (1 - expected) / Double(count)).squareRoot()
            for variant in member.variants {
                let share = Double(counts[variant] ?? 0) / Double(count)
                #expect(abs(share - expected) < tolerance, "\(variant): \(share) for \(expected)")
            }
        }
        #expect(Set(drawn) == Set(panel.voices))
    }

    @Test("a caller's voice is the caller's alone, whoever was drawn before")
    func stable() {
        let forwards = (0..<50).map { VoicePanel.standard.voice(of: caller($0), streams: streams) }
        let backwards = (0..<50).reversed().map {
            VoicePanel.standard.voice(of: caller($0), streams: streams)
        }
        #expect(forwards == backwards.reversed())
    }

    @Test("added voices take the stated share, and none leaves the panel as it is")
    func adding() {
        let panel = VoicePanel.standard.adding(piper: ["joe", "amy"], share: 0.2)
        let total = panel.members.reduce(0) { $0 + $1.share }
        let piper = panel.members.filter { $0.engine == .piper }.reduce(0) { $0 + $1.share }
        #expect(abs(piper / total - 0.2) < 1e-12)
        #expect(VoicePanel.standard.adding(piper: []) == .standard)
    }

    @Test("every variant of flite is one that the voice can speak")
    func spoken() {
        for voice in VoicePanel.standard.voices where voice.engine == .flite {
            #expect(Flite.voices.contains(voice.name))
            #expect(voice.pitch == 1 || Flite.takesPitch(voice.name))
        }
    }
}
