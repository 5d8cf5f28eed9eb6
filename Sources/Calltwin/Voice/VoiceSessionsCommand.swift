import ArgumentParser
import Experiments
import Foundation
import Planning
import Scenarios
import VoiceAgents
import VoiceStudies

/// Holds every session of a center at several fidelities, and writes what became of each.
struct VoiceSessionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions",
        abstract: "Hold all sessions of a center at several fidelities, and write their ends.",
        discussion: """
            The center runs at the scenario's own fidelity; the same callers (keys, random numbers, time of \
            day) are then held alone at each of the fidelities. One row of the file is one session at one \
            fidelity, with means over so many independent hearings: callers, words and voices are the same \
            in all, and what an ear draws is drawn anew. 'text', 'bank' and 'audio' draw nothing and are held once. \
            With a population, sessions of one member are the same call and held once too.

            A file that is there is continued: what it has of a replication at a fidelity, heard so many \
            times, is not held again. One whose calls, callers or voices are others is refused; that line and \
            dialogue are the same too is for you to see to.

            Exit code: 0 done, 65 bad data, 69 no voices or recogniser on this machine.

            Examples:
              calltwin voice sessions models/bank-small.yaml --replications 30 -o out/sessions.csv
              calltwin voice sessions models/bank-small.yaml --fidelities channel --hearings 1,20 -o out/channel.csv
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(help: "Fidelities, parted by commas.")
    var fidelities = "text,channel,channel-words,audio"

    @Option(
        help: ArgumentHelp(
            "Hearings at the channels, parted by commas.",
            discussion: "Each number is a row with means over so many hearings, the first ones."))
    var hearings = "1"

    @Option(parsing: .unconditional, help: "Replications of the center.")
    var replications = 1

    @Option(help: "The pool; may be left out where there is one.")
    var pool: String?

    @Option(name: .shortAndLong, help: "File to write or continue (CSV).")
    var output: String

    func validate() throws {
        guard replications >= 1 else {
            throw ValidationError("--replications \(replications): at least 1 is needed")
        }
        _ = try chosen()
        _ = try counts()
    }

    private func chosen() throws -> [Fidelity] {
        let found = try fidelities.split(separator: ",").map { name in
            guard let fidelity = Fidelity(rawValue: String(name)) else {
                throw ValidationError(
                    "--fidelities \(name): there is none; known: "
                        + Fidelity.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return fidelity
        }
        return try Self.different(found, "--fidelities \(fidelities)")
    }

    private func counts() throws -> [Int] {
        let range = 1...MultiFidelityRequest.mostHearings
        let found = try hearings.split(separator: ",").map { text in
            guard let count = Int(text), range.contains(count) else {
                throw ValidationError(
                    "--hearings \(text): a number from \(range.lowerBound) to \(range.upperBound)")
            }
            return count
        }
        return try Self.different(found, "--hearings \(hearings)")
    }

    /// A list in which nothing comes twice, and something does.
    private static func different<Item: Hashable>(
        _ list: [Item], _ option: String
    ) throws -> [Item] {
        guard !list.isEmpty, Set(list).count == list.count else {
            throw ValidationError("\(option): one or more, each once, parted by commas")
        }
        return list
    }

    /// A fidelity that sessions are held at.
    private struct HeldTier {
        var fidelity: Fidelity
        var tier: ConversationTier
        var scenario: Scenario
        /// Numbers of hearings that the table shall have.
        var counts: [Int]
    }

    private func tiers(of scenario: Scenario, pool number: Int) throws -> [HeldTier] {
        let pool = scenario.voicePools[number]
        guard case .conversation = pool.tier else {
            throw MultiFidelityError.noConversations(pool: pool.name, fidelity: "surrogate")
        }
        let path = "voiceAgents.\(pool.name).fidelity"
        let counts = try counts()
        return try chosen().map { fidelity in
            let varied = try scenario.varying(path: path, to: fidelity.rawValue)
            guard case .conversation(let tier) = varied.voicePools[number].tier else {
                throw MultiFidelityError.noConversations(
                    pool: varied.voicePools[number].name, fidelity: fidelity.rawValue)
            }
            let draws = fidelity == .channel || fidelity == .channelWords
            return HeldTier(
                fidelity: fidelity, tier: tier, scenario: varied, counts: draws ? counts : [1])
        }
    }

    func run() throws {
        let scenario = try options.read()
        try ResultFile.prepare(file: output)
        var file = try SessionFile(path: output)
        let number = try PoolChoice.number(pool, of: scenario, at: options.scenario)
        do {
            let tiers = try tiers(of: scenario, pool: number)
            var isWhole = true
            for replication in 0..<replications {
                let missing = tiers.map { file.missing(replication, $0.fidelity, of: $0.counts) }
                let census = try SessionCensus(
                    scenario, pool: number, replication: replication,
                    seed: options.seed ?? scenario.seed)
                if let tier = tiers.first { try file.check(census, replication, by: tier.tier) }
                guard missing.contains(where: { !$0.isEmpty }) else { continue }
                isWhole = false
                for (tier, counts) in zip(tiers, missing) where !counts.isEmpty {
                    let seconds = try hold(census, at: tier, counts, into: &file)
                    let each = seconds.map { ", \(Int($0 * 1e6)) processor µs a hearing" } ?? ""
                    StandardError.line(
                        "replication \(replication): \(census.count) sessions at "
                            + tier.fidelity.rawValue + each)
                }
                try file.write()
            }
            if isWhole { StandardError.line("\(output): has all these sessions already") }
        } catch let error as ScenarioError {
            throw CommandFailure(error)
        } catch let error as MultiFidelityError {
            throw CommandFailure(.badData, "\(error)", at: options.scenario)
        }
    }

    /// Holds the sessions of a replication at one fidelity, so many times as the largest count says.
    ///
    /// - Returns: Processor seconds a hearing; nil without sessions.
    private func hold(
        _ census: SessionCensus, at held: HeldTier, _ counts: [Int], into file: inout SessionFile
    ) throws -> Double? {
        let most = counts.max() ?? 1
        let meter = ResourceMeter()
        let sessions = ParallelWork.results(census.count, workers: options.workers) {
            census.hold($0, by: held.tier, hearings: most)
        }
        if let failure = sessions.joined().lazy.compactMap(\.failure).first {
            throw MultiFidelityError.failedSession(what: failure)
        }
        try options.checkCoverage(held.scenario)
        for count in counts {
            file.add(census, sessions.map { Array($0.prefix(count)) }, held.fidelity, by: held.tier)
        }
        return census.count > 0
            ? meter.read(RunCounts()).cpuSeconds / Double(census.count * most) : nil
    }
}
