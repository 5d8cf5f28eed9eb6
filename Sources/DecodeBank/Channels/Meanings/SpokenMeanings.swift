public import Conversations
public import DialogueEngine

/// What callers meant by words in dialogue states, from the callers' own minds.
public struct SpokenMeanings: Sendable {
    private struct Place: Hashable {
        var text: String
        var state: String
    }

    private var meanings: [Place: Interpretation] = [:]

    /// Collects meanings.
    ///
    /// - Parameters:
    ///   - speeches: What was said; of the same words in the same state the first meaning counts.
    ///   - model: Whose meanings they are.
    ///   - state: Name of the dialogue state in which a question is answered.
    public init(
        _ speeches: [HeardSpeech], model: DialogueModel, state: (Question?) -> String
    ) {
        let translation = Translation(model: model)
        for speech in speeches where !speech.text.isEmpty {
            let place = Place(text: Words(speech.text).text, state: state(speech.question))
            if meanings[place] == nil { meanings[place] = translation.meaning(of: speech) }
        }
    }

    /// What was meant by the words of a decode; nil where nobody said them.
    public func meaning(of key: DecodeKey) -> Interpretation? {
        meanings[
            Place(text: key.text, state: ListeningState.parts(of: key.state).language)]
    }
}
