import DialogueModels
public import TelephoneAudio
public import VoiceChannel

/// A telephone line that somebody chose: a preset by its name, or a file that describes one.
public struct LineChoice: Sendable {
    /// What the line does.
    public let condition: LineCondition
    /// Recordings that it needs; nil when it needs none, or those of presets.
    private let ownRecordings: String?
    private let isPreset: Bool

    /// Reads a choice.
    ///
    /// - Parameter text: The name of a preset, or a path: whatever ends in `.yaml` or has a slash in it.
    /// - Throws: `VoiceStudyError.unknownLine`; what is wrong with the file.
    public init(_ text: String) throws {
        if text.contains("/") || text.hasSuffix(".yaml") {
            let file = try ChannelFile(path: text)
            condition = file.condition
            ownRecordings = file.recordingsPath
            isPreset = false
            return
        }
        guard let preset = LineCondition.preset(text) else {
            throw VoiceStudyError.unknownLine(
                name: text, known: LineCondition.presets.map(\.name))
        }
        condition = preset
        ownRecordings = nil
        isPreset = true
    }

    /// Reads several choices, parted by commas.
    ///
    /// - Throws: As one choice; `VoiceStudyError.twoLines`.
    public static func list(_ text: String) throws -> [LineChoice] {
        var lines: [LineChoice] = []
        for name in text.split(separator: ",").map(String.init) {
            let line = try LineChoice(name)
            guard !lines.contains(where: { $0.condition.name == line.condition.name }) else {
                throw VoiceStudyError.twoLines(name: line.condition.name)
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
    public func sounds(
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
    public func check(_ sounds: LineSounds) throws {
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
