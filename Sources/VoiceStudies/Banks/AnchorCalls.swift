import Conversations
public import DecodeBank
import DialogueEngine
public import DialogueModels
import Planning
import Scenarios
import TwinPrimitives
import VoiceAgents

/// The calls of a bank's callers at the anchors of a projection.
public struct AnchorCalls {
    private let inputs: BankInputs
    /// The pools of the anchors, at the scenario's own fidelity.
    private let tiers: [ConversationTier]

    /// Reads the anchors of a scenario.
    ///
    /// - Parameters:
    ///   - path: Path of the scenario; it has a project block and a pool of conversations whose defects are set.
    ///   - inputs: The bank's callers.
    ///   - classifiers: Trained understanding that is kept; nil trains anew.
    /// - Throws: `VoiceStudyError` where there are no such anchors, or of other callers; `ScenarioError` where
    ///   the scenario is wrong.
    public init(
        scenario path: String, inputs: BankInputs, classifiers: TrainedClassifiers?
    ) throws {
        self.inputs = inputs
        guard let found = try Self.tiers(ofScenario: path, classifiers) else {
            throw VoiceStudyError.noAnchors(path: path)
        }
        tiers = found
        for tier in tiers where tier.defects == nil || tier.firstDay != inputs.today {
            throw VoiceStudyError.otherAnchors(path: path, day: inputs.today.description)
        }
        guard !tiers.isEmpty else { throw VoiceStudyError.noConversations(path: path) }
    }

    /// The pools of a scenario's anchors; nil without a project block.
    private static func tiers(
        ofScenario path: String, _ classifiers: TrainedClassifiers?
    ) throws(ScenarioError) -> [ConversationTier]? {
        let scenario = try Scenario(path: path, classifiers: classifiers)
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
    ///
    /// - Parameters:
    ///   - keys: What they are added to.
    ///   - calls: How many callers, from the first on.
    ///   - addresses: Where in the bank the lines' decodes are.
    ///   - bank: The bank; what it lacks is heard without errors.
    /// - Throws: What reading the bank throws.
    public func insertKeys(
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
