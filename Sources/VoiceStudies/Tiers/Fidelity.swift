public import DecodeBank

/// How truly the calls of simulated callers are held.
public enum Fidelity: String, CaseIterable, Sendable {
    /// The voice agent reads what callers say.
    case text
    /// Meanings through a fitted error channel.
    case channel
    /// Words through a fitted error channel.
    case channelWords = "channel-words"
    /// Real decodes of the very words from a bank.
    case bank
    /// Sound.
    case audio

    /// The tier that hears by files; nil for text and sound.
    public var tier: HearingTier? { HearingTier(rawValue: rawValue) }
}
