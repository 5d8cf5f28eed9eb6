import Foundation
import RandomVariates
import Testing
import TwinPrimitives

@Suite("a known number of arrivals")
struct OrderStatisticTests {
    private typealias Block = OrderStatisticSequence.Block
    private let even = ArrivalRate([.init(start: 0, end: 100, formula: .constant(1))])

    private func draw(_ sequence: OrderStatisticSequence, _ units: [Double]) -> [SimulationTime] {
        var sequence = sequence
        var instants = [SimulationTime](repeating: .zero, count: units.count)
        units.withUnsafeBufferPointer { units in
            instants.withUnsafeMutableBufferPointer {
                sequence.next(unitExponentials: units, into: $0)
            }
        }
        return instants
    }

    @Test("by hand: log 2 halves what is left, as the first of one, then of three")
    func byHand() {
        let sequence = OrderStatisticSequence(
            blocks: [Block(start: 0, end: 10, count: 1), Block(start: 10, end: 30, count: 3)],
            rate: even)
        let half = Foundation.log(2.0)
        // First of one: 1/2. First of three with 3 log 2: 1/2; second with 2 log 2: 3/4; third: 7/8.
        let instants = draw(sequence, [half, 3 * half, 2 * half, half, 1, 1])
        let expected: [Double] = [5, 20, 25, 27.5]
        for (found, seconds) in zip(instants, expected) {
            #expect(abs(found.seconds - seconds) <= 1e-9)
        }
        #expect(instants[4] == .distantFuture && instants[5] == .distantFuture)
    }

    @Test("draws that are as large or small as they can be leave every count as it is")
    func extremes() {
        let sequence = OrderStatisticSequence(
            blocks: [Block(start: 0, end: 10, count: 3), Block(start: 10, end: 20, count: 2)],
            rate: even)
        for unit in [1e-300, 1e-16, 40, 800] {
            let seconds = draw(sequence, [Double](repeating: unit, count: 6)).map(\.seconds)
            #expect(seconds.count { $0 >= 0 && $0 < 10 } == 3)
            #expect(seconds.count { $0 >= 10 && $0 < 20 } == 2)
            #expect(seconds == seconds.sorted())
        }
    }

    @Test("factors move arrivals within a block, never between blocks")
    func factors() {
        let factors = FactorSteps(breaks: [0, 5, 10], values: [0, 1, 1])
        let sequence = OrderStatisticSequence(
            blocks: [Block(start: 0, end: 10, count: 2), Block(start: 10, end: 20, count: 1)],
            rate: even, factors: factors)
        let seconds = draw(sequence, [1e-9, 1, 1e-9]).map(\.seconds)
        #expect(seconds[0] >= 5 && seconds[0] < 5.001 && seconds[1] < 10 && seconds[2] >= 10)
    }
}
