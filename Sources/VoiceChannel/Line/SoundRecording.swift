public import TelephoneAudio

/// Both directions of a call, as they were on the line.
public struct SoundRecording: Hashable, Sendable {
    /// What the voice agent heard: the caller behind the line.
    public var caller: AudioClip
    /// What the voice agent said.
    public var agent: AudioClip

    /// Stores both directions.
    public init(caller: AudioClip, agent: AudioClip) {
        self.caller = caller
        self.agent = agent
    }
}
