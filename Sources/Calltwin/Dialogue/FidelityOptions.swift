public import ArgumentParser
import Conversations
import DecodeBank
import DialogueEngine
import DialogueModels
public import VoiceStudies

extension Fidelity: ExpressibleByArgument {}

/// What voice agents hear by.
struct FidelityOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "With --caller: how truly the voice agent hears: \(Fidelity.names).",
            discussion: """
                text reads every word; channel and channel-words draw errors of meanings or words from \
                channels that are fitted to real decodes; bank looks up real decodes; audio makes sound.
                """))
    var fidelity: Fidelity?

    @Option(help: "File of fitted channels, instead of the one that the callers file names.")
    var channels: String?

    @Option(help: "Bank of decodes, instead of the one that the callers file names.")
    var bank: String?

    /// The fidelity of a run.
    ///
    /// - Parameter isAudio: Whether --audio is given.
    /// - Returns: The one asked for; text where none is.
    func chosen(isAudio: Bool) -> Fidelity { fidelity ?? (isAudio ? .audio : .text) }

    /// Refuses options that have no effect.
    func validate(isAudio: Bool) throws {
        if isAudio, let fidelity, fidelity != .audio {
            throw ValidationError(
                "--fidelity \(fidelity.rawValue) has no sound, which --audio, --wav or --wav-out asks for"
            )
        }
        let chosen = chosen(isAudio: isAudio)
        if chosen.tier == nil, channels != nil {
            throw ValidationError("--channels has no effect with --fidelity \(chosen.rawValue)")
        }
        if chosen != .bank, bank != nil {
            throw ValidationError("--bank has no effect with --fidelity \(chosen.rawValue)")
        }
    }

    /// The ear of a tier.
    ///
    /// - Parameters:
    ///   - tier: The tier.
    ///   - condition: Condition of the line.
    ///   - callers: File that names what is heard by.
    ///   - model: Whose utterances are heard.
    /// - Returns: The ear, with the model to hold calls by.
    /// - Throws: Which file is missing, or what is wrong with one.
    func hearing(
        _ tier: HearingTier, over condition: String, callers: CallerFile, model: DialogueModel
    ) throws(CommandFailure) -> TierHearing {
        func path(_ given: String?, _ named: String?, _ what: String) throws(CommandFailure)
            -> String
        {
            guard let path = given ?? named else {
                throw CommandFailure(
                    .usage,
                    "--fidelity \(tier.rawValue) needs \(what): the file has none under 'hearing', "
                        + "and none is given; make them: calltwin voice bank build, then fit",
                    at: callers.path)
            }
            return path
        }
        let channels = try path(channels, callers.channelsPath, "--channels")
        let bank =
            tier == .bank ? try path(bank, callers.bankPath, "--bank") : nil
        do throws(DecodeBankError) {
            return try TierHearing(
                tier, condition: condition, model: model,
                files: HearingFiles(channels: channels, bank: bank))
        } catch {
            throw CommandFailure(error)
        }
    }
}

extension Fidelity {
    /// The names, parted by commas.
    fileprivate static var names: String {
        allCases.map(\.rawValue).joined(separator: ", ")
    }
}
