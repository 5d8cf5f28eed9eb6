import DialogueEngine

/// Events of a dialogue as members of a JSON object; they are compared, never read back.
enum EventCoding {
    typealias Members = [JSONText.Member]

    static func members(_ event: DialogueEvent) -> Members {
        switch event {
        case .turnEndpointed(let reason): [kind("turnEndpointed"), text("reason", reason.name)]
        case .heard(let hypotheses):
            [kind("heard"), .init("nbest", .array(hypotheses.map(InputCoding.json)))]
        case .parsed(let meaning): [kind("parsed"), .init("meaning", MeaningCoding.json(meaning))]
        case .beliefChanged(let slot, let value, let status, let probability):
            belief(slot, value, status, probability)
        case .forgotten(let slot): [kind("forgotten"), id(slot)]
        case .valueMissing(let slot): [kind("valueMissing"), id(slot)]
        case .askedAgain(let slot): [kind("askedAgain"), id(slot)]
        case .decided(let report): members(report)
        case .flow(let flow, let change):
            [kind("flow"), number("flow", Int(flow.rawValue)), text("change", change.name)]
        case .stepEntered(let step): [kind("stepEntered"), number("step", Int(step.rawValue))]
        case .repairEntered(let pattern, let attempt):
            [kind("repairEntered"), text("pattern", pattern.name), number("attempt", attempt)]
        case .fallback(let trigger, let value, let limit): fallback(trigger, value, limit)
        case .prompted(let utterance): members(utterance)
        case .promptStarted(let handle): [kind("promptStarted"), id(handle)]
        case .promptFinished(let handle): [kind("promptFinished"), id(handle)]
        case .promptCut(let handle, let heard):
            [kind("promptCut"), id(handle), text("heard", heard)]
        case .verified(let level, let factor, let passed):
            [
                kind("verified"), number("level", Int(level)), number("factor", factor),
                .init("passed", .bool(passed)),
            ]
        case .toolAsked(let call, let tool, let given):
            [kind("toolAsked"), id(call), id(tool), values(given)]
        case .toolAnswered(let call, let tool, let given):
            [kind("toolAnswered"), id(call), id(tool), values(given)]
        case .toolFailed(let call, let tool, let isTimeout):
            [kind("toolFailed"), id(call), id(tool), .init("timeout", .bool(isTimeout))]
        case .actionRefused(let tool, let level, let needed):
            [
                kind("actionRefused"), id(tool), number("level", Int(level)),
                number("needed", Int(needed)),
            ]
        case .leverMoved(let lever):
            [kind("leverMoved"), .init("lever", InputCoding.json(lever))]
        case .handoffPackaged(let package):
            [kind("handoffPackaged"), .init("package", json(package))]
        case .ended(let outcome): [kind("ended"), text("outcome", outcome.name)]
        case .stateDigest(let digest): [kind("stateDigest"), text("digest", hex(digest))]
        }
    }

    private static func belief(
        _ slot: SlotID, _ value: SlotValue?, _ status: BeliefStatus, _ probability: Score
    ) -> Members {
        [
            kind("beliefChanged"), id(slot),
            .init("value", value.map { .string($0.written) } ?? .null),
            text("status", status.name), number("probability", Int(probability.steps)),
        ]
    }

    private static func fallback(
        _ trigger: FallbackTrigger, _ value: Double, _ limit: Double
    ) -> Members {
        [
            kind("fallback"), text("trigger", trigger.name), .init("value", .real(value)),
            .init("limit", .real(limit)),
        ]
    }

    private static func members(_ utterance: Utterance) -> Members {
        [
            kind("prompted"), id(utterance.handle),
            number("prompt", Int(utterance.prompt.rawValue)), text("text", utterance.text),
            .init("bargeIn", .bool(utterance.allowsBargeIn)),
            .init("filler", .bool(utterance.isFiller)),
        ]
    }

    // MARK: Parts

    private static func kind(_ name: String) -> JSONText.Member { .init("ev", .string(name)) }
    private static func text(_ key: String, _ value: String) -> JSONText.Member {
        .init(key, .string(value))
    }
    private static func number(_ key: String, _ value: Int) -> JSONText.Member {
        .init(key, .int(value))
    }
    private static func id(_ slot: SlotID) -> JSONText.Member {
        number("slot", Int(slot.rawValue))
    }
    private static func id(_ handle: PromptHandle) -> JSONText.Member {
        number("handle", Int(handle.rawValue))
    }
    private static func id(_ call: CallID) -> JSONText.Member {
        number("call", Int(call.rawValue))
    }
    private static func id(_ tool: ToolID) -> JSONText.Member {
        .init("tool", .int(Int(tool.rawValue)))
    }
    private static func values(_ values: [SlotValue]) -> JSONText.Member {
        .init("values", .array(values.map { .string($0.written) }))
    }

    /// A number of 64 bits as 16 hexadecimal digits.
    static func hex(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func members(_ report: DecisionReport) -> Members {
        [
            kind("decided"), text("action", report.action.name),
            number("best", Int(report.best.steps)), number("second", Int(report.second.steps)),
            number("acceptAt", Int(report.acceptAt.steps)),
            number("confirmAt", Int(report.confirmAt.steps)),
            number("failuresAllowed", report.failuresAllowed),
        ]
    }

    private static func json(_ package: HandoffPackage) -> JSONText {
        .object([
            text("queue", package.queue),
            .init("goal", package.goal.map(MeaningCoding.json) ?? .null),
            .init("pending", .array(package.pending.map(MeaningCoding.json))),
            .init(
                "slots",
                .array(
                    package.slots.map { report in
                        .object([
                            number("slot", Int(report.slot.rawValue)),
                            text("value", report.value.written), text("status", report.status.name),
                            number("probability", Int(report.probability.steps)),
                            number("turn", Int(report.turn)),
                            text("class", String(describing: report.dataClass)),
                        ])
                    })),
            number("level", Int(package.level)),
            .init(
                "factors",
                .array(
                    package.factors.map {
                        .object([number("factor", $0.factor), .init("passed", .bool($0.passed))])
                    })),
            .init("tried", .array(package.tried.map { .string($0) })),
            .init("trigger", package.trigger.map { .string($0.name) } ?? .null),
            text("reason", package.reason), number("affect", package.affect),
            number("turns", package.turns), text("summary", package.summary),
        ])
    }
}
