import Calibration
import Distributions
import Foundation
import Statistics
import Testing
import TraceImport
import TwinPrimitives

/// The committed trace of the bank, calibrated once for all tests.
enum Bank {
    static let center: Result<CalibratedCenter, any Error> = Result { try calibrate() }

    static func calibrate() throws -> CalibratedCenter {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("traces/anonymous-bank-1999-08/calls.tsv.zst").path
        let trace = try TechnionImporter().read(paths: [path], days: nil) { _ in }
        var history = ContactHistory()
        trace.emit(into: &history)
        var calibrator = CenterCalibrator(hazard: try PiecewiseHazardFitter())
        // The internet desk is served by some agents only.
        calibrator.headStartFitter = HeadStartFitter(ignoredTypes: [ContactTypeID(3)])
        return try calibrator.calibrate(history, description: trace.description)
    }
}

/// Facts of 21 days that were computed from the same rows by other software (NumPy, SciPy).
@Suite("The bank's log") struct BankFitTests {
    let bank: CalibratedCenter

    init() throws { bank = try Bank.center.get() }

    @Test("contacts, queue and abandonments are those of the source")
    func counts() {
        let seen = bank.overall.observed
        #expect(bank.arrivals.allTotals.reduce(0, +) == 29_899)
        #expect(seen.seeking == 27_444)
        #expect(seen.queued == 20_968)
        #expect(seen.abandoned == 6_409)
        #expect(abs(seen.meanWait - 95.2) < 0.05)
        #expect(abs(bank.overall.menuHangupShare - 2_455.0 / 29_899) < 1e-12)
        #expect(
            bank.arrivals.allTotals == [
                2_357, 2_348, 2_322, 1_841, 1_890, 706, 151, 1_938, 2_071, 2_132, 1_797, 1_426,
                597, 234, 1_659, 1_698, 1_393, 1_191, 1_434, 532, 182,
            ])
    }

    @Test("Kaplan-Meier patience has the published median and survival")
    func kaplanMeier() throws {
        let curve = try #require(bank.overall.patience).curve
        #expect(curve.median == 361)
        for (seconds, survival) in [
            (10.0, 0.960), (60, 0.809), (180, 0.634), (300, 0.544), (600, 0.379),
        ] {
            #expect(abs(curve.survival(at: seconds) - survival) < 5.01e-4)
        }
    }

    @Test("hazards per minute have the two humps, at 10-20 s and at a minute")
    func hazards() throws {
        let fit = try #require(bank.overall.patience).hazard
        let facts = [
            0.12, 0.27, 0.32, 0.18, 0.15, 0.23, 0.20, 0.16, 0.10, 0.11, 0.08, 0.07, 0.07,
        ]
        #expect(fit.pieces.count == facts.count + 1)
        for (piece, fact) in zip(fit.pieces, facts) {
            // The facts count those who left at once, here an atom, in the first piece.
            let events = piece.events + (piece.start == 0 ? fit.balked : 0)
            #expect(
                abs(60 * Double(events) / piece.exposure - fact) < 0.00501,
                "from \(piece.start) s")
        }
        #expect(fit.balked == 41)
    }

    @Test("patience is better told by pieces than by any parametric law")
    func laws() throws {
        let patience = try #require(bank.overall.patience)
        #expect(patience.laws.count == 5)
        #expect(patience.laws.allSatisfy { $0.akaike > patience.hazard.akaike + 100 })
        #expect(patience.laws[0].family == .lognormal)
        #expect(patience.laws[1].family == .hyperexponential)
        #expect(patience.laws[4].family == .exponential)
    }

    @Test("service times have the published moments, lognormal fit and short calls")
    func service() throws {
        let fit = try #require(bank.overall.service)
        #expect(abs(fit.mean - 186) < 0.5)
        #expect(abs(fit.standardDeviation - 377) < 0.5)
        #expect(fit.median == 114)
        #expect(abs(fit.lognormal.mu - 4.831) < 5e-4)
        #expect(abs(fit.lognormal.sigma - 0.890) < 5.01e-4)
        #expect(abs(fit.lognormal.distance - 0.017) < 5.01e-4)
        #expect(abs(fit.mixture.shortShare - 0.051) < 5.01e-4)
        #expect(abs(fit.mixture.mean - fit.mean) < 1e-9)
        #expect(abs(fit.empirical.factor - 1) < 0.01)
    }

    @Test("callers are identified while they wait, so classes deal out those answered at once")
    func classes() {
        #expect(
            bank.classes.classes.map(\.name) == [
                "regular-1", "regular-2", "stock", "prospect", "internet", "other",
            ])
        #expect(bank.classes.identifiedOnQueueing.map(\.rawValue) == [0, 1])
        // In queue or not is no property of a priority: within a type the shares agree.
        let one = bank.fits[0].observed.queuedShare
        let two = bank.fits[1].observed.queuedShare
        #expect(abs(one - two) < 0.02)
        #expect(abs(Double(bank.fits[0].observed.seeking) / 17_916 - 0.36) < 0.01)
        #expect(bank.fits.map(\.observed.seeking).reduce(0, +) == 27_444)
        #expect(bank.fits[4].observed.seeking == 2_111)
        #expect(bank.fits[5].observed.seeking == 673)
    }

    @Test("each priority is worth a minute and a half of waiting, as the order of service shows")
    func headStarts() throws {
        let fit = try #require(bank.headStarts)
        #expect(fit.entries.map(\.priority) == [0, 1, 2])
        // Computed with NumPy on the same rows, per pair of types: 90 s from 0 to 1, 90 s from 1 to
        // 2, 180 s from 0 to 2; under a tenth of the choices stays unexplained.
        #expect(abs(fit.seconds(of: 1) - 90) <= 10)
        #expect(abs(fit.seconds(of: 2) - 180) <= 10)
        #expect(fit.unexplained < 0.1)
        #expect(fit.unexplainedWithout > 3 * fit.unexplained)
    }

    @Test("more priority, more patience; prospects have least")
    func patienceByClass() throws {
        let hazards = try bank.fits.map { fit in
            let pieces = try #require(fit.patience).hazard.pieces
            return 60 * Double(pieces.reduce(0) { $0 + $1.events })
                / pieces.reduce(0) { $0 + $1.exposure }
        }
        #expect(hazards[3] > hazards[0])
        #expect(hazards[0] > hazards[1])
        #expect(hazards[1] > hazards[2])
        #expect(abs(hazards[4] - 0.128) < 0.003)
    }

    @Test("who abandoned calls again sooner than who was served")
    func redial() throws {
        let redial = try #require(bank.redial)
        func returned(_ curve: SurvivalCurve, _ seconds: Double) -> Double {
            1 - curve.survival(at: seconds)
        }
        for (seconds, abandoned, served) in [
            (300.0, 0.12, 0.05), (900, 0.21, 0.08), (3_600, 0.35, 0.16), (86_400, 0.63, 0.47),
        ] {
            #expect(abs(returned(redial.afterAbandoning, seconds) - abandoned) < 0.015)
            #expect(abs(returned(redial.afterService, seconds) - served) < 0.015)
        }
        // 1 - .65 / .84 = .226.
        #expect(abs(redial.excess(within: 3_600) - 0.226) < 0.02)
        #expect(redial.probability > redial.excess(within: 3_600))
        #expect(redial.standardError < 0.02)
    }

    @Test("days vary beyond Poisson once weekdays are taken out")
    func busyness() throws {
        let fit = try bank.arrivals.dayFactor()
        #expect(abs(fit.momentCV - 0.20) < 0.03)
    }

    @Test("presence follows the agents' contacts, and gaps under load are after-contact work")
    func activity() throws {
        let activity = try #require(bank.activity)
        #expect(activity.answeredByUnknown == 229)
        let planned = activity.planned(calendar: bank.calendar, days: bank.days)
        // Sunday 10-11 h, mean of three days: 8.6, 7.5 and 5.6.
        let sunday = (planned[0][20] + planned[0][21]) / 2
        #expect(abs(sunday - 7.2) < 0.15)
        #expect(planned[5][40] == 0)
        let work = try #require(try activity.afterContactWork())
        #expect(work.mean > 20 && work.mean < 40)
    }
}
