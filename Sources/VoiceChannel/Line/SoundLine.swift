import CallerModel
import Conversations
import DialogueEngine
import TelephoneAudio
import TwinPrimitives

/// One call's sound: the caller speaks into a telephone line, and a detector and a recogniser hear
/// what comes out of it.
///
/// Both sides' sound lies on the samples of the call. Each frame of 20 ms takes the caller's samples
/// through the line, with what the voice agent says as its far end; the detector finds speech in the
/// result, and from shortly before its onset on the recogniser hears it.
final class SoundLine: SpeechLine {
    let frameSeconds = TelephoneFrame.seconds
    private(set) var failure: String?

    private let sounds: CallerSounds
    private let promptVoice: Voice
    private let recognizers: RecognizerPool
    /// Lent from when words so far are wanted until they are read, else for the reading alone: so many
    /// recognisers are loaded as read at one time, not as calls last or people speak.
    private var lent: (any Recognizer)?
    private let state: @Sendable (Question?) -> String
    private let keep: (@Sendable (CallContext, SoundRecording) -> Void)?
    private let tellFailure: (@Sendable (String) -> Void)?
    private let context: CallContext
    private let start: SimulationTime
    /// Nil where the line could not be opened, and the call has failed.
    private var line: TelephoneLine?
    private var canceller = EchoCanceller()
    private var detector = VoiceActivityDetector()

    private var callerTrack = SoundTrack()
    private var agentTrack = SoundTrack()
    private var framesHeard = 0
    private var segments: UInt16 = 0
    /// Samples of the call up to which keys sound, which the network mutes for the recogniser.
    private var mutedUntil = 0

    /// The last frames, heard before the detector fires.
    private var recent: [[Float]] = []
    private var isRecognizing = false
    /// Sound of the utterance so far, for a recogniser.
    private var utterance: [Float] = []
    /// Samples of it that the lent recogniser has heard.
    private var samplesTold = 0
    /// The recogniser's state in which the utterance began.
    private var expected = ""
    private var partial = ""
    /// Silence after speech that the recogniser hears only if speech goes on.
    private var heldBack: [Float] = []
    /// Frames since speech was over, of those that the recogniser heard.
    private var silentFrames = 0

    /// Tells who wants the word; nil where words have to.
    private let acknowledgements: AcknowledgementNetwork?
    /// Listens to the speech that goes on since it began in a prompt.
    private var listener: PromptListener?
    /// Sample of the call at which that speech began.
    private var speechFrom = 0
    /// Whether a prompt sounds.
    private var isPrompting = false
    /// Whether all that was said since the last reading were acknowledgements into prompts.
    private var onlyAcknowledged = false

    private var callerSamples: [Float] = []
    private var agentSamples: [Float] = []

    init(
        _ provider: SoundLineProvider, context: CallContext, streams: RandomStreams,
        start: SimulationTime
    ) {
        let voice = provider.voices.voice(of: context.caller, streams: streams)
        sounds = CallerSounds(
            synthesizer: provider.synthesizer, recorded: provider.recorded, voice: voice,
            streams: streams,
            caller: context.caller, attempt: context.attempt)
        promptVoice = provider.promptVoice
        state = provider.state
        keep = provider.keep
        acknowledgements = provider.acknowledgements
        tellFailure = provider.tellFailure
        self.context = context
        recognizers = provider.recognizers
        self.start = start
        do {
            line = try provider.telephoneLine(
                key: streams.word(.lineNoise, context.caller, attempt: context.attempt))
        } catch {
            failure = "\(error)"
        }
    }

    var judgesSounds: Bool { acknowledgements != nil }

    // MARK: Speaking

    func callerStarts(_ segment: CallerSegment, at time: SimulationTime) -> SpokenPrompt {
        if segments < .max { segments += 1 }
        do {
            let sound = try sounds.sound(of: segment, ordinal: segments)
            let first = sample(at: time)
            callerTrack.place(sound.samples, at: first)
            if sound.isKeys { mutedUntil = max(mutedUntil, first + sound.samples.count) }
            return sound.spoken
        } catch {
            failure = "\(error)"
            return SpokenPrompt(wordEnds: [], durationSeconds: segment.durationSeconds)
        }
    }

    func promptStarts(_ utterance: Utterance, at time: SimulationTime) {
        guard !utterance.text.isEmpty else { return }
        do {
            let speech = try sounds.synthesizer.speak(utterance.text, voice: promptVoice)
            agentTrack.place(speech.clip.prepared().samples, at: sample(at: time))
            isPrompting = true
        } catch {
            failure = "\(error)"
        }
    }

    func promptStops(at time: SimulationTime) {
        agentTrack.cut(at: sample(at: time))
        isPrompting = false
    }

    private func sample(at time: SimulationTime) -> Int {
        Int(((time - start).seconds * Double(TelephoneFrame.sampleRate)).rounded())
    }

    // MARK: Hearing

    func listen(
        until time: SimulationTime, question: Question?, wantsPartials: Bool
    ) -> [LineFinding] {
        var findings: [LineFinding] = []
        while (framesHeard + 1) * TelephoneFrame.sampleCount <= sample(at: time), failure == nil {
            do {
                try hearFrame(question, wantsPartials, &findings)
            } catch {
                failure = "\(error)"
            }
        }
        return findings
    }

    private func hearFrame(
        _ question: Question?, _ wantsPartials: Bool, _ findings: inout [LineFinding]
    ) throws {
        let first = framesHeard * TelephoneFrame.sampleCount
        framesHeard += 1
        let said = agentTrack.frame(at: first)
        guard var heard = line?.carry(callerTrack.frame(at: first), farEnd: said) else { return }
        if keep != nil {
            callerSamples += heard
            agentSamples += said
        }
        if first < mutedUntil { heard = [Float](repeating: 0, count: heard.count) }
        heard = canceller.cancelled(heard, farEnd: said)
        let change = detector.hear(heard, residualPower: canceller.residualPower)
        if case .started(let seconds) = change {
            findings.append(.speechStarted)
            listen(since: seconds)
            beginRecognizing(question)
        }
        judge(heard, &findings)
        if isRecognizing {
            hear(heard)
            if wantsPartials { try readSoFar(&findings) }
        }
        if case .ended = change {
            settle(&findings)
            findings.append(.speechStopped)
        }
        recent.append(heard)
        if recent.count > Self.leadFrames { recent.removeFirst() }
    }

    /// Frames before the detector's onset that the recogniser hears too: soft beginnings of words.
    private static let leadFrames = 15

    /// Adds a frame to the utterance, unless it is of the long silence that ends a turn: in that
    /// recognisers hear words that nobody said.
    private func hear(_ frame: [Float]) {
        silentFrames = detector.isSpeech ? 0 : silentFrames + 1
        guard silentFrames <= Self.tailFrames else { return heldBack += frame }
        utterance += heldBack + frame
        heldBack = []
    }

    /// Frames of silence after the detector's end of speech that the recogniser hears: 0.1 s, which with
    /// the detector's hangover makes the 0.3 s that utterances of the bench and of banks end with.
    private static let tailFrames = 5

    /// Begins to listen to speech into a prompt, from a little before its first sound.
    private func listen(since seconds: Double) {
        speechFrom = Int((seconds * Double(TelephoneFrame.sampleRate)).rounded())
        guard isPrompting, let acknowledgements else {
            listener = nil
            onlyAcknowledged = false
            return
        }
        if !isRecognizing { onlyAcknowledged = true }
        var listener = PromptListener(acknowledgements)
        let lead = Int(OpeningSound.leadSeconds * Double(TelephoneFrame.sampleRate))
        let before = (framesHeard - 1) * TelephoneFrame.sampleCount - (speechFrom - lead)
        _ = listener.hear(Array(recent.joined().suffix(before)), seconds: 0)
        self.listener = listener
    }

    /// Has the listener hear a frame; the engine learns of every judgement while the prompt sounds.
    private func judge(_ heard: [Float], _ findings: inout [LineFinding]) {
        let samples = framesHeard * TelephoneFrame.sampleCount - speechFrom
        let seconds = Double(samples) / Double(TelephoneFrame.sampleRate)
        guard detector.isSpeech, let sound = listener?.hear(heard, seconds: seconds) else { return }
        findings.append(.sound(sound))
    }

    /// Speech into a prompt is over: what was taken for a turn may have been an acknowledgement.
    private func settle(_ findings: inout [LineFinding]) {
        guard let listener else { return }
        self.listener = nil
        onlyAcknowledged = onlyAcknowledged && listener.whole == .acknowledgement
        if onlyAcknowledged { findings.append(.sound(.acknowledgement)) }
    }

    private func beginRecognizing(_ question: Question?) {
        guard !isRecognizing else { return }
        isRecognizing = true
        partial = ""
        heldBack = []
        silentFrames = 0
        expected = state(question)
        utterance = Array(recent.joined())
    }

    /// A recogniser that listens to the utterance.
    private func listeningRecognizer() throws -> any Recognizer {
        if let lent { return lent }
        let recognizer = try recognizers.lend()
        samplesTold = 0
        do {
            try recognizer.begin(state: expected)
        } catch {
            recognizers.giveBack(recognizer)
            throw error
        }
        lent = recognizer
        return recognizer
    }

    /// Reads the words so far.
    private func readSoFar(_ findings: inout [LineFinding]) throws {
        let recognizer = try listeningRecognizer()
        guard samplesTold < utterance.count else { return }
        let text = try recognizer.hear(utterance[samplesTold...], wantsPartial: true)
        samplesTold = utterance.count
        guard !text.isEmpty, text != partial else { return }
        partial = text
        findings.append(.partial(text))
    }

    /// Reads the utterance as a whole.
    private func readWhole() throws -> Recognition {
        let recognizer = try listeningRecognizer()
        _ = try recognizer.hear(utterance[samplesTold...], wantsPartial: false)
        return try recognizer.finish()
    }

    private func giveBack() {
        if let lent { recognizers.giveBack(lent) }
        lent = nil
    }

    func read(question: Question?) -> EarReading {
        guard isRecognizing else { return EarReading(.hypotheses([])) }
        isRecognizing = false
        defer { giveBack() }
        // Once the prompt is over, "yeah" is an answer to it.
        let isAcknowledgement = onlyAcknowledged && isPrompting && !detector.isSpeech
        onlyAcknowledged = false
        do {
            if isAcknowledgement {
                var meaning = Interpretation()
                meaning.remark = .acknowledgement
                return EarReading(.meaning(meaning))
            }
            let recognition = try readWhole()
            // Speech that goes on over the limit of a turn is the next utterance.
            if detector.isSpeech { beginRecognizing(question) }
            return EarReading(.hypotheses(recognition.hypotheses))
        } catch {
            failure = "\(error)"
            return EarReading(.hypotheses([]))
        }
    }

    func callEnds() {
        giveBack()
        if let failure { tellFailure?(failure) }
        keep?(
            context,
            SoundRecording(
                caller: AudioClip(samples: callerSamples, sampleRate: TelephoneFrame.sampleRate),
                agent: AudioClip(samples: agentSamples, sampleRate: TelephoneFrame.sampleRate)))
    }
}
