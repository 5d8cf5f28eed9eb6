import CallerModel
import Conversations
import DecodeBank
import DialogueEngine
import DialogueModels
import TwinPrimitives

/// Whole calls of the shipped bank model at each fidelity without sound.
///
/// Reads `models/` below the working folder. A first round of the calls warms what remembers.
enum ConversationBenchmarks {
    static let all: [Benchmark] =
        [
            Benchmark(
                name: "call.text", unit: "call", about: "a call of the bank model, every word heard"
            ) {
                let made = try Made()
                return made.body(made.model, PerfectEar())
            }
        ]
        + HearingTier.allCases.map { tier in
            Benchmark(
                name: "call.\(tier.rawValue)", unit: "call",
                about: "a call of the bank model at the tier \(tier.rawValue)"
            ) {
                let made = try Made()
                let hearing = try TierHearing(
                    tier, condition: "clean", model: made.model, files: made.files())
                return made.body(hearing.model, hearing.ear)
            }
        }

    /// Callers and model.
    private struct Made {
        let file: CallerFile
        let model: DialogueModel
        let profile: CallerProfile
        /// Calls of one round, below those that the bank was built of.
        private static let calls = 40

        init() throws {
            file = try CallerFile(path: "models/callers/bank.yaml")
            model = try file.model().trained()
            profile = try file.profile(for: model)
        }

        func files() throws -> HearingFiles {
            try HearingFiles(channels: file.channelsPath ?? "", bank: file.bankPath)
        }

        func body(_ model: DialogueModel, _ ear: any Ear) -> () throws -> Work {
            let conversation = Conversation(
                reducer: DialogueReducer(
                    model: model, streams: RandomStreams(seed: 1, replication: 0)),
                profile: profile, ear: ear)
            let today = CivilDate(year: 2026, month: 11, day: 25) ?? CivilDate(dayNumber: 0)
            let round = {
                var checksum: UInt64 = 0
                for ordinal in 0..<UInt32(Self.calls) {
                    let record = conversation.run(
                        CallContext(
                            caller: CallerKey(contactType: ContactTypeID(0), ordinal: ordinal),
                            today: today, minuteOfDay: 600))
                    checksum =
                        checksum &* 31 &+ UInt64(record.inputs.count)
                        &+ UInt64(record.outcome.rawValue)
                }
                return Work(units: Self.calls, checksum: checksum)
            }
            _ = round()
            return round
        }
    }
}
