import ContactCenter
public import ModelReading
import TwinPrimitives

/// The scenario language: every key, its unit, range, default and meaning.
///
/// These tables drive decoding, the refusal of unknown keys, `Scenario.varying` and the JSON
/// Schema.
public enum ScenarioLanguage {
    /// Version of the language that this program reads.
    public static let version = 1

    /// The keys of a scenario file.
    public static let root = FieldTable(
        "the scenario",
        [
            Field(required: "calltwin", .integer(1...version), "version of this language"),
            Field(required: "name", .text(form: "a text"), "name of the scenario in reports"),
            Field(
                "seed", .integer(0...Int.max), default: "1",
                "seed of the random streams; the command may name another"),
            Field("calendar", .mapping(calendar), "the days that are simulated; or horizon"),
            Field("horizon", .mapping(horizon), "time that is simulated, without a calendar"),
            Field(
                "load", .quantity(Quantity(.share, to: 1000, excludesLeast: true)),
                default: "100%", "factor on the rate of all arrivals"),
            Field(required: "contactTypes", .named(contactType), "what customers ask for"),
            Field(required: "agentGroups", .named(agentGroup), "groups of like human agents"),
            Field("routing", .mapping(routing), "who gets whom"),
            Field(
                "trunks", .integer(1...linesLimit),
                "lines into the center; unlimited when left out"),
            Field(
                "queueCapacity", .integer(0...linesLimit),
                "most contacts in all queues together; unlimited when left out"),
            Field(
                "closing", .choice(["serveOut", "cutOff"]), default: "serveOut",
                "whether those who wait at closing time are served or cut off"),
            Field("serviceLevel", .mapping(serviceLevel), "what is aimed at"),
            Field("segments", .named(segment), "parts of the center that figures are wanted for"),
            Field("voiceAgents", .namedTagged(voicePool), "pools of voice agents"),
            Field(
                "levers", .named(lever),
                "what a supervisor changes in a pool of voice agents during the run"),
            Field(
                "faults", .named(fault),
                "what breaks for all sessions of a pool of voice agents at once"),
            Field(
                "stations", .namedTagged(station),
                "systems of finite capacity that serve the turns of voice agents"),
            Field("project", .mapping(project), "the sweep of the command `project`"),
            Field(
                "published", .mapping(published),
                "values that a source published for the scenario, for the command `theory`"),
        ])

    /// Most lines, sessions or agents at one place: ten times the largest center known.
    static let linesLimit = 1_000_000

    static let share = FieldKind.quantity(Quantity(.share, to: 1))
    static let time = FieldKind.quantity(Quantity(.duration))
    static let positiveTime = FieldKind.quantity(
        Quantity(.duration, excludesLeast: true))

    private static let calendar = FieldTable(
        "calendar",
        [
            Field(required: "start", .text(form: "a date such as 1999-08-02"), "first day"),
            Field("days", .integer(1...3660), default: "1", "number of days"),
            Field(
                "open", .text(form: "a time such as \"07:00\""), default: "00:00",
                "opening time; nobody calls before it"),
            Field(
                "close", .text(form: "a time such as \"24:00\""), default: "24:00",
                "closing time; nobody calls after it"),
            Field(
                "staffStays", positiveTime, default: "1h",
                "time after closing for which the last agents stay, at most until opening"),
            Field("zone", .text(form: "a time zone"), "name of the time zone, for reports"),
            Field(
                "interval", positiveTime, default: "30min",
                "interval that results are reported by, from midnight"),
        ])

    private static let horizon = FieldTable(
        "horizon",
        [
            Field(required: "duration", positiveTime, "time for which contacts arrive"),
            Field("warmUp", time, default: "0s", "time at the start that is not counted"),
            Field(
                "day", positiveTime, default: "24h",
                "length of a day: factors of the day change at its multiples"),
            Field(
                "interval", positiveTime,
                "interval that results are reported by; the whole duration when left out"),
        ])

    private static let routing = FieldTable(
        "routing",
        [
            Field(
                "agentFor", .choice(RoutingPolicies.agentSelections.map { $0.keyword }),
                default: LongestIdleAgent.keyword, "which idle agent a contact gets"),
            Field(
                "contactFor", .choice(RoutingPolicies.contactSelections.map { $0.keyword }),
                default: PriorityThenLongestWait.keyword,
                "which waiting contact a freed agent gets"),
        ])

    private static let serviceLevel = FieldTable(
        "service level",
        [
            Field("threshold", time, default: "20s", "acceptable waiting time"),
            Field("target", share, default: "80%", "share to be answered within it"),
        ])

    private static let agentGroup = FieldTable(
        "agent group",
        [
            Field(required: "name", .text(form: "a name"), "name of the group"),
            Field("staffed", .mapping(staffed), "agents planned over time; or size, or shifts"),
            Field("size", .quantity(agents), "agents planned at all times; or staffed, or shifts"),
            Field("shifts", .named(shift), "who works when, agent by agent; or staffed, or size"),
            Field("present", .mapping(present), "share of the planned agents who are there"),
            Field(
                required: "skills", .map(of: "contact type", .mapping(skill)),
                "what the group can serve, by contact type"),
            Field(
                "cost", .quantity(Quantity(.moneyPerTime)), default: "0/h",
                "cost of an agent who is present"),
            Field(
                "pace", .tagged(numberLaw),
                "law of an agent's personal factor on conversations and after-contact work; 1 when "
                    + "left out"),
            Field(
                "weight", .quantity(Quantity(.number, to: 1e6, excludesLeast: true)),
                default: "1", "factor on idle time, for agentFor: preference"),
            Field(
                "idleShare", share, default: "0%",
                "share of all idle agents that it should have, for agentFor: queueRatio"),
            Field(
                "region", .text(form: "a name"),
                "where it works, for agentFor: localSpecialist; everywhere when left out"),
        ])

    static let agents = Quantity(.number, to: 100_000)

    private static let staffed = FieldTable(
        "staffing",
        [
            Field(required: "interval", positiveTime, "length of one step"),
            Field(
                "counts", .list(.quantity(agents)),
                "agents in each step of every day, from opening to closing"),
            Field(
                "countsByWeekday",
                .mapping(weekdays("counts by weekday", .list(.quantity(agents)))),
                "the same by day of the week"),
        ])

    private static let present = FieldTable(
        "presence",
        [
            Field(
                "mean", .quantity(Quantity(.share, to: 10)), default: "100%",
                "mean share; above 100% when a plan inferred from activity misses idle agents"),
            Field(
                "dayCV", .quantity(Quantity(.share, to: 10)), default: "0%",
                "coefficient of variation between days"),
        ])

    private static let project = FieldTable(
        "project",
        [
            Field(
                required: "axes", .map(of: "path", .list(.anyScalar)),
                "paths of values, each with the values to try"),
            Field(
                "hold", .mapping(abandonment("hold", "abandonment rate to be held")),
                "what the humans needed are reckoned for"),
            Field("replications", .integer(2...1_000_000), "replications of each point"),
            Field(
                "halfWidth", .mapping(abandonment("half-width", "95 % half-width to reach")),
                "replications stop at this precision"),
            Field(
                "choose", .list(.anyScalar),
                "axes that you choose, such as thresholds: the best of them is told for each setting"
                    + " of the others; left out: every axis of a fallback block"),
        ])

    private static func abandonment(_ name: String, _ meaning: String) -> FieldTable {
        FieldTable(
            name,
            [
                Field(
                    required: "abandonmentRate",
                    .quantity(Quantity(.share, to: 1, excludesLeast: true)), meaning)
            ])
    }

    /// The words for days of the week: `sun` to `sat`.
    static var weekdayWords: [String] { Weekday.allCases.map(\.word) }

    static func weekdays(_ name: String, _ kind: FieldKind) -> FieldTable {
        FieldTable(name, Weekday.allCases.map { Field($0.word, kind, $0.name) })
    }
}

extension Weekday {
    /// The word of the scenario language: `sun` to `sat`.
    var word: String { shortName.lowercased() }
}
