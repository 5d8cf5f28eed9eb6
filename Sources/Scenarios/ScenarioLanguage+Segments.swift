import ModelReading

extension ScenarioLanguage {
    /// A part of the center that figures are wanted for.
    static let segment = FieldTable(
        "segment",
        [
            Field(required: "name", .text(form: "a name"), "name of the segment in reports"),
            Field(
                "contactTypes", .list(.text(form: "the name of a contact type")),
                "contact types whose contacts it counts; all when left out"),
            Field(
                "agentGroups", .list(.text(form: "the name of an agent group")),
                "agent groups whose time it counts; all when left out"),
            Field(
                "from", .text(form: "a time such as \"08:00\""), default: "00:00",
                "beginning of its hours of every day, where a reporting interval begins"),
            Field(
                "to", .text(form: "a time such as \"12:00\""), default: "24:00",
                "end of its hours; before the beginning when midnight lies between"),
        ])
}
