public import Conversations
public import DialogueEngine
public import TwinPrimitives

/// What the sessions of a pool sound like, and how sound is heard.
public struct PoolSound: Sendable {
    /// Makes the line of each session, with what hears on it.
    public var line: any SpeechLineProvider
    /// Times the prompts.
    public var mouth: any Mouth
    /// Stands for what sound is made and heard by: other content, another text.
    public var fingerprint: String
    /// What went wrong with the sound of a session so far; nil while all is well.
    public var failure: @Sendable () -> String?

    /// Stores what a pool sounds like.
    ///
    /// - Parameters:
    ///   - line: Makes the line of each session.
    ///   - mouth: Times the prompts.
    ///   - fingerprint: Stands for what sound is made and heard by.
    ///   - failure: Tells what went wrong with the sound of a session so far.
    public init(
        line: any SpeechLineProvider, mouth: any Mouth, fingerprint: String,
        failure: @escaping @Sendable () -> String? = { nil }
    ) {
        self.line = line
        self.mouth = mouth
        self.fingerprint = fingerprint
        self.failure = failure
    }
}

/// What a pool at fidelity audio asks for.
public struct PoolSoundRequest: Sendable {
    /// Name of a line's condition, or the path of a file that describes one.
    public var line: String
    /// Name of what hears.
    public var recognizer: String
    /// Whose prompts are spoken, and whose callers are heard.
    public var model: DialogueModel
    /// Civil date on which simulated time begins: relative dates are heard by it.
    public var firstDay: CivilDate
}

/// Makes sound for pools: voices and recognisers are found at run time, so a program that has them hands
/// them in.
public protocol PoolSoundMaker: Sendable {
    /// Makes what a pool sounds like.
    ///
    /// - Parameter request: What the pool asks for.
    /// - Returns: The sound, ready: whatever is missing on this machine has shown.
    /// - Throws: What is missing or wrong.
    func sound(for request: PoolSoundRequest) throws(PoolSoundError) -> PoolSound
}

/// Why a pool cannot sound.
public enum PoolSoundError: Error, Equatable, Sendable {
    /// Something must be installed first; says what.
    case missing(what: String)
    /// The scenario asks for what there is not, such as an unknown condition.
    case wrong(what: String)
}
