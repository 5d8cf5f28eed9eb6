import Experiments
import Projections
import Scenarios
import Statistics
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// Joins two fidelities of one pool: many cheap sessions, few costly ones.
///
/// Data flow: the center runs at the cheap fidelity; its sessions fall into strata by what became of them;
/// costly sessions of the same callers (same keys, same streams) are held alone, first as a pilot,
/// then where they tell most (Neyman), with known probabilities. Figures of a session follow by
/// two-phase sampling. For figures of the center the costly sessions, weighted back and calibrated to what is
/// cheaply known of all, become a deck that the center plays; how much their sample matters is told by decks of a bootstrap that meet the same
/// replications. Method: Cochran (1977), chapter 12; Rao, Wu (1988);
/// Deville, Särndal (1992).
public struct MultiFidelity: Sendable {
    let request: MultiFidelityRequest
    /// Called when a part of the work begins.
    let phase: @Sendable (MultiFidelityPhase) -> Void

    /// Prepares an estimate.
    ///
    /// - Parameters:
    ///   - request: What is asked.
    ///   - phase: Called when a part of the work begins.
    public init(
        _ request: MultiFidelityRequest,
        phase: @escaping @Sendable (MultiFidelityPhase) -> Void = { _ in }
    ) {
        self.request = request
        self.phase = phase
    }

    /// Works the estimate out.
    ///
    /// - Returns: The answer.
    /// - Throws: `MultiFidelityError`, or what is wrong with the scenario.
    public func result() async throws -> MultiFidelityResult {
        let costlyTier = try tier(request.costly, request.fidelities.costly)
        let cheapTier = try tier(request.scenario, request.fidelities.cheap)
        try request.scenario.checkAlone(pool: request.pool)
        phase(.cheap)
        let hearings = cheapTier.hearsByChance ? request.hearings : 1
        let (found, cheap) = try await cheapCenter(cheapTier, costlyTier, hearings: hearings)
        let sessions = try await heardBeside(found)
        guard sessions.count >= 2 * request.budget else {
            throw MultiFidelityError.tooFewSessions(
                got: sessions.count, needed: 2 * request.budget)
        }
        phase(.costly)
        let pairs = try await costlyPairs(sessions, costlyTier)
        try request.costly.checkCoverage()
        // All that cards and weights follow from: the cheap center and how long it ran, what was heard beside
        // it, and the costly tier.
        let cheapRun = RunIdentity.id(request.scenario.twin, seed: request.seed)
        let fingerprint =
            "\(costlyTier.fingerprint) \(cheapRun) \(request.pool) \(request.cheapReplications) "
            + "\(request.budget) \(hearings) \(try besideFingerprint())"
        let played = twin(with: pairs.deck(fingerprint, pairs.weights))
        let outputs = try self.outputs(pairs)
        phase(.center)
        let series = try await center(played)
        phase(.bootstrap)
        let decks = try await bootstrap(pairs, fingerprint)
        phase(.staffing)
        let plain = request.scenario.twin
        return MultiFidelityResult(
            scenario: request.scenario.name, pool: request.scenario.voicePools[request.pool].name,
            fidelities: request.fidelities, seed: request.seed, cheapSessions: sessions.count,
            cheapReplications: request.cheapReplications, hearings: hearings,
            beside: request.beside.map { ($0.fidelity, $0.hearings) },
            strata: pairs.strata.names.indices.map {
                (pairs.strata.names[$0], pairs.sessionCounts[$0], pairs.costly[$0].count)
            },
            calls: pairs.calls.count, population: cheapTier.population,
            costlySessions: pairs.count, replications: series.count,
            bootstrapReplications: request.decks * request.deckReplications,
            outputs: outputs, kpis: try corrected(series, cheap: cheap, decks, outputs),
            largestAbandonment: request.largestAbandonment,
            staffing: try await staffing(played) {
                try await inputErrors(
                    pairs, fingerprint, group: $0, plan: $1, Self.freedom(outputs))
            },
            cheapStaffing: try await staffing(plain))
    }

    private func tier(
        _ scenario: Scenario, _ fidelity: String
    ) throws(MultiFidelityError) -> ConversationTier {
        let pool = scenario.voicePools[request.pool]
        guard case .conversation(let tier) = pool.tier else {
            throw .noConversations(pool: pool.name, fidelity: fidelity)
        }
        return tier
    }

    private func besideFingerprint() throws(MultiFidelityError) -> String {
        guard let beside = request.beside else { return "" }
        return "\(try tier(beside.scenario, beside.fidelity).fingerprint) \(beside.hearings)"
    }

    func twin(with deck: SessionDeck) -> TwinConfiguration {
        var twin = request.scenario.twin
        twin.voicePools[request.pool].tier = .deck(deck)
        return twin
    }

    // MARK: Sessions

    /// The center at the cheap fidelity, with its sessions, each heard so often.
    private func cheapCenter(
        _ tier: ConversationTier, _ costly: ConversationTier, hearings: Int
    ) async throws -> ([CenterSession], KPISeries) {
        let runner = try ReplicationRunner(
            request.scenario.twin, seed: request.seed, jobs: request.jobs)
        let names = request.scenario.description
        let prices = request.scenario.prices
        let pool = VoicePoolID(UInt16(request.pool))
        let seed = request.seed
        let results = await runner.map(0..<request.cheapReplications) { replication in
            let watch = SessionWatch(pool: pool, replication: replication)
            let tally = runner.tally(replication, alsoTo: [watch])
            let streams = RandomStreams(seed: seed, replication: UInt32(replication))
            let own = tier.drawing(from: streams)
            let again = (1..<max(hearings, 1)).map { own.heardAgain(UInt16($0)) }
            let heard = costly.drawing(from: streams)
            let sessions = watch.sessions.map { session in
                var session = session.called(by: own)
                session.hear(by: again)
                session.voice = heard.voice(of: session.key)
                return session
            }
            return (sessions, tally.kpiRows(names: names, prices: prices, by: []))
        }
        try request.scenario.checkCoverage()
        var series = KPISeries()
        for (_, rows) in results { series.append(rows) }
        return (results.flatMap { $0.0 }, series)
    }

    /// The sessions with their figures at a second cheap fidelity, at which each call is held alone.
    private func heardBeside(_ sessions: [CenterSession]) async throws -> [CenterSession] {
        guard let beside = request.beside else { return sessions }
        let tier = try tier(beside.scenario, beside.fidelity)
        let runner = try ReplicationRunner(
            beside.scenario.twin, seed: request.seed, jobs: request.jobs)
        let seed = request.seed
        let calls = SessionPairs.calls(sessions).calls
        let figures = await runner.map(0..<calls.count) { number in
            let session = sessions[calls[number][0]]
            let streams = RandomStreams(seed: seed, replication: UInt32(session.replication))
            let held = session.held(by: tier.drawing(from: streams), hearings: beside.hearings)
            return SessionFigures(held.map(\.summary))
        }
        var heard = sessions
        for (call, figures) in zip(calls, figures) {
            for place in call { heard[place].beside = figures }
        }
        return heard
    }

    /// Chooses sessions and holds them at the costly fidelity.
    private func costlyPairs(
        _ sessions: [CenterSession], _ tier: ConversationTier
    ) async throws -> SessionPairs {
        var pairs = SessionPairs(sessions, budget: request.budget, seed: request.seed)
        for wanted in [pairs.pilot(of: request.budget), nil] {
            let missing = pairs.missing(wanted ?? pairs.allocation(of: request.budget))
            let flat = missing.flatMap { $0 }.map { sessions[$0] }
            let held = try await hold(flat, tier)
            var place = 0
            pairs.take(
                missing.map { part in
                    defer { place += part.count }
                    return Array(held[place..<(place + part.count)])
                })
        }
        return pairs
    }

    /// Holds sessions alone, each with the streams of its replication.
    private func hold(
        _ sessions: [CenterSession], _ tier: ConversationTier
    ) async throws -> [RecordedSession] {
        let runner = try ReplicationRunner(
            request.costly.twin, seed: request.seed, jobs: request.jobs)
        let seed = request.seed
        let held = await runner.map(0..<sessions.count) { place in
            let session = sessions[place]
            let streams = RandomStreams(
                seed: seed, replication: UInt32(session.replication))
            return RecordedSession(
                tier.drawing(from: streams), of: session.key, at: session.start)
        }
        if let failure = held.lazy.compactMap(\.failure).first {
            throw MultiFidelityError.failedSession(what: failure)
        }
        return held
    }

    private func outputs(_ pairs: SessionPairs) throws(MultiFidelityError) -> [SessionEstimate] {
        var estimates: [SessionEstimate] = []
        for output in SessionOutput.all {
            let values = pairs.figures.map { $0[output] }
            do throws(StatisticsError) {
                estimates.append(
                    SessionEstimate(
                        output: output, cheap: RunningMoments(values).mean,
                        estimate: try TwoPhaseEstimate(
                            pairs.strata(of: output), range: output.range),
                        voices: pairs.voiceSpread(of: output)))
            } catch {
                throw .noEstimate(what: "\(output.name): \(error)")
            }
        }
        return estimates
    }

    // MARK: The center

    private func series(_ twin: TwinConfiguration, _ replications: Range<Int>) async throws
        -> [[KPIRow]]
    {
        let runner = try ReplicationRunner(twin, seed: request.seed, jobs: request.jobs)
        let names = request.scenario.description
        let prices = request.scenario.prices
        return await runner.run(replications) { _, tally in
            tally.kpiRows(names: names, prices: prices, by: [])
        }
    }

    /// The center with the costly sessions, in replications enough for the half-width asked for.
    private func center(_ twin: TwinConfiguration) async throws -> KPISeries {
        var found = KPISeries()
        var next = request.replications.lowerBound
        while true {
            for rows in try await series(twin, found.count..<next) { found.append(rows) }
            guard found.count < request.replications.upperBound,
                let more = found.estimate("abandonmentRate")?.nextReplications(
                    halfWidth: request.halfWidth)
            else { return found }
            next = min(more, request.replications.upperBound)
        }
    }

    /// The center with the sessions of bootstrap samples, all with the same replications.
    private func bootstrap(
        _ pairs: SessionPairs, _ fingerprint: String
    ) async throws -> [KPISeries] {
        let runner = try ReplicationRunner(
            request.scenario.twin, seed: request.seed, jobs: request.jobs)
        let names = request.scenario.description
        let prices = request.scenario.prices
        let (seed, replications) = (request.seed, request.deckReplications)
        // One worker a deck: decks are many and their replications few.
        let rows = try await runner.map(0..<request.decks) {
            number -> Result<[[KPIRow]], ProjectionError> in
            let deck = pairs.deck(
                "\(fingerprint) \(number)", pairs.bootstrapWeights(number: number, seed: seed))
            do throws(ProjectionError) {
                let inner = try ReplicationRunner(twin(with: deck), seed: seed, jobs: 1)
                return .success(
                    (0..<replications).map {
                        inner.tally($0).kpiRows(names: names, prices: prices, by: [])
                    })
            } catch {
                return .failure(error)
            }
        }.map { try $0.get() }
        return rows.map { deck in
            var series = KPISeries()
            for rows in deck { series.append(rows) }
            return series
        }
    }

    /// Degrees of freedom of what the costly sessions leave open.
    ///
    /// More decks tell the variance between decks better, but nothing more of what is unknown of it: the
    /// sample is no surer of its spread than the pairs of its strata are.
    private static func freedom(_ outputs: [SessionEstimate]) -> Double {
        outputs.filter(\.output.steersSampling).map(\.estimate.degreesOfFreedom).min()
            ?? .infinity
    }

    private func corrected(
        _ series: KPISeries, cheap: KPISeries, _ decks: [KPISeries], _ outputs: [SessionEstimate]
    ) throws -> [CorrectedKPI] {
        let before = cheap.estimates()
        let fromPairs = Self.freedom(outputs)
        return series.estimates().compactMap { row in
            guard row.contactType == "all", row.agentGroup == nil, row.interval == nil,
                row.segment == nil, let own = series.estimate(row.kpi),
                let old = before.first(where: {
                    $0.kpi == row.kpi && $0.contactType == "all" && $0.agentGroup == nil
                        && $0.interval == nil && $0.segment == nil
                }), let error = own.standardError
            else { return nil }
            let estimates = decks.compactMap { $0.estimate(row.kpi) }
            let numbers = estimates.map { estimate in
                estimate.residuals.map { estimate.value + $0 }
            }
            guard estimates.count == decks.count, let table = try? TwoWayTable(numbers) else {
                return nil
            }
            let simulation = error * error
            let sessions = table.treatmentVariance
            let all = simulation + sessions
            let known = max(min(table.treatmentDegreesOfFreedom, fromPairs), 1)
            let freedom =
                simulation * simulation / Double(max(own.degreesOfFreedom, 1))
                + sessions * sessions / known
            return CorrectedKPI(
                kpi: row.kpi, unit: row.unit, cheap: old, mean: own.value,
                simulationVariance: simulation, sessionVariance: sessions,
                degreesOfFreedom: freedom > 0 ? max(all * all / freedom, 1) : 1)
        }
    }
}
