import Foundation
import GSL
import Testing

@Suite("Roots and minima") struct RootAndMinimumTests {
    @Test("Brent finds the square root of two")
    func squareRootOfTwo() throws {
        let root = try RootFinding.brent(in: 0...2) { $0 * $0 - 2 }
        #expect(abs(root - 2.0.squareRoot()) < 1e-14)
    }

    @Test("ends of equal sign are refused")
    func unbracketedRoot() {
        #expect(throws: GSLError.self) { try RootFinding.brent(in: 0...1) { $0 + 1 } }
    }

    @Test("a root search that runs out of iterations says so")
    func rootLimit() {
        let error = #expect(throws: GSLError.self) {
            try RootFinding.brent(in: 0...2, iterationLimit: 2) { $0 * $0 - 2 }
        }
        #expect(error?.code == 11)
    }

    @Test("both methods find the least point of cos", arguments: Minimization.Method.allCases)
    func cosine(method: Minimization.Method) throws {
        let least = try Minimization.minimum(in: 2...5, guess: 3, method: method) { cos($0) }
        #expect(abs(least.point - .pi) < 1e-7)
        #expect(abs(least.value + 1) < 1e-14)
    }

    @Test("three points that bracket no minimum are refused")
    func unbracketedMinimum() {
        #expect(throws: GSLError.self) { try Minimization.minimum(in: 0...1, guess: 0.5) { $0 } }
    }

    @Test("Nelder-Mead walks Rosenbrock's valley to (1, 1)")
    func rosenbrock() throws {
        let least = try Minimization.nelderMead(
            from: [-1.2, 1], steps: [0.5, 0.5], sizeTolerance: 1e-10
        ) { x in
            let a = 1 - x[0]
            let b = x[1] - x[0] * x[0]
            return a * a + 100 * b * b
        }
        #expect(abs(least.point[0] - 1) < 1e-6)
        #expect(abs(least.point[1] - 1) < 1e-6)
        #expect(least.value < 1e-12)
    }

    @Test("Nelder-Mead refuses steps of another length, no variables, and a function of NaN")
    func badShapes() {
        #expect(throws: GSLError.self) {
            try Minimization.nelderMead(from: [0, 0], steps: [1]) { $0[0] }
        }
        #expect(throws: GSLError.self) {
            try Minimization.nelderMead(from: [], steps: []) { _ in 0 }
        }
        #expect(throws: GSLError.self) {
            try Minimization.nelderMead(from: [0], steps: [1]) { _ in .nan }
        }
    }
}
