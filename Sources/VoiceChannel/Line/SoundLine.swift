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
    let judgesSounds: Bool
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
    private var hearing: LineHearing

    private var callerTrack = SoundTrack()
    private var agentTrack = SoundTrack()
    private var framesHeard = 0
    private var segments: UInt16 = 0
    /// Samples of the call up to which keys sound, which the network mutes for the recogniser.
    private var mutedUntil = 0

    /// What is said since speech began, until it is read.
    private var utterance: HeardUtterance?
    /// Sample of the call before which all belongs to utterances that are over.
    private var closedUntil = 0
    /// Whether a prompt sounds.
    private var isPrompting = false

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
        hearing = LineHearing(provider.acknowledgements)
        judgesSounds = provider.acknowledgements != nil
        tellFailure = provider.tellFailure
        self.context = context
        recognizers = provider.recognizers
        self.start = start
        do {
            line = try provider.telephoneLine(
                key: LineCondition.key(
                    of: context.caller, attempt: context.attempt, streams: streams))
        } catch {
            failure = "\(error)"
        }
    }

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
        let frame = hearing.hear(heard, farEnd: said, isPrompting: isPrompting)
        if case .started = frame.change {
            findings.append(.speechStarted)
            if utterance == nil {
                begin(after: hearing.lead(since: closedUntil), asked: question)
            }
        }
        // The engine learns of every judgement while the prompt sounds.
        if let sound = frame.judged { findings.append(.sound(sound)) }
        utterance?.add(frame.sound, isSpeech: hearing.isSpeech)
        if wantsPartials { try readSoFar(&findings) }
        guard case .ended = frame.change else { return }
        // What was taken for a turn may have been an acknowledgement.
        if frame.settled != nil, hearing.verdict == .acknowledgement {
            findings.append(.sound(.acknowledgement))
        }
        findings.append(.speechStopped)
    }

    private func begin(after lead: LineHearing.Lead, asked question: Question?) {
        utterance = HeardUtterance(after: lead, state: state(question))
    }

    /// A recogniser that listens to an utterance.
    private func recognizer(of utterance: HeardUtterance) throws -> any Recognizer {
        if let lent { return lent }
        let recognizer = try recognizers.lend()
        do {
            try recognizer.begin(state: utterance.state)
        } catch {
            recognizers.giveBack(recognizer)
            throw error
        }
        lent = recognizer
        return recognizer
    }

    /// Reads the words so far.
    private func readSoFar(_ findings: inout [LineFinding]) throws {
        guard var utterance else { return }
        self.utterance = nil
        defer { self.utterance = utterance }
        let untold = utterance.untold()
        guard !untold.isEmpty else { return }
        let text = try recognizer(of: utterance).hear(untold, wantsPartial: true)
        guard !text.isEmpty, text != utterance.partial else { return }
        utterance.partial = text
        findings.append(.partial(text))
    }

    private func giveBack() {
        if let lent { recognizers.giveBack(lent) }
        lent = nil
    }

    func read(question: Question?) -> EarReading {
        guard var said = utterance else { return EarReading(.hypotheses([])) }
        defer { giveBack() }
        // Once the prompt is over, "yeah" is an answer to it.
        let isAcknowledgement =
            hearing.verdict == .acknowledgement && isPrompting && !hearing.isSpeech
        hearing.startAnew()
        utterance = nil
        closedUntil = framesHeard * TelephoneFrame.sampleCount - said.heldBack.count
        if isAcknowledgement {
            var meaning = Interpretation()
            meaning.remark = .acknowledgement
            return EarReading(.meaning(meaning))
        }
        // Speech that goes on over the limit of a turn is the next utterance.
        let isCutOff = hearing.isSpeech
        if isCutOff { begin(after: said.rest, asked: question) }
        do {
            let recognizer = try recognizer(of: said)
            _ = try recognizer.hear(said.untold(), wantsPartial: false)
            return EarReading(.hypotheses(try recognizer.finish(inSpeech: isCutOff).hypotheses))
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
