import Reporting
import Testing
import Validation

@Suite("Values too small to be known to a per cent")
struct UpperBoundTests {
    private func outcome(
        simulated: Double, halfWidth: Double, isUpperBound: Bool = true
    ) -> TheoryOutcome {
        TheoryOutcome(
            caseID: "c", output: "o", exact: 1e-4, simulated: simulated, halfWidth: halfWidth,
            tolerated: 2e-4, z: 0.5, isUpperBound: isUpperBound)
    }

    @Test("a bound counts only with a half-width of at most one in a thousand")
    func resolved() {
        #expect(outcome(simulated: 1e-4, halfWidth: 1e-3).isResolved)
        #expect(!outcome(simulated: 1e-4, halfWidth: 1.1e-3).isResolved)
        #expect(!outcome(simulated: 1e-4, halfWidth: 9e-4, isUpperBound: false).isResolved)
        #expect(!TheoryVerdict([outcome(simulated: 0, halfWidth: 0.5)]).isPassed)
    }

    @Test("the report says that it is a bound, and which")
    func marked() {
        let report = TheoryReport(
            TheoryVerdict([
                outcome(simulated: 1e-4, halfWidth: 3e-4),
                outcome(simulated: 9e-4, halfWidth: 8e-4),
                outcome(simulated: 1e-4, halfWidth: 0.1),
                outcome(simulated: 1e-4, halfWidth: 1e-6, isUpperBound: false),
            ]))
        let verdicts = report.text.split(separator: "\n").dropFirst(2).prefix(4)
        #expect(verdicts.map { $0.hasSuffix("ok, < 0.001") } == [true, false, false, false])
        #expect(verdicts.map { $0.hasSuffix("ok, < 0.002") } == [false, true, false, false])
        #expect(verdicts.map { $0.hasSuffix("TOO WIDE") } == [false, false, true, false])
        #expect(report.text.contains("3 outputs passed, 1 failed"))
    }
}
