import Conversations
import Synchronization
import TwinPrimitives

/// Hears as another ear does, and notes what was said.
final class NotingEar: Ear {
    private let ear: any Ear
    private let noted = Mutex<[HeardSpeech]>([])

    init(_ ear: any Ear) { self.ear = ear }

    func hear(_ speech: HeardSpeech, streams: RandomStreams) -> EarReading {
        if !speech.text.isEmpty { noted.withLock { $0.append(speech) } }
        return ear.hear(speech, streams: streams)
    }

    func hearBeginning(_ speech: HeardSpeech, streams: RandomStreams) -> String {
        ear.hearBeginning(speech, streams: streams)
    }

    /// What was said since the last time.
    func take() -> [HeardSpeech] {
        noted.withLock { noted in
            defer { noted = [] }
            return noted
        }
    }
}
