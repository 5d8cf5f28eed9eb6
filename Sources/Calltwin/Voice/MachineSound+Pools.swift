import Scenarios
import Synchronization
import VoiceChannel

/// Scenarios whose pools have fidelity audio.
extension MachineSound: PoolSoundMaker {
    func sound(for request: PoolSoundRequest) throws(PoolSoundError) -> PoolSound {
        do throws(CommandFailure) {
            let line = try LineChoice(request.line, option: "line")
            let made = try provider(
                over: line, recognizer: request.recognizer, of: request.model,
                today: request.firstDay)
            var provider = made.provider
            let failures = SoundFailures()
            provider.tellFailure = { failures.add($0) }
            return PoolSound(
                line: provider,
                mouth: VoiceMouth(
                    synthesizer: provider.synthesizer, voice: provider.promptVoice),
                fingerprint: made.configuration,
                failure: { failures.least })
        } catch {
            let what = error.place.map { "\($0): \(error.message)" } ?? error.message
            if error.status == .unavailable { throw .missing(what: what) }
            throw .wrong(what: what)
        }
    }
}

/// What went wrong with the sound of calls, from any processor.
private final class SoundFailures: Sendable {
    private let texts = Mutex<Set<String>>([])

    func add(_ text: String) { texts.withLock { _ = $0.insert(text) } }

    /// The first in the order of words, so that the same one is told whichever call met it first.
    var least: String? { texts.withLock { $0.min() } }
}
