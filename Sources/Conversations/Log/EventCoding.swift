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
            [
                kind("beliefChanged"), number("slot", Int(slot.rawValue)),
                .init("value", value.map { .string($0.written) } ?? .null),
                text("status", status.name), number("probability", Int(probability.steps)),
            ]
        case .forgotten(let slot): [kind("forgotten"), number("slot", Int(slot.rawValue))]
        case .askedAgain(let slot): [kind("askedAgain"), number("slot", Int(slot.rawValue))]
        case .decided(let report): members(report)
        case .flow(let flow, let change):
            [kind("flow"), number("flow", Int(flow.rawValue)), text("change", change.name)]
        case .stepEntered(let step): [kind("stepEntered"), number("step", Int(step.rawValue))]
        case .repairEntered(let pattern, let attempt):
            [kind("repairEntered"), text("pattern", pattern.name), number("attempt", attempt)]
        case .fallback(let trigger, let value, let limit):
            [
                kind("fallback"), text("trigger", trigger.name), .init("value", .real(value)),
                .init("limit", .real(limit)),
            ]
        default: actingMembers(event)
        }
    }

    private static func actingMembers(_ event: DialogueEvent) -> Members {
        switch event {
        case .prompted(let utterance):
            [
                kind("prompted"), number("handle", Int(utterance.handle.rawValue)),
                number("prompt", Int(utterance.prompt.rawValue)), text("text", utterance.text),
                .init("bargeIn", .bool(utterance.allowsBargeIn)),
                .init("filler", .bool(utterance.isFiller)),
            ]
        case .promptStarted(let handle):
            [kind("promptStarted"), number("handle", Int(handle.rawValue))]
        case .promptFinished(let handle):
            [kind("promptFinished"), number("handle", Int(handle.rawValue))]
        case .promptCut(let handle, let heard):
            [kind("promptCut"), number("handle", Int(handle.rawValue)), text("heard", heard)]
        case .verified(let level, let factor, let passed):
            [
                kind("verified"), number("level", Int(level)), number("factor", factor),
                .init("passed", .bool(passed)),
            ]
        case .toolAsked(let call, let tool, let given):
            [kind("toolAsked"), number("call", Int(call.rawValue)), id(tool), values(given)]
        case .toolAnswered(let call, let tool, let given):
            [kind("toolAnswered"), number("call", Int(call.rawValue)), id(tool), values(given)]
        case .toolFailed(let call, let tool, let isTimeout):
            [
                kind("toolFailed"), number("call", Int(call.rawValue)), id(tool),
                .init("timeout", .bool(isTimeout)),
            ]
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
        default: []
        }
    }

    // MARK: Parts

    private static func kind(_ name: String) -> JSONText.Member { .init("ev", .string(name)) }
    private static func text(_ key: String, _ value: String) -> JSONText.Member {
        .init(key, .string(value))
    }
    private static func number(_ key: String, _ value: Int) -> JSONText.Member {
        .init(key, .int(value))
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
