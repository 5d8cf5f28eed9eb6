package import ContactCenter
import Distributions
import Experiments
public import Projections
import Statistics

/// Compares a pilot with simulated pilots of the pool that was fitted to it.
///
/// A parametric bootstrap: each simulated pilot is fitted in turn, and how far it lies from its own
/// fit is how far the pilot should lie from its fit. So the error of the fit is in the range, and
/// so is that a fit follows the very sessions it is compared with. What a fit leaves is found by
/// simulating it with the callers of the first fit. Source: Stute, González Manteiga and Presedo
/// Quindimil, "Bootstrap based goodness-of-fit-tests", Metrika 40 (1993) 243-256. Error of the
/// method: p-values are to 1/401 and a standard error of sqrt(p / 400); latencies of the
/// pilot and of simulated ones are fitted in bins of 10 % here, so that all fits are off alike (by a
/// third of a standard error).
public struct PilotComparer: Sendable {
    private let file: PilotFile
    private let seed: UInt64
    private let jobs: Int

    /// Simulated pilots: the least corrected p-value of 13 measures is 13/401, below 5 %.
    private static let pilots = 400
    /// Most sessions of a simulated pilot; deviations of a larger pilot are in proportion to one
    /// over the root of its size.
    private static let mostSessions = 1000
    /// Sessions by which a fit's means are found over those of a pilot.
    private static let again = 2
    /// How callers come back in the pools that are written and simulated: time in seconds, and
    /// limit.
    static let (returnSeconds, returnLimit) = (1800.0, 5)

    /// Prepares a comparison.
    ///
    /// - Parameters:
    ///   - file: The pilot.
    ///   - seed: Seed of the callers.
    ///   - jobs: Most simulated pilots at one time; the result does not depend on it.
    public init(_ file: PilotFile, seed: UInt64, jobs: Int) {
        (self.file, self.seed, self.jobs) = (file, seed, jobs)
    }

    /// How callers come back as the fit has it.
    ///
    /// - Parameter fit: The fit; a share that it has not is none.
    /// - Returns: The behaviours.
    package static func returns(_ fit: PilotFit) -> Returns {
        func redial(_ key: String) -> Redial? {
            fit.parameter(key).map {
                Redial(
                    probability: $0.value, delay: .exponential(mean: returnSeconds),
                    limit: returnLimit)
            }
        }
        return Returns(
            afterService: redial("redial.afterService"),
            afterUnresolved: redial("redial.afterUnresolved"),
            afterHangup: redial("redial.afterHangup"))
    }

    /// What one simulated pilot shows: its measures, and what those of its fit have more than the
    /// first.
    private struct Draw: Sendable {
        var own: [Double?]
        var refit: [Double?]
    }

    /// Compares by the ordinary pool, without a cap on sessions.
    ///
    /// - Returns: The measures that the file's columns tell.
    /// - Throws: What of the simulated center's description makes no sense.
    public func compare() async throws(ProjectionError) -> PilotComparison {
        let measures = PilotMeasure.all(file.columns)
        let size = min(file.sessions.count, Self.mostSessions)
        let fitter = StalledLatencyFitter().coarse
        let fit = PilotFitter(file).fit(latencies: fitter)
        let model = try PilotSimulator(
            fit.dialogue, sessions: size, seed: seed, returns: Self.returns(fit), jobs: jobs)
        let first = try expected(fit, measures, size: size)
        let draws = await model.runner.map(0..<Self.pilots) { pilot in
            let sessions = told(model.sessions(pilot))
            let refit = PilotFitter(
                PilotFile(path: file.path, sessions: sessions, problems: [], columns: file.columns)
            ).fit(latencies: fitter)
            let means = try? expected(refit, measures, size: size)
            return Draw(
                own: measures.map { $0.value(sessions) },
                refit: means ?? measures.map { _ in nil })
        }
        let root = (Double(size) / Double(file.sessions.count)).squareRoot()
        var rows = measures.indices.compactMap { index -> PilotComparison.Row? in
            guard let pilot = measures[index].value(file.sessions), let first = first[index] else {
                return nil
            }
            return Self.row(
                measures[index], pilot, root: root,
                draws.compactMap { draw in
                    guard let own = draw.own[index], let refit = draw.refit[index] else {
                        return nil
                    }
                    return (own, refit - first)
                })
        }
        let corrected = PValue.holm(rows.map(\.pValue))
        for index in rows.indices { rows[index].correctedPValue = corrected[index] }
        return PilotComparison(rows: rows, pilots: Self.pilots)
    }

    /// One measure of the pilot beside simulated pilots; nil when none tells it.
    private static func row(
        _ measure: PilotMeasure, _ pilot: Double, root: Double,
        _ draws: [(own: Double, refit: Double)]
    ) -> PilotComparison.Row? {
        guard !draws.isEmpty else { return nil }
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        let simulated = mean(draws.map(\.own))
        let residuals = draws.map { $0.own - simulated - $0.refit }
        let bias = mean(residuals)
        let deviations = residuals.map { ($0 - bias) * root }.sorted()
        func end(_ share: Double) -> Double {
            deviations[Int((share * Double(deviations.count - 1)).rounded())]
        }
        // A pilot of another size is off by its own fit's bias, which falls as one over the size.
        let middle = simulated + bias * root * root
        let off = abs(pilot - middle) * (1 - 1e-12)
        let count = deviations.count { abs($0) >= off }
        let pValue = Double(1 + count) / Double(1 + deviations.count)
        return PilotComparison.Row(
            name: measure.name, unit: measure.unit, pilot: pilot, simulated: simulated,
            range: (middle + end(0.025))...(middle + end(0.975)), pValue: pValue,
            correctedPValue: pValue)
    }

    /// Measures of a pool with the callers that all pools meet.
    private func expected(
        _ fit: PilotFit, _ measures: [PilotMeasure], size: Int
    ) throws(ProjectionError) -> [Double?] {
        let sessions = try PilotSimulator(
            fit.dialogue, sessions: Self.again * size, seed: seed, returns: Self.returns(fit)
        ).sessions(Self.pilots)
        let told = told(sessions)
        return measures.map { $0.value(told) }
    }

    /// Simulated sessions with what the file's columns tell.
    private func told(_ sessions: [PilotSession]) -> [PilotSession] {
        let rows = file.sessions
        let hasReasons = rows.contains { $0.reason != nil }
        return sessions.enumerated().map { index, session in
            session.telling(like: rows[index % rows.count], hasReasons: hasReasons)
        }
    }
}
