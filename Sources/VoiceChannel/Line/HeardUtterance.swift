/// What somebody says, as far as a recogniser is to hear it.
struct HeardUtterance {
    /// Frames of silence after the detector's end of speech that the recogniser hears: 0.1 s, which with
    /// the detector's hangover makes the 0.3 s that utterances of the bench and of banks end with.
    private static let tailFrames = 5

    /// The recogniser's state in which it began.
    let state: String
    /// Its sound so far, from a little before its onset on.
    private(set) var sound: [Float]
    /// Words so far that were told.
    var partial = ""
    /// Samples that a recogniser has heard.
    private var samplesTold = 0
    /// Silence after speech, which belongs to it only if speech goes on.
    private(set) var heldBack: [Float] = []
    /// Frames since speech was over.
    private var silentFrames = 0
    /// Noise before it that no recogniser has heard.
    private let noise: [Float]

    /// Begins.
    ///
    /// - Parameters:
    ///   - lead: Sound before the frame that is added first.
    ///   - state: The recogniser's state.
    init(after lead: LineHearing.Lead, state: String) {
        sound = lead.sound
        noise = lead.noise
        self.state = state
    }

    /// What speech that goes on after it is heard after: noise that it was not heard with itself.
    var rest: LineHearing.Lead { LineHearing.Lead(sound: noise) }

    /// Adds a frame, unless it is of the long silence that ends a turn: in that recognisers hear words that
    /// nobody said.
    mutating func add(_ frame: [Float], isSpeech: Bool) {
        silentFrames = isSpeech ? 0 : silentFrames + 1
        guard silentFrames <= Self.tailFrames else { return heldBack += frame }
        sound += heldBack + frame
        heldBack = []
    }

    /// Sound that no recogniser has heard yet; from now on it has.
    mutating func untold() -> ArraySlice<Float> {
        defer { samplesTold = sound.count }
        return sound[samplesTold...]
    }
}
