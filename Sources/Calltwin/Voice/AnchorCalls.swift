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

    /// Reads the anchors of a scenario.
    ///
    /// - Parameters:
    ///   - path: Path of the scenario; it has a project block and a pool of conversations whose defects are set.
    ///   - inputs: The bank's callers.
    /// - Throws: `CommandFailure` where there are no such anchors, or of other callers.
    init(scenario path: String, inputs: BankInputs) throws {
        self.inputs = inputs
        let found: [ConversationTier]?
        do throws(ScenarioError) {
            found = try Self.tiers(ofScenario: path)
        } catch {
            throw CommandFailure(error)
        }
        guard let found else {
            throw CommandFailure(.badData, "has no project block, so no anchors", at: path)
        }
        tiers = found
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

    /// The pools of a scenario's anchors; nil without a project block.
    private static func tiers(
        ofScenario path: String
    ) throws(ScenarioError) -> [ConversationTier]? {
        let scenario = try Scenario(path: path, classifiers: UserCache.classifiers)
        guard let plan = scenario.project else { return nil }
        let points = ProjectionRequest.points(
            of: plan.axes.map { ProjectionAxis(path: $0.path, values: $0.values) })
        var tiers: [ConversationTier] = []
        for settings in AnchorStudy.anchors(among: points) {
            var anchor = scenario
            for setting in settings {
                anchor = try anchor.varying(path: setting.path, to: setting.value)
            }
            for pool in anchor.voicePools {
                if case .conversation(let tier) = pool.tier { tiers.append(tier) }
            }
        }
        return tiers
    }

    /// Adds the keys of what the first callers say when they are heard by a bank as far as it goes.
    func insertKeys(
        into keys: inout Set<DecodeKey>, calls: Int, over addresses: [BankAddress],
        of bank: UtteranceBank
    ) throws {
        let callers = (0..<calls).map { ordinal in
            DialogueKey(
                caller: CallerKey(
                    contactType: ContactTypeID(0), ordinal: UInt32(truncatingIfNeeded: ordinal)),
                attempt: 0)
        }
        for tier in tiers {
            guard let defects = tier.defects else { continue }
            let held = try HeldByBank(
                tier.drawing(from: inputs.streams), defects, over: addresses, of: bank)
            held.insertKeys(into: &keys, callers: callers)
        }
    }
}
