import ContactCenter
import Distributions
import Projections
import TwinSimulation

extension TheoryCase {
    /// Two classes before one group, class 1 first.
    static func twoClasses(_ exact: ExactCase) -> TheoryCase? {
        guard let agents = exact.number("n"), let rate1 = exact.number("lambda1_per_h"),
            let rate2 = exact.number("lambda2_per_h"),
            let talk1 = exact.number("aht1_s") ?? exact.number("aht_s"),
            let talk2 = exact.number("aht2_s") ?? exact.number("aht_s")
        else { return nil }
        let mean = (rate1 * talk1 + rate2 * talk2) / (rate1 + rate2)
        let length = length(
            perHour: rate1 + rate2,
            relaxation: relaxation(
                perHour: rate1 + rate2, talk: .exponential(mean: mean), agents: agents,
                isPatient: exact.number("patience1_mean_s") == nil))
        let configuration = twin(
            types: [
                type("one", rate1, exact.number("patience1_mean_s"), priority: 1, length.end),
                type("two", rate2, exact.number("patience2_mean_s"), priority: 0, length.end),
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

    /// Type 1 asks group 1 first, then group 2, whose own type 2 goes first.
    static func nDesign(_ exact: ExactCase) -> TheoryCase? {
        guard let setup = Design(exact, groups: 2) else { return nil }
        let (talk1, talk2) = (setup.talk(0), setup.talk(1))
        return setup.theory(
            priorities: [0, 1],
            skills: [
                [Skill(talk: talk1, level: 1), nil],
                [Skill(talk: talk2, level: 2), Skill(talk: talk2, level: 1)],
            ])
    }

    /// Each type has a group of its own; a third, flexible group serves both, type 1 first.
    static func wDesign(_ exact: ExactCase) -> TheoryCase? {
        guard let setup = Design(exact, groups: 3) else { return nil }
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

        init?(_ exact: ExactCase, groups: Int) {
            self.exact = exact
            rates = (1...2).compactMap { exact.number("lambda\($0)_per_h") }
            agents = (1...groups).compactMap { exact.number("n\($0)") }
            talks = (1...groups).compactMap { exact.number("aht_group\($0)_s") }
            guard rates.count == 2, agents.count == groups, talks.count == groups else {
                return nil
            }
        }

        func talk(_ group: Int) -> Law { .exponential(mean: talks[group]) }

        func theory(priorities: [Int8], skills: [[Skill?]]) -> TheoryCase {
            let length = TheoryCase.length(
                perHour: rates[0] + rates[1], relaxation: 2 * (talks.max() ?? 0))
            let types = (0..<2).map { number in
                TheoryCase.type(
                    "type \(number + 1)", rates[number],
                    exact.number("patience\(number + 1)_mean_s"), priority: priorities[number],
                    length.end)
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
