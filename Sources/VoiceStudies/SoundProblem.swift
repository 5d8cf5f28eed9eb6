public import DecodeBank
import DialogueModels
import TelephoneAudio
import VoiceChannel
import VoiceLibraries

/// What voices, lines, recordings, recognisers and banks throw, in the terms of messages.
public struct SoundProblem: Error, Sendable {
    /// What an error means for who asked.
    public enum Kind: Equatable, Sendable {
        /// Something must be installed first.
        case missing
        /// A file is not there.
        case noFile
        /// A file or a setting is wrong.
        case wrong
        /// What was asked for is unknown.
        case unknown
        /// An output cannot be made.
        case unwritable
        /// The work did not come to its end.
        case unfinished
        /// A bank or a file of channels is at fault.
        case bank(DecodeBankError)
        /// A model or a file of labelled utterances is at fault, with the exit code that its own error names.
        case model(exitCode: Int32)
    }

    /// What the error means.
    public let kind: Kind
    /// `path` or `path:line` where a file is meant.
    public let place: String?
    /// What is wrong and what to do; no `error:` in front.
    public let what: String

    /// Whether an error is of voices, lines, recordings, recognisers, banks or models.
    public static func isOfSound(_ error: any Error) -> Bool {
        switch error {
        case is AudioFileError, is TestUtterance.FileError, is CalibrationTable.FileError,
            is VoiceLibraryError, is LineError, is VoiceStudyError, is DecodeBankError,
            is DialogueModelError, is LabelledFileError, is SoundProblem:
            true
        default: false
        }
    }

    /// Reads an error; what is none of these means that something is missing.
    public init(_ error: any Error) {
        switch error {
        case let error as SoundProblem: self = error
        case let error as VoiceStudyError:
            self.init(Self.kind(error), error.problem, at: error.path)
        case let error as DecodeBankError:
            let parts = Self.parts(error.description)
            self.init(.bank(error), parts.what, at: parts.place)
        case let error as DialogueModelError:
            self.init(
                .model(exitCode: error.exitCode), error.problem,
                at: error.location.map { "\($0)" })
        case let error as LabelledFileError:
            self.init(
                .model(exitCode: error.exitCode), error.problem, at: "\(error.location)")
        case is AudioFileError, is TestUtterance.FileError, is CalibrationTable.FileError:
            let parts = Self.parts("\(error)")
            self.init(.wrong, parts.what, at: parts.place)
        case VoiceLibraryError.malformed(let path, let reason):
            self.init(.wrong, reason, at: path)
        case VoiceLibraryError.missingHearing:
            self.init(.noFile, "\(error)", at: nil)
        case LineError.missingSound, LineError.outOfRange:
            self.init(.wrong, Self.parts("\(error)").what, at: nil)
        default: self.init(.missing, Self.parts("\(error)").what, at: nil)
        }
    }

    private init(_ kind: Kind, _ what: String, at place: String?) {
        self.kind = kind
        self.place = place
        self.what = what
    }

    private static func kind(_ error: VoiceStudyError) -> Kind {
        switch error {
        case .missingFile: .noFile
        case .unwritable: .unwritable
        case .unknownLine, .twoLines, .unknownRecognizer, .noChannels: .unknown
        case .notClosed: .unfinished
        default: .wrong
        }
    }

    /// Parts a line into its place and what is wrong: `path:line: error: what`, or `error: what`.
    public static func parts(_ text: String) -> (place: String?, what: String) {
        let mark = "error: "
        if text.hasPrefix(mark) { return (nil, String(text.dropFirst(mark.count))) }
        guard let found = text.firstRange(of: ": " + mark) else { return (nil, text) }
        return (String(text[..<found.lowerBound]), String(text[found.upperBound...]))
    }
}
