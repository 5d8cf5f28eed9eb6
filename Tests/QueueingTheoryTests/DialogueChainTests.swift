import Foundation
import GSL
import QueueingTheory
import Testing

@Suite("Dialogue with fallback: independent checks") struct DialogueChainTests {
    /// Every possible dialogue, one by one.
    private struct Enumeration {
        var completed = 0.0
        var escalated = 0.0
        var hungUp = 0.0
        var turns = 0.0
        var squares = 0.0

        init(needed: Int, defect: Double, rule: DialogueChain.FallbackRule, hangUp: Double) {
            walk(1, needed, 0, 0, defect, rule, hangUp)
        }

        private mutating func walk(
            _ probability: Double, _ needed: Int, _ failures: Int, _ turn: Int, _ defect: Double,
            _ rule: DialogueChain.FallbackRule, _ hangUp: Double
        ) {
            func end(_ total: inout Double) { total += probability }
            let limit: Int
            let keeps: Bool
            switch rule {
            case .consecutive(let most): (limit, keeps) = (most, false)
            case .total(let most): (limit, keeps) = (most, true)
            }
            if needed == 0 || failures == limit {
                if needed == 0 { end(&completed) } else { end(&escalated) }
                turns += probability * Double(turn)
                squares += probability * Double(turn * turn)
                return
            }
            let gone = probability * hangUp
            hungUp += gone
            turns += gone * Double(turn + 1)
            squares += gone * Double((turn + 1) * (turn + 1))
            let stays = probability * (1 - hangUp)
            walk(
                stays * (1 - defect), needed - 1, keeps ? failures : 0, turn + 1, defect, rule,
                hangUp)
            walk(stays * defect, needed, failures + 1, turn + 1, defect, rule, hangUp)
        }
    }

    @Test(
        "equals the sum over all dialogues",
        arguments: [
            DialogueChain.FallbackRule.consecutive(1), .consecutive(2), .consecutive(3), .total(1),
            .total(2), .total(4),
        ])
    func enumeration(rule: DialogueChain.FallbackRule) throws {
        for (needed, defect, hangUp) in [(1, 0.3, 0.1), (3, 0.15, 0.02), (4, 0.6, 0)] {
            let got = try DialogueChain(
                turnsNeeded: needed, defect: defect, rule: rule, hangUp: hangUp)
            let all = Enumeration(needed: needed, defect: defect, rule: rule, hangUp: hangUp)
            #expect(abs(got.completed - all.completed) < 1e-14)
            #expect(abs(got.escalated - all.escalated) < 1e-14)
            #expect(abs(got.hungUp - all.hungUp) < 1e-14)
            #expect(abs(got.meanTurns - all.turns) < 1e-13)
            let deviation = max(0, all.squares - all.turns * all.turns).squareRoot()
            #expect(abs(got.turnsDeviation - deviation) < 1e-6)
        }
    }

    @Test("without hang-ups, k in a row contains (1 - d^k)^m")
    func closedForm() throws {
        let got = try DialogueChain(
            turnsNeeded: 200, defect: 0.11, rule: .consecutive(3), hangUp: 0)
        #expect(gap(got.completed, pow(1 - 0.11 * 0.11 * 0.11, 200)) < 1e-13)
        #expect(abs(got.completed + got.escalated - 1) < 1e-14)
    }

    @Test("certain failure, certain success and certain hang-up")
    func extremes() throws {
        let failing = try DialogueChain(
            turnsNeeded: 4, defect: 1, rule: .consecutive(3), hangUp: 0)
        #expect(failing.escalated == 1 && failing.meanTurns == 3 && failing.turnsDeviation == 0)
        let perfect = try DialogueChain(turnsNeeded: 4, defect: 0, rule: .total(1), hangUp: 0)
        #expect(perfect.completed == 1 && perfect.meanTurns == 4 && perfect.turnsDeviation == 0)
        let gone = try DialogueChain(turnsNeeded: 4, defect: 0.5, rule: .total(2), hangUp: 1)
        #expect(gone.hungUp == 1 && gone.meanTurns == 1)
    }

    @Test("numbers without meaning are refused")
    func refused() {
        #expect(throws: TheoryError.self) {
            try DialogueChain(turnsNeeded: 0, defect: 0, rule: .total(1), hangUp: 0)
        }
        #expect(throws: TheoryError.self) {
            try DialogueChain(turnsNeeded: 1, defect: 1.2, rule: .total(1), hangUp: 0)
        }
        #expect(throws: TheoryError.self) {
            try DialogueChain(turnsNeeded: 1, defect: 0, rule: .consecutive(0), hangUp: 0)
        }
        #expect(throws: TheoryError.self) {
            try DialogueChain(turnsNeeded: 1, defect: 0, rule: .total(1), hangUp: .nan)
        }
    }

    @Test("a gate that sends nobody on has no human stage")
    func emptyGate() throws {
        let perfect = try DialogueChain(turnsNeeded: 4, defect: 0, rule: .total(1), hangUp: 0)
        #expect(throws: TheoryError.self) {
            try VoiceGate(
                arrivalsPerHour: 100, dialogue: perfect, agents: 3, meanHandlingSeconds: 60,
                patience: .never)
        }
    }
}

@Suite("Hang-ups on latency: independent checks") struct LatencyHangUpTests {
    @Test("a fixed latency meets the law of patience at one point")
    func fixed() throws {
        let got = try LatencyHangUp(
            latency: .deterministic(2), patience: .exponential(mean: 5), turns: 3)
        #expect(gap(got.perTurn, 1 - exp(-0.4)) < 1e-14)
        #expect(gap(got.perCall, 1 - exp(-1.2)) < 1e-14)
    }

    @Test("a lognormal latency meets adaptive integration, with and without a jump")
    func lognormal() throws {
        let smooth = try LatencyHangUp(
            latency: .lognormal(median: 1.1, logDeviation: 0.7), patience: .exponential(mean: 9),
            turns: 1)
        let wanted = try Quadrature.qag(from: -12, to: 12, relativeTolerance: 1e-12) { z in
            -expm1(-1.1 * exp(0.7 * z) / 9) * exp(-z * z / 2) / (2 * Double.pi).squareRoot()
        }.value
        #expect(gap(smooth.perTurn, wanted) < 1e-11)
        // Patience of exactly 3 s: P(latency >= 3) is a normal tail.
        let jump = try LatencyHangUp(
            latency: .lognormal(median: 1.1, logDeviation: 0.7), patience: .deterministic(3),
            turns: 1)
        let tail = NormalDistribution.standard.upperTail(log(3 / 1.1) / 0.7)
        #expect(gap(jump.perTurn, tail) < 1e-11)
    }

    @Test("measured latencies are averaged")
    func measured() throws {
        let got = try LatencyHangUp(
            latency: .measured([0, 1, 2, 6]), patience: .uniform(upTo: 4), turns: 1)
        #expect(gap(got.perTurn, (0 + 0.25 + 0.5 + 1) / 4) < 1e-15)
    }

    @Test("numbers without meaning are refused")
    func refused() {
        #expect(throws: TheoryError.self) {
            try LatencyHangUp(latency: .measured([]), patience: .never, turns: 1)
        }
        #expect(throws: TheoryError.self) {
            try LatencyHangUp(latency: .measured([1, -1]), patience: .never, turns: 1)
        }
        #expect(throws: TheoryError.self) {
            try LatencyHangUp(
                latency: .lognormal(median: 1, logDeviation: -1), patience: .never, turns: 1)
        }
        #expect(throws: TheoryError.self) {
            try LatencyHangUp(latency: .deterministic(1), patience: .never, turns: -1)
        }
    }
}
