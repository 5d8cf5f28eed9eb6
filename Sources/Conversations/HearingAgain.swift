import DialogueEngine
public import TwinPrimitives

/// Hears calls another time: same ear, same callers, voices, lines and words, other draws of what is heard.
///
/// Ears that draw nothing hear the same every time.
public struct HearingAgain: Ear {
    /// What hears.
    public let ear: any Ear
    /// Which of several independent hearings, from 0, which is that of the ear alone.
    public let number: UInt16

    /// Makes an ear.
    ///
    /// - Parameters:
    ///   - ear: What hears.
    ///   - number: Which of several independent hearings, from 0.
    public init(_ ear: any Ear, number: UInt16) {
        self.ear = ear
        self.number = number
    }

    private func again(_ speech: HeardSpeech) -> HeardSpeech {
        var speech = speech
        speech.hearing = number
        return speech
    }

    /// What the ear makes of an utterance this time.
    public func hear(_ speech: HeardSpeech, streams: RandomStreams) -> EarReading {
        ear.hear(again(speech), streams: streams)
    }

    /// What the ear hears of the beginning of an utterance this time.
    public func hearBeginning(_ speech: HeardSpeech, streams: RandomStreams) -> String {
        ear.hearBeginning(again(speech), streams: streams)
    }

    /// As the ear.
    public var hearsByChance: Bool { ear.hearsByChance }

    /// As the ear: callers keep their voices.
    public func voice(
        of caller: CallerKey, attempt: UInt16, streams: RandomStreams
    ) -> String? { ear.voice(of: caller, attempt: attempt, streams: streams) }
}

extension Conversation {
    /// Whether another hearing of a call may differ: sound is made and heard one way only.
    public var hearsByChance: Bool { line == nil && ear.hearsByChance }

    /// The same conversation heard another time: what its ear draws is drawn anew, all else is as it was.
    ///
    /// - Parameter number: Which of several independent hearings, from 0, which is that of the conversation.
    /// - Returns: The conversation.
    public func heardAgain(_ number: UInt16) -> Conversation {
        number == 0 ? self : hearing(by: HearingAgain(ear, number: number))
    }
}
