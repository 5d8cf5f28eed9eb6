import ModelReading

extension ScenarioLanguage {
    static let published = FieldTable(
        "published",
        [
            Field(required: "source", .text(form: "a text"), "where the values are from"),
            Field(
                "replications", .integer(2...10_000_000), default: "100",
                "replications to compare with"),
            Field(required: "expect", .named(expectation), "the published values"),
        ])

    private static let terms = FieldKind.list(
        .text(form: "the name of a count or time, with `-` before it to subtract"))

    private static let expectation = FieldTable(
        "published value",
        [
            Field(required: "name", .text(form: "a name"), "what the source calls it"),
            Field(required: "sum", terms, "counts or times that are added up"),
            Field("over", terms, "counts or times that it is divided by"),
            Field(
                "divisor", .quantity(Quantity(.number, to: 1e12, excludesLeast: true)),
                default: "1", "a number that it is divided by, too"),
            Field(
                "contactType", .text(form: "the name of a contact type"),
                "contacts of which type; of all when left out"),
            Field(
                "agentGroup", .text(form: "the name of an agent group"),
                "agents of which group; of all when left out"),
            Field(
                "interval", .integer(1...1_000_000),
                "number of the reporting interval, from 1; all together when left out"),
            Field(required: "value", .quantity(Quantity(.number, from: -1e12)), "the value"),
            Field(
                "standardError", .quantity(Quantity(.number, to: 1e12)), default: "0",
                "its standard error; 0 for an exact value"),
        ])
}
