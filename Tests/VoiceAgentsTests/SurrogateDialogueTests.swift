import ContactCenterEvents
import Distributions
import RandomVariates
import TestSupport
import Testing
import TwinPrimitives
import VoiceAgents

@Suite("Surrogate dialogue")
struct SurrogateDialogueTests {
    private let streams = RandomStreams(seed: 4, replication: 0)

    private func key(_ caller: Int) -> DialogueKey {
        DialogueKey(
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(caller)), attempt: 0)
    }

    private func dialogue(
        _ pool: VoicePoolConfiguration, keptBy owners: inout [LawSampler]
    ) throws -> SurrogateDialogue {
        guard case .surrogate(let configuration) = pool.tier else { throw NoSurrogate() }
        return SurrogateDialogue(configuration, sessions: .max, keptBy: &owners)
    }

    private struct NoSurrogate: Error {}

    /// The family `latency_hangup`, silence patience Weibull and latency lognormal.
    ///
    /// 200 000 turns give a
    /// standard error of 0.0003 and 0.0005; a shift of 0.0015 in the probability would be seen.
    @Test("hang-ups in the silence have the exact probability, with either tail")
    func latencyHangUp() throws {
        for exact in try ExactCases.load(families: ["latency_hangup"]) {
            let probability = try #require(exact.outputs["p_hangup_per_turn"])
            let sigma = exact.id.hasSuffix("01") ? 0.5 : 0.9
            var owners: [LawSampler] = []
            let dialogue = try dialogue(
                SmallCenter.pool(
                    latency: Latency(body: .lognormal(median: 0.8, sigma: sigma)),
                    silencePatience: .weibull(shape: 2.5, scale: 6)), keptBy: &owners)
            let turns = 200_000
            let hangUps = (0..<turns).filter {
                dialogue.course(streams, key($0), turn: 0).hangsUp
            }.count
            withExtendedLifetime(owners) {}
            let error = (probability * (1 - probability) / Double(turns)).squareRoot()
            #expect(
                abs(Double(hangUps) / Double(turns) - probability) < 4.9 * error, "\(exact.id)")
        }
    }

    @Test("a lower defect rate makes a subset of the turns wrong; the scores stay the same")
    func coupling() throws {
        var owners: [LawSampler] = []
        let score = Law.truncatedNormal(
            mean: 0.7, standardDeviation: 0.2, lower: 0, upper: 1)
        let few = try dialogue(
            SmallCenter.pool(defects: 0.05, right: score, wrong: score), keptBy: &owners)
        let many = try dialogue(
            SmallCenter.pool(defects: 0.2, right: score, wrong: score), keptBy: &owners)
        var wrong = 0
        for caller in 0..<5_000 {
            let rare = few.understanding(streams, key(caller), contact: ContactID(0), turn: 2)
            let often = many.understanding(streams, key(caller), contact: ContactID(0), turn: 2)
            #expect(rare.right || !often.right)
            #expect(rare.score == often.score)
            if !often.right { wrong += 1 }
        }
        withExtendedLifetime(owners) {}
        // 0.2 x 5 000 = 1 000 with a standard error of 28.3; a rate off by 0.03 would be seen.
        #expect(abs(wrong - 1_000) < 139)
    }

    @Test("a score that equals the threshold is accepted")
    func threshold() throws {
        var owners: [LawSampler] = []
        let dialogue = try dialogue(
            SmallCenter.pool(right: .deterministic(0.5), fallback: Fallback(accept: 0.5)),
            keptBy: &owners)
        #expect(
            dialogue.understanding(streams, key(1), contact: ContactID(0), turn: 0).accepted)
        withExtendedLifetime(owners) {}
    }
}
