public import Projections

/// Tables of voice agents: what became of their contacts, whether set defect rates were met, and the
/// contacts to look at.
public struct VoiceReport: Sendable {
    /// A defect rate that a scenario sets for a pool.
    public struct SetRate: Sendable {
        /// Name of the pool.
        public var pool: String
        /// Share of turns that shall be wrongly understood.
        public var rate: Double
        /// How it is met, in words.
        public var means: String
        /// Half-width of the 95 % interval that finding the means left open; 0 where it is exact.
        public var halfWidth95: Double

        /// Stores a rate.
        public init(pool: String, rate: Double, means: String, halfWidth95: Double = 0) {
            self.pool = pool
            self.rate = rate
            self.means = means
            self.halfWidth95 = halfWidth95
        }
    }

    /// A pool whose callers are drawn from few.
    public struct Population: Sendable {
        /// Name of the pool.
        public var pool: String
        /// How many there are.
        public var callers: Int
        /// Half-width of the 95 % interval that so few leave to a share, given the share.
        public var halfWidth95: @Sendable (Double) -> Double

        /// Stores a population.
        public init(
            pool: String, callers: Int, halfWidth95: @escaping @Sendable (Double) -> Double
        ) {
            self.pool = pool
            self.callers = callers
            self.halfWidth95 = halfWidth95
        }
    }

    /// Set defect rates.
    public var setRates: [SetRate]
    /// Pools whose callers are drawn from few.
    public var populations: [Population]
    /// What became of the contacts of the first replication; nil where it was not followed.
    public var journeys: JourneyResult?
    /// Names of the pools of voice agents.
    public var pools: [String]
    /// Names of repair patterns by number.
    public var patterns: [String]
    /// Whether the text names the contacts.
    public var namesContacts: Bool

    /// Stores what there is to tell.
    public init(
        setRates: [SetRate] = [], populations: [Population] = [], journeys: JourneyResult? = nil,
        pools: [String] = [], patterns: [String] = [], namesContacts: Bool = false
    ) {
        self.setRates = setRates
        self.populations = populations
        self.journeys = journeys
        self.pools = pools
        self.patterns = patterns
        self.namesContacts = namesContacts
    }

    /// Whether an indicator has its place in the tables of voice agents.
    static func isOfJourneys(_ kpi: String) -> Bool {
        KeyPerformanceIndicators.journeys.contains { $0.name == kpi }
    }

    /// The tables as lines of text, each with an empty line before it; empty without voice agents.
    public func text(_ estimates: [KPIEstimate]) -> String {
        poolText(estimates) + rateText(estimates) + populationText(estimates) + patternText()
            + frictionText()
    }

    /// What few callers leave open, which no number of replications lessens; one sentence a pool.
    ///
    /// - Parameter estimates: Figures with those of the pools, or of the only pool.
    /// - Returns: Sentences without a full stop.
    public func populationSentences(_ estimates: [KPIEstimate]) -> [String] {
        populations.map { population in
            let open = contained(by: population, estimates).map {
                "; as a figure of all callers its containment of \(NumberText.percent($0, 1)) is known to"
                    + " ± \(NumberText.fixed(Self.points * population.halfWidth95($0), 1)) points"
                    + " (95 %) by that alone"
            }
            let number = population.callers == 1 ? "1 caller" : "\(population.callers) callers"
            return "\(population.pool): \(number), drawn with replacement, stand for all"
                + (open ?? "")
        }
    }

    /// Share contained by a pool; by all where no other pool has a population and no figure is its own.
    private func contained(by population: Population, _ estimates: [KPIEstimate]) -> Double? {
        let found = estimates.filter { $0.kpi == Self.containment }
        let own = found.first { $0.voicePool == population.pool }
        return (own ?? (populations.count == 1 ? found.first : nil))?.mean
    }

    private func populationText(_ estimates: [KPIEstimate]) -> String {
        populationSentences(estimates).map { "\n\($0)\n" }.joined()
    }

    private static let containment = "containmentRate"
    private static let points = 100.0

    /// One column per pool; with several also one for all contacts.
    private func poolText(_ estimates: [KPIEstimate]) -> String {
        let ofPools = estimates.filter { $0.voicePool != nil }
        let names = pools.filter { name in ofPools.contains { $0.voicePool == name } }
        guard !names.isEmpty else { return "" }
        var kpis: [(name: String, unit: String)] = []
        for estimate in ofPools where !kpis.contains(where: { $0.name == estimate.kpi }) {
            kpis.append((estimate.kpi, estimate.unit))
        }
        let whole = estimates.filter { $0.voicePool == nil && Self.isOfJourneys($0.kpi) }
        // Contacts that met no pool, or another one, make a difference to those of a pool.
        let showsAll = whole.contains { all in
            all.mean != nil && !ofPools.contains { $0.kpi == all.kpi && $0.mean == all.mean }
        }
        var table = TextTable(
            ["voice agents", "unit"] + names + (showsAll ? ["all contacts"] : []), leftColumns: 2)
        for kpi in kpis {
            let found = names.map { name in
                ofPools.first { $0.voicePool == name && $0.kpi == kpi.name }
            }
            var cells = found.map(Self.cell)
            if showsAll { cells.append(Self.cell(whole.first { $0.kpi == kpi.name })) }
            guard cells.contains(where: { $0 != "-" }) else { continue }
            table.add([kpi.name, kpi.unit] + cells)
        }
        return "\n" + table.text()
    }

    private static func cell(_ estimate: KPIEstimate?) -> String {
        guard let estimate, estimate.mean != nil else { return "-" }
        let half = estimate.halfWidth95.map {
            " ± " + NumberText.value($0, unit: estimate.unit)
        }
        return NumberText.value(estimate.mean, unit: estimate.unit) + (half ?? "")
    }

    /// Defect rates as set and as measured in the run.
    private func rateText(_ estimates: [KPIEstimate]) -> String {
        guard !setRates.isEmpty else { return "" }
        var table = TextTable(
            ["turns wrongly understood", "set", "measured", "met by"], leftColumns: 1)
        for rate in setRates {
            let measured = Self.measured(rate, estimates)
            let open =
                rate.halfWidth95 > 0
                ? " (mix found to ± \(NumberText.percent(rate.halfWidth95, 2)))" : ""
            table.add([
                rate.pool, NumberText.percent(rate.rate, 2), Self.cell(measured),
                rate.means + open,
            ])
        }
        return "\n" + table.text()
    }

    /// The measured rate of a pool.
    public static func measured(_ rate: SetRate, _ estimates: [KPIEstimate]) -> KPIEstimate? {
        estimates.first { $0.voicePool == rate.pool && $0.kpi == "turnDefectRate" }
    }

    private func patternText() -> String {
        guard let all = journeys?.all else { return "" }
        var table = TextTable(["repair pattern", "sessions", "ended resolved"])
        var isEmpty = true
        for pattern in 0..<JourneyTally.patterns where all.patternSessions[pattern] > 0 {
            isEmpty = false
            let sessions = all.patternSessions[pattern]
            table.add([
                name(ofPattern: pattern), NumberText.grouped(Int(sessions)),
                NumberText.percent(Double(all.patternResolved[pattern]) / Double(sessions), 1),
            ])
        }
        return isEmpty ? "" : "\nRepairs in the first replication:\n" + table.text()
    }

    private func frictionText() -> String {
        guard namesContacts, let journeys, !journeys.frictions.isEmpty else { return "" }
        var table = TextTable(["friction", "pool", "contacts", "such as"], leftColumns: 2)
        for friction in journeys.frictions {
            table.add([
                name(of: friction.kind), pool(friction), NumberText.grouped(Int(friction.count)),
                friction.contacts.map { String($0) }.joined(separator: " "),
            ])
        }
        return "\nFriction in the first replication, with numbers of contacts as in its log:\n"
            + table.text()
    }

    private func pool(_ friction: Friction) -> String {
        friction.pool.map { pools.indices.contains($0) ? pools[$0] : String($0) } ?? "-"
    }

    private func name(ofPattern number: Int) -> String {
        patterns.indices.contains(number) ? patterns[number] : String(number)
    }

    /// A kind of friction in words.
    func name(of kind: FrictionKind) -> String {
        switch kind {
        case .fallback(let trigger): "gave up: \(trigger)"
        case .hungUp: "caller hung up"
        case .falselyContained: "contained, wish not served"
        case .stopped: "stopped by a guard"
        case .cutOff: "cut off by a fault"
        case .wrongTool: "tool called wrongly"
        case .toolFailure: "tool failed"
        case .verificationFailed: "not verified"
        case .repair(let pattern): "repair: " + name(ofPattern: Int(pattern))
        case .incompleteHandoff: "handoff lacks a value"
        case .passedOn: "passed on after handoff"
        case .lostAfterHandoff: "left the queue after handoff"
        case .cameBack: "caller came back"
        }
    }

    /// The tables as members of a JSON object: set rates, repairs and friction.
    public func members(_ estimates: [KPIEstimate]) -> [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = []
        if !setRates.isEmpty {
            members.append(
                (
                    "defects",
                    .array(
                        setRates.map { rate in
                            let measured = Self.measured(rate, estimates)
                            return .object([
                                ("voicePool", .string(rate.pool)), ("set", .number(rate.rate)),
                                ("measured", .optional(measured?.mean)),
                                ("halfWidth95", .optional(measured?.halfWidth95)),
                                ("metBy", .string(rate.means)),
                                ("foundWithin95", .number(rate.halfWidth95)),
                            ])
                        })
                ))
        }
        if !populations.isEmpty {
            members.append(
                (
                    "populations",
                    .array(
                        populations.map { population in
                            let share = contained(by: population, estimates)
                            return .object([
                                ("voicePool", .string(population.pool)),
                                ("callers", .integer(population.callers)),
                                (
                                    "containmentHalfWidth95",
                                    .optional(share.map(population.halfWidth95))
                                ),
                            ])
                        })
                ))
        }
        guard let journeys else { return members }
        let all = journeys.all
        let patterns = (0..<JourneyTally.patterns).filter { all.patternSessions[$0] > 0 }
        members.append(
            (
                "repairs",
                .array(
                    patterns.map {
                        .object([
                            ("pattern", .string(name(ofPattern: $0))),
                            ("sessions", .integer(Int(all.patternSessions[$0]))),
                            ("resolved", .integer(Int(all.patternResolved[$0]))),
                        ])
                    })
            ))
        members.append(
            (
                "friction",
                .array(
                    journeys.frictions.map { friction in
                        .object([
                            ("kind", .string(name(of: friction.kind))),
                            ("voicePool", .optional(friction.pool == nil ? nil : pool(friction))),
                            ("contacts", .integer(Int(friction.count))),
                            ("such", .array(friction.contacts.map { .integer(Int($0)) })),
                        ])
                    })
            ))
        return members
    }
}
