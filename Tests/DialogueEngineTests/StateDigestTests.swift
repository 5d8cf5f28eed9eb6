import DialogueEngine
import Testing
import TwinPrimitives

/// The digest of a state against the list of its fields, read by reflection: a field that is added
/// and not digested fails here.
@Suite("Digest of a dialogue's state")
struct StateDigestTests {
    private static let utterance = Utterance(
        handle: PromptHandle(1), prompt: PromptID(1), text: "a", act: .inform, allowsBargeIn: true,
        isFiller: false)
    private static let frame = Frame(
        flow: FlowID(0), step: StepID(0), probability: .one, hasActed: false)
    private static let belief = Belief(
        value: .number(1), status: .proposed, probability: .one, turn: 1, partial: nil,
        rejected: nil, asked: 0, wasForgotten: false, isFromTool: false, isSkipped: false)
    private static let wish = IntentCandidate(intent: IntentID(1), probability: .one)
    private static let answer = AnswerCandidate(
        slot: SlotID(0), value: .number(1), probability: .one)

    private static func state() -> DialogueState {
        let model = DialogueModel(
            name: "", owner: "", intents: [], slots: [], flows: [], steps: [], prompts: [],
            tools: [], factors: [], patterns: PatternRules(), mentionIntent: PromptID(0),
            decisions: .standard, fallback: .standard,
            handoff: HandoffRules(content: .nothing, queue: ""), timing: .standard,
            memory: .standard, digest: 1)
        var state = DialogueState(
            model: model,
            context: CallContext(
                caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0),
                today: CivilDate(dayNumber: 1), minuteOfDay: 1))
        state.beliefs = [belief]
        return state
    }

    typealias Change = (inout DialogueState) -> Void

    /// One change or more for each stored field of the state.
    private static var changes: [String: [Change]] {
        [
            "phase": [{ $0.phase = .active }, { $0.phase = .closing(.hungUp) }],
            "context": [
                { $0.context.caller.ordinal = 1 }, { $0.context.attempt = 1 },
                { $0.context.today = CivilDate(dayNumber: 2) }, { $0.context.minuteOfDay = 2 },
                { $0.context.level = 1 }, { $0.context.isPersonAvailable = false },
            ],
            "startedAt": [{ $0.startedAt = SimulationTime(nanoseconds: 1) }],
            "turn": [{ $0.turn = 1 }], "inputs": [{ $0.inputs = 1 }],
            "question": [
                { $0.question = .wish }, { $0.question = .slot(SlotID(1)) },
                { $0.question = .confirmValue(SlotID(1)) },
                { $0.question = .clarify([IntentID(1)]) },
                { $0.question = .clarify([IntentID(1), IntentID(2)]) },
            ],
            "stack": [{ $0.stack = [frame] }], "beliefs": [{ $0.beliefs = [belief, belief] }],
            "pending": [{ $0.pending = [wish] }], "candidate": [{ $0.candidate = wish }],
            "held": [{ $0.held = [answer] }],
            "lastServed": [
                { $0.lastServed = ServedWish(flow: FlowID(0), wish: wish, values: []) },
                {
                    $0.lastServed = ServedWish(
                        flow: FlowID(0), wish: wish,
                        values: [ServedWish.Value(slot: SlotID(0), belief: belief)])
                },
            ],
            "level": [{ $0.level = 1 }],
            "proofs": [
                { $0.proofs = [Proof(slot: SlotID(0), value: .number(1))] },
                { $0.proofs = [Proof(slot: SlotID(0), value: .number(2))] },
            ],
            "factors": [
                { $0.factors = [HandoffPackage.FactorReport(factor: 0, passed: true)] },
                { $0.factors = [HandoffPackage.FactorReport(factor: 0, passed: false)] },
            ],
            "failures": [{ $0.failures.noMatch = 1 }], "playing": [{ $0.playing = [utterance] }],
            "lastSaid": [{ $0.lastSaid = [utterance] }],
            "questionFrom": [{ $0.questionFrom = 1 }], "promptCount": [{ $0.promptCount = 1 }],
            "callCount": [{ $0.callCount = 1 }], "timerSerials": [{ $0.timerSerials[0] = 1 }],
            "timerRuns": [{ $0.timerRuns[0] = true }],
            "waiting": [
                {
                    $0.waiting = WaitingCall(
                        call: CallID(1), step: StepID(0), tool: nil, since: .zero)
                },
                {
                    $0.waiting = WaitingCall(
                        call: CallID(1), step: StepID(0), tool: ToolID(0), since: .zero)
                },
            ],
            "retries": [{ $0.retries = 1 }], "isCallerSpeaking": [{ $0.isCallerSpeaking = true }],
            "partial": [{ $0.partial = "a" }], "cut": [{ $0.cut = [utterance] }],
            "patience": [{ $0.patience = 3 }], "repairs": [{ $0.repairs[0] = 1 }],
            "tried": [{ $0.tried = [.pattern(.help)] }, { $0.tried = [.tool(ToolID(0))] }],
            "mentioned": [{ $0.mentioned = [SlotID(0)] }], "served": [{ $0.served = 1 }],
            "unserved": [{ $0.unserved = 1 }], "trigger": [{ $0.trigger = .noMatch }],
            "handoffReason": [{ $0.handoffReason = "a" }], "accept": [{ $0.accept = .one }],
            "confirm": [{ $0.confirm = .one }], "chain": [{ $0.chain = 1 }],
        ]
    }

    private static func labels(_ value: Any) -> Set<String> {
        Set(Mirror(reflecting: value).children.compactMap(\.label))
    }

    @Test("every stored field is in the digest, and no two changes give the same")
    func everyField() {
        #expect(Self.labels(Self.state()) == Set(Self.changes.keys))
        var digests: Set<UInt64> = [Self.state().digest]
        for (field, changes) in Self.changes.sorted(by: { $0.key < $1.key }) {
            for change in changes {
                var state = Self.state()
                change(&state)
                #expect(digests.insert(state.digest).inserted, "\(field)")
            }
        }
    }

    /// Expects each field of a part to change the digest of the state that holds it.
    private static func expect<Part>(
        _ part: Part, _ changes: [String: (inout Part) -> Void],
        in hold: (inout DialogueState, Part) -> Void
    ) {
        #expect(labels(part) == Set(changes.keys), "\(Part.self)")
        var digests: Set<UInt64> = []
        func note(_ part: Part, _ field: String) {
            var state = state()
            hold(&state, part)
            #expect(digests.insert(state.digest).inserted, "\(Part.self).\(field)")
        }
        note(part, "unchanged")
        for (field, change) in changes.sorted(by: { $0.key < $1.key }) {
            var changed = part
            change(&changed)
            note(changed, field)
        }
    }

    @Test("every field of a belief, a frame, an utterance, a request and the counts is in it")
    func parts() {
        Self.expect(
            Self.belief,
            [
                "value": { $0.value = .number(2) }, "status": { $0.status = .rejected },
                "probability": { $0.probability = .zero }, "turn": { $0.turn = 2 },
                "partial": { $0.partial = .number(2) }, "rejected": { $0.rejected = .number(2) },
                "asked": { $0.asked = 1 }, "wasForgotten": { $0.wasForgotten = true },
                "isFromTool": { $0.isFromTool = true }, "isSkipped": { $0.isSkipped = true },
            ], in: { $0.beliefs = [$1] })
        Self.expect(
            Self.frame,
            [
                "flow": { $0.flow = FlowID(1) }, "step": { $0.step = StepID(1) },
                "intent": { $0.intent = IntentID(0) }, "probability": { $0.probability = .zero },
                "hasActed": { $0.hasActed = true }, "acted": { $0.acted = [ToolID(0)] },
            ], in: { $0.stack = [$1] })
        Self.expect(
            Self.utterance,
            [
                "handle": { $0.handle = PromptHandle(2) }, "prompt": { $0.prompt = PromptID(2) },
                "text": { $0.text = "b" }, "act": { $0.act = .mentionValue(SlotID(0), .number(1)) },
                "allowsBargeIn": { $0.allowsBargeIn = false }, "isFiller": { $0.isFiller = true },
            ], in: { $0.playing = [$1] })
        Self.expect(
            WaitingCall(call: CallID(1), step: StepID(0), tool: nil, since: .zero),
            [
                "call": { $0.call = CallID(2) }, "step": { $0.step = StepID(1) },
                "tool": { $0.tool = ToolID(0) }, "since": { $0.since = SimulationTime(seconds: 1) },
            ], in: { $0.waiting = $1 })
        Self.expect(
            Self.state().failures,
            [
                "noMatch": { $0.noMatch = 1 }, "noInput": { $0.noInput = 1 },
                "score": { $0.score = 1 }, "withoutProgress": { $0.withoutProgress = 1 },
                "personRequests": { $0.personRequests = 1 }, "tools": { $0.tools = 1 },
                "verifications": { $0.verifications = 1 }, "affect": { $0.affect = 1 },
            ], in: { $0.failures = $1 })
    }
}
