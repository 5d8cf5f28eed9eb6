public import TwinPrimitives

/// Whose voice a caller has, and over what line they call.
public protocol SpeakerSource: Sendable {
    /// All that may speak; not empty.
    var speakers: [Speaker] { get }

    /// Which of `speakers` a caller is.
    ///
    /// - Parameters:
    ///   - caller: Who calls; keeps the voice over all attempts.
    ///   - attempt: The caller's attempt, from 0; the line may be another one each time.
    ///   - streams: Random numbers of the run.
    /// - Returns: An index into `speakers`.
    func speakerIndex(of caller: CallerKey, attempt: UInt16, streams: RandomStreams) -> Int
}

extension SpeakerSource {
    /// Name of the voice that a caller has.
    func voiceName(of caller: CallerKey, attempt: UInt16, streams: RandomStreams) -> String {
        speakers[speakerIndex(of: caller, attempt: attempt, streams: streams)].voice.name
    }
}

/// Callers whose voices are drawn from a list with equal chances, each keeping theirs.
public struct DrawnSpeakers: SpeakerSource {
    /// All that may speak.
    public let speakers: [Speaker]

    /// Stores a list.
    ///
    /// - Parameter speakers: Not empty.
    public init(_ speakers: [Speaker]) {
        precondition(!speakers.isEmpty, "somebody must speak")
        self.speakers = speakers
    }

    /// The place in the list that the caller's own number falls on.
    public func speakerIndex(
        of caller: CallerKey, attempt: UInt16, streams: RandomStreams
    ) -> Int {
        let draw = streams.uniform(.voice, caller)
        return min(Int(draw * Double(speakers.count)), speakers.count - 1)
    }
}
