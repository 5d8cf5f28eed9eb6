import ModelReading

extension ScenarioLanguage {
    /// Laws of durations that always end: conversation, delay, speech.
    static let timeLaw: TaggedTables = TaggedTables("time law", tag: "distribution") {
        timeLaws(duration)
    }
    /// Laws of durations that may never end.
    static let endlessTimeLaw: TaggedTables = TaggedTables("endless time law", tag: "distribution")
    {
        timeLaws(duration, component: endlessTimeLaw) + [FieldTable("never", [])]
    }
    /// Laws of patience: durations that may never end, and balking.
    static let patienceLaw: TaggedTables = TaggedTables("patience", tag: "distribution") {
        (timeLaws(duration, component: endlessTimeLaw) + [FieldTable("never", [])]).map { table in
            FieldTable(
                table.name,
                table.fields + [
                    Field(
                        "balk", .quantity(Quantity(.share, to: 1, excludesGreatest: true)),
                        default: "0%",
                        "share of callers who hang up at once when they meet a queue")
                ])
        }
    }
    /// Laws of plain numbers >= 0.
    static let numberLaw: TaggedTables = TaggedTables("number law", tag: "distribution") {
        laws(Quantity(.number), component: numberLaw)
    }
    /// Laws of scores in [0, 1].
    static let scoreLaw: TaggedTables = TaggedTables("score law", tag: "distribution") {
        let score = Quantity(.share, to: 1)
        return [
            FieldTable("deterministic", [Field(required: "value", .quantity(score), "the value")]),
            uniform(score), empirical(score),
            FieldTable(
                "truncatedNormal",
                [
                    Field(
                        required: "mean", .quantity(Quantity(.share, from: -10, to: 10)),
                        "mean before the cut"),
                    Field(
                        required: "standardDeviation",
                        .quantity(Quantity(.share, to: 10, excludesLeast: true)),
                        "standard deviation before the cut"),
                    Field("lower", .quantity(score), default: "0%", "least value"),
                    Field("upper", .quantity(score), default: "100%", "greatest value"),
                ]),
            mixture(scoreLaw),
        ]
    }

    private static let duration = Quantity(.duration)

    private static func timeLaws(
        _ value: Quantity, component: TaggedTables = timeLaw
    ) -> [FieldTable] {
        laws(value, component: component) + [
            FieldTable(
                "piecewiseHazard",
                [
                    Field(
                        required: "breaks", .list(.quantity(value)),
                        "left ends of the pieces, ascending from 0s; the last piece has no end"),
                    Field(
                        required: "perMinute", .list(.quantity(Quantity(.number))),
                        "hazard of each piece, per minute; the last one above 0"),
                ])
        ]
    }

    private static func laws(_ value: Quantity, component: TaggedTables) -> [FieldTable] {
        let measure = value.measure
        let positive = FieldKind.quantity(Quantity(measure, excludesLeast: true))
        let ratio = FieldKind.quantity(Quantity(.share, to: 1000))
        let shape = FieldKind.quantity(Quantity(.number, to: 10_000, excludesLeast: true))
        return [
            FieldTable("exponential", [Field(required: "mean", positive, "mean")]),
            FieldTable(
                "weibull",
                [
                    Field(required: "shape", shape, "shape; below 1 the hazard falls"),
                    Field("scale", positive, "scale; or mean"),
                    Field("mean", positive, "mean; or scale"),
                ]),
            FieldTable(
                "lognormal",
                [
                    Field("mean", positive, "mean, with cv"),
                    Field("cv", ratio, "standard deviation / mean"),
                    Field("median", positive, "median, with sigma"),
                    Field(
                        "mu", .quantity(Quantity(.number, from: -700, to: 700)),
                        "mean of the natural logarithm (of seconds for durations)"),
                    Field(
                        "sigma", .quantity(Quantity(.number, to: 100, excludesLeast: true)),
                        "standard deviation of the logarithm"),
                ]),
            FieldTable(
                "gamma",
                [
                    Field("mean", positive, "mean, with cv"),
                    Field("cv", ratio, "standard deviation / mean"),
                    Field("shape", shape, "shape, with scale"),
                    Field("scale", positive, "scale; the mean is shape x scale"),
                ]),
            FieldTable(
                "deterministic", [Field(required: "value", .quantity(value), "the value")]),
            uniform(value),
            FieldTable(
                "hyperexponential",
                [
                    Field(
                        required: "probabilities", .list(.quantity(Quantity(.share, to: 1))),
                        "probability of each phase; the sum is 1"),
                    Field(required: "means", .list(positive), "mean of each phase"),
                ]),
            empirical(value),
            FieldTable(
                "pareto",
                [
                    Field(required: "shape", shape, "tail index; the mean is finite above 1"),
                    Field(required: "scale", positive, "scale"),
                ]),
            FieldTable(
                "truncatedNormal",
                [
                    Field(required: "mean", .quantity(value), "mean before the cut"),
                    Field(
                        required: "standardDeviation", positive,
                        "standard deviation before the cut"),
                    Field(required: "lower", .quantity(value), "least value"),
                    Field(required: "upper", .quantity(value), "greatest value"),
                ]),
            mixture(component),
        ]
    }

    private static func uniform(_ value: Quantity) -> FieldTable {
        FieldTable(
            "uniform",
            [
                Field(required: "lower", .quantity(value), "least value"),
                Field(required: "upper", .quantity(value), "greatest value"),
            ])
    }

    private static func empirical(_ value: Quantity) -> FieldTable {
        FieldTable(
            "empirical",
            [
                Field(
                    "file", .text(form: "a path"),
                    "CSV beside the scenario, header `value` or `value,probability`; in seconds "
                        + "where the law is one of durations"),
                Field("values", .list(.quantity(value)), "values, ascending"),
                Field(
                    "probabilities", .list(.quantity(Quantity(.share, to: 1))),
                    "distribution function at the values, from 0 to 1"),
            ])
    }

    private static func mixture(_ component: TaggedTables) -> FieldTable {
        FieldTable(
            "mixture",
            [
                Field(
                    required: "weights", .list(.quantity(Quantity(.share, to: 1))),
                    "probability of each component; the sum is 1"),
                Field(required: "components", .list(.tagged(component)), "the laws"),
            ])
    }
}
