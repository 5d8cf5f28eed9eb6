import Conversations
import DialogueEngine
import Synchronization
import TelephoneAudio
import Testing
import TwinPrimitives
import VoiceChannel

/// What is rendered alone is what a call has, sample by sample.
@Suite("An utterance as sound")
struct UtteranceSoundTests {
    private final class Kept: Sendable {
        let recordings = Mutex<[SoundRecording]>([])
    }

    /// A call in which a caller says something at an instant, and the voice agent something else.
    private func call(
        _ preset: String, _ text: String, prompt: String, at start: SimulationTime,
        caller: CallerKey, streams: RandomStreams
    ) throws -> SoundRecording {
        let kept = Kept()
        let provider = SoundLineProvider(
            synthesizer: BuzzVoice(), voices: .standard, promptVoice: VoicePanel.agent,
            condition: try #require(LineCondition.preset(preset)),
            recognizers: RecognizerPool { KnowingRecognizer() }, state: { _ in "all" },
            keep: { _, recording in kept.recordings.withLock { $0.append(recording) } })
        let line = provider.line(
            for: CallContext(caller: caller, today: CivilDate(dayNumber: 0), minuteOfDay: 600),
            at: .zero, streams: streams)
        line.promptStarts(SoundLineTests.prompt(prompt), at: .zero)
        _ = line.listen(until: start, question: .wish, wantsPartials: false)
        _ = line.callerStarts(SoundLineTests.segment(text), at: start)
        _ = line.listen(
            until: start + SimulationDuration(seconds: 2), question: .wish, wantsPartials: false)
        #expect(line.failure == nil)
        line.callEnds()
        return try #require(kept.recordings.withLock { $0.last })
    }

    @Test(
        "with a caller's key and start it is what the voice agent hears of them",
        arguments: ["clean", "noise20", "noise5", "loss10", "reverb", "muffled", "clipping"])
    func caller(_ preset: String) throws {
        let caller = CallerKey(contactType: ContactTypeID(0), ordinal: 7)
        let streams = RandomStreams(seed: 3, replication: 0)
        // At the sample 8 123, in the middle of a frame.
        let start = SimulationTime.zero + SimulationDuration(seconds: 8123.0 / 8000)
        let recording = try call(
            preset, "one two three", prompt: "hello", at: start, caller: caller, streams: streams)
        let line = try TelephoneLine(
            try #require(LineCondition.preset(preset)),
            key: LineCondition.key(of: caller, attempt: 0, streams: streams))
        let sound = try UtteranceSound(
            "one two three", voice: VoicePanel.standard.voice(of: caller, streams: streams),
            by: BuzzVoice(), beforeSeconds: 8123.0 / 8000, afterSeconds: 0.5, over: line)
        let count = sound.clip.samples.count
        #expect(count > 16_000 && recording.caller.samples.count >= count)
        #expect(Array(recording.caller.samples.prefix(count)) == sound.clip.samples)
        // Another caller has another line, where a line draws at all.
        let other = try TelephoneLine(
            try #require(LineCondition.preset("noise20")),
            key: LineCondition.key(
                of: CallerKey(contactType: ContactTypeID(0), ordinal: 8), attempt: 0,
                streams: streams))
        let others = try UtteranceSound(
            "one two three", voice: VoicePanel.agent, by: BuzzVoice(),
            beforeSeconds: 8123.0 / 8000, afterSeconds: 0.5, over: other)
        #expect(others.clip.samples != sound.clip.samples)
    }

    @Test("without a line it is the prompt that callers hear")
    func prompt() throws {
        let caller = CallerKey(contactType: ContactTypeID(0), ordinal: 0)
        let streams = RandomStreams(seed: 1, replication: 0)
        let recording = try call(
            "clean", "one", prompt: "how may i help", at: .zero, caller: caller, streams: streams)
        let sound = try UtteranceSound(
            "how may i help", voice: VoicePanel.agent, by: BuzzVoice(), beforeSeconds: 0,
            afterSeconds: 0)
        let count = sound.clip.samples.count
        #expect(Array(recording.agent.samples.prefix(count)) == sound.clip.samples)
        #expect(sound.startSeconds == 0 && sound.endSeconds == sound.clip.durationSeconds)
    }

    @Test("words end where the voice says, after the silence before")
    func times() throws {
        let sound = try UtteranceSound(
            "one two", voice: VoicePanel.agent, by: BuzzVoice(), beforeSeconds: 0.5,
            afterSeconds: 0.25)
        #expect(sound.wordEnds == [0.75, 1.0])
        #expect(sound.clip.durationSeconds == 1.25)
        #expect(sound.clip.samples.prefix(4000).allSatisfy { $0 == 0 })
    }
}
