import ContactCenter
import Distributions
import Projections
import TwinSimulation

extension TheoryCase {
    static let twoClassesParameters = """
        n lambda1_per_h lambda2_per_h aht_s aht1_s aht2_s patience1_mean_s patience2_mean_s discipline
        """

    /// Two classes before one group, class 1 first.
    static func twoClasses(_ exact: ExactCase) throws(UnsupportedParameters) -> TheoryCase {
        let agents = try exact.needed("n")
        let (rate1, rate2) = (
            try exact.needed("lambda1_per_h"), try exact.needed("lambda2_per_h")
        )
        let talk1 = try exact.needed(firstOf: "aht1_s", "aht_s")
        let talk2 = try exact.needed(firstOf: "aht2_s", "aht_s")
        let patience1 = try exact.optional("patience1_mean_s")
        let patience2 = try exact.optional("patience2_mean_s")
        try exact.requireStable(
            load: (patience1 == nil ? rate1 * talk1 : 0) / 3600
                + (patience2 == nil ? rate2 * talk2 : 0) / 3600,
            agents: agents, of: "who never abandons")
        let mean = (rate1 * talk1 + rate2 * talk2) / (rate1 + rate2)
        let length = length(
            perHour: rate1 + rate2,
            relaxation: relaxation(
                perHour: rate1 + rate2, talk: .exponential(mean: mean), agents: agents,
                isPatient: patience1 == nil || patience2 == nil))
        let configuration = twin(
            types: [
                type("one", rate1, patience1, priority: 1, length.end),
                type("two", rate2, patience2, priority: 0, length.end),
            ],
            groups: [
                group(
                    "agents", agents,
                    [
                        Skill(talk: .exponential(mean: talk1)),
                        Skill(talk: .exponential(mean: talk2)),
                    ])
            ], length: length)
        var list = MeasureList(exact)
        list.addWaiting()
        list.meanWait("E_W_all_s", among: { _ in true })
        list.addTime(agents: agents)
        for number in 0..<2 {
            list.addWaiting(suffix: "\(number + 1)") { $0.contactType == number }
            list.addQueueLength("E_Lq\(number + 1)", type: number)
            list.add("busy_on_class\(number + 1)", .number) { record in
                // Conversations of contacts of the window, over the time they fill on average.
                (
                    Double(record.tally.contacts[number].talkTime),
                    Double(record.tally.time.observed)
                )
            }
        }
        return TheoryCase(id: exact.id, configuration: configuration, measures: list.measures)
    }

    private static func type(
        _ name: String, _ rate: Double, _ patience: Double?, priority: Int8, _ end: Double
    ) -> ContactTypeConfiguration {
        ContactTypeConfiguration(
            name: name, arrivals: poisson(perHour: rate, until: end),
            patience: patience.map { .exponential(mean: $0) } ?? .never, priority: priority)
    }

    static func designParameters(groups: Int) -> String {
        "lambda1_per_h lambda2_per_h patience1_mean_s patience2_mean_s routing aht_depends_on"
            + (1...groups).map { " n\($0) aht_group\($0)_s" }.joined()
    }

    /// Type 1 asks group 1 first, then group 2, whose own type 2 goes first.
    static func nDesign(_ exact: ExactCase) throws(UnsupportedParameters) -> TheoryCase {
        let setup = try Design(exact, groups: 2)
        try setup.requireStable(reach: [[0, 1], [1]])
        let (talk1, talk2) = (setup.talk(0), setup.talk(1))
        return setup.theory(
            priorities: [0, 1],
            skills: [
                [Skill(talk: talk1, level: 1), nil],
                [Skill(talk: talk2, level: 2), Skill(talk: talk2, level: 1)],
            ])
    }

    /// Each type has a group of its own; a third, flexible group serves both, type 1 first.
    static func wDesign(_ exact: ExactCase) throws(UnsupportedParameters) -> TheoryCase {
        let setup = try Design(exact, groups: 3)
        try setup.requireStable(reach: [[0, 2], [1, 2]])
        let flexible = Skill(talk: setup.talk(2), level: 2)
        return setup.theory(
            priorities: [1, 0],
            skills: [
                [Skill(talk: setup.talk(0), level: 1), nil],
                [nil, Skill(talk: setup.talk(1), level: 1)],
                [flexible, flexible],
            ])
    }

    /// Two types and some groups whose conversation times depend on the group only.
    private struct Design {
        let exact: ExactCase
        let rates: [Double]
        let agents: [Double]
        let talks: [Double]
        let patiences: [Double?]

        init(_ exact: ExactCase, groups: Int) throws(UnsupportedParameters) {
            self.exact = exact
            try exact.expect("aht_depends_on", "group only")
            var (rates, patiences, agents, talks) = (
                [Double](), [Double?](), [Double](), [Double]()
            )
            for number in 1...2 {
                rates.append(try exact.needed("lambda\(number)_per_h"))
                patiences.append(try exact.optional("patience\(number)_mean_s"))
            }
            for number in 1...groups {
                agents.append(try exact.needed("n\(number)"))
                talks.append(try exact.needed("aht_group\(number)_s"))
            }
            (self.rates, self.patiences, self.agents, self.talks) = (
                rates, patiences, agents, talks
            )
        }

        /// Refuses types that never abandon and bring more than the groups that they reach can end,
        /// alone or together.
        func requireStable(reach: [[Int]]) throws(UnsupportedParameters) {
            let patient = [0, 1].filter { patiences[$0] == nil }
            for types in patient.map({ [$0] }) + (patient.count == 2 ? [patient] : []) {
                var groups: [Int] = []
                for group in types.flatMap({ reach[$0] }) where !groups.contains(group) {
                    groups.append(group)
                }
                let capacity = groups.reduce(0) { $0 + agents[$1] * 3600 / talks[$1] }
                let rate = types.reduce(0) { $0 + rates[$1] }
                guard rate < capacity else {
                    let names = types.map { "\($0 + 1)" }.joined(separator: " and ")
                    throw UnsupportedParameters(
                        "unstable: of type \(names) \(rate) contacts arrive per hour, its groups"
                            + " can end \(capacity), and nobody abandons")
                }
            }
        }

        func talk(_ group: Int) -> Law { .exponential(mean: talks[group]) }

        func theory(priorities: [Int8], skills: [[Skill?]]) -> TheoryCase {
            let length = TheoryCase.length(
                perHour: rates[0] + rates[1], relaxation: 2 * (talks.max() ?? 0))
            let types = (0..<2).map { number in
                TheoryCase.type(
                    "type \(number + 1)", rates[number],
                    patiences[number], priority: priorities[number], length.end)
            }
            var list = MeasureList(exact)
            for number in 0..<2 {
                list.addWaiting(suffix: "\(number + 1)") { $0.contactType == number }
            }
            for number in agents.indices {
                list.addTime(
                    agents: agents[number], group: number,
                    occupancy: "occupancy_G\(number + 1)")
            }
            return TheoryCase(
                id: exact.id,
                configuration: TheoryCase.twin(
                    types: types,
                    groups: agents.indices.map {
                        TheoryCase.group("group \($0 + 1)", agents[$0], skills[$0])
                    }, length: length),
                measures: list.measures)
        }
    }
}
