public import TelephoneAudio

/// Six voices talking of other things, of which babble is made.
public enum BabbleTalkers {
    private static let talk = [
        ("slt", "the meeting was moved to the afternoon since nobody had time in the morning"),
        ("rms", "he told her that we would come over after the game unless it rained"),
        ("awb", "you should have seen the look on his face when they opened the door"),
        ("kal16", "all of them were talking about the garden and about the price of bread"),
        ("slt", "we drove for hours along the coast until it got too dark to see the road"),
        ("rms", "she bought a green coat and three pairs of shoes and never wore them"),
    ]

    /// The voices, for a line's sounds.
    ///
    /// - Parameter synthesizer: Who speaks; needs flite.
    /// - Returns: Six clips.
    /// - Throws: `VoiceLibraryError` where flite is missing.
    public static func clips(_ synthesizer: any SpeechSynthesizer) throws -> [NoiseClip] {
        try talk.compactMap { name, text in
            let voice = Voice(engine: .flite, name: name)
            return NoiseClip(try synthesizer.speak(text, voice: voice).clip.prepared())
        }
    }
}
