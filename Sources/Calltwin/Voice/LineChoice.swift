import DecodeBank
import DialogueModels
import TelephoneAudio
import VoiceChannel
import VoiceLibraries

/// A telephone line that somebody chose: a preset by its name, or a file that describes one.
struct LineChoice {
    /// What the line does.
    let condition: LineCondition
    /// Recordings that it needs; nil when it needs none, or those of presets.
    private let ownRecordings: String?
    private let isPreset: Bool

    /// Recordings that presets name.
    static let presetRecordings = ShippedFiles.path("models/channels/recordings.yaml")

    /// Reads a choice.
    ///
    /// - Parameters:
    ///   - text: The name of a preset, or a path: whatever ends in `.yaml` or has a slash in it.
    ///   - option: The option that says so, for messages.
    /// - Throws: That there is no such preset; what is wrong with the file.
    init(_ text: String, option: String) throws(CommandFailure) {
        if text.contains("/") || text.hasSuffix(".yaml") {
            do throws(DialogueModelError) {
                let file = try ChannelFile(path: text)
                condition = file.condition
                ownRecordings = file.recordingsPath
                isPreset = false
            } catch {
                throw CommandFailure(error)
            }
            return
        }
        guard let preset = LineCondition.preset(text) else {
            throw .usage(
                "\(option) \(text): known: "
                    + LineCondition.presets.map(\.name).joined(separator: ", ")
                    + ", and paths of files")
        }
        condition = preset
        ownRecordings = nil
        isPreset = true
    }

    /// Reads several choices, parted by commas.
    static func list(_ text: String, option: String) throws(CommandFailure) -> [LineChoice] {
        var lines: [LineChoice] = []
        for name in text.split(separator: ",").map(String.init) {
            let line = try LineChoice(name, option: option)
            guard !lines.contains(where: { $0.condition.name == line.condition.name }) else {
                throw .usage("\(option): two lines are named '\(line.condition.name)'")
            }
            lines.append(line)
        }
        return lines
    }

    /// Sounds that the line needs: recordings by name, and voices for babble.
    ///
    /// - Parameters:
    ///   - recordings: File of the presets' recordings; a file of a line names its own.
    ///   - synthesizer: What speaks the babble of presets.
    /// - Returns: The sounds; none where the line needs none.
    /// - Throws: What is wrong with a file of recordings; what a voice throws.
    func sounds(
        presets recordings: String, synthesizer: any SpeechSynthesizer
    ) throws -> LineSounds {
        var sounds = LineSounds()
        if let path = isPreset ? (namesRecordings ? recordings : nil) : ownRecordings {
            sounds = try RecordingsFile(path: path).sounds
        }
        if isPreset, hasBabble {
            for clip in try BabbleTalkers.clips(synthesizer) { sounds.add(talker: clip) }
        }
        return sounds
    }

    /// Opens the line once, so that whatever is missing shows before the first call.
    func check(_ sounds: LineSounds) throws {
        _ = try TelephoneLine(
            condition, key: 0, sounds: sounds,
            gsmFullRate: condition.codecs.contains(.gsmFullRate) ? GSMLineCodec() : nil)
    }

    private var namesRecordings: Bool {
        condition.bursts != nil
            || condition.noises.contains {
                if case .sound = $0.source { return true }
                return false
            }
    }

    private var hasBabble: Bool {
        condition.noises.contains {
            if case .babble = $0.source { return true }
            return false
        }
    }
}

extension CommandFailure {
    /// Whether an error is of voices, lines, recordings or recognisers.
    static func isOfSound(_ error: any Error) -> Bool {
        switch error {
        case is AudioFileError, is TestUtterance.FileError, is CalibrationTable.FileError,
            is VoiceLibraryError, is LineError:
            true
        default: false
        }
    }

    /// What voices, lines, recordings, recognisers and banks throw.
    init(sound error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as DecodeBankError: self.init(error)
        case let error as DialogueModelError: self.init(error)
        case is AudioFileError, is TestUtterance.FileError, is CalibrationTable.FileError:
            // Their text begins with the place.
            let parts = "\(error)".split(separator: ": error: ", maxSplits: 1)
            self.init(.badData, String(parts[parts.count - 1]), at: String(parts[0]))
        case VoiceLibraryError.malformed(let path, let reason):
            self.init(.badData, reason, at: path)
        default:
            self.init(Self.status(error), Self.unmarked("\(error)"))
        }
    }

    private static func status(_ error: any Error) -> ExitStatus {
        switch error {
        case VoiceLibraryError.missingHearing: .noInput
        case LineError.missingSound, LineError.outOfRange: .badData
        default: .unavailable
        }
    }

    /// Calls whose sound could not be made or heard.
    static func noSound(_ reason: String) -> CommandFailure {
        CommandFailure(.unavailable, "a call could not be made to sound: \(unmarked(reason))")
    }

    /// What is wrong, without the mark in front that the command line puts there itself.
    private static func unmarked(_ text: String) -> String {
        let mark = "error: "
        return text.hasPrefix(mark) ? String(text.dropFirst(mark.count)) : text
    }
}
