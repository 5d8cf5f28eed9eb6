import Planning
import Projections
import Reporting
import Scenarios
import Synchronization
import VoiceAgents
import VoiceStudies

/// Two fidelities of a pool, joined.
extension ProjectCommand {
    func joinFidelities(_ scenario: Scenario) async throws {
        let points = vary.isEmpty ? [[]] : ProjectionRequest.points(of: try axes(nil))
        if let output { try ResultFile.prepare(folder: output) }
        var found: [(at: [Setting], result: MultiFidelityResult, cost: MultiFidelityCost?)] = []
        do {
            for point in points {
                var scenario = scenario
                for setting in point {
                    scenario = try scenario.varying(path: setting.path, to: setting.value)
                }
                let clock = PhaseClock()
                let result = try await MultiFidelity(request(joining: scenario)) {
                    clock.begin($0)
                }.result()
                found.append((point, result, joint.timing ? clock.cost(result) : nil))
            }
        } catch let error as ScenarioError {
            throw CommandFailure(error)
        } catch let error as MultiFidelityError {
            throw CommandFailure(.badData, "\(error)", at: options.scenario)
        } catch let error as ProjectionError {
            throw CommandFailure(.badData, "\(error)", at: options.scenario)
        }
        let document = MultiFidelityJSON.object(found).text(lines: 3)
        if let output {
            try ResultFile.write(document + "\n", to: "\(output)/multifidelity.json")
        }
        guard !json else { return try StandardOutput.line(document) }
        for (place, point) in found.enumerated() {
            let settings = point.at.map { "\($0.path)=\($0.value)" }.joined(separator: ", ")
            var text = settings.isEmpty ? "" : settings + "\n"
            text += MultiFidelityTable.text(point.result, cost: point.cost)
            text.removeLast()
            try StandardOutput.line((place == 0 ? "" : "\n") + text)
        }
    }

    private func request(joining scenario: Scenario) throws -> MultiFidelityRequest {
        let pool = try PoolChoice.number(
            joint.pool, of: scenario, at: options.scenario)
        let name = scenario.voicePools[pool].name
        let path = "voiceAgents.\(name).fidelity"
        let costly = (joint.expensive ?? .audio).rawValue
        let cheap = scenario.writtenValues.first { $0.path == path }?.value ?? ""
        guard cheap != costly else {
            throw CommandFailure.usage(
                "--expensive \(costly) is the fidelity of pool '\(name)' itself; known: "
                    + Fidelity.allCases.map(\.rawValue).filter { $0 != cheap }
                    .joined(separator: ", "))
        }
        guard scenario.voicePools[pool].isConversation else {
            throw MultiFidelityError.noConversations(pool: name, fidelity: cheap)
        }
        let goal = try halfWidth.flatMap {
            try HalfWidthGoal("abandonmentRate=" + $0, option: "--half-width")?.halfWidth
        }
        let plan = scenario.project
        let beside = beside(scenario, pool, (cheap, costly))
        if joint.hearings != nil, beside == nil,
            case .conversation(let tier) = scenario.voicePools[pool].tier,
            !tier.hearsByChance
        {
            throw CommandFailure.usage(
                "--hearings has no effect: at \(cheap) nothing is heard by chance")
        }
        return MultiFidelityRequest(
            scenario: scenario, costly: try costlyScenario(scenario, path, costly), pool: pool,
            fidelities: (cheap, costly), budget: joint.budget,
            cheapReplications: max(plan?.replications ?? Self.usualCheapReplications, 2),
            hearings: joint.hearings ?? MultiFidelityRequest.usualHearings,
            beside: beside,
            replications: min(Self.leastReplications, mostReplications)...mostReplications,
            halfWidth: goal ?? plan?.halfWidthAbandonmentRate ?? 0.005,
            largestAbandonment: plan?.holdAbandonmentRate, groups: plannedGroups(scenario),
            staffingReplications: staffingReplications,
            seed: options.seed ?? scenario.seed, jobs: options.workers)
    }

    /// A channel beside the bank; a note and nothing where the pool cannot be read at one.
    private func beside(
        _ scenario: Scenario, _ pool: Int, _ fidelities: (cheap: String, costly: String)
    ) -> MultiFidelityRequest.Beside? {
        do throws(ScenarioError) {
            return try MultiFidelityRequest.Beside.channel(
                of: scenario, pool: pool, fidelities: fidelities, hearings: joint.hearings)
        } catch {
            StandardError.line("note: no channel is heard beside the bank: \(error)")
            return nil
        }
    }

    private func costlyScenario(
        _ scenario: Scenario, _ path: String, _ fidelity: String
    ) throws(CommandFailure) -> Scenario {
        do throws(ScenarioError) {
            return try scenario.varying(path: path, to: fidelity)
        } catch {
            guard case .variation(_, _, let what) = error else { throw CommandFailure(error) }
            throw CommandFailure(
                .badData,
                "at fidelity \(fidelity) the pool cannot be read: \(what); --expensive names a fidelity that "
                    + "has all keys of the pool", at: options.scenario)
        }
    }

    /// Replications at the cheap fidelity where the scenario says nothing: some thousand sessions.
    private static let usualCheapReplications = 4
    /// Replications of the center with the costly sessions, at least.
    private static let leastReplications = 20
}

/// Processor time of each part of an estimate.
private final class PhaseClock: Sendable {
    private let marks = Mutex<[(phase: MultiFidelityPhase, seconds: Double)]>([])
    private let meter = ResourceMeter()

    func begin(_ phase: MultiFidelityPhase) {
        let seconds = meter.read(RunCounts()).cpuSeconds
        marks.withLock { $0.append((phase, seconds)) }
    }

    /// Seconds of a part that has ended.
    private func seconds(_ phase: MultiFidelityPhase) -> Double {
        marks.withLock { marks in
            guard let place = marks.firstIndex(where: { $0.phase == phase }),
                place + 1 < marks.count
            else { return 0 }
            return marks[place + 1].seconds - marks[place].seconds
        }
    }

    func cost(_ result: MultiFidelityResult) -> MultiFidelityCost {
        MultiFidelityCost(
            secondsPerSession: seconds(.costly) / Double(result.costlySessions),
            secondsPerReplication: seconds(.center) / Double(result.replications))
    }
}
