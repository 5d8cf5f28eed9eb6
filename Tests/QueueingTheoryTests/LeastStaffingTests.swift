import Foundation
import QueueingTheory
import Testing

@Suite("Least staffing") struct LeastStaffingTests {
    static let targets: [StaffingTarget] = [
        .serviceLevel(kind: .offered, seconds: 20, atLeast: 0.8),
        .serviceLevel(kind: .answered, seconds: 10, atLeast: 0.95),
        .serviceLevel(kind: .excludingShortAbandons, seconds: 0, atLeast: 0.5),
        .abandonment(atMost: 0.02), .abandonment(atMost: 0.6), .delayProbability(atMost: 0.1),
        .meanWait(atMost: 5),
    ]

    /// Counts up from one agent.
    private func bruteForce(
        _ target: StaffingTarget, _ traffic: Traffic, _ model: StaffingModel
    ) throws -> Int? {
        for agents in 1...2000 {
            let value = try? LeastStaffing.value(
                of: target, traffic: traffic, agents: agents, model: model)
            if let value, target.isMet(by: value) { return agents }
        }
        return nil
    }

    @Test("with patience, the search finds what counting up finds", arguments: targets)
    func impatient(target: StaffingTarget) throws {
        for load in [0.05, 3, 41.3] {
            let traffic = try Traffic(arrivalsPerHour: load * 20, meanHandlingSeconds: 180)
            let model = StaffingModel.impatient(.weibull(shape: 0.8, scale: 120))
            let least = try LeastStaffing(target: target, traffic: traffic, model: model)
            #expect(least.agents == (try bruteForce(target, traffic, model)))
            #expect(target.isMet(by: least.value))
            if let fewer = least.valueWithOneFewer { #expect(!target.isMet(by: fewer)) }
        }
    }

    @Test(
        "without patience, the search finds what counting up finds",
        arguments: [
            StaffingTarget.serviceLevel(kind: .offered, seconds: 20, atLeast: 0.8),
            .delayProbability(atMost: 0.999), .delayProbability(atMost: 1e-6),
            .meanWait(atMost: 3600),
        ])
    func patient(target: StaffingTarget) throws {
        for load in [0.05, 3, 41.3, 640] {
            let traffic = try Traffic(arrivalsPerHour: load * 20, meanHandlingSeconds: 180)
            let least = try LeastStaffing(target: target, traffic: traffic, model: .erlangC)
            #expect(least.agents == (try bruteForce(target, traffic, .erlangC)))
        }
    }

    @Test("one fewer than enough for the load has no value in Erlang C")
    func noNeighbour() throws {
        let traffic = try Traffic(arrivalsPerHour: 90, meanHandlingSeconds: 3600 / 100)
        let least = try LeastStaffing(
            target: .delayProbability(atMost: 0.999), traffic: traffic, model: .erlangC)
        #expect(least.agents == 1)
        #expect(least.valueWithOneFewer == nil)
    }

    @Test("lines for blocking", arguments: [0.5, 0.01, 1e-9])
    func lines(bound: Double) throws {
        for load in [0.2, 8, 300] {
            let traffic = try Traffic(arrivalsPerHour: load, meanHandlingSeconds: 3600)
            let least = try LeastStaffing(
                target: .blocking(atMost: bound), traffic: traffic, model: .erlangB)
            let wanted = try bruteForce(.blocking(atMost: bound), traffic, .erlangB)
            #expect(least.agents == wanted)
        }
    }

    @Test("a quantity that the model does not know is refused")
    func foreign() throws {
        let traffic = try Traffic(arrivalsPerHour: 100, meanHandlingSeconds: 180)
        #expect(
            throws: TheoryError.foreignTarget(
                target: "abandonment", model: "Erlang C",
                known: "service level, probability of waiting, mean wait")
        ) {
            try LeastStaffing(
                target: .abandonment(atMost: 0.1), traffic: traffic, model: .erlangC)
        }
        #expect(throws: TheoryError.self) {
            try LeastStaffing(target: .meanWait(atMost: 1), traffic: traffic, model: .erlangB)
        }
        #expect(throws: TheoryError.self) {
            try LeastStaffing(
                target: .blocking(atMost: 0.1), traffic: traffic,
                model: .impatient(.exponential(mean: 60)))
        }
    }

    @Test("bounds without meaning are refused")
    func badBounds() throws {
        let traffic = try Traffic(arrivalsPerHour: 100, meanHandlingSeconds: 180)
        let bad: [StaffingTarget] = [
            .serviceLevel(kind: .offered, seconds: 20, atLeast: 1),
            .serviceLevel(kind: .offered, seconds: -1, atLeast: 0.8), .abandonment(atMost: 0),
            .delayProbability(atMost: 1.5), .meanWait(atMost: 0), .meanWait(atMost: .nan),
        ]
        for target in bad {
            #expect(throws: TheoryError.self) {
                try LeastStaffing(
                    target: target, traffic: traffic,
                    model: .impatient(.exponential(mean: 60)))
            }
        }
    }

    @Test("a load beyond the limit of the search says so")
    func outOfReach() throws {
        let traffic = try Traffic(arrivalsPerHour: 2e5, meanHandlingSeconds: 3600)
        #expect(
            throws: TheoryError.targetOutOfReach(
                target: "a mean wait of at most 5.0 s", limit: 100_000)
        ) {
            try LeastStaffing(target: .meanWait(atMost: 5), traffic: traffic, model: .erlangC)
        }
    }
}
