import CallerModel
import ContactCenter
import ContactCenterEvents
import Conversations
import DialogueEngine
import Distributions
import Synchronization
import TelephoneAudio
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation
import VoiceAgents
import VoiceChannel

/// Sessions in sound inside a center; voice and recogniser are stand-ins.
@Suite("A center whose sessions sound")
struct SoundingCenterTests {
    /// Counts recognisers that are made.
    final class Made: Sendable {
        let count = Mutex(0)
    }

    static func tier(
        _ made: Made = Made(), voice: BuzzVoice = BuzzVoice(),
        tellFailure: (@Sendable (String) -> Void)? = nil
    ) throws -> ConversationTier {
        var rules = ChainModel.noFallback
        rules.noMatch = 2
        let model = ChainModel.make(turns: 3, fallback: rules)
        var lines = SoundLineProvider(
            synthesizer: voice, voices: .standard, promptVoice: VoicePanel.agent,
            condition: try #require(LineCondition.preset("clean")),
            recognizers: RecognizerPool {
                made.count.withLock { $0 += 1 }
                return KnowingRecognizer()
            }, state: { $0 == .wish ? "wish" : "all" })
        lines.tellFailure = tellFailure
        return ConversationTier(
            conversation: Conversation(
                reducer: DialogueReducer(
                    model: model, streams: RandomStreams(seed: 0, replication: 0)),
                profile: ChainModel.profile(turns: 3) { _ in },
                mouth: VoiceMouth(synthesizer: voice, voice: VoicePanel.agent), line: lines),
            firstDay: CivilDate(dayNumber: 20_000), fingerprint: "buzz")
    }

    static func twin(_ tier: ConversationTier) -> TwinConfiguration {
        SmallCenter.twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: SmallCenter.poisson(perHour: 240, hours: 0.1),
                    patience: .exponential(mean: 120), firstServedBy: VoicePoolID(0))
            ],
            groups: [
                SmallCenter.group("agents", size: 3, skills: [Skill(talk: .exponential(mean: 60))])
            ],
            pools: [VoicePoolConfiguration(name: "voice", tier: .conversation(tier))],
            horizonSeconds: 360)
    }

    @Test("a session in sound is the conversation that the same caller holds alone")
    func alone() throws {
        let tier = try Self.tier()
        let events = SmallCenter.events(Self.twin(tier), seed: 5)
        let alone = tier.drawing(from: RandomStreams(seed: 5, replication: 0))
        var callers: [UInt32: DialogueKey] = [:]
        var started: [UInt32: SimulationTime] = [:]
        var turns: [UInt32: Int] = [:]
        var checked = 0
        for timed in events {
            switch timed.event {
            case .contactArrived(let fact):
                callers[fact.contact.rawValue] = DialogueKey(
                    caller: fact.caller, attempt: fact.attempt)
            case .sessionStarted(let fact): started[fact.contact.rawValue] = timed.time
            case .utteranceUnderstood(let fact): turns[fact.contact.rawValue, default: 0] += 1
            case .sessionEnded(let fact):
                let contact = fact.contact.rawValue
                let start = try #require(started[contact])
                let session = RecordedSession(
                    alone, of: try #require(callers[contact]), at: start)
                #expect(session.failure == nil)
                #expect(session.summary.outcome == fact.outcome)
                #expect(abs(session.summary.seconds - (timed.time - start).seconds) < 1e-9)
                #expect(session.summary.turns == turns[contact] ?? 0)
                checked += 1
            default: break
            }
        }
        #expect(checked >= 10)
    }

    @Test("fewer recognisers are loaded than sessions overlap")
    func lent() throws {
        let made = Made()
        let events = SmallCenter.events(Self.twin(try Self.tier(made)), seed: 5)
        var (inUse, most, all) = (0, 0, 0)
        for timed in events {
            switch timed.event {
            case .sessionStarted:
                inUse += 1
                all += 1
                most = max(most, inUse)
            case .sessionEnded: inUse -= 1
            default: break
            }
        }
        #expect(all >= 10 && most >= 2)
        #expect(made.count.withLock { $0 } <= most)
    }

    @Test("a voice that fails is told of, and ends the sessions")
    func fails() throws {
        let told = Told()
        let tier = try Self.tier(voice: BuzzVoice(fails: true)) { told.add($0) }
        let session = RecordedSession(
            tier,
            of: DialogueKey(
                caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0), attempt: 0),
            at: .zero)
        #expect(session.failure == "the voice is hoarse")
        #expect(told.texts.withLock { $0 } == ["the voice is hoarse"])
    }

    /// What lines told of their failures.
    final class Told: Sendable {
        let texts = Mutex<[String]>([])

        func add(_ text: String) { texts.withLock { $0.append(text) } }
    }
}
