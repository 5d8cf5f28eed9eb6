public import Projections
public import Statistics
public import VoiceAgents

/// What is known of one figure of a session from both fidelities.
public struct SessionEstimate: Sendable {
    /// The figure.
    public var output: SessionOutput
    /// Its mean at the cheap fidelity, over all sessions of the center and all hearings.
    public var cheap: Double
    /// Its mean at the costly fidelity, by two-phase sampling.
    public var estimate: TwoPhaseEstimate
    /// How far other voices at the costly fidelity would move it; nil where callers have one voice.
    public var voices: ClusteredMean?

    /// Factor by which plain sampling of as many costly sessions has the larger variance; nil where all of
    /// them were alike.
    public var gain: Double? {
        let variance = estimate.varianceOfPairs + estimate.varianceOfUnits
        return variance > 0 && estimate.plainVariance > 0
            ? estimate.plainVariance / variance : nil
    }

    /// Share of the variance that voices account for, were they drawn anew too.
    public var shareOfVoices: Double? {
        guard let voices else { return nil }
        let all = estimate.varianceOfPairs + estimate.varianceOfUnits + voices.variance
        return all > 0 ? voices.variance / all : nil
    }
}

/// What is known of one indicator of the center from both fidelities.
public struct CorrectedKPI: Sendable {
    /// Name of the indicator.
    public var kpi: String
    /// Unit of the value.
    public var unit: String
    /// The estimate of the center at the cheap fidelity.
    public var cheap: KPIEstimate
    /// The estimate with the costly sessions.
    public var mean: Double
    /// Part of its variance that more replications would lessen.
    public var simulationVariance: Double
    /// Part of its variance that more costly sessions would lessen: their sample, and that of callers.
    public var sessionVariance: Double
    /// Degrees of freedom of the standard error (Satterthwaite).
    public var degreesOfFreedom: Double

    /// Standard error of both parts together.
    public var standardError: Double { (simulationVariance + sessionVariance).squareRoot() }

    /// Half-width of the 95 % interval, were there other multiples of replications and sessions.
    ///
    /// - Parameters:
    ///   - replications: Replications as a multiple of those there are, > 0.
    ///   - sessions: Costly sessions as a multiple of those there are, > 0.
    /// - Returns: The half-width; by Student's t at the degrees of freedom there are.
    public func halfWidth(replications: Double = 1, sessions: Double = 1) -> Double {
        let variance = simulationVariance / replications + sessionVariance / sessions
        return StudentQuantile.twoSided95(degreesOfFreedom) * variance.squareRoot()
    }

    /// Share of the variance that the costly sessions account for; nil without any variance.
    public var shareOfSessions: Double? {
        let all = simulationVariance + sessionVariance
        return all > 0 ? sessionVariance / all : nil
    }
}

/// The answer of an estimate by two fidelities.
public struct MultiFidelityResult: Sendable {
    /// Name of the scenario.
    public var scenario: String
    /// Name of the pool.
    public var pool: String
    /// Names of its fidelities: cheap, costly.
    public var fidelities: (cheap: String, costly: String)
    /// Seed of the callers.
    public var seed: UInt64
    /// Sessions of the cheap center that were chosen from.
    public var cheapSessions: Int
    /// Its replications.
    public var cheapReplications: Int
    /// How often each of its sessions was heard.
    public var hearings: Int
    /// The second cheap fidelity and how often each call was heard at it; nil where there is none.
    public var beside: (fidelity: String, hearings: Int)?
    /// The strata: what is in them, cheap sessions and costly ones.
    public var strata: [(name: String, sessions: Int, costly: Int)]
    /// Different calls among the sessions: those of one member of a population are the same.
    public var calls: Int
    /// The few callers that stand for all; nil where each caller of the center is a new one.
    public var population: CallerPopulation?
    /// Costly sessions: of different calls, all of them where the budget is larger.
    public var costlySessions: Int
    /// Replications of the center with the costly sessions.
    public var replications: Int
    /// Replications of the center with bootstrap samples, all together.
    public var bootstrapReplications: Int
    /// Figures of a session.
    public var outputs: [SessionEstimate]
    /// Indicators of the whole center that have a value at both fidelities.
    public var kpis: [CorrectedKPI]
    /// Largest share of contacts seeking a person that may abandon; nil: no staffing was searched.
    public var largestAbandonment: Double?
    /// Agents needed with the costly sessions, group by group and interval by interval; their intervals
    /// hold the error of the sample of sessions beside that of simulation.
    public var staffing: [StaffingRequirement]
    /// Agents needed with the cheap sessions.
    public var cheapStaffing: [StaffingRequirement]

    /// Share of the sessions that are contained at the costly fidelity; nil without that figure.
    public var contained: Double? {
        outputs.first { $0.output.name == "contained" }?.estimate.value
    }

    /// How many callers stand for all; nil where each caller of the center is a new one.
    public var populationCallers: Int? { population.map { Int($0.callers) } }

    /// Half-width of the 95 % interval that so few callers leave to the share contained as a figure of all
    /// callers; nil where each caller is a new one.
    public var populationHalfWidth95: Double? {
        guard let population, let contained else { return nil }
        return population.halfWidth95(of: contained)
    }

    /// An indicator by name.
    public func kpi(_ name: String) -> CorrectedKPI? { kpis.first { $0.kpi == name } }
}
