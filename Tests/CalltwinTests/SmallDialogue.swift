/// A dialogue model that is learned in no time, with a script and callers.
enum SmallDialogue {
    static let model = """
        dialogue: 1
        name: Small
        owner: test
        intents:
          - {name: pay, owner: a, flow: pay, examples: [pay it, i want to pay, pay my bill, make a payment, settle the bill]}
          - {name: hours, owner: a, flow: hours, examples: [when are you open, opening hours, what time do you close, are you open today, your hours]}
        slots:
          - {name: amount, grammar: {kind: amount}, confirm: never, ask: How much?}
        tools:
          - {name: send, owner: a, needs: [amount], changes: true}
        flows:
          - name: pay
            owner: a
            steps:
              - {collect: amount}
              - {tool: send, onFailure: failed}
              - {say: "Sent {amount}."}
              - {end: completed}
              - {id: failed, say: It was not sent.}
              - {end: unresolved}
          - name: hours
            owner: a
            steps: [{say: From nine to five.}]
        handoff: {say: One moment.}
        patterns:
        \(patterns)
        """

    private static let patterns = [
        "greeting", "noMatch", "rephrase", "silence", "outOfScope", "confirmWish",
        "clarify", "change", "severalValues", "completed",
        "goodbye", "cancel", "resume", "toolError", "invalidValue", "verificationFailure",
        "noPersonAvailable", "correct", "help", "holdOn", "doNotKnow", "skip", "multiIntent",
    ].map { "  \($0): {say: Words for \($0).}" }.joined(separator: "\n")

    static let scripts = """
        scripts: 1
        model: m.yaml
        conversations:
          - name: a payment is sent
            turns:
              - {say: pay my bill, expect: {asks: amount}}
              - {say: twenty pounds, expect: {calls: send, says: Sent twenty pounds}}
              - {hangUp: true}
        """

    static let callers = """
        callers: 1
        name: Everybody
        model: m.yaml
        wordings: {values: {amount: ["{value}"]}}
        goals: [{name: bill, intents: [pay], facts: {amount: 20}}]
        personas: [{name: patient, preset: ideal}]
        wishes: w.txt
        """

    static let wishes = "pay\ti would like to pay my bill\nhours\tare you open on monday\n"

    /// A folder with all of them.
    static func folder() throws -> ScratchFolder {
        let folder = try ScratchFolder()
        for (text, name) in [
            (model, "m.yaml"), (scripts, "s.yaml"), (callers, "c.yaml"), (wishes, "w.txt"),
        ] { _ = try folder.write(text, name) }
        return folder
    }
}
