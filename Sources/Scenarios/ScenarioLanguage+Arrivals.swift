import ModelReading

extension ScenarioLanguage {
    private static let rate = FieldKind.quantity(Quantity(.rate))
    private static let cv = FieldKind.quantity(Quantity(.share, to: 10))
    private static let count = FieldKind.quantity(Quantity(.number, to: 1e9))
    private static let factors = Field("busyness", .mapping(busyness), "random factors of the rate")

    /// Arrival processes by their words.
    static let arrivals = TaggedTables("arrivals", tag: "process") {
        let curves = rateTables.map { FieldTable($0.name, $0.fields + [factors]) }
        return [curves[0], FieldTable("poisson", [homogeneousRate, factors])]
            + curves.dropFirst() + [fixedCounts, dirichletSplit, trace]
    }

    /// Rates over time by their words: those of the processes that are Poisson.
    static let rateShapes = TaggedTables("rate shape", tag: "process") { rateTables }

    private static let rateTables = [
        FieldTable("piecewisePoisson", steps(of: "rate", "rates", rate)),
        FieldTable("piecewiseLinear", points),
        FieldTable(
            "sinusoidal",
            [
                Field(required: "mean", rate, "rate averaged over a period"),
                Field(
                    required: "amplitude", .quantity(Quantity(.share, to: 1)),
                    "size of the swing, relative to the mean"),
                Field(required: "period", positiveTime, "length of a period"),
                Field(
                    "phase", time, default: "0s",
                    "a time, from the start of the run, at which the rate rises through its mean"),
            ]),
        FieldTable("spline", points),
    ]

    private static let homogeneousRate = Field(
        required: "rate", rate, "rate at all times, or while open")

    /// Steps of a day, and a value in each.
    private static func steps(of what: String, _ list: String, _ kind: FieldKind) -> [Field] {
        let byWeekday = list + "ByWeekday"
        let tableName = list == "rates" ? "rates by weekday" : "contacts by weekday"
        return [
            Field("interval", positiveTime, "length of one step; or breaks"),
            Field(
                "breaks", .list(time),
                "beginnings of the steps of a day, counted from opening, ascending from 0s"),
            Field(
                list, .list(kind), "\(what) in each step of every day, from opening to closing"),
            Field(
                byWeekday, .mapping(weekdays(tableName, .list(kind))),
                "the same by day of the week"),
        ]
    }

    private static let points = [
        Field(
            required: "times", .list(time),
            "times of the points of a day, counted from opening, ascending"),
        Field("rates", .list(rate), "rate at each point of every day"),
        Field(
            "ratesByWeekday", .mapping(weekdays("rates by weekday", .list(rate))),
            "the same by day of the week"),
    ]

    private static let fixedCounts = FieldTable(
        "fixedCounts",
        steps(of: "contacts", "counts", count) + [
            Field(
                "shape", .tagged(rateShapes),
                "rate in proportion to which contacts lie within a step; evenly when left out")
        ])

    private static let dirichletSplit = FieldTable(
        "dirichletSplit",
        steps(of: "mean number of contacts", "counts", count) + [
            Field(
                required: "concentration", .quantity(Quantity(.number, from: 1, to: 1e9)),
                "a share of mean p has the variance p (1 - p) / (concentration + 1)"),
            Field(
                "total", .choice(["poisson", "exact"]), default: "poisson",
                "whether the total of a day is random, or the sum of the counts exactly"),
            Field("busyness", .mapping(dayBusyness), "random factor of the day"),
        ])

    private static let trace = FieldTable(
        "trace",
        [
            Field(
                required: "file", .text(form: "a path"),
                "CSV beside the scenario, header `time,contactType`: seconds from the "
                    + "start, ascending; rows of other types are passed over")
        ])

    private static let dayFields = [
        Field("dayCV", cv, default: "0%", "coefficient of variation of the day's factor"),
        Field(
            "shared", .flag, default: "false",
            "whether the contact types that say so have busy days together"),
        Field(
            "typeCorrelation",
            .quantity(Quantity(.share, to: 1, excludesLeast: true, excludesGreatest: true)),
            "instead of shared: correlation of the day's normals of two types that say the same"),
    ]

    private static let dayBusyness = FieldTable("busyness of days", dayFields)

    private static let correlation = Quantity(
        .share, from: -1, to: 1, excludesLeast: true, excludesGreatest: true)

    private static let busyness = FieldTable(
        "busyness",
        dayFields + [
            Field("periodCV", cv, "coefficient of variation of the factor of each period"),
            Field(
                "periodCVs", .list(cv), "the same, one for each period of a day; or periodCV"),
            Field(
                "interval", positiveTime,
                "length of a period, from opening on; the steps of the rate when left out"),
            Field(
                "correlation", .quantity(correlation),
                "correlation of the normals of neighbouring periods of a day; 0% when left out"),
            Field(
                "correlationMatrix", .list(.list(.quantity(Quantity(.share, from: -1, to: 1)))),
                "correlations of the normals of all periods of a day; or correlation"),
        ])
}
