import Foundation
import GSL
import Testing

@Suite("Quadrature") struct QuadratureTests {
    @Test("qag integrates exp over 0...1 to 1e-13", arguments: Quadrature.Rule.allCases)
    func exponential(rule: Quadrature.Rule) throws {
        let result = try Quadrature.qag(from: 0, to: 1, relativeTolerance: 1e-13, rule: rule) {
            exp($0)
        }
        #expect(abs(result.value - (M_E - 1)) < 1e-13)
        #expect(result.errorEstimate < 1e-12)
    }

    @Test("qag changes sign when the ends are swapped")
    func swappedEnds() throws {
        let result = try Quadrature.qag(from: 2, to: 0) { $0 }
        #expect(abs(result.value + 2) < 1e-14)
    }

    @Test("qagiu integrates the normal density over the half line")
    func halfLine() throws {
        let result = try Quadrature.qagiu(from: 0) { exp(-$0 * $0 / 2) }
        #expect(abs(result.value - (Double.pi / 2).squareRoot()) < 1e-12)
    }

    @Test("cquad copes with an end singularity")
    func singularity() throws {
        let result = try Quadrature.cquad(from: 0, to: 1) { 1 / $0.squareRoot() }
        #expect(abs(result.value - 2) < 1e-8)
    }

    @Test("an integral that diverges is an error, not a number")
    func divergence() {
        #expect(throws: GSLError.self) {
            try Quadrature.qag(from: 0, to: 1, subintervalLimit: 50) { 1 / $0 }
        }
    }

    @Test("an impossible tolerance is refused with GSL's code and words")
    func impossibleTolerance() {
        let error = #expect(throws: GSLError.self) {
            try Quadrature.qag(from: 0, to: 1, absoluteTolerance: 0, relativeTolerance: 1e-30) {
                $0
            }
        }
        #expect(error?.code == 13)
        #expect(
            error?.description
                == "adaptive integration: specified tolerance is invalid or theoretically "
                + "unattainable (GSL error 13)")
    }

    @Test("no room for subintervals is refused")
    func noRoom() {
        #expect(throws: GSLError.self) {
            try Quadrature.qagiu(from: 0, subintervalLimit: 0) { exp(-$0) }
        }
        #expect(throws: GSLError.self) {
            try Quadrature.cquad(from: 0, to: 1, subintervalLimit: 2) { $0 }
        }
    }

    @Test("an integrand may itself integrate")
    func nested() throws {
        let result = try Quadrature.qag(from: 0, to: 1) { x in
            (try? Quadrature.qag(from: 0, to: x) { 2 * $0 }.value) ?? .nan
        }
        #expect(abs(result.value - 1.0 / 3) < 1e-12)
    }
}
