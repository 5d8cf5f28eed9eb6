public import DecodeBank
public import VoiceChannel

extension SpeakerPanel {
    /// The callers' voices as banks and channels keep them.
    public init(_ panel: VoicePanel) {
        self.init(
            panel.members.map { member in
                Member(
                    engine: member.engine.rawValue, name: member.name,
                    voiceClass: Self.voiceClass(of: member.engine), share: member.share,
                    variants: member.variants.map { Variant(rate: $0.rate, pitch: $0.pitch) })
            })
    }

    /// Voices that recognisers hear about equally well.
    private static func voiceClass(of engine: Voice.Engine) -> String {
        switch engine {
        case .flite: "clear"
        case .espeak: "accented"
        default: "natural"
        }
    }
}
