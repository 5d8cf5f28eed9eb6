public import Scenarios
import Synchronization
import VoiceChannel

/// Scenarios whose pools have fidelity audio.
extension MachineSound: PoolSoundMaker {
    /// Makes what a pool sounds like, ready.
    public func sound(for request: PoolSoundRequest) throws(PoolSoundError) -> PoolSound {
        do {
            let made = try provider(
                over: try Self.line(request.line), recognizer: request.recognizer,
                of: request.model, today: request.firstDay)
            var provider = made.provider
            let failures = SoundFailures()
            provider.tellFailure = { failures.add($0) }
            return PoolSound(
                line: provider,
                mouth: VoiceMouth(
                    synthesizer: provider.synthesizer, voice: provider.promptVoice),
                fingerprint: made.configuration,
                failure: { failures.least })
        } catch let error as PoolSoundError {
            throw error
        } catch {
            let problem = SoundProblem(error)
            let what = problem.place.map { "\($0): \(problem.what)" } ?? problem.what
            if problem.kind == .missing { throw .missing(what: what) }
            throw .wrong(what: what)
        }
    }

    private static func line(_ name: String) throws -> LineChoice {
        do {
            return try LineChoice(name)
        } catch let error as VoiceStudyError {
            throw PoolSoundError.wrong(what: "line \(error.problem)")
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
