import Conversations
public import DecodeBank
import DialogueEngine
public import DialogueModels
import Scenarios
import TwinPrimitives
import VoiceAgents

/// Sessions of a pool, heard by a bank as far as it goes, for the keys of what is said in them.
struct HeldByBank {
    private let tier: ConversationTier
    /// Where the bank has each line's decodes, with the ears that look there.
    private var noting: [(ear: NotingEar, address: BankAddress)] = []

    /// When all calls begin: at ten, as the other calls of a bank.
    private static let start = SimulationTime(
        seconds: Double(CallerPopulation.minuteOfDay * 60))

    /// Lets a mix of lines be heard by a bank; lines that it has not are heard without errors.
    init(
        _ tier: ConversationTier, _ defects: SetDefects, over addresses: [BankAddress],
        of bank: UtteranceBank
    ) throws {
        var ears: [any Ear] = Array(repeating: PerfectEar(), count: defects.found.mix.better)
        for line in [defects.betterLine, defects.worseLine] {
            let address = addresses.first {
                $0.speakers.speakers.contains { $0.condition == line }
            }
            guard let address else {
                ears.append(PerfectEar())
                continue
            }
            let ear = NotingEar(try BankEar(bank: bank, address: address, fallback: PerfectEar()))
            noting.append((ear, address))
            ears.append(ear)
        }
        self.tier = tier.hearing(by: MixedLinesEar(ears: ears, mix: defects.found.mix))
    }

    /// Lets one line be heard by a bank.
    init(_ tier: ConversationTier, over address: BankAddress, of bank: UtteranceBank) throws {
        let ear = NotingEar(try BankEar(bank: bank, address: address, fallback: PerfectEar()))
        noting = [(ear, address)]
        self.tier = tier.hearing(by: ear)
    }

    /// Holds sessions, and adds the keys of what is said in them.
    func insertKeys(into keys: inout Set<DecodeKey>, callers: [DialogueKey]) {
        for key in callers { _ = RecordedSession(tier, of: key, at: Self.start) }
        let streams = tier.conversation.reducer.streams
        for (ear, address) in noting {
            for speech in ear.take() { keys.insert(address.key(of: speech, streams: streams)) }
        }
    }
}

/// The calls of the populations that a scenario's pools draw their callers from.
public struct PopulationCalls {
    private let tiers: [(tier: ConversationTier, population: CallerPopulation)]

    /// Reads the pools of a scenario.
    ///
    /// - Parameters:
    ///   - path: Path of the scenario; some pool has a population.
    ///   - classifiers: Trained understanding that is kept; nil trains anew.
    /// - Throws: `VoiceStudyError.noPopulation`, or `ScenarioError` where the scenario is wrong.
    public init(scenario path: String, classifiers: TrainedClassifiers?) throws {
        let scenario = try Scenario(path: path, classifiers: classifiers)
        tiers = scenario.voicePools.compactMap { pool in
            guard case .conversation(let tier) = pool.tier, let population = tier.population
            else { return nil }
            return (tier, population)
        }
        guard !tiers.isEmpty else { throw VoiceStudyError.noPopulation(path: path) }
    }

    /// Adds the keys of what all members say, over each line when no mix of lines is set.
    ///
    /// - Parameters:
    ///   - keys: What they are added to.
    ///   - addresses: Where in the bank the lines' decodes are.
    ///   - bank: The bank; what it lacks is heard without errors.
    /// - Throws: What reading the bank throws.
    public func insertKeys(
        into keys: inout Set<DecodeKey>, over addresses: [BankAddress], of bank: UtteranceBank
    ) throws {
        for (pool, population) in tiers {
            let tier = pool.ofMembers
            if let defects = tier.defects {
                try HeldByBank(tier, defects, over: addresses, of: bank).insertKeys(
                    into: &keys, callers: population.members)
            } else {
                for address in addresses {
                    try HeldByBank(tier, over: address, of: bank).insertKeys(
                        into: &keys, callers: population.members)
                }
            }
        }
    }
}
