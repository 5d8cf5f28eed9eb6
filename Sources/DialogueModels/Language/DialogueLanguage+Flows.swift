import DialogueEngine
import ModelReading

extension DialogueLanguage {
    static let flow = FieldTable(
        "flow",
        [
            name, owner,
            Field("label", text, "how it is named in speech, such as 'your transfer'"),
            Field("level", level, default: "0", "verification that it begins with"),
            Field("risk", .choice(riskWords), default: "information", "what a wrong start costs"),
            Field(
                "interruptible", .flag, default: "true", "whether another wish may come between"),
            Field(
                "patterns", .map(of: "repair pattern", prompts),
                "prompts of patterns that differ in this flow"),
            Field(required: "steps", .list(.mapping(step)), "its steps, in order"),
        ])

    /// The keys of which each step has exactly one.
    static let actions = [
        "say", "collect", "verify", "confirm", "tool", "branch", "set", "clear", "call", "goTo",
        "end",
    ]

    /// Keys that go with some actions.
    static let companions = [
        (key: "bargeIn", of: ["say", "confirm"]), (key: "otherwise", of: ["confirm"]),
        (key: "onFailure", of: ["tool"]), (key: "to", of: ["set"]),
        (key: "reason", of: ["end: handoff"]),
    ]

    static let step = FieldTable(
        "step",
        [
            Field("id", .text(form: "a name"), "name, for goTo and reports"),
            Field("say", prompt, "says something"),
            Field(
                "bargeIn", .flag, default: "true",
                "with say or confirm: whether that may be interrupted"),
            Field("collect", .text(form: "the name of a slot"), "asks for a slot"),
            Field("verify", .integer(1...9), "makes sure of a verification level"),
            Field("confirm", prompt, "reads back and asks whether to go ahead"),
            Field("otherwise", .text(form: "the id of a step"), "with confirm: where a no leads"),
            Field("tool", .text(form: "the name of a tool"), "calls a tool"),
            Field(
                "onFailure", .text(form: "the id of a step"), "with tool: where its failure leads"),
            Field("branch", .list(.mapping(arm)), "goes where the first condition that holds says"),
            Field("set", .text(form: "the name of a slot"), "gives a slot a value"),
            Field("to", .anyScalar, "with set: that value"),
            Field("clear", .list(.text(form: "the name of a slot")), "forgets slots"),
            Field("call", .text(form: "the name of a flow"), "runs another flow"),
            Field("goTo", .text(form: "the id of a step"), "goes to a step"),
            Field(
                "end", .choice(["completed", "unresolved", "handoff", "hangUp"]), "ends the flow"),
            Field("reason", text, "with end: handoff: why it is handed over"),
        ])

    static let arm = FieldTable(
        "branch",
        [
            Field("slot", .text(form: "the name of a slot"), "slot that is looked at"),
            Field("known", .flag, "whether it has a value"),
            Field("is", .anyScalar, "value that it has"),
            Field("above", number, "number or amount that its value exceeds"),
            Field("aboveSlot", .text(form: "the name of a slot"), "slot whose value it exceeds"),
            Field("level", level, "verification that the caller has"),
            Field(required: "goTo", .text(form: "the id of a step"), "where it leads"),
        ])

    static let pattern = FieldTable(
        "repair pattern",
        [
            Field(required: "say", prompts, "what is said, by attempt; the last repeats"),
            Field("bargeIn", .flag, default: "true", "whether that may be interrupted"),
        ])
}
