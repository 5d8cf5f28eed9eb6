import DecodeBank
import Foundation
import Scenarios
import VoiceLibraries
import VoiceStudies

extension CommandFailure {
    /// What voices, lines, recordings, recognisers and banks throw.
    init(sound error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as ScenarioError: self.init(error)
        default: self.init(SoundProblem(error))
        }
    }

    private init(_ problem: SoundProblem) {
        let status: ExitStatus =
            switch problem.kind {
            case .missing: .unavailable
            case .noFile: .noInput
            case .wrong: .badData
            case .unknown: .usage
            case .unwritable: .cannotCreate
            case .unfinished: .runFailed
            case .bank(let error): Self.status(error)
            case .model(let exitCode): ExitStatus(rawValue: exitCode) ?? .badData
            }
        self.init(status, problem.what, at: problem.place)
    }

    /// What is wrong with a bank or a file of channels.
    init(_ error: DecodeBankError) { self.init(SoundProblem(error)) }

    private static func status(_ error: DecodeBankError) -> ExitStatus {
        switch error {
        case .missing, .missingChannels: .noInput
        case .exists: .cannotCreate
        case .busy: .tryAgain
        case .laterSchema: .newerVersion
        case .refused, .readOnly: .inputOutput
        default: .badData
        }
    }

    /// Calls whose sound could not be made or heard.
    static func noSound(_ reason: String) -> CommandFailure {
        CommandFailure(
            .unavailable, "a call could not be made to sound: \(SoundProblem.parts(reason).what)")
    }
}

extension LineChoice {
    /// Recordings that presets name.
    static let presetRecordings = ShippedFiles.path("models/channels/recordings.yaml")

    /// Reads a choice that an option made.
    init(_ text: String, option: String) throws(CommandFailure) {
        do {
            try self.init(text)
        } catch {
            throw Self.failure(error, option: option)
        }
    }

    /// Reads several choices that an option made, parted by commas.
    static func list(_ text: String, option: String) throws(CommandFailure) -> [LineChoice] {
        do {
            return try list(text)
        } catch {
            throw failure(error, option: option)
        }
    }

    /// What is wrong with a choice, after the name of its option.
    static func failure(_ error: any Error, option: String) -> CommandFailure {
        switch error {
        case VoiceStudyError.unknownLine: .usage("\(option) \(SoundProblem(error).what)")
        case VoiceStudyError.twoLines: .usage("\(option): \(SoundProblem(error).what)")
        default: CommandFailure(sound: error)
        }
    }
}

extension MachineSound {
    /// By the files that come with the program, and by this user's folders.
    init() {
        self.init(
            recordings: LineChoice.presetRecordings, hearing: ShippedFiles.path("models/voice"),
            background: ShippedFiles.path("models/language/banking77_train.csv.zst"),
            folders: VoiceFolders(environment: ProcessInfo.processInfo.environment))
    }
}
