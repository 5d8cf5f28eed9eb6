import Conversations
import DecodeBank
import DialogueEngine
import Planning
import Scenarios
import TwinPrimitives
import VoiceAgents

/// The calls of a bank's callers at the anchors of a projection.
struct AnchorCalls {
    private let inputs: BankInputs
    /// The pools of the anchors, at the scenario's own fidelity.
    private let tiers: [ConversationTier]

    /// When all calls begin: at 10 h, as the other calls of a bank.
    private static let start = SimulationTime(seconds: 36_000)

    /// Reads the anchors of a scenario.
    ///
    /// - Parameters:
    ///   - path: Path of the scenario; its pools of conversations have defects set.
    ///   - inputs: The bank's callers.
    /// - Throws: `CommandFailure` where there are no such anchors, or of other callers.
    init(scenario path: String, inputs: BankInputs) throws {
        self.inputs = inputs
        do {
            tiers = try Self.tiers(of: Scenario(path: path, classifiers: UserCache.classifiers))
        } catch let error as ScenarioError {
            throw CommandFailure(error)
        }
        for tier in tiers where tier.defects == nil || tier.firstDay != inputs.today {
            throw CommandFailure(
                .badData,
                "a pool should have defects set, and firstDay: \(inputs.today) as the bank's calls",
                at: path)
        }
        guard !tiers.isEmpty else {
            throw CommandFailure(.badData, "no pool of voice agents holds conversations", at: path)
        }
    }

    /// The pools of the anchors of a scenario's projection; none without a project block.
    private static func tiers(of scenario: Scenario) throws -> [ConversationTier] {
        let axes = (scenario.project?.axes ?? []).map {
            ProjectionAxis(path: $0.path, values: $0.values)
        }
        return try AnchorStudy.anchors(among: ProjectionRequest.points(of: axes)).flatMap {
            settings in
            var anchor = scenario
            for setting in settings {
                anchor = try anchor.varying(path: setting.path, to: setting.value)
            }
            return anchor.voicePools.compactMap { pool -> ConversationTier? in
                guard case .conversation(let tier) = pool.tier else { return nil }
                return tier
            }
        }
    }

    /// Adds the keys of what the first callers say when they are heard by a bank as far as it goes.
    func insertKeys(
        into keys: inout Set<DecodeKey>, calls: Int, over addresses: [BankAddress],
        of bank: UtteranceBank
    ) throws {
        for tier in tiers {
            guard let defects = tier.defects else { continue }
            var ears: [any Ear] = Array(repeating: PerfectEar(), count: defects.found.mix.better)
            var noting: [(ear: NotingEar, address: BankAddress)] = []
            for line in [defects.betterLine, defects.worseLine] {
                let address = addresses.first {
                    $0.speakers.speakers.contains { $0.condition == line }
                }
                guard let address else {
                    ears.append(PerfectEar())
                    continue
                }
                let ear = NotingEar(
                    try BankEar(bank: bank, address: address, fallback: PerfectEar()))
                noting.append((ear, address))
                ears.append(ear)
            }
            let held = tier.hearing(by: MixedLinesEar(ears: ears, mix: defects.found.mix))
                .drawing(from: inputs.streams)
            for ordinal in 0..<calls {
                let caller = CallerKey(
                    contactType: ContactTypeID(0), ordinal: UInt32(truncatingIfNeeded: ordinal))
                _ = RecordedSession(
                    held, of: DialogueKey(caller: caller, attempt: 0), at: Self.start)
                for (ear, address) in noting {
                    for speech in ear.take() {
                        keys.insert(address.key(of: speech, streams: inputs.streams))
                    }
                }
            }
        }
    }
}
